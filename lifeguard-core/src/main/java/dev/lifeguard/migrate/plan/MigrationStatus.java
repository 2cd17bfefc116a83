package dev.lifeguard.migrate.plan;

import dev.lifeguard.migrate.source.MigrationVersion;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is applied, what is pending, and what does not fit together.
 *
 * @param applied what the database holds whole, oldest first
 * @param pending what it does not hold, or not whole, oldest first
 * @param problems everything that does not fit together, in the order of the versions
 * @param warnings what is worth a look but stops nothing
 * @param ahead the versions of those applied that are newer than every file here, which is no
 *     problem: an older application is started on a newer database
 * @param order the versions of all that are applied or pending, oldest first
 */
public record MigrationStatus(
        List<MigrationRecord> applied,
        List<PendingMigration> pending,
        List<Problem> problems,
        List<String> warnings,
        Set<MigrationVersion> ahead,
        List<MigrationVersion> order) {

    /** Copies the lists. */
    public MigrationStatus {
        applied = List.copyOf(applied);
        pending = List.copyOf(pending);
        problems = List.copyOf(problems);
        warnings = List.copyOf(warnings);
        ahead = Set.copyOf(ahead);
        order = List.copyOf(order);
    }

    /** Whether nothing is pending and nothing is wrong. */
    public boolean upToDate() {
        return pending.isEmpty() && problems.isEmpty();
    }

    /**
     * A migration that is not applied, or not whole.
     *
     * @param version the version
     * @param name the migration's name
     * @param statementsDone how many of its statements took effect when it is part-way, else null
     */
    public record PendingMigration(
            MigrationVersion version, String name, @Nullable Integer statementsDone) {}
}
