package dev.lifeguard.migrate;

import dev.lifeguard.migrate.batch.BatchRun;
import dev.lifeguard.migrate.batch.BatchRun.Beginning;
import dev.lifeguard.migrate.batch.BatchStatus;
import dev.lifeguard.migrate.batch.BatchStatus.State;
import dev.lifeguard.migrate.batch.Batches;
import dev.lifeguard.migrate.dialect.Dialect.Condition;
import dev.lifeguard.migrate.engine.batch.BackgroundRun;
import dev.lifeguard.migrate.engine.batch.BatchJob;
import dev.lifeguard.migrate.engine.batch.JobBook;
import dev.lifeguard.migrate.engine.batch.UsableKeys;
import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.jdbc.DatabaseFailure;
import dev.lifeguard.migrate.jdbc.Session;
import dev.lifeguard.migrate.jdbc.SqlError;
import dev.lifeguard.migrate.jdbc.StopSignal;
import dev.lifeguard.migrate.report.LoggedRun.LoggedMigration;
import dev.lifeguard.migrate.script.BatchTerms.Mode;
import dev.lifeguard.migrate.state.Connected;
import dev.lifeguard.migrate.state.LocatedTable;
import dev.lifeguard.migrate.state.LoggedWork;
import dev.lifeguard.migrate.state.RunLog;
import dev.lifeguard.migrate.state.RunnerIdentity;
import dev.lifeguard.migrate.state.StateTable;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a migrator does with its migrations that run in batches. */
final class BatchWork implements Batches {

    private static final String RUN = "batch run";
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final MigratorConfig config;
    private final StopSignal stop;
    private final DatabaseWork work;

    BatchWork(MigratorConfig config, StopSignal stop, DatabaseWork work) {
        this.config = config;
        this.stop = stop;
        this.work = work;
    }

    /** Work on the book of jobs. */
    @FunctionalInterface
    private interface Look<T> {

        T at(JobBook book) throws SQLException;
    }

    private <T> T look(Look<T> look) {
        CatalogReading reading = CatalogReading.of(config);
        try (Connected connected = work.database().open(reading)) {
            LocatedTable located = work.database().located(connected);
            return look.at(
                    new JobBook(
                            connected,
                            located.table().placed(connected.session()),
                            reading.catalog(),
                            located.loaded().history()));
        } catch (SQLException failure) {
            throw DatabaseFailure.during("while the table of batches was used", failure);
        }
    }

    @Override
    public List<BatchStatus> status() {
        return look(JobBook::status);
    }

    @Override
    public Optional<BatchStatus> begun(long version) {
        return look(book -> book.begun(version));
    }

    @Override
    public List<BatchStatus> run(BatchRun what) {
        ConfigurationException.requireGiven("run", what);
        List<BatchStatus> ended = new ArrayList<>();
        for (BatchJob job : look(book -> chosen(book, what))) {
            ended.add(run(job, what));
        }
        if (what.version().isEmpty()) {
            look(JobBook::requireFiles);
        }
        return ended;
    }

    @Override
    public Optional<List<String>> key(String table) {
        ConfigurationException.requireGiven("table", table);
        try (Connected connected = work.database().open(CatalogReading.of(config))) {
            return new UsableKeys(connected).of(table);
        } catch (SQLException failure) {
            throw DatabaseFailure.during("while the key of a table was looked for", failure);
        }
    }

    private static List<BatchJob> chosen(JobBook book, BatchRun what) throws SQLException {
        return what.version().isPresent()
                ? List.of(book.job(what.version().get(), what.beginning()))
                : book.waiting();
    }

    private BatchStatus run(BatchJob job, BatchRun what) {
        boolean anew = what.beginning() == Beginning.ANEW;
        if (job.terms().mode() == Mode.BLOCKING) {
            if (!anew) {
                throw refused(
                        "The batches of %s are run by up, which waits for them. Run up."
                                .formatted(job.version()));
            }
            BatchStatus begun = look(book -> book.begin(job));
            told(RUN + " --restart", begun);
            return begun;
        }
        if (anew) {
            return logged(job, what);
        }
        BatchStatus before = look(book -> book.status(job.version().number()));
        boolean rests = before.state() == State.PAUSED || before.state() == State.CANCELLED;
        boolean over = rests || before.state() == State.DONE;
        return over ? before : logged(job, what);
    }

    /** Runs it, and has the log tell that and what became of it. */
    private BatchStatus logged(BatchJob job, BatchRun what) {
        List<LoggedMigration> migration = List.of(LoggedCommands.of(job.version(), job.name()));
        LoggedWork logged = log((log, session) -> log.begins(session, RUN, migration));
        try {
            BatchStatus status = new BackgroundRun(place(), job, what).run();
            logged.succeeded(status.state() == State.DONE ? migration : List.of());
            ended(logged);
            return status;
        } catch (LifeguardException failure) {
            logged.failed(failure.code(), List.of());
            try {
                ended(logged);
            } catch (LifeguardException unreachable) {
                failure.addSuppressed(unreachable);
            }
            throw failure;
        }
    }

    private void ended(LoggedWork work) {
        log(
                (log, session) -> {
                    log.ended(session, work);
                    return work;
                });
    }

    /** What writes to the log. */
    @FunctionalInterface
    private interface Logging<T> {

        T on(RunLog log, Session session);
    }

    private <T> T log(Logging<T> logging) {
        try (Connected connected = work.database().open()) {
            StateTable table = work.database().located(connected).table();
            return logging.on(work.logged().log(table), connected.session());
        }
    }

    private BackgroundRun.Place place() {
        return new BackgroundRun.Place(
                work.database()::open,
                look(JobBook::table),
                work.lockSettings().idleTimeout(),
                config.allTableLocks().timeout(),
                config.allTableLocks().retry(),
                RunnerIdentity.current(config.application()).holder(),
                stop);
    }

    @Override
    public BatchStatus pause(long version) {
        return told(
                "batch pause",
                change(version, List.of(State.PENDING, State.RUNNING, State.FAILED), State.PAUSED));
    }

    @Override
    public BatchStatus resume(long version) {
        return told("batch resume", change(version, List.of(State.PAUSED), State.PENDING));
    }

    @Override
    public BatchStatus cancel(long version) {
        return told(
                "batch cancel",
                change(
                        version,
                        List.of(State.PENDING, State.RUNNING, State.FAILED, State.PAUSED),
                        State.CANCELLED));
    }

    private BatchStatus told(String command, BatchStatus changed) {
        List<LoggedMigration> migration =
                List.of(LoggedCommands.of(changed.version(), changed.name()));
        return log(
                (log, session) -> {
                    log.did(session, command, migration);
                    return changed;
                });
    }

    /** Waits for the batch that runs now, which keeps its row in place. */
    private BatchStatus change(long version, List<State> from, State to) {
        long began = System.nanoTime();
        return look(
                book -> {
                    while (true) {
                        try {
                            return book.change(version, from, to);
                        } catch (SQLException failure) {
                            boolean over =
                                    System.nanoTime() - began > config.lockTimeout().toNanos();
                            if (over || SqlError.condition(failure) != Condition.BUSY) {
                                throw failure;
                            }
                            stop.pause(PAUSE, "Nothing was changed.");
                        }
                    }
                });
    }

    private static ConfigurationException refused(String message) {
        return new ConfigurationException(ErrorDetail.of(ErrorKind.CONFIGURATION, message), null);
    }
}
