package dev.lifeguard.migrate.engine.session;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.dialect.SessionSql;
import dev.lifeguard.migrate.dialect.SessionSql.Lasting;
import dev.lifeguard.migrate.engine.run.RunContext;
import dev.lifeguard.migrate.engine.session.Leftovers.Row;
import dev.lifeguard.migrate.jdbc.Session;
import dev.lifeguard.migrate.jdbc.StatementFailedException;
import dev.lifeguard.migrate.script.SqlStatement.Leaves;
import dev.lifeguard.migrate.state.Connected;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The session's settings before the first migration.
 *
 * <p>A script's SET, and its SET ROLE, outlive its transaction. They are taken back before the
 * history's row is written, so that neither that nor the next script sees them, and nothing is
 * handed back to a pool.
 */
public final class SessionState {

    private final SessionSql sql;
    private final Map<String, String> before;
    private final SessionPlace place;
    private final Leftovers leftovers;

    /** What may be in the session now that was not there before. */
    private Leaves touched = Leaves.NOTHING;

    /** How long what is set for a session lasts. */
    public enum Reach {
        /** As long as the session. */
        DIRECT,
        /** To the end of the transaction: a pooler may send what follows to another process. */
        POOLED
    }

    private SessionState(
            SessionSql sql, Map<String, String> before, SessionPlace place, Leftovers leftovers) {
        this.sql = sql;
        this.leftovers = leftovers;
        this.before = before;
        this.place = place;
    }

    public static SessionState of(Connected context) throws SQLException {
        SessionSql sql = context.dialect().sessionSql();
        Session session = context.session();
        List<BoundSql> looks = new ArrayList<>(List.of(sql.changed()));
        if (session.sendsInOneFlush()) {
            sql.kept().ifPresent(looks::add);
        }
        List<List<Row>> answers = session.queryAll(looks, Row::of);
        SessionPlace place = SessionPlace.of(session, sql, context.table().schema());
        return new SessionState(
                sql,
                settings(answers.getFirst()),
                place,
                new Leftovers(sql, answers.size() > 1 ? answers.getLast() : null));
    }

    private static Map<String, String> settings(List<Row> rows) {
        Map<String, String> settings = new LinkedHashMap<>();
        for (Row row : rows) {
            if (row.second() != null) {
                settings.put(row.first(), row.second());
            }
        }
        return settings;
    }

    /**
     * Something is about to run that may leave something in the session. It is put back by {@link
     * #putBack}, at the end of the run at the latest.
     */
    public void touch(Leaves leaves) {
        touched = touched.or(leaves);
    }

    /** Whether something may be left that was not put back yet. */
    public boolean isTouched() {
        return touched != Leaves.NOTHING;
    }

    /** What was sent has put everything back. */
    public void isPutBack() {
        touched = Leaves.NOTHING;
    }

    /**
     * A script is about to run that may leave something: takes note of what is there now, once a
     * run. Behind a pooler each transaction may meet another session, and is asked.
     */
    public void prepareFor(Leaves leaves, Session session) throws SQLException {
        if (leaves != Leaves.NOTHING) {
            switch (reach()) {
                case DIRECT -> leftovers.lookOnce(session, before.keySet());
                case POOLED -> leftovers.look(session);
            }
        }
    }

    /**
     * What is sent behind a COMMIT in the same flush: it puts settings back, and says how many
     * other things the session keeps; "0" means that {@link #isPutBack}. None where there is
     * nothing to put back, or only {@link #putBack} does it.
     */
    public List<BoundSql> behindCommit() {
        Optional<BoundSql> count = leftovers.count();
        if (!isTouched() || count.isEmpty()) {
            return List.of();
        }
        List<BoundSql> statements = new ArrayList<>(restoring());
        statements.add(count.get());
        return statements;
    }

    /** What the last statement of {@link #behindCommit} has said, or null. */
    public void heardBehindCommit(@Nullable String value) {
        if ("0".equals(value)) {
            isPutBack();
        }
    }

    /**
     * Puts back whatever is not as it was, settings and all the rest. Where that fails, the
     * connection is not given back to anybody.
     */
    public void putBack(Session session) throws SQLException {
        if (!isTouched()) {
            return;
        }
        try {
            boolean inTransaction = session.isInTransaction();
            leftovers.reset(session);
            leftovers.remove(
                    session, restoring(inTransaction ? sql.fixedInTransaction() : Set.of()));
            // A rollback would bring some of it back.
            touched = inTransaction ? touched : Leaves.NOTHING;
        } catch (SQLException failure) {
            session.spoil();
            throw failure;
        }
    }

    /** How long what is set for the session lasts. */
    public Reach reach() {
        return place.reach();
    }

    /** Whether what is set for a transaction ends with it. */
    public boolean endsWithTransaction() {
        return sql.endsWithTransaction();
    }

    /**
     * How long the server lets a statement take, as the role, the database or the connection has
     * it; zero for any time, also where that is not known.
     */
    public Duration statementTimeout() {
        return place.statementTimeout();
    }

    /** Where a script's unqualified names are looked up. */
    public String searchPath() {
        return place.searchPath();
    }

    /**
     * Makes the session the runner's own user until the transaction ends.
     *
     * @param changed what the script has changed, as {@link #identityNow} tells it; nobody has to
     *     ask where the end of the transaction takes it all back
     */
    public List<BoundSql> ownIdentity(Set<String> changed) {
        return ownIdentity(
                Lasting.TRANSACTION, sql.endsWithTransaction() ? sql.identityNames() : changed);
    }

    /** Makes the session the runner's own user for good. */
    public void takeBackIdentity(Session session) throws SQLException {
        send(session, ownIdentity(Lasting.SESSION, sql.identityNames()));
    }

    /**
     * What stands between a script and its history's row: that is the runner's own, and the limits
     * of the transaction hold again. What the script has set stays to the COMMIT, whose deferred
     * triggers may need it.
     */
    public List<BoundSql> oneself(RunContext context) {
        List<BoundSql> own = new ArrayList<>(ownIdentity(Lasting.TRANSACTION, sql.identityNames()));
        own.addAll(context.dialect().transactionPrelude(context.lock().idleTimeout()));
        return own;
    }

    private List<BoundSql> ownIdentity(Lasting lasting, Collection<String> names) {
        Map<String, String> identity = new LinkedHashMap<>();
        for (String name : names) {
            identity.put(name, own(name));
        }
        return sql.become(lasting, identity);
    }

    private String own(String name) {
        return before.getOrDefault(name, "none");
    }

    /** Who the session is now, as far as that is another one than the runner's own user. */
    public Map<String, String> identityNow(Session session) throws SQLException {
        Map<String, String> identity = new LinkedHashMap<>();
        for (Row row : session.query(sql.identity(), Row::of)) {
            String value = row.second();
            if (value != null && !value.equals(own(row.first()))) {
                identity.put(row.first(), value);
            }
        }
        return identity;
    }

    /** Makes the session who it was then. */
    public List<BoundSql> become(Map<String, String> identity) {
        return sql.become(Lasting.TRANSACTION, identity);
    }

    public static void send(Session session, List<BoundSql> statements) throws SQLException {
        try {
            session.run(statements, List.of(), List.of());
        } catch (StatementFailedException failed) {
            throw failed.failure();
        }
    }

    /**
     * Takes back at the end of a run what no rollback takes back, and what was set for the scripts.
     */
    public void restoreAtEnd(Session session) {
        try {
            if (session.isInTransaction()) {
                // Its COMMIT has failed.
                session.rollback();
            }
            if (isTouched() && reach() == Reach.DIRECT) {
                putBack(session);
            } else if (!sql.endsWithTransaction()) {
                restore(session);
            }
        } catch (SQLException broken) {
            // Of a broken connection nothing is left, and any other one is not given back.
        }
    }

    /** Takes back what a script changed, in one flush. */
    public void restore(Session session) throws SQLException {
        send(session, restoring(session.isInTransaction() ? sql.fixedInTransaction() : Set.of()));
    }

    /** The statements that take back what a script changed. */
    public List<BoundSql> restoring() {
        return restoring(Set.of());
    }

    private List<BoundSql> restoring(Set<String> unchanged) {
        // First who it is: another role might not be allowed to set the rest.
        List<BoundSql> statements =
                new ArrayList<>(ownIdentity(Lasting.SESSION, sql.identityNames()));
        statements.add(sql.reset());
        Map<String, String> settings = new LinkedHashMap<>(before);
        settings.keySet().removeAll(sql.identityNames());
        settings.keySet().removeAll(unchanged);
        statements.addAll(sql.setAll(settings));
        return statements;
    }
}
