package dev.lifeguard.migrate.engine;

import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.jdbc.Session;
import dev.lifeguard.migrate.jdbc.StatementFailedException;
import dev.lifeguard.migrate.plan.MigrationRecord.Progress;
import dev.lifeguard.migrate.plan.Plan.PlanStep;
import dev.lifeguard.migrate.report.MigrationEvent;
import dev.lifeguard.migrate.script.SqlStatement;
import dev.lifeguard.migrate.script.StatementKind;
import dev.lifeguard.migrate.script.StatementReader;
import dev.lifeguard.migrate.script.StatementsChecksum;
import dev.lifeguard.migrate.state.HeldLock.Work;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One migration, statement by statement, with its progress in its history row.
 *
 * <ol>
 *   <li>A statement that can run in a transaction commits together with its progress, behind the
 *       fence.
 *   <li>Around any other, progress is written before (this one is started) and after (it is done),
 *       and the lock's row is kept in place on the second connection while it runs.
 *   <li>A resumed migration goes on behind the last statement that is done. One that was started is
 *       looked up in the catalogue first ({@link InDoubt}).
 *   <li>When all are done the row says so, in place of the progress.
 * </ol>
 */
final class StatementByStatement {

    private final RunContext context;
    private final PlanStep step;
    private final PartWayFailure failures;
    private final StatementsChecksum doneChecksum = new StatementsChecksum();
    private int done;
    private final ScriptSession script;

    StatementByStatement(RunContext context, SessionState settings, PlanStep step, int before) {
        this.context = context;
        this.step = step;
        this.failures = new PartWayFailure(context, step, before);
        this.script = new ScriptSession(context, settings, step);
    }

    /** What the statements took. */
    Duration run() throws IOException {
        HistoryWriter history = new HistoryWriter(context, step);
        context.stop().watch(context.session());
        long start = System.nanoTime();
        try (StatementReader statements = step.section().open()) {
            script.open();
            for (Optional<SqlStatement> next = statements.next();
                    next.isPresent();
                    next = statements.next()) {
                take(next.get(), statements, history);
            }
            Duration time = Duration.ofNanos(System.nanoTime() - start);
            script.restore();
            history.finishStatements(time);
            return time;
        } catch (SQLException failure) {
            throw failures.rolledBack(failure, null, done);
        } finally {
            context.stop().watch(null);
            script.restoreAfterFailure();
        }
    }

    private void take(SqlStatement statement, StatementReader data, HistoryWriter history)
            throws IOException, SQLException {
        if (done < resumedDone()) {
            script.before(statement);
            repeatSetting(statement);
        } else if (!finishedBeforeTheCrash(statement)) {
            failures.requireNotStopped(done);
            execute(statement, data, history);
        }
        script.after(statement);
        done = statement.number();
        doneChecksum.add(statement);
        context.listener()
                .on(new MigrationEvent.StatementDone(step, done, step.section().statementCount()));
    }

    /** What a script sets for its session is gone with the session that it was set in. */
    private void repeatSetting(SqlStatement statement) throws SQLException {
        String head = statement.summary();
        if (head.startsWith("SET") || head.startsWith("RESET")) {
            try {
                context.session().run(List.of(), List.of(statement.text()));
            } catch (StatementFailedException failed) {
                throw failed.failure();
            }
        }
    }

    private boolean finishedBeforeTheCrash(SqlStatement statement) throws SQLException {
        if (statement.number() != resumedDone() + 1 || step.resumed() == null) {
            return false;
        }
        InDoubt doubt = new InDoubt(context, statement);
        boolean started = startedBefore(statement);
        return switch (doubt.resolve(started)) {
            case DONE -> true;
            case NOT_DONE -> false;
            case REMOVE_INVALID_INDEX -> {
                runOutside(doubt.dropInvalidIndex(), statement);
                yield false;
            }
            case UNKNOWN -> throw failures.inDoubt(statement, done);
        };
    }

    private void execute(SqlStatement statement, StatementReader data, HistoryWriter history)
            throws IOException, SQLException {
        script.before(statement);
        if (runsOutside(statement)) {
            executeOutside(statement, history);
            return;
        }
        try {
            runInside(statement, data, history);
        } catch (ScriptStatementException failed) {
            script.rollback(failed.failure());
            if (!isRefusedInTransaction(failed)) {
                throw failures.inTransaction(failed, done);
            }
            executeOutside(statement, history);
        } catch (SQLException | IOException | LifeguardException failure) {
            script.rollback(failure);
            throw failure;
        }
    }

    /**
     * Where the author says that there is no transaction, the server knows best what needs none.
     */
    private boolean isRefusedInTransaction(ScriptStatementException failed) {
        return step.section().noTransactionDirective()
                && failed.statement() != null
                && WholeTransaction.REFUSED_IN_TRANSACTION.equals(failed.failure().getSQLState());
    }

    private void executeOutside(SqlStatement statement, HistoryWriter history) throws SQLException {
        record(history, done, statement.number(), doneChecksum.hex());
        runOutside(statement.text(), statement);
        record(history, statement.number(), null, doneChecksum.hexWith(statement));
    }

    private void runInside(SqlStatement statement, StatementReader data, HistoryWriter history)
            throws ScriptStatementException, IOException, SQLException {
        Session session = context.session();
        session.begin();
        ScriptSender sender = new ScriptSender(context, script.opening());
        sender.sendOne(statement, data);
        script.becomeOneself();
        history.progress(statement.number(), null, doneChecksum.hexWith(statement));
        session.commit();
    }

    private void record(
            HistoryWriter history, int finished, @Nullable Integer started, String checksum)
            throws SQLException {
        script.asOneself(() -> history.progress(finished, started, checksum));
    }

    private void runOutside(String sql, SqlStatement statement) throws SQLException {
        Work<SQLException> renewal = () -> script.asOneself(context.guard()::renew);
        Work<StatementFailedException> work = () -> context.session().run(List.of(), List.of(sql));
        script.arm();
        try {
            if (mayTakeStateTable(statement)) {
                context.guard().whileRenewed(renewal, work);
            } else {
                context.guard().whileInPlace(renewal, work);
            }
        } catch (StatementFailedException failed) {
            script.takeBackIdentity(failed.failure());
            throw failures.outside(failed.failure(), statement, done, doneChecksum.hex());
        }
    }

    /** What works on all tables, or can: it would wait for ever for a row kept in place. */
    private static boolean mayTakeStateTable(SqlStatement statement) {
        String head = statement.summary();
        return head.startsWith("REINDEX")
                || head.startsWith("VACUUM")
                || head.startsWith("CLUSTER");
    }

    /** A procedure or a block that the author marks may commit by itself. */
    private boolean runsOutside(SqlStatement statement) {
        String head = statement.summary();
        return statement.kind() == StatementKind.OUTSIDE_TRANSACTION
                || (step.section().noTransactionDirective()
                        && (head.startsWith("CALL") || head.startsWith("DO")));
    }

    private int resumedDone() {
        Progress resumed = step.resumed();
        return resumed == null ? 0 : resumed.statementsDone();
    }

    private boolean startedBefore(SqlStatement statement) {
        Progress resumed = step.resumed();
        return resumed != null
                && resumed.statementStarted() != null
                && resumed.statementStarted() == statement.number();
    }
}
