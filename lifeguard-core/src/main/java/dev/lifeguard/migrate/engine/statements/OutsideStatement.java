package dev.lifeguard.migrate.engine.statements;

import dev.lifeguard.migrate.engine.program.ScriptStatementException;
import dev.lifeguard.migrate.engine.run.RunContext;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.jdbc.SqlError;
import dev.lifeguard.migrate.jdbc.StatementFailedException;
import dev.lifeguard.migrate.script.SqlStatement;
import dev.lifeguard.migrate.script.StatementFacts.Trait;
import dev.lifeguard.migrate.script.StatementKind;
import dev.lifeguard.migrate.state.Remnant;
import dev.lifeguard.migrate.state.WorkOutside.Work;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Runs what must be outside a transaction, so that neither a rollback nor the fence protects it.
 *
 * <ol>
 *   <li>The history row says before it that it is started, so that the next run looks whether it
 *       took effect. This tells nothing where its effect is in the catalogue before it runs: then
 *       it is not recorded as started. Of one that runs CONCURRENTLY the row keeps what it works
 *       on.
 *   <li>The lock's row is kept in place on the second connection while it runs, or else the lease
 *       is extended around it; the server ends the session if this process freezes before it.
 *   <li>The row says that it is done.
 * </ol>
 */
final class OutsideStatement {

    private final RunContext context;
    private final ScriptSession script;
    private final PartWayProgress progress;
    private final ConcurrentWork work;
    private final OutsideFailure failures;

    /** The last statement that ran without a failure. */
    private int ran;

    OutsideStatement(
            RunContext context,
            ScriptSession script,
            PartWayProgress progress,
            PartWayFailure failures) {
        this.context = context;
        this.script = script;
        this.progress = progress;
        this.work = progress.work();
        this.failures = new OutsideFailure(context, progress, failures);
    }

    /**
     * Runs one with its progress around it.
     *
     * @throws ScriptStatementException where it met another transaction's lock and may run again,
     *     behind {@link Resumption#isDoneByLastTry}
     */
    void execute(SqlStatement statement) throws ScriptStatementException, SQLException {
        boolean tells =
                work.concerns(statement)
                        ? beginsConcurrently(statement)
                        : !new InDoubt(context, statement.effect()).isSoAlready();
        if (tells) {
            recordStarted(statement);
        } else {
            recordNoneStarted();
        }
        try {
            run(statement.text(), statement);
            work.ended();
            recordDone(statement);
        } catch (SQLException failure) {
            if (ran == statement.number()) {
                throw failures.unrecorded(failure, statement);
            }
            throw failure;
        }
    }

    /** Writes as the runner's own user that a statement is started. */
    void recordStarted(SqlStatement statement) throws SQLException {
        script.asOneself(() -> progress.writeStarted(statement));
    }

    /** Writes so that none is started. */
    void recordNoneStarted() throws SQLException {
        script.asOneself(progress::writeNoneStarted);
    }

    /** Writes so that a statement is done. */
    void recordDone(SqlStatement statement) throws SQLException {
        script.asOneself(() -> progress.writeDone(statement));
    }

    /** One failed that was recorded as started, not by {@link #execute}: the author's own work. */
    LifeguardException failed(SQLException failure, SqlStatement statement) {
        return failures.of(failure, statement);
    }

    private boolean beginsConcurrently(SqlStatement statement) throws SQLException {
        if (work.begin(statement, progress.checksumWith(statement))) {
            return true;
        }
        Optional<Remnant> invalid = work.inTheWay(statement);
        if (invalid.isPresent()) {
            throw failures.inTheWay(statement, invalid.get());
        }
        return false;
    }

    /**
     * Runs one and leaves the progress alone.
     *
     * @param sql what is sent: the statement's own, or one of ours in its place
     * @throws ScriptStatementException as {@link #execute}
     */
    void run(String sql, SqlStatement statement) throws ScriptStatementException, SQLException {
        Work<SQLException> renewal = () -> script.asOneself(context.guard()::renew);
        Work<StatementFailedException> sending =
                () -> {
                    context.session().run(List.of(), List.of(sql), List.of());
                    ran = statement.number();
                };
        StateTableUse use = StateTableUse.of(statement, context.table().table());
        boolean inPlace = use == StateTableUse.NONE && context.dialect().keepsRowsInPlace();
        if (inPlace) {
            // It may take as long as an armed session lasts.
            script.readyToKeep();
        }
        script.arm(statement);
        try {
            if (inPlace) {
                context.guard().outside().whileInPlace(renewal, sending);
            } else if (use == StateTableUse.WHOLE_DATABASE) {
                context.guard().outside().whileAlone(renewal, sending);
            } else {
                context.guard().outside().whileRenewed(renewal, sending);
            }
            script.disarm();
        } catch (StatementFailedException failed) {
            script.disarm();
            if (mayRunAgain(statement, failed.failure())) {
                throw new ScriptStatementException(statement, failed.failure());
            }
            script.takeBackIdentity(failed.failure());
            if (sql.equals(statement.text()) && finishedMeanwhile(statement, failed.failure())) {
                return;
            }
            throw failures.of(failed.failure(), statement);
        }
    }

    /** Nothing of it stays, or what does is ended before; as another user it is left as it is. */
    private boolean mayRunAgain(SqlStatement statement, SQLException failure) {
        return statement.kind() == StatementKind.OUTSIDE_TRANSACTION
                && !statement.facts().has(Trait.RUNS_STATEMENTS)
                && script.limits().triesAgain(statement)
                && script.isOneself()
                && SqlError.saidByServer(failure)
                && NextTry.isBusy(failure);
    }

    /**
     * It met another transaction's lock, and waits for its next try: what is so where the run is
     * told to stop.
     */
    String stopped() {
        return failures.stopped();
    }

    /** The same where there is no next try: what the run ends with. */
    LifeguardException givenUp(SQLException failure, SqlStatement statement, String tries) {
        return failures.of(failure, statement, tries + " ");
    }

    /** A killed runner's statement, which the server went on with, was in the way of its second. */
    private boolean finishedMeanwhile(SqlStatement statement, SQLException failure)
            throws SQLException {
        return progress.wasStarted(statement)
                && !SqlError.lostConnection(failure)
                && !work.concerns(statement)
                && new InDoubt(context, statement.effect()).isSoAlready();
    }
}
