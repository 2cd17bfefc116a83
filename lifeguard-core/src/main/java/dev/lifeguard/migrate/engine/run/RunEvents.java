package dev.lifeguard.migrate.engine.run;

import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.plan.PlanStep;
import dev.lifeguard.migrate.planning.PlannedHook;
import dev.lifeguard.migrate.planning.PlannedStep;
import dev.lifeguard.migrate.report.MigrationListener;
import dev.lifeguard.migrate.report.MigrationReport.MigrationResult;
import dev.lifeguard.migrate.report.told.ToldEvent;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log and the listener how far a run is. */
public final class RunEvents {

    private static final Logger LOG = LoggerFactory.getLogger(RunEvents.class);

    private final MigrationListener listener;

    public RunEvents(MigrationListener listener) {
        this.listener = listener;
    }

    /** A migration begins, the number from 1. */
    public void started(PlannedStep step, int number, int total) {
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

    /** A migration is committed. */
    public void finished(PlannedStep step, MigrationResult result) {
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
