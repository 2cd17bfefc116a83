package dev.lifeguard.migrate.report;

import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.plan.Plan;
import dev.lifeguard.migrate.plan.PlanStep;
import dev.lifeguard.migrate.report.MigrationReport.MigrationResult;
import java.time.Duration;

/** Something that happened in a run, in the order in which it happens. */
public sealed interface MigrationEvent {

    /**
     * The database cannot be reached yet, and is tried again and again; said once.
     *
     * @param reason why, as the driver says it
     * @param longest how long it is tried
     */
    record DatabaseWaiting(String reason, Duration longest) implements MigrationEvent {}

    /** The plan was made and there is something to do; the lock is not taken yet. */
    record Planned(Plan plan) implements MigrationEvent {}

    /**
     * Another runner holds the lock; said once, and again every 15 s.
     *
     * @param holder who holds it, as that runner wrote it
     * @param waited since the first attempt
     */
    record LockWaiting(String holder, Duration waited) implements MigrationEvent {}

    /** The lock is held from now on. */
    record LockAcquired() implements MigrationEvent {}

    /**
     * A dead runner's lock was removed.
     *
     * @param holder whose it was
     */
    record LockTakenOver(String holder) implements MigrationEvent {}

    /**
     * A migration begins. Of short ones in a long run several begin before the first is told to be
     * finished.
     *
     * @param step which one
     * @param number from 1
     * @param total of the run
     */
    record MigrationStarted(PlanStep step, int number, int total) implements MigrationEvent {}

    /**
     * The database said something while statements of migrations ran, such as what RAISE NOTICE
     * says in a function on PostgreSQL, or the warnings and notes of MariaDB and MySQL.
     *
     * @param severity as the server names it, for example {@code NOTICE}
     * @param warning whether it is worth a look
     */
    record ServerMessage(String severity, boolean warning, String message)
            implements MigrationEvent {}

    /** A statement of a migration that runs outside a transaction is done. */
    record StatementDone(PlanStep step, int number, int total) implements MigrationEvent {}

    /** A migration is committed with its history row. */
    record MigrationFinished(PlanStep step, MigrationResult result) implements MigrationEvent {}

    /** A migration failed; the error that is thrown says the same. */
    record MigrationFailed(PlanStep step, ErrorDetail error) implements MigrationEvent {}

    /** The lock is released. */
    record LockReleased() implements MigrationEvent {}

    /** Something worth a look that stops nothing. */
    record Warning(String message) implements MigrationEvent {}
}
