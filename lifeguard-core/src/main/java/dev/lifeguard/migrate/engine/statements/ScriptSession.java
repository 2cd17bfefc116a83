package dev.lifeguard.migrate.engine.statements;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.dialect.SessionSql.Lasting;
import dev.lifeguard.migrate.engine.run.RunContext;
import dev.lifeguard.migrate.engine.session.PooledScript;
import dev.lifeguard.migrate.engine.session.SessionState;
import dev.lifeguard.migrate.engine.session.SessionState.Reach;
import dev.lifeguard.migrate.jdbc.Session;
import dev.lifeguard.migrate.jdbc.SqlError;
import dev.lifeguard.migrate.jdbc.StatementFailedException;
import dev.lifeguard.migrate.jdbc.Transaction;
import dev.lifeguard.migrate.planning.PlannedStep;
import dev.lifeguard.migrate.script.SqlStatement;
import dev.lifeguard.migrate.script.SqlStatement.Leaves;
import dev.lifeguard.migrate.script.StatementFacts.Trait;
import dev.lifeguard.migrate.state.WorkOutside.Work;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The session in which a script runs statement by statement.
 *
 * <p>What the script sets lasts over its statements, its SET ROLE too; but the lock's row and the
 * history are read and written as the runner's own user. Behind a pooler nothing is set for a
 * session, since it is another one's in the next moment.
 */
final class ScriptSession {

    private final RunContext context;
    private final Session session;
    private final SessionState settings;
    private final PlannedStep step;

    /** Whether it may be another one than the runner's own user now. */
    private boolean changed;

    private boolean restored;

    private final ScriptLimits limits;

    /** Who the script has made the session, or empty where it is the runner's own user. */
    private Map<String, String> identity = Map.of();

    ScriptSession(RunContext context, SessionState settings, PlannedStep step) {
        this.context = context;
        this.session = context.session();
        this.settings = settings;
        this.step = step;
        this.limits = new ScriptLimits(context, step);
    }

    /** Gives the script its surroundings. */
    void open(Leaves leaves) throws SQLException, IOException {
        switch (settings.reach()) {
            case DIRECT -> {
                settings.prepareFor(leaves, session);
                SessionState.send(session, surroundings(Lasting.SESSION));
            }
            case POOLED -> new PooledScript(context, step).requireRunnable();
        }
    }

    private List<BoundSql> surroundings(Lasting lasting) {
        return context.dialect()
                .surroundings(lasting, settings.searchPath(), context.directive(step).orElse(null));
    }

    /** How long its statements wait for locks. */
    ScriptLimits limits() {
        return limits;
    }

    /** Extends the lease while a part of it waits for its next try. */
    void renewBetweenTries() throws SQLException {
        Transaction.around(session, () -> asOneselfInside(context.guard()::renewInTransaction));
        context.idleFreely(context.sql().idleTimeoutOver());
    }

    /** A statement is about to run that may change who the session is. */
    void before(SqlStatement statement) {
        limits.before(statement);
        settings.touch(statement.leaves());
        changed |= mayChangeIdentity(statement);
    }

    /** Whether a statement may make the session another user, or the like. */
    boolean mayChangeIdentity(SqlStatement statement) {
        return statement.facts().has(Trait.CHANGES_SETTINGS)
                || (settings.endsWithTransaction() && statement.leaves() != Leaves.NOTHING);
    }

    /** Whether it is the runner's own user for certain. */
    boolean isOneself() {
        return !changed;
    }

    /** A procedure or a block that the author marks may commit by itself. */
    boolean runsOutside(SqlStatement statement) {
        return statement.kind().runsOutside()
                || (step.saysNoTransaction() && statement.facts().has(Trait.MAY_COMMIT));
    }

    /** What a script sets for its session is gone with the session that it was set in. */
    void repeatSetting(SqlStatement statement) throws SQLException {
        if (statement.facts().has(Trait.SETTING)) {
            try {
                session.run(List.of(), List.of(statement.text()), List.of());
            } catch (StatementFailedException failed) {
                throw failed.failure();
            }
        }
    }

    /** A query of its author's is about to be sent, which changes nothing that matters between. */
    void beforeQuery() {
        settings.touch(Leaves.ANYTHING);
    }

    /** Work of its author's own is about to be done on the session. */
    void beforeHandOut() {
        settings.touch(Leaves.ANYTHING);
        changed = true;
    }

    /** A statement has run that may have changed who the session is. */
    void after(SqlStatement statement) throws SQLException {
        if (mayChangeIdentity(statement)) {
            lookAtIdentity();
        }
    }

    /** Takes note of who the script has made the session. */
    void lookAtIdentity() throws SQLException {
        identity = settings.identityNow(session);
        changed = !identity.isEmpty();
    }

    /** What a transaction begins with, the fence as oneself and the rest as the script. */
    List<BoundSql> opening() {
        List<BoundSql> opening =
                new ArrayList<>(context.dialect().transactionPrelude(context.lock().idleTimeout()));
        if (settings.reach() == Reach.POOLED) {
            opening.addAll(surroundings(Lasting.TRANSACTION));
        }
        if (!identity.isEmpty()) {
            opening.addAll(settings.ownIdentity(identity.keySet()));
        }
        opening.add(context.sql().fence(context.guard().token()));
        opening.addAll(settings.become(identity));
        return opening;
    }

    /** That of one with a single statement, with its limit. */
    List<BoundSql> opening(SqlStatement statement) {
        List<BoundSql> opening = opening();
        opening.addAll(limits.opening(statement));
        return opening;
    }

    /** Has the second connection at hand for a statement outside a transaction. */
    void readyToKeep() throws SQLException {
        switch (settings.reach()) {
            case DIRECT -> context.guard().outside().readyToKeep();
            case POOLED -> context.guard().outside().readyBesideWork();
        }
    }

    /**
     * Lets the server end the session when it sits idle for two thirds of a lease: a runner that
     * freezes between the check of the lock and a statement outside a transaction then wakes up
     * without a session to send it on, before anybody can have the lock. What the statement waits
     * for locks is set, too.
     */
    void arm(SqlStatement statement) throws SQLException {
        if (settings.reach() == Reach.DIRECT) {
            List<BoundSql> arming = new ArrayList<>(limits.arming(statement));
            arming.add(context.sql().idleSession(context.lock().idleTimeout()));
            SessionState.send(session, arming);
        }
    }

    /**
     * The opposite, as soon as the statement has ended: what comes next begins with a check, and
     * may be kept waiting by a listener or by the author's own code for as long as that takes.
     */
    void disarm() {
        if (settings.reach() == Reach.DIRECT) {
            List<BoundSql> over = new ArrayList<>(context.sql().idleSessionOver());
            over.addAll(limits.disarming());
            context.idleFreely(over);
        }
    }

    /** Makes an open transaction one's own, for the rest of it. */
    void becomeOneself() throws SQLException {
        if (changed && !settings.endsWithTransaction()) {
            lookAtIdentity();
        }
        if (changed) {
            SessionState.send(session, settings.ownIdentity(identity.keySet()));
        }
    }

    /** The opposite, where the end of the transaction is not enough for it. */
    void becomeScript() throws SQLException {
        if (changed && !settings.endsWithTransaction()) {
            SessionState.send(session, settings.become(identity));
        }
    }

    /** Does something outside a transaction as oneself. */
    void asOneself(Work<SQLException> work) throws SQLException {
        if (!changed) {
            work.run();
            return;
        }
        if (!settings.endsWithTransaction()) {
            becomeOneself();
            work.run();
            becomeScript();
            return;
        }
        Transaction.around(session, () -> asOneselfInside(work));
        context.idleFreely(context.sql().idleTimeoutOver());
    }

    private boolean asOneselfInside(Work<SQLException> work) throws SQLException {
        SessionState.send(
                session, context.dialect().transactionPrelude(context.lock().idleTimeout()));
        becomeOneself();
        work.run();
        return changed;
    }

    /**
     * Makes the session one's own for good, after a failure; the script's search_path stays, which
     * finds the index that failed.
     */
    void takeBackIdentity(SQLException failure) {
        if (!changed || SqlError.lostConnection(failure)) {
            return;
        }
        try {
            settings.takeBackIdentity(session);
        } catch (SQLException broken) {
            failure.addSuppressed(broken);
        }
    }

    /** Takes back what the script changed. */
    void restore() throws SQLException {
        restored = true;
        if (settings.reach() == Reach.DIRECT) {
            if (settings.isTouched()) {
                settings.putBack(session);
            } else {
                settings.restore(session);
            }
        }
    }

    /** The same after a failure; where the connection is broken there is nothing to restore. */
    void restoreAfterFailure() {
        if (restored) {
            return;
        }
        try {
            restore();
        } catch (SQLException broken) {
            // The error that ended the migration is on its way already.
        }
    }
}
