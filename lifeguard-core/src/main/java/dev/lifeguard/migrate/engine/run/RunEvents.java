package dev.lifeguard.migrate.engine.run;

import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.plan.PlanStep;
import dev.lifeguard.migrate.planning.PlannedHook;
import dev.lifeguard.migrate.planning.PlannedStep;
import dev.lifeguard.migrate.report.MigrationListener;
import dev.lifeguard.migrate.report.MigrationReport.MigrationResult;
import dev.lifeguard.migrate.report.told.ToldEvent;
import dev.lifeguard.migrate.report.told.ToldReport.ToldResult;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log and the listener how far a run is. */
public final class RunEvents {

    private static final Logger LOG = LoggerFactory.getLogger(RunEvents.class);

    private final MigrationListener listener;
    private final Map<Long, Integer> failedTries = new HashMap<>();

    /** The number of the last migration that was told to begin: it is told once. */
    private int begun;

    public RunEvents(MigrationListener listener) {
        this.listener = listener;
    }

    /** A migration begins, the number from 1. */
    public void started(PlannedStep step, int number, int total) {
        if (number <= begun) {
            // It is tried again.
            return;
        }
        begun = number;
        listener.on(new ToldEvent.MigrationStarted(step, number, total));
    }

    /**
     * A hook begins.
     *
     * @param around the migration that it runs around, or null around the run
     */
    public void started(PlannedHook hook, @Nullable PlannedStep around) {
        listener.on(
                new ToldEvent.HookStarted(
                        hook.moment(),
                        hook.fileName(),
                        hook.label(),
                        Optional.<PlanStep>ofNullable(around)));
    }

    /** A try of a migration met another transaction's lock, and the next one is after a pause. */
    void metLock(PlannedStep step, int tries, Duration pause) {
        failedTries.put(step.version().number(), tries);
        LOG.info(
                "{} met a lock of another transaction, and is tried again in {} ms",
                step.title(),
                pause.toMillis());
    }

    /** What the report says of a migration whose statements took that long. */
    public MigrationResult result(PlannedStep step, Duration time) {
        int attempts = failedTries.getOrDefault(step.version().number(), 0) + 1;
        return new ToldResult(step.version(), step.name(), time, attempts, Duration.ZERO);
    }

    /** A migration is committed, whose statements took that long. */
    public void finished(PlannedStep step, Duration time) {
        MigrationResult result = result(step, time);
        if (LOG.isInfoEnabled()) {
            LOG.info(
                    "{} {} in {} ms",
                    switch (step.direction()) {
                        case UP -> "Applied";
                        case DOWN -> "Rolled back";
                    },
                    step.script().label(),
                    result.executionTime().toMillis());
        }
        listener.on(new ToldEvent.MigrationFinished(step, result));
    }

    /** A migration failed; gives what it failed with. */
    public LifeguardException failed(PlannedStep step, LifeguardException failure) {
        listener.on(new ToldEvent.MigrationFailed(step, failure.detail()));
        return failure;
    }
}
