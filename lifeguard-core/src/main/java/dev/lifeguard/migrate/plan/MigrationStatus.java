package dev.lifeguard.migrate.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is applied, what is pending, and what does not fit together.
 *
 * @param applied what the database holds whole, oldest first
 * @param pending what it does not hold, or not whole, oldest first
 * @param problems everything that does not fit together, in the order of the versions
 * @param warnings what is worth a look but stops nothing
 */
public record MigrationStatus(
        List<MigrationRecord> applied,
        List<PendingMigration> pending,
        List<Problem> problems,
        List<String> warnings) {

    /** Copies the lists. */
    public MigrationStatus {
        applied = List.copyOf(applied);
        pending = List.copyOf(pending);
        problems = List.copyOf(problems);
        warnings = List.copyOf(warnings);
    }

    /** Whether nothing is pending and nothing is wrong. */
    public boolean upToDate() {
        return pending.isEmpty() && problems.isEmpty();
    }

    /**
     * A migration that is not applied, or not whole.
     *
     * @param version the 14 digits
     * @param name the migration's name
     * @param statementsDone how many of its statements took effect when it is part-way, else null
     */
    public record PendingMigration(long version, String name, @Nullable Integer statementsDone) {}
}
