package dev.lifeguard.migrate.engine.session;

import dev.lifeguard.migrate.dialect.SessionSql;
import dev.lifeguard.migrate.engine.session.SessionState.Reach;
import dev.lifeguard.migrate.jdbc.Session;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Where a session's statements go.
 *
 * @param searchPath where unqualified names are looked up
 * @param reach whether all of them go to one server process
 * @param statementTimeout how long the server lets one take; zero for any time, also where that is
 *     not known
 */
record SessionPlace(String searchPath, Reach reach, Duration statementTimeout) {

    /**
     * That of a session.
     *
     * @param schema where names are to be looked up first, or null
     */
    static SessionPlace of(Session session, SessionSql sql, @Nullable String schema)
            throws SQLException {
        OptionalInt driversBackend = session.driverBackend();
        SessionPlace found =
                session.query(sql.place(), row -> read(row, driversBackend)).getFirst();
        return schema == null
                ? found
                : new SessionPlace(
                        sql.pathThrough(schema, found.searchPath()),
                        found.reach(),
                        found.statementTimeout());
    }

    // Behind a pooler the driver's own number of the process is the pooler's, not the server's.
    private static SessionPlace read(ResultSet row, OptionalInt driversBackend)
            throws SQLException {
        boolean direct = driversBackend.isEmpty() || driversBackend.getAsInt() == row.getInt(3);
        return new SessionPlace(
                Objects.requireNonNullElse(row.getString(2), ""),
                direct ? Reach.DIRECT : Reach.POOLED,
                Duration.ofMillis(row.getLong(4)));
    }
}
