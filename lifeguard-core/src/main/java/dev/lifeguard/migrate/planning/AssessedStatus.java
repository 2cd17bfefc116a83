package dev.lifeguard.migrate.planning;

import dev.lifeguard.migrate.plan.MigrationRecord;
import dev.lifeguard.migrate.plan.MigrationStatus;
import dev.lifeguard.migrate.plan.Problem;
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
 * @param withoutFile what stands for the repeatable ones that are applied and have no file here
 * @param order the versions of all that are applied or pending, oldest first
 */
public record AssessedStatus(
        List<MigrationRecord> applied,
        List<PendingMigration> pending,
        List<Problem> problems,
        List<String> warnings,
        Set<MigrationVersion> ahead,
        Set<MigrationVersion> withoutFile,
        List<MigrationVersion> order)
        implements MigrationStatus {

    /** Copies the lists. */
    public AssessedStatus {
        applied = List.copyOf(applied);
        pending = List.copyOf(pending);
        problems = List.copyOf(problems);
        warnings = List.copyOf(warnings);
        ahead = Set.copyOf(ahead);
        withoutFile = Set.copyOf(withoutFile);
        order = List.copyOf(order);
    }

    /**
     * A migration that is not applied, or not whole.
     *
     * @param version the version
     * @param name the migration's name
     * @param statementsDone how many of its statements took effect when it is part-way, else null
     */
    public record Unapplied(MigrationVersion version, String name, @Nullable Integer statementsDone)
            implements PendingMigration {}
}
