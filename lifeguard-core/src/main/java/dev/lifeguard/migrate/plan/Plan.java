package dev.lifeguard.migrate.plan;

import dev.lifeguard.migrate.error.ValidationException;
import dev.lifeguard.migrate.source.Direction;
import dev.lifeguard.migrate.source.Found.Hook.Moment;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a run does, in this order, unless a problem forbids it. Immutable; this library makes it,
 * and may give it more methods.
 */
public interface Plan {

    /** Which way. */
    Direction direction();

    /** The migrations that run, in their order; empty where a problem forbids the run. */
    List<PlanStep> steps();

    /**
     * The hooks that run around them, by their moments, those of one in the order of their
     * directories; none where no migration runs.
     */
    List<Hook> hooks();

    /** The problems that forbid the run. */
    List<Problem> refusals();

    /** What the checks found, those that forbid the run too, in their order. */
    List<Finding> findings();

    /**
     * What a way down takes away: rows of tables that it drops or empties, and values of columns
     * that it drops. Only a plan that is looked at has it counted, and rows that migrations put
     * there are not counted on PostgreSQL.
     */
    List<AtStake> atStake();

    /** What there is before the run. */
    MigrationStatus status();

    /** Whether there is nothing to do. */
    boolean isEmpty();

    /**
     * Refuses what must not run.
     *
     * @throws ValidationException with all the problems that forbid it
     */
    void requireRunnable();

    /**
     * Refuses any problem at all, also one that a run could live with.
     *
     * @throws ValidationException with all problems
     */
    void requireValid();

    /**
     * A script that runs at certain moments of a run. Immutable; this library makes it, and may
     * give it more methods.
     */
    interface Hook {

        /** When it runs. */
        Moment moment();

        /** The file, relative to its source. */
        String fileName();

        /** The description of its source, for people: several may have a hook of that name. */
        String source();

        /**
         * Shows its statements, one after the other.
         *
         * @throws dev.lifeguard.migrate.error.LifeguardException when the file cannot be read any
         *     more, or is another one than the plan was made of
         */
        void forEachStatement(Consumer<? super PlannedStatement> look);
    }

    /** Which migrations share a transaction, of those that run in one. */
    enum Grouping {
        /** None: each is committed for itself, and stays when a later one fails. */
        NONE,
        /**
         * All that are applied one after the other: they are committed together, or none of them
         * is. On PostgreSQL only.
         */
        ALL
    }
}
