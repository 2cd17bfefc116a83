package dev.lifeguard.migrate.report;

import dev.lifeguard.migrate.batch.BatchStatus;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.plan.Plan;
import dev.lifeguard.migrate.plan.PlanStep;
import dev.lifeguard.migrate.report.MigrationReport.MigrationResult;
import dev.lifeguard.migrate.source.Found.Hook.Moment;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Something that happened in a run, in the order in which it happens. Immutable; this library makes
 * it, and later versions may tell of more: a switch over events needs a default.
 */
public sealed interface MigrationEvent {

    /** The database cannot be reached yet, and is tried again and again; said once. */
    non-sealed interface DatabaseWaiting extends MigrationEvent {
        /** Why, as the driver says it. */
        String reason();

        /** How long it is tried. */
        Duration longest();
    }

    /** The plan was made and there is something to do; the lock is not taken yet. */
    non-sealed interface Planned extends MigrationEvent {
        /** What is to be done. */
        Plan plan();
    }

    /** Another runner holds the lock; said once, and again every 15 s. */
    non-sealed interface LockWaiting extends MigrationEvent {
        /** Who holds it, as that runner wrote it. */
        String holder();

        /** Since the first attempt. */
        Duration waited();
    }

    /** The lock is held from now on. */
    non-sealed interface LockAcquired extends MigrationEvent {}

    /** A dead runner's lock was removed. */
    non-sealed interface LockTakenOver extends MigrationEvent {
        /** Whose it was. */
        String holder();
    }

    /**
     * A migration begins. Of short ones in a long run several begin before the first is told to be
     * finished.
     */
    non-sealed interface MigrationStarted extends MigrationEvent {
        /** Which one. */
        PlanStep step();

        /** From 1. */
        int number();

        /** Of the run. */
        int total();
    }

    /** A hook begins. */
    non-sealed interface HookStarted extends MigrationEvent {
        /** When it runs. */
        Moment moment();

        /** Its file, relative to its source. */
        String fileName();

        /** Its file, and its source where there are several, as messages name them. */
        String label();

        /** The migration that it runs around; empty around the run. */
        Optional<PlanStep> step();
    }

    /**
     * The database said something while statements of migrations ran, such as what RAISE NOTICE
     * says in a function on PostgreSQL, or the warnings and notes of MariaDB and MySQL.
     */
    non-sealed interface ServerMessage extends MigrationEvent {
        /** As the server names it, for example {@code NOTICE}. */
        String severity();

        /** Whether it is worth a look. */
        boolean warning();

        /** What, in sentences. */
        String message();
    }

    /** A statement of a migration that runs outside a transaction is done. */
    non-sealed interface StatementDone extends MigrationEvent {
        /** Which one. */
        PlanStep step();

        /** Which one, from 1. */
        int number();

        /** How many there are. */
        int total();
    }

    /**
     * A batch of a migration is committed that the run itself does, or its next one waits: told
     * once for each reason.
     */
    non-sealed interface BatchProgress extends MigrationEvent {
        /** Which one. */
        PlanStep step();

        /** How far it is, and why it waits, where it does. */
        BatchStatus status();
    }

    /**
     * A migration met the lock of another transaction, and is rolled back; it is tried again after
     * a pause.
     */
    non-sealed interface TableLockMet extends MigrationEvent {
        /** Which one. */
        PlanStep step();

        /** How often it was tried by now. */
        int attempts();

        /**
         * Who was seen in the way, each for the middle of a sentence; empty where nobody was seen.
         */
        List<String> inTheWay();

        /** How long the pause is. */
        Duration pause();
    }

    /**
     * A migration waits for the lock of another transaction, for more than 2 s by now; told again
     * when others are in the way. It is told on another thread while that of the migrations waits
     * for the database, and never at the same time as another event of the run.
     */
    non-sealed interface TableLockWaiting extends MigrationEvent {
        /**
         * Which one; of short ones that were sent to the server together it may be one behind it.
         */
        PlanStep step();

        /** By now. */
        Duration waited();

        /**
         * Who was seen in the way, each for the middle of a sentence; empty where nobody was seen.
         */
        List<String> inTheWay();
    }

    /** A migration is committed with its history row. */
    non-sealed interface MigrationFinished extends MigrationEvent {
        /** Which one. */
        PlanStep step();

        /** What came of it. */
        MigrationResult result();
    }

    /** A migration failed; the error that is thrown says the same. */
    non-sealed interface MigrationFailed extends MigrationEvent {
        /** Which one. */
        PlanStep step();

        /** Why; the error that is thrown says the same. */
        ErrorDetail error();
    }

    /** The lock is released. */
    non-sealed interface LockReleased extends MigrationEvent {}

    /** Something worth a look that stops nothing. */
    non-sealed interface Warning extends MigrationEvent {
        /** What, in sentences. */
        String message();
    }
}
