package dev.lifeguard.migrate.engine;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.jdbc.Session;
import dev.lifeguard.migrate.jdbc.SqlError;
import dev.lifeguard.migrate.script.SqlStatement;
import dev.lifeguard.migrate.state.HeldLock.Work;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The session in which a script runs statement by statement.
 *
 * <p>What the script sets lasts over its statements, its SET ROLE too; but the lock's row and the
 * history are read and written as the runner's own user.
 */
final class ScriptSession {

    private final Session session;
    private final SessionState settings;
    private boolean changed;

    /** Who the script has made the session, or empty where it is the runner's own user. */
    private List<BoundSql> identity = List.of();

    ScriptSession(Session session, SessionState settings) {
        this.session = session;
        this.settings = settings;
    }

    /** A statement is about to run that may change who the session is. */
    void before(SqlStatement statement) {
        changed |= ScriptSender.changesSession(statement);
    }

    /** A statement has run that may have changed who the session is. */
    void after(SqlStatement statement) throws SQLException {
        if (ScriptSender.changesSession(statement)) {
            identity = settings.identityNow(session);
        }
    }

    /** What a transaction begins with, the fence as oneself and the rest as the script. */
    List<BoundSql> opening(List<BoundSql> prelude, BoundSql fence) {
        List<BoundSql> opening = new ArrayList<>(prelude);
        if (!identity.isEmpty()) {
            opening.addAll(settings.ownIdentity());
        }
        opening.add(fence);
        opening.addAll(identity);
        return opening;
    }

    /** Makes an open transaction one's own, for the rest of it. */
    void becomeOneself() throws SQLException {
        if (changed) {
            SessionState.send(session, settings.ownIdentity());
        }
    }

    /** Does something outside a transaction as oneself. */
    void asOneself(Work<SQLException> work) throws SQLException {
        if (!changed) {
            work.run();
            return;
        }
        session.begin();
        try {
            becomeOneself();
            work.run();
            session.commit();
        } catch (SQLException | LifeguardException failure) {
            rollback(failure);
            throw failure;
        }
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

    void rollback(Exception failure) {
        try {
            session.rollback();
        } catch (SQLException atRollback) {
            failure.addSuppressed(atRollback);
        }
    }
}
