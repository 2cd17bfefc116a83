package dev.lifeguard.migrate.engine;

import dev.lifeguard.migrate.jdbc.Transaction;
import dev.lifeguard.migrate.dialect.Dialect.Condition;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.jdbc.Session;
import dev.lifeguard.migrate.jdbc.Session.Asking;
import dev.lifeguard.migrate.jdbc.SqlError;
import dev.lifeguard.migrate.jdbc.StatementFailedException;
import dev.lifeguard.migrate.plan.MigrationRecord.Progress;
import dev.lifeguard.migrate.plan.Plan.PlanStep;
import dev.lifeguard.migrate.report.MigrationEvent;
import dev.lifeguard.migrate.script.Effect;
import dev.lifeguard.migrate.script.Position;
import dev.lifeguard.migrate.script.SqlStatement;
import dev.lifeguard.migrate.script.StatementKind;
import dev.lifeguard.migrate.script.StatementReader;
import dev.lifeguard.migrate.script.StatementsChecksum;
import dev.lifeguard.migrate.state.HeldLock.Work;
import dev.lifeguard.migrate.state.Remnant;
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
 *   <li>A {@code BEGIN … COMMIT} block of the script is one transaction, with its progress too.
 *   <li>Around any other, progress is written before (this one is started) and after (it is done),
 *       and the lock's row is kept in place on the second connection while it runs.
 *   <li>A resumed migration goes on behind the last statement that is done. One that was started is
 *       looked up in the catalogue first ({@link Resumption}). So that this tells something, one
 *       whose effect is in the catalogue before it runs is not recorded as started; of one that
 *       runs CONCURRENTLY the row keeps what it works on.
 *   <li>When all are done the row says so, in place of the progress.
 * </ol>
 */
final class StatementByStatement implements StatementSink {

    private final RunContext context;
    private final PlanStep step;
    private final Program program;
    private final PartWayFailure failures;
    private final HistoryWriter history;
    private final StatementsChecksum doneChecksum = new StatementsChecksum();
    private final ConcurrentWork work;
    private final Resumption resumption;
    private final ScriptSession script;

    /** The last statement that took effect for good. */
    private int done;

    private boolean resumed;

    /** The last statement that ran outside a transaction without a failure. */
    private int ranOutside;

    /** The last statement that was run, which may be one of a block that is open. */
    private int taken;

    private @Nullable ScriptBlock block;
    private int blockNumber;

    /** Work of the author's own on the session, which is open to its next statement. */
    private @Nullable SqlStatement handedOut;

    StatementByStatement(RunContext context, SessionState settings, PlanStep step, int before)
            throws IOException {
        this.context = context;
        this.step = step;
        this.program = Program.of(context, step);
        this.work = new ConcurrentWork(context);
        this.failures = new PartWayFailure(context, step, program, before, work);
        this.resumption = new Resumption(context, step, failures, work);
        this.history = new HistoryWriter(context, step);
        this.script = new ScriptSession(context, settings, step);
    }

    /** What the statements took. */
    Duration run() throws IOException {
        context.stop().watch(context.session());
        long start = System.nanoTime();
        try {
            script.open(program.mayLeave());
            program.run(this);
            takeBack();
            resumeBehind();
            Duration time = Duration.ofNanos(System.nanoTime() - start);
            script.restore();
            history.finishStatements(time);
            return time;
        } catch (ScriptStatementException failed) {
            rollBackBlock(failed.failure());
            throw block == null
                    ? failures.inTransaction(failed, done)
                    : failures.inBlock(failed, done, block.first());
        } catch (SQLException failure) {
            rollBackBlock(failure);
            throw failed(failure);
        } catch (IOException | LifeguardException failure) {
            rollBackBlock(failure);
            throw failure;
        } catch (JavaFailure failed) {
            Optional<SQLException> lost = failed.lostConnection(context.session());
            throw lost.isPresent() ? failed(lost.get()) : failures.thrown(failed, handedOut, done);
        } finally {
            context.stop().watch(null);
            script.restoreAfterFailure();
        }
    }

    private void rollBackBlock(Exception failure) {
        if (block != null) {
            failures.took(Transaction.rollBack(context.session(), failure));
        }
    }

    private LifeguardException failed(SQLException failure) {
        if (block != null) {
            return failures.behindBlock(failure, done, block.first());
        }
        return handedOut == null
                ? failures.rolledBack(failure, null, done)
                : failures.outside(failure, handedOut, done, doneChecksum.hex());
    }

    @Override
    public void take(StatementReader statements)
            throws ScriptStatementException, IOException, SQLException {
        takeBack();
        context.session().askForWarnings(statements.asksBack() ? Asking.NO : Asking.YES);
        for (Optional<SqlStatement> next = statements.next();
                next.isPresent();
                next = statements.next()) {
            if (statements.block() != blockNumber) {
                commitBlock();
            }
            blockNumber = statements.block();
            take(next.get().numbered(taken + 1), statements);
        }
        commitBlock();
        blockNumber = 0;
    }

    private void take(SqlStatement statement, StatementReader data)
            throws ScriptStatementException, IOException, SQLException {
        if (taken < resumedDone()) {
            script.before(statement);
            repeatSetting(statement);
        } else if (block != null || !finishedBeforeTheCrash(statement)) {
            failures.requireNotStopped(done);
            if (blockNumber > 0) {
                executeInBlock(statement, data);
                return;
            }
            execute(statement, data);
        }
        script.after(statement);
        finished(statement);
    }

    private void executeInBlock(SqlStatement statement, StatementReader data)
            throws ScriptStatementException, IOException, SQLException {
        ScriptBlock open = block;
        if (open == null) {
            open = ScriptBlock.begin(context, script, statement, data);
            block = open;
        }
        open.send(statement, data);
        taken = statement.number();
        doneChecksum.add(statement);
    }

    /** What is in the block took effect for good, unless none is open. */
    private void commitBlock() throws ScriptStatementException, SQLException {
        ScriptBlock open = block;
        if (open != null) {
            open.finish(() -> history.progress(taken, null, doneChecksum.hex(), work.current()));
            commit(context.session(), open.first());
            script.becomeScript();
            block = null;
            done = taken;
            open.committed();
            announce();
        }
    }

    private void finished(SqlStatement statement) {
        taken = statement.number();
        done = taken;
        doneChecksum.add(statement);
        if (done == resumedDone()) {
            requireSame();
        }
        announce();
    }

    private void announce() {
        context.listener()
                .on(
                        new MigrationEvent.StatementDone(
                                step, done, step.statementCount().orElse(done)));
    }

    /** A script's were compared before it ran. */
    private void requireSame() {
        Progress resumed = step.resumed();
        String before = resumed == null ? null : resumed.doneChecksum();
        boolean known = before != null && !before.equals(StatementsChecksum.UNKNOWN);
        if (step.section().isEmpty() && known && !doneChecksum.hex().equals(before)) {
            throw failures.differs(done, "it does not run the statements again that it ran before");
        }
    }

    @Override
    public void work(SqlStatement label, SessionWork work)
            throws ScriptStatementException, IOException, SQLException {
        takeBack();
        SqlStatement numbered = label.numbered(done + 1);
        if (done >= resumedDone()) {
            resumeBehind();
            failures.requireNotStopped(done);
            runInside(
                    numbered,
                    sender -> {
                        sender.open();
                        work.on(context.session());
                    });
        }
        finished(numbered);
    }

    @Override
    public Session reading() throws SQLException {
        takeBack();
        return context.session();
    }

    @Override
    public Session querying() throws SQLException {
        script.beforeQuery();
        return reading();
    }

    @Override
    public Session handOut(SqlStatement label) throws SQLException {
        takeBack();
        SqlStatement numbered = label.numbered(done + 1);
        if (done < resumedDone() || startedBefore(numbered)) {
            throw failures.differs(
                    done,
                    "it works on the connection itself at statement %s, and what that did is known"
                                    .formatted(numbered.number())
                            + " to nobody");
        }
        resumeBehind();
        script.beforeHandOut();
        record(done, numbered.number(), doneChecksum.hex());
        handedOut = numbered;
        return context.session();
    }

    /** What was done on the session that was handed out counts as done. */
    private void takeBack() throws SQLException {
        SqlStatement out = handedOut;
        if (out != null) {
            record(out.number(), null, doneChecksum.hexWith(out));
            handedOut = null;
            finished(out);
        }
    }

    /** What a script sets for its session is gone with the session that it was set in. */
    private void repeatSetting(SqlStatement statement) throws SQLException {
        String head = statement.summary();
        if (ScriptSender.setsForSession(head)) {
            try {
                context.session().run(List.of(), List.of(statement.text()), List.of());
            } catch (StatementFailedException failed) {
                throw failed.failure();
            }
        }
    }

    private boolean finishedBeforeTheCrash(SqlStatement statement) throws SQLException {
        if (resumed || step.resumed() == null || done != resumedDone()) {
            return false;
        }
        resumed = true;
        boolean finished =
                resumption.isDone(
                        statement,
                        doneChecksum.hexWith(statement),
                        sql -> runOutside(sql, statement));
        if (!finished) {
            record(done, null, doneChecksum.hex());
        }
        return finished;
    }

    /** The statement at which it stopped is not there any more. */
    private void resumeBehind() throws SQLException {
        if (step.resumed() != null && done == resumedDone()) {
            finishedBeforeTheCrash(
                    new SqlStatement(
                            done + 1,
                            "",
                            new Position(1, 1, 0),
                            StatementKind.OUTSIDE_TRANSACTION,
                            "STATEMENT",
                            List.of(),
                            new Effect.Unknown(),
                            SqlStatement.Leaves.NOTHING));
        }
    }

    private void execute(SqlStatement statement, StatementReader data)
            throws IOException, SQLException {
        script.before(statement);
        if (runsOutside(statement)) {
            executeOutside(statement);
            return;
        }
        try {
            runInside(statement, sender -> sender.sendOne(statement, data));
        } catch (ScriptStatementException failed) {
            if (!isRefusedInTransaction(failed)) {
                throw failures.inTransaction(failed, done);
            }
            executeOutside(statement);
        }
    }

    /**
     * Where the author says that there is no transaction, the server knows best what needs none.
     */
    private boolean isRefusedInTransaction(ScriptStatementException failed) {
        return step.saysNoTransaction()
                && failed.statement() != null
                && SqlError.condition(failed.failure()) == Condition.REFUSED_IN_TRANSACTION;
    }

    private void executeOutside(SqlStatement statement) throws SQLException {
        boolean tells =
                work.concerns(statement)
                        ? beginsConcurrently(statement)
                        : !new InDoubt(context, statement.effect()).isSoAlready();
        record(done, tells ? statement.number() : null, doneChecksum.hex());
        try {
            runOutside(statement.text(), statement);
            work.ended();
            record(statement.number(), null, doneChecksum.hexWith(statement));
        } catch (SQLException failure) {
            if (ranOutside == statement.number()) {
                throw failures.unrecorded(failure, statement, done);
            }
            throw failure;
        }
    }

    private boolean beginsConcurrently(SqlStatement statement) throws SQLException {
        if (work.begin(statement, doneChecksum.hexWith(statement))) {
            return true;
        }
        Optional<Remnant> invalid = work.inTheWay(statement);
        if (invalid.isPresent()) {
            throw failures.inTheWay(statement, invalid.get(), done);
        }
        return false;
    }

    private void runInside(SqlStatement statement, Inside inside)
            throws ScriptStatementException, IOException, SQLException {
        Session session = context.session();
        session.begin();
        try {
            inside.send(new ScriptSender(context, script.opening()));
            script.becomeOneself();
            history.progress(
                    statement.number(), null, doneChecksum.hexWith(statement), work.current());
            commit(session, statement);
            script.becomeScript();
            context.idleFreely(context.sql().idleTimeoutOver());
        } catch (ScriptStatementException failed) {
            failures.took(Transaction.rollBack(context.session(), failed.failure()));
            throw failed;
        } catch (SQLException | IOException | LifeguardException failure) {
            failures.took(Transaction.rollBack(context.session(), failure));
            throw failure;
        }
    }

    private void commit(Session session, SqlStatement statement) throws SQLException {
        try {
            session.commit();
        } catch (SQLException failure) {
            if (SqlError.leavesCommitOpen(failure)) {
                throw failures.atCommit(failure, statement, done);
            }
            throw failure;
        }
    }

    /** What one transaction does between its opening and the progress. */
    @FunctionalInterface
    private interface Inside {

        void send(ScriptSender sender) throws ScriptStatementException, IOException, SQLException;
    }

    private void record(int finished, @Nullable Integer started, String checksum)
            throws SQLException {
        script.asOneself(() -> history.progress(finished, started, checksum, work.current()));
    }

    private void runOutside(String sql, SqlStatement statement) throws SQLException {
        Work<SQLException> renewal = () -> script.asOneself(context.guard()::renew);
        Work<StatementFailedException> work =
                () -> {
                    context.session().run(List.of(), List.of(sql), List.of());
                    ranOutside = statement.number();
                };
        StateTableUse use = StateTableUse.of(statement, context.table().table());
        boolean inPlace = use == StateTableUse.NONE && context.dialect().keepsRowsInPlace();
        if (inPlace) {
            // It may take as long as an armed session lasts.
            script.readyToKeep();
        }
        script.arm();
        try {
            if (inPlace) {
                context.guard().whileInPlace(renewal, work);
            } else if (use == StateTableUse.WHOLE_DATABASE) {
                context.guard().whileAlone(renewal, work);
            } else {
                context.guard().whileRenewed(renewal, work);
            }
            script.disarm();
        } catch (StatementFailedException failed) {
            script.disarm();
            script.takeBackIdentity(failed.failure());
            if (sql.equals(statement.text()) && finishedMeanwhile(statement, failed.failure())) {
                return;
            }
            throw failures.outside(failed.failure(), statement, done, doneChecksum.hex());
        }
    }

    /** A killed runner's statement, which the server went on with, was in the way of its second. */
    private boolean finishedMeanwhile(SqlStatement statement, SQLException failure)
            throws SQLException {
        return startedBefore(statement)
                && !SqlError.lostConnection(failure)
                && !work.concerns(statement)
                && new InDoubt(context, statement.effect()).isSoAlready();
    }

    /** A procedure or a block that the author marks may commit by itself. */
    private boolean runsOutside(SqlStatement statement) {
        String head = statement.summary();
        return statement.kind().runsOutside()
                || (step.saysNoTransaction() && (head.startsWith("CALL") || head.startsWith("DO")));
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
