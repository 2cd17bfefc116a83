package dev.lifeguard.migrate.plan;

import dev.lifeguard.migrate.source.Direction;
import dev.lifeguard.migrate.source.MigrationVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One row of the history: a migration that the database holds, in whole or in part. Immutable; this
 * library makes it, and may give it more methods.
 */
public interface MigrationRecord {

    /**
     * Its version, of any number: another writer's row may hold anything. Of a repeatable one,
     * which has none, what stands for it.
     */
    MigrationVersion version();

    /** Whether it is a repeatable one, which has no version and no place among the others. */
    default boolean repeatable() {
        return version().isRepeatable();
    }

    /** The migration's name. */
    String name();

    /** As it was when the migration was applied: 64 hexadecimal digits where this library wrote. */
    String checksum();

    /** On the database's clock. */
    Instant appliedAt();

    /** What its statements took; null where the writer did not measure it. */
    @Nullable Duration executionTime();

    /**
     * Its place among those applied; where versions are ordered by their numbers it is the version
     * itself for one that came after all older ones, or that has no order of its own.
     */
    long order();

    /** Whether the migration is applied whole. */
    boolean success();

    /** Whether it stands for all migrations up to its version, whose files are not here. */
    boolean isBaseline();

    /** How far a part-way migration got; empty for one that is applied whole. */
    Optional<Progress> partial();

    /** Version and name as messages show them. */
    String label();

    /** How far a part-way migration got. */
    interface Progress {

        /** Which way it ran. */
        Direction direction();

        /** How many of its statements took effect, from the first. */
        int statementsDone();

        /** The number from 1 of a statement whose effect is not known, or null. */
        @Nullable Integer statementStarted();

        /**
         * What its last statement left in the middle, as an INVALID index, each with the statement
         * that ends it.
         */
        List<String> left();
    }
}
