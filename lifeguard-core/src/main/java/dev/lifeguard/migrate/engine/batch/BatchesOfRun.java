package dev.lifeguard.migrate.engine.batch;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.dialect.Dialect.Condition;
import dev.lifeguard.migrate.engine.batch.BatchSession.Lock;
import dev.lifeguard.migrate.engine.batch.BatchSession.Waits;
import dev.lifeguard.migrate.engine.batch.KeyLookup.Answer;
import dev.lifeguard.migrate.engine.outcome.Outcome;
import dev.lifeguard.migrate.engine.run.RunContext;
import dev.lifeguard.migrate.engine.session.SessionState;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.jdbc.DatabaseFailure;
import dev.lifeguard.migrate.jdbc.SqlError;
import dev.lifeguard.migrate.planning.PlannedRun;
import dev.lifeguard.migrate.planning.PlannedStep;
import dev.lifeguard.migrate.schema.BatchMigration;
import dev.lifeguard.migrate.script.BatchStatement;
import dev.lifeguard.migrate.script.Section;
import dev.lifeguard.migrate.script.SqlStatement;
import dev.lifeguard.migrate.source.Direction;
import dev.lifeguard.migrate.source.catalog.Script.SqlScript;
import dev.lifeguard.migrate.state.HeldLock;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The migrations of a run that have batches. They are looked at before anything of it runs. */
public final class BatchesOfRun {

    private final RunContext context;
    private final SessionState settings;

    public BatchesOfRun(RunContext context, SessionState settings) {
        this.context = context;
        this.settings = settings;
    }

    /**
     * Refuses what cannot run: a table without a usable key, unless a migration before it may make
     * one, and work that is another one than what was begun.
     *
     * @throws dev.lifeguard.migrate.error.ValidationException where one cannot
     */
    public void require(PlannedRun plan) {
        try {
            if (plan.direction() == Direction.DOWN) {
                for (PlannedStep step : plan.planned()) {
                    change(step, List.of("PENDING", "RUNNING", "FAILED"), "PAUSED");
                }
                return;
            }
            for (int at = 0; at < plan.planned().size(); at++) {
                PlannedStep step = plan.planned().get(at);
                Optional<BatchJob> job = BatchJob.of(step, context.rules().background());
                if (job.isPresent()) {
                    require(job.get(), step, plan.planned().subList(0, at));
                }
            }
        } catch (SQLException failure) {
            throw failed("before the first migration; no migration was changed", failure);
        }
    }

    /** Runs the batches of a step, or writes down that they are to be run. */
    public Outcome run(PlannedStep step, BatchJob job) {
        Outcome outcome =
                switch (job.terms().mode()) {
                    case BLOCKING -> new BlockingBatches(context, settings, step, job).run();
                    case BACKGROUND -> new BackgroundBegin(context, settings, step, job).run();
                };
        boolean limited = step.lockTimeout().isPresent() && !settings.endsWithTransaction();
        return limited && outcome instanceof Outcome.Applied applied ? restored(applied) : outcome;
    }

    /** What the script says of its locks would hold for the next one, too. */
    private Outcome restored(Outcome.Applied applied) {
        try {
            settings.restore(context.session());
            return applied;
        } catch (SQLException failure) {
            return applied.endingWith(
                    DatabaseFailure.during(
                            "behind %s, while the limit of its locks was taken back"
                                    .formatted(applied.step().label()),
                            failure));
        }
    }

    /**
     * Cancels what is rolled back. Until then it was only paused, so that it can go on where the
     * rollback fails.
     *
     * @throws LifeguardException where that fails
     */
    public void applied(PlannedStep step) {
        if (step.direction() == Direction.UP) {
            return;
        }
        try {
            change(step, List.of("PAUSED"), "CANCELLED");
        } catch (SQLException failure) {
            throw failed(
                    "behind %s, while its batches were cancelled".formatted(step.label()), failure);
        }
    }

    private LifeguardException failed(String when, SQLException failure) {
        return SqlError.condition(failure) == Condition.FENCE_CLOSED
                        && context.guard().lostWith(failure)
                ? HeldLock.lost(failure)
                : DatabaseFailure.during(when, failure);
    }

    /** Who runs its batches ends behind the one that runs now, for which this waits. */
    private void change(PlannedStep step, List<String> from, String to) throws SQLException {
        BatchSession on = session(context, settings, step);
        if (!mayHaveBatches(step) || !on.table().isThere()) {
            return;
        }
        List<BoundSql> opening =
                new ArrayList<>(context.dialect().transactionPrelude(on.waits().idle()));
        on.lock().fence().ifPresent(opening::add);
        on.patiently(
                () -> {
                    context.session().queryAll(opening, row -> null);
                    return on.table()
                            .change(on.table().sql().change(step.version().number(), from, to));
                });
    }

    /** Whether its file has batches, or is gone or unreadable. */
    private boolean mayHaveBatches(PlannedStep step) {
        if (!(step.script() instanceof SqlScript sql)) {
            return step.content() instanceof PlannedStep.Code java
                    && java.migration() instanceof BatchMigration<?>;
        }
        if (sql.file().isEmpty()) {
            return true;
        }
        try {
            return sql.sections(context.connected().rules())
                    .up()
                    .flatMap(section -> BatchJob.of(sql, section))
                    .isPresent();
        } catch (LifeguardException unreadable) {
            return true;
        }
    }

    private void require(BatchJob job, PlannedStep step, List<PlannedStep> before)
            throws SQLException {
        BatchSession on = session(context, settings, step);
        BatchPreparation preparation = new BatchPreparation(on, job);
        preparation.requireKnownLoad();
        if (on.table().isThere()) {
            List<RangeRow> rows = on.table().of(job.version().number());
            if (BatchPreparation.isUnderWay(rows) && !isBackground(job)) {
                preparation.requireSame(rows);
            }
        }
        switch (preparation.look()) {
            case Answer.Found found -> {}
            case Answer.NoTable none -> {
                if (before.isEmpty()) {
                    throw BatchRefusal.ofTable(job);
                }
            }
            case Answer.Unusable unusable -> {
                if (before.stream().noneMatch(each -> mayChange(each, job))) {
                    throw BatchRefusal.ofKey(job, unusable.why());
                }
            }
        }
    }

    private static boolean isBackground(BatchJob job) {
        return switch (job.terms().mode()) {
            case BLOCKING -> false;
            case BACKGROUND -> true;
        };
    }

    /** Whether a migration names the table, or cannot be looked into. */
    private static boolean mayChange(PlannedStep step, BatchJob job) {
        String table = job.terms().table();
        String name = BatchStatement.bare(table.substring(table.lastIndexOf('.') + 1));
        try {
            Optional<Section> section = step.section();
            Optional<List<SqlStatement>> statements =
                    section.isEmpty() ? Optional.empty() : section.get().shortStatements();
            return statements.isEmpty()
                    || statements.get().stream().anyMatch(each -> each.mentions(name));
        } catch (IOException unreadable) {
            return true;
        }
    }

    /** The run's own connection for the batches of a step. */
    static BatchSession session(RunContext context, SessionState settings, PlannedStep step) {
        return new BatchSession(
                context.connected(),
                settings,
                new BatchTable(context.session(), context.dialect(), context.place()),
                lock(context),
                waits(context, step),
                context.stop());
    }

    private static Waits waits(RunContext context, PlannedStep step) {
        Duration limit =
                context.dialect().runsAgain() ? context.tableLocks().timeout() : Duration.ZERO;
        return new Waits(
                context.lock().idleTimeout(),
                context.directive(step).orElse(limit),
                context.tableLocks().retry());
    }

    private static Lock lock(RunContext context) {
        return new Lock() {
            private long kept = System.nanoTime();

            @Override
            public Optional<BoundSql> fence() {
                return Optional.of(context.sql().fence(context.guard().token()));
            }

            @Override
            public void keep() throws SQLException {
                long now = System.nanoTime();
                if (now - kept > context.lock().lease().toNanos() / 5) {
                    context.guard().renew();
                    kept = now;
                }
            }
        };
    }
}
