package dev.lifeguard.migrate.engine;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.dialect.Dialect.SessionSql;
import dev.lifeguard.migrate.dialect.Dialect.SessionSql.Lasting;
import dev.lifeguard.migrate.jdbc.Session;
import dev.lifeguard.migrate.jdbc.StatementFailedException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The session's settings before the first migration.
 *
 * <p>A script's SET, and its SET ROLE, outlive its transaction. They are taken back before the
 * history's row is written, so that neither that nor the next script sees them, and nothing is
 * handed back to a pool.
 */
final class SessionState {

    private final SessionSql sql;
    private final Map<String, String> before;
    private final Place place;

    /**
     * Where a session's statements go.
     *
     * @param searchPath where unqualified names are looked up
     * @param reach whether all of them go to one server process
     */
    private record Place(String searchPath, Reach reach) {}

    /** How long what is set for a session lasts. */
    enum Reach {
        /** As long as the session. */
        DIRECT,
        /** To the end of the transaction: a pooler may send what follows to another process. */
        POOLED
    }

    private SessionState(SessionSql sql, Map<String, String> before, Place place) {
        this.sql = sql;
        this.before = before;
        this.place = place;
    }

    static SessionState of(RunContext context) throws SQLException {
        SessionSql sql = context.dialect().sessionSql();
        Map<String, String> settings = new LinkedHashMap<>();
        context.session().query(sql.changed(), row -> put(settings, row));
        OptionalInt driversBackend = context.session().driverBackend();
        Place found =
                context.session().query(sql.place(), row -> place(row, driversBackend)).getFirst();
        String schema = context.table().schema();
        Place wanted =
                schema == null
                        ? found
                        : new Place(sql.pathThrough(schema, found.searchPath()), found.reach());
        return new SessionState(sql, settings, wanted);
    }

    private static boolean put(Map<String, String> settings, ResultSet row) throws SQLException {
        String value = row.getString(2);
        if (value != null) {
            settings.put(row.getString(1), value);
        }
        return true;
    }

    // Behind a pooler the driver's own number of the process is the pooler's, not the server's.
    private static Place place(ResultSet row, OptionalInt driversBackend) throws SQLException {
        boolean direct = driversBackend.isEmpty() || driversBackend.getAsInt() == row.getInt(3);
        return new Place(
                Objects.requireNonNullElse(row.getString(2), ""),
                direct ? Reach.DIRECT : Reach.POOLED);
    }

    /** How long what is set for the session lasts. */
    Reach reach() {
        return place.reach();
    }

    /** Whether what is set for a transaction ends with it. */
    boolean endsWithTransaction() {
        return sql.endsWithTransaction();
    }

    /** Where a script's unqualified names are looked up. */
    String searchPath() {
        return place.searchPath();
    }

    /**
     * Makes the session the runner's own user until the transaction ends, whatever a script SET.
     */
    List<BoundSql> ownIdentity() {
        return ownIdentity(Lasting.TRANSACTION);
    }

    /** Makes the session the runner's own user for good. */
    void takeBackIdentity(Session session) throws SQLException {
        send(session, ownIdentity(Lasting.SESSION));
    }

    private List<BoundSql> ownIdentity(Lasting lasting) {
        return sql.identityNames().stream()
                .map(name -> sql.set(lasting, name, before.getOrDefault(name, "none")))
                .toList();
    }

    /** Makes the session who it is now, also after {@link #ownIdentity()}. */
    List<BoundSql> identityNow(Session session) throws SQLException {
        return session.query(
                sql.identity(),
                row -> sql.set(Lasting.TRANSACTION, row.getString(1), row.getString(2)));
    }

    static void send(Session session, List<BoundSql> statements) throws SQLException {
        try {
            session.run(statements, List.of(), List.of());
        } catch (StatementFailedException failed) {
            throw failed.failure();
        }
    }

    /**
     * Takes back at the end of a run what no rollback takes back, and what was set for the scripts.
     */
    void restoreAtEnd(Session session) {
        if (!sql.endsWithTransaction()) {
            try {
                restore(session);
            } catch (SQLException broken) {
                // Of a broken connection nothing is left.
            }
        }
    }

    /** Takes back what a script changed, in one flush. */
    void restore(Session session) throws SQLException {
        send(session, restoring(session.isInTransaction() ? sql.fixedInTransaction() : Set.of()));
    }

    /** The statements that take back what a script changed. */
    List<BoundSql> restoring() {
        return restoring(Set.of());
    }

    private List<BoundSql> restoring(Set<String> unchanged) {
        // First who it is: another role might not be allowed to set the rest.
        List<BoundSql> statements = new ArrayList<>(ownIdentity(Lasting.SESSION));
        statements.add(sql.reset());
        before.forEach(
                (name, value) -> {
                    if (!sql.identityNames().contains(name) && !unchanged.contains(name)) {
                        statements.add(sql.set(Lasting.SESSION, name, value));
                    }
                });
        return statements;
    }
}
