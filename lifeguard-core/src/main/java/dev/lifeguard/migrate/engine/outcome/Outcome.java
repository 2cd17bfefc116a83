package dev.lifeguard.migrate.engine.outcome;

import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.planning.HistoryRow.Progress;
import dev.lifeguard.migrate.planning.PlannedStep;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * What came of one migration. Every way to run one ends with one of these, and only {@code
 * PlanRunner} decides what the run makes of it. What a failure says about the database is worded by
 * {@link KeptState}.
 */
public sealed interface Outcome {

    /** Which migration. */
    PlannedStep step();

    /**
     * It is committed: applied, or on the way down rolled back by its down script.
     *
     * @param time what its statements took
     * @param end what the run ends with all the same
     */
    record Applied(PlannedStep step, Duration time, Optional<LifeguardException> end)
            implements Outcome {

        /** With nothing that ends the run. */
        public static Applied in(PlannedStep step, Duration time) {
            return new Applied(step, time, Optional.empty());
        }

        /** The same, and the run ends with that. */
        public Applied endingWith(LifeguardException last) {
            return new Applied(step, time, Optional.of(last));
        }
    }

    /**
     * It met another transaction's lock, and is rolled back whole with all that shares its
     * transaction: it can be tried again.
     *
     * @param failure what the server said
     * @param givenUp what came of it where it is not, from sentences about the tries
     */
    record Busy(PlannedStep step, SQLException failure, Function<String, Failed> givenUp)
            implements Outcome {}

    /** It is not finished, and the run ends. */
    sealed interface Failed extends Outcome {

        /** What the run ends with. */
        LifeguardException why();
    }

    /** Nothing of it is in the database. */
    record RolledBack(PlannedStep step, LifeguardException why) implements Failed {}

    /**
     * A part of it is in the database.
     *
     * @param done how many of its statements are known to be done for good; 0 where only something
     *     of the first one stays
     */
    record PartWay(PlannedStep step, LifeguardException why, int done) implements Failed {}

    /** Nobody knows here how much of it is in the database; the history may, or a person. */
    record InDoubt(PlannedStep step, LifeguardException why) implements Failed {}

    /** It failed before this run did anything for it. */
    static Failed untouched(PlannedStep step, LifeguardException why) {
        Progress before = step.resumed();
        return before == null
                ? new RolledBack(step, why)
                : new PartWay(step, why, before.statementsDone());
    }
}
