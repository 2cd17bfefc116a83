package dev.lifeguard.migrate.report.told;

import dev.lifeguard.migrate.batch.BatchStatus;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.plan.Plan;
import dev.lifeguard.migrate.plan.PlanStep;
import dev.lifeguard.migrate.report.MigrationEvent;
import dev.lifeguard.migrate.report.MigrationReport.MigrationResult;
import dev.lifeguard.migrate.source.Found.Hook.Moment;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What is told of a run while it goes on. */
public final class ToldEvent {

    private ToldEvent() {}

    /** As {@link MigrationEvent.DatabaseWaiting}. */
    public record DatabaseWaiting(String reason, Duration longest)
            implements MigrationEvent.DatabaseWaiting {}

    /** As {@link MigrationEvent.Planned}. */
    public record Planned(Plan plan) implements MigrationEvent.Planned {}

    /** As {@link MigrationEvent.LockWaiting}. */
    public record LockWaiting(String holder, Duration waited)
            implements MigrationEvent.LockWaiting {}

    /** As {@link MigrationEvent.LockAcquired}. */
    public record LockAcquired() implements MigrationEvent.LockAcquired {}

    /** As {@link MigrationEvent.LockTakenOver}. */
    public record LockTakenOver(String holder) implements MigrationEvent.LockTakenOver {}

    /** As {@link MigrationEvent.MigrationStarted}. */
    public record MigrationStarted(PlanStep step, int number, int total)
            implements MigrationEvent.MigrationStarted {}

    /** As {@link MigrationEvent.HookStarted}. */
    public record HookStarted(Moment moment, String fileName, String label, Optional<PlanStep> step)
            implements MigrationEvent.HookStarted {}

    /** As {@link MigrationEvent.ServerMessage}. */
    public record ServerMessage(String severity, boolean warning, String message)
            implements MigrationEvent.ServerMessage {}

    /** As {@link MigrationEvent.StatementDone}. */
    public record StatementDone(PlanStep step, int number, int total)
            implements MigrationEvent.StatementDone {}

    /** As {@link MigrationEvent.BatchProgress}. */
    public record BatchProgress(PlanStep step, BatchStatus status)
            implements MigrationEvent.BatchProgress {}

    /** As {@link MigrationEvent.TableLockMet}. */
    public record TableLockMet(PlanStep step, int attempts, List<String> inTheWay, Duration pause)
            implements MigrationEvent.TableLockMet {

        /** Copies the list. */
        public TableLockMet {
            inTheWay = List.copyOf(inTheWay);
        }
    }

    /** As {@link MigrationEvent.TableLockWaiting}. */
    public record TableLockWaiting(PlanStep step, Duration waited, List<String> inTheWay)
            implements MigrationEvent.TableLockWaiting {

        /** Copies the list. */
        public TableLockWaiting {
            inTheWay = List.copyOf(inTheWay);
        }
    }

    /** As {@link MigrationEvent.MigrationFinished}. */
    public record MigrationFinished(PlanStep step, MigrationResult result)
            implements MigrationEvent.MigrationFinished {}

    /** As {@link MigrationEvent.MigrationFailed}. */
    public record MigrationFailed(PlanStep step, ErrorDetail error)
            implements MigrationEvent.MigrationFailed {}

    /** As {@link MigrationEvent.LockReleased}. */
    public record LockReleased() implements MigrationEvent.LockReleased {}

    /** As {@link MigrationEvent.Warning}. */
    public record Warning(String message) implements MigrationEvent.Warning {}
}
