package dev.lifeguard.migrate.lint;

import dev.lifeguard.migrate.source.MigrationVersion;
import java.util.List;

/**
 * One thing that a rule found.
 *
 * @param rule which one
 * @param level as the settings and the table's size have it
 * @param version of the migration; of a repeatable one, which has none, what stands for it
 * @param file relative to its source
 * @param line from 1
 * @param column from 1, in code points
 * @param message what happens, with the names of the statement, in sentences
 * @param locks what the statement locks, as far as the rule is about that; may be empty
 * @param safeWay SQL that can be pasted, with comments that say where it stands; empty where there
 *     is no other way
 * @param statement the statement as it is in the file; empty where the finding is about none
 * @param knowledge what it is known from
 */
public record LintFinding(
        LintRule rule,
        LintLevel level,
        MigrationVersion version,
        String file,
        int line,
        int column,
        String message,
        List<LintLock> locks,
        String safeWay,
        String statement,
        Knowledge knowledge) {

    /** Copies the list. */
    public LintFinding {
        locks = List.copyOf(locks);
    }
}
