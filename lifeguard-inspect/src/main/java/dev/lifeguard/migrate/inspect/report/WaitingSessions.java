package dev.lifeguard.migrate.inspect.report;

import dev.lifeguard.migrate.dialect.postgresql.PgCatalog;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Who waits for a lock in a database of PostgreSQL at this moment. */
final class WaitingSessions {

    private static final int MOST = 100;

    private static final String QUERY =
            PgCatalog.sql(
                    """
                    SELECT a.pid, a.application_name, n.nspname {||} '.' {||} c.relname, l.mode,
                           greatest(0, extract(epoch FROM pg_catalog.clock_timestamp()
                                                          {-} a.query_start)),
                           pg_catalog.left(a.query, 500), pg_catalog.pg_blocking_pids(a.pid)
                    FROM pg_catalog.pg_locks l
                    JOIN pg_catalog.pg_stat_activity a ON a.pid {=} l.pid
                    LEFT JOIN pg_catalog.pg_class c ON c.oid {=} l.relation
                    LEFT JOIN pg_catalog.pg_namespace n ON n.oid {=} c.relnamespace
                    WHERE NOT l.granted AND a.datname {=} pg_catalog.current_database()
                    ORDER BY a.query_start LIMIT 100
                    """);

    private WaitingSessions() {}

    /** At most a hundred, those that wait longest first. */
    static List<WaitingSession> read(Connection connection) throws SQLException {
        List<WaitingSession> waiting = new ArrayList<>(MOST);
        try (PreparedStatement query = connection.prepareStatement(QUERY);
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                waiting.add(
                        new WaitingSession(
                                row.getInt(1),
                                Objects.requireNonNullElse(row.getString(2), ""),
                                Optional.ofNullable(row.getString(3)),
                                row.getString(4),
                                Duration.ofMillis((long) (row.getDouble(5) * 1000)),
                                Objects.requireNonNullElse(row.getString(6), ""),
                                processes(row.getArray(7))));
            }
        }
        return waiting;
    }

    private static List<Integer> processes(Array array) throws SQLException {
        return List.of((Integer[]) array.getArray());
    }
}
