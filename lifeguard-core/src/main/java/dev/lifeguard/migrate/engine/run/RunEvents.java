package dev.lifeguard.migrate.engine.run;

import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.plan.PlanStep;
import dev.lifeguard.migrate.planning.PlannedHook;
import dev.lifeguard.migrate.planning.PlannedStep;
import dev.lifeguard.migrate.report.MigrationListener;
import dev.lifeguard.migrate.report.MigrationReport.MigrationResult;
import dev.lifeguard.migrate.report.told.ToldEvent;
import dev.lifeguard.migrate.report.told.ToldReport.ToldResult;
import dev.lifeguard.migrate.state.LockWatch;
import dev.lifeguard.migrate.state.LongWait;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log and the listener how far a run is. */
public final class RunEvents {

    private static final Logger LOG = LoggerFactory.getLogger(RunEvents.class);

    private final MigrationListener listener;
    private final LockWatch watch;
    private final Map<Long, Integer> failedTries = new HashMap<>();
    private final Map<Long, Duration> waited = new HashMap<>();

    /** The number of the last migration that was told to begin: it is told once. */
    private int begun;

    /** With what sees the waits of the migrations that are told to begin. */
    public RunEvents(MigrationListener listener, LockWatch watch) {
        this.listener = listener;
        this.watch = watch;
    }

    /** A migration begins, the number from 1. */
    public void started(PlannedStep step, int number, int total) {
        watch.working(step.version().number());
        if (number <= begun) {
            // It is tried again.
            return;
        }
        begun = number;
        listener.on(new ToldEvent.MigrationStarted(step, number, total));
    }

    /** Several begin that go to the server together, with that one: which one runs is not known. */
    public void startedTogether(PlannedStep step, int number, int total) {
        started(step, number, total);
        watch.workingTogether();
    }

    /**
     * A hook begins.
     *
     * @param around the migration that it runs around, or null around the run
     */
    public static void started(
            MigrationListener listener, PlannedHook hook, @Nullable PlannedStep around) {
        listener.on(
                new ToldEvent.HookStarted(
                        hook.moment(),
                        hook.fileName(),
                        hook.label(),
                        Optional.<PlanStep>ofNullable(around)));
    }

    /**
     * A try of a migration met another transaction's lock.
     *
     * @param longEnough what it has waited for it, as far as that is known for certain
     */
    void failedTry(PlannedStep step, Duration longEnough) {
        if (step.hook().isPresent()) {
            // It has the number of the migration that it is around.
            return;
        }
        long version = step.version().number();
        failedTries.merge(version, 1, Integer::sum);
        waited.merge(version, longEnough, Duration::plus);
    }

    /** A try of a migration met another transaction's lock, and the next one is after a pause. */
    void metLock(PlannedStep step, int tries, Duration pause) {
        List<String> inTheWay = watch.inTheWay();
        listener.on(new ToldEvent.TableLockMet(step, tries, inTheWay, pause));
    }

    /** A migration waits for a lock, and goes on waiting; told on another thread than the rest. */
    void waits(PlannedStep step, LongWait wait) {
        listener.on(new ToldEvent.TableLockWaiting(step, wait.waited(), wait.inTheWay()));
    }

    /** What the report says of a migration whose statements took that long. */
    public MigrationResult result(PlannedStep step, Duration time) {
        long version = step.version().number();
        Duration seen = watch.waited(version);
        Duration known = waited.getOrDefault(version, Duration.ZERO);
        return new ToldResult(
                step.version(),
                step.name(),
                time,
                failedTries.getOrDefault(version, 0) + 1,
                seen.compareTo(known) > 0 ? seen : known);
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
