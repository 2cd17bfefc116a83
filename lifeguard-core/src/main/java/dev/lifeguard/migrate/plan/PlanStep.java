package dev.lifeguard.migrate.plan;

import dev.lifeguard.migrate.schema.BatchSpec;
import dev.lifeguard.migrate.source.Direction;
import dev.lifeguard.migrate.source.MigrationVersion;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** One migration that runs. Immutable; this library makes it, and may give it more methods. */
public interface PlanStep {

    /** Which way. */
    Direction direction();

    /** The version; of a repeatable one, which has none, what stands for it. */
    MigrationVersion version();

    /** Whether it is a repeatable one. */
    default boolean repeatable() {
        return version().isRepeatable();
    }

    /** The migration's name. */
    String name();

    /** Version and name as messages show them; of a repeatable one {@code r_} and the name. */
    default String label() {
        return version().label(name());
    }

    /** The file that its statements are in, relative to its source; of an object its class. */
    String fileName();

    /** How its statements are divided into transactions. */
    TransactionMode transactionMode();

    /** Who runs its batches; empty where it does not run in batches. */
    Optional<BatchSpec.Mode> batches();

    /** How many statements it has; empty for Java, of which nobody knows before. */
    OptionalInt statementCount();

    /**
     * How far it got in an earlier run; empty where no earlier run matters to this one. A
     * repeatable one begins again at its first statement all the same.
     */
    Optional<MigrationRecord.Progress> partial();

    /** How long its statements wait for a lock; empty where it does not say. */
    Optional<Duration> lockTimeout();

    /**
     * Shows the statements that this step runs, one after the other: of a part-way migration those
     * that are left. They are read from the file again, a few at a time, so that a long script
     * needs no more memory than a short one. Of a migration in Java they are shown in a plan that
     * is only looked at, and none where it is about to run.
     *
     * @throws dev.lifeguard.migrate.error.LifeguardException when the file cannot be read any more,
     *     or is another one than the plan was made of
     */
    void forEachStatement(Consumer<? super PlannedStatement> look);

    /** How a migration's statements are divided into transactions. */
    enum TransactionMode {
        /** All statements and the history row commit together or not at all. */
        WHOLE,
        /** Each statement for itself, with its progress recorded. */
        PER_STATEMENT
    }
}
