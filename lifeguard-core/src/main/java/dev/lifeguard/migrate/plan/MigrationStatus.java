package dev.lifeguard.migrate.plan;

import dev.lifeguard.migrate.source.MigrationVersion;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is applied, what is pending, and what does not fit together. Immutable; this library makes
 * it, and may give it more methods.
 */
public interface MigrationStatus {

    /** What the database holds whole, oldest first, and then the repeatable ones by name. */
    List<MigrationRecord> applied();

    /**
     * What it does not hold, or not whole, oldest first; and then the repeatable ones by name that
     * are new or edited.
     */
    List<PendingMigration> pending();

    /** Everything that does not fit together, in the order of the versions. */
    List<Problem> problems();

    /** What is worth a look but stops nothing. */
    List<String> warnings();

    /**
     * The versions of those applied that are newer than every file here, which is no problem: an
     * older application is started on a newer database.
     */
    Set<MigrationVersion> ahead();

    /**
     * What stands for the repeatable ones that are applied and whose files are not here, which is
     * no problem.
     */
    Set<MigrationVersion> withoutFile();

    /** The versions of those that were applied after a newer one, as far as that is recorded. */
    default Set<MigrationVersion> outOfOrder() {
        Set<MigrationVersion> late = new HashSet<>();
        long least = Long.MAX_VALUE;
        for (MigrationRecord record : applied().reversed()) {
            if (record.version().isRepeatable()) {
                continue;
            }
            if (record.order() > least) {
                late.add(record.version());
            }
            least = Math.min(least, record.order());
        }
        return late;
    }

    /**
     * What stands for the repeatable ones that are applied, and pending again since their files
     * were edited.
     */
    default Set<MigrationVersion> edited() {
        Set<MigrationVersion> again =
                pending().stream()
                        .map(PendingMigration::version)
                        .filter(MigrationVersion::isRepeatable)
                        .collect(Collectors.toSet());
        return applied().stream()
                .map(MigrationRecord::version)
                .filter(again::contains)
                .collect(Collectors.toSet());
    }

    /**
     * The versions of all that are applied or pending, oldest first, and then what stands for the
     * repeatable ones by name.
     */
    List<MigrationVersion> order();

    /** Whether nothing is pending and nothing is wrong. */
    default boolean upToDate() {
        return pending().isEmpty() && problems().isEmpty();
    }

    /** A migration that is not applied, or not whole. */
    interface PendingMigration {

        /** The version; of a repeatable one, which has none, what stands for it. */
        MigrationVersion version();

        /** Whether it is a repeatable one. */
        default boolean repeatable() {
            return version().isRepeatable();
        }

        /** The migration's name. */
        String name();

        /** How many of its statements took effect where it is part-way, else null. */
        @Nullable Integer statementsDone();
    }
}
