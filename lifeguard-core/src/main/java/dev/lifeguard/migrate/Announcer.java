package dev.lifeguard.migrate;

import dev.lifeguard.migrate.report.MigrationEvent;
import dev.lifeguard.migrate.report.MigrationListener;
import dev.lifeguard.migrate.report.told.ToldEvent;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells every listener, and the log what is not thrown or logged elsewhere. */
final class Announcer implements MigrationListener {

    private final List<MigrationListener> listeners;
    private final ReentrantLock oneAtATime = new ReentrantLock();

    /** Made for the first event: a run with nothing to do has none, and starts sooner. */
    private static final class Log {

        private static final Logger LOG = LoggerFactory.getLogger(Migrator.class);
    }

    Announcer(List<MigrationListener> listeners) {
        this.listeners = listeners;
    }

    @Override
    public void on(MigrationEvent event) {
        // What looks for locks has a thread of its own.
        oneAtATime.lock();
        try {
            tell(event);
        } finally {
            oneAtATime.unlock();
        }
    }

    private void tell(MigrationEvent event) {
        if (Log.LOG.isWarnEnabled()) {
            log(event);
        }
        for (MigrationListener listener : listeners) {
            tell(listener, event);
        }
    }

    private static void tell(MigrationListener listener, MigrationEvent event) {
        try {
            listener.on(event);
        } catch (RuntimeException thrown) {
            throw ApplicationFailure.of(
                    "The listener",
                    listener,
                    thrown,
                    "That ends the run; what was committed by then stays.");
        }
    }

    private static void log(MigrationEvent event) {
        switch (event) {
            case MigrationEvent.Warning warning -> Log.LOG.warn("{}", warning.message());
            case MigrationEvent.ServerMessage said -> {
                if (said.warning()) {
                    Log.LOG.warn("{}: {}", said.severity(), said.message());
                } else {
                    Log.LOG.debug("{}: {}", said.severity(), said.message());
                }
            }
            case MigrationEvent.DatabaseWaiting waiting ->
                    Log.LOG.info(
                            "Waiting for the database for at most {} s: {}",
                            waiting.longest().toSeconds(),
                            waiting.reason());
            case MigrationEvent.LockWaiting waiting ->
                    Log.LOG.info(
                            "Waiting for the lock, which \"{}\" holds ({} s so far)",
                            waiting.holder(),
                            waiting.waited().toSeconds());
            case MigrationEvent.LockTakenOver dead ->
                    Log.LOG.warn("Took over the lock of \"{}\", which is dead", dead.holder());
            case MigrationEvent.Planned planned ->
                    Log.LOG.debug("{} migrations to run", planned.plan().steps().size());
            case MigrationEvent.LockAcquired acquired -> Log.LOG.debug("Lock acquired");
            case MigrationEvent.LockReleased released -> Log.LOG.debug("Lock released");
            case MigrationEvent.MigrationStarted started -> {
                if (Log.LOG.isDebugEnabled()) {
                    Log.LOG.debug("{} begins", started.step().label());
                }
            }
            case MigrationEvent.HookStarted hook ->
                    Log.LOG.debug("The hook {} begins", hook.label());
            case MigrationEvent.StatementDone done ->
                    Log.LOG.debug("Statement {} of {} is done", done.number(), done.total());
            case MigrationEvent.BatchProgress batch -> log(batch);
            case MigrationEvent.TableLockMet met ->
                    Log.LOG.info(
                            "{} met another transaction (try {}){}; it is tried again in {} ms",
                            met.step().label(),
                            met.attempts(),
                            inTheWay("; in the way was ", met.inTheWay()),
                            met.pause().toMillis());
            case MigrationEvent.TableLockWaiting waiting ->
                    Log.LOG.info(
                            "{} waits for a lock for {} ms by now{}",
                            waiting.step().label(),
                            waiting.waited().toMillis(),
                            inTheWay("; in the way is ", waiting.inTheWay()));
            case MigrationEvent.MigrationFinished finished -> {}
            case MigrationEvent.MigrationFailed failed -> {}
        }
    }

    private static void log(MigrationEvent.BatchProgress batch) {
        Optional<String> waiting = batch.status().waiting();
        if (waiting.isPresent()) {
            Log.LOG.info("{} waits: {}", batch.step().label(), waiting.get());
        } else {
            Log.LOG.debug(
                    "{} has changed {} rows in {} batches",
                    batch.step().label(),
                    batch.status().rowsDone(),
                    batch.status().batchesDone());
        }
    }

    private static String inTheWay(String words, List<String> all) {
        return all.isEmpty() ? "" : words + String.join(", and ", all);
    }

    void warn(List<String> warnings) {
        for (String warning : warnings) {
            on(new ToldEvent.Warning(warning));
        }
    }
}
