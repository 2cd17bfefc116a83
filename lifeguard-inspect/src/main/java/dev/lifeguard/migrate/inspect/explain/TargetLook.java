package dev.lifeguard.migrate.inspect.explain;

import dev.lifeguard.migrate.dialect.postgresql.PgCatalog;
import dev.lifeguard.migrate.inspect.explain.RelationNow.Holder;
import dev.lifeguard.migrate.inspect.explain.RelationNow.Presence;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * Looks at relations of a target of PostgreSQL: how large they are, and who has them now. It writes
 * nothing, and waits for a lock for one second at most. Each look is a transaction of its own: a
 * pooler may give the session to others then, so nothing is set beyond its end.
 */
public final class TargetLook implements AutoCloseable {

    private static final String FOUND = "SELECT pg_catalog.to_regclass(?)::pg_catalog.oid";

    private static final String ROWS =
            PgCatalog.sql(
                    "SELECT c.reltuples::pg_catalog.int8 FROM pg_catalog.pg_class c WHERE c.oid {=}"
                            + " ?::pg_catalog.oid");

    private static final String SIZE =
            "SELECT pg_catalog.pg_total_relation_size(?::pg_catalog.oid)";

    private static final String HOLDERS =
            PgCatalog.sql(
                    """
                    SELECT l.pid, l.mode, COALESCE(a.application_name, ''),
                           COALESCE(a.usename::pg_catalog.text, ''),
                           EXTRACT(EPOCH FROM (pg_catalog.clock_timestamp() {-} a.xact_start)),
                           pg_catalog.substr(COALESCE(a.query, ''), 1, 100)
                    FROM pg_catalog.pg_locks l
                    LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid {=} l.pid
                    JOIN pg_catalog.pg_database d ON d.oid {=} l.database
                    WHERE (l.locktype {=} 'relation') AND l.granted
                    AND (l.relation {=} ?::pg_catalog.oid)
                    AND (d.datname {=} pg_catalog.current_database())
                    AND NOT COALESCE(l.pid {=} pg_catalog.pg_backend_pid(), false)
                    ORDER BY a.xact_start, l.pid, l.mode
                    """);

    private final Connection connection;
    private final QueryCounts counts;

    private TargetLook(Connection connection, QueryCounts counts) {
        this.connection = connection;
        this.counts = counts;
    }

    /** Connects, and reads the counts of queries where there are any. */
    public static TargetLook at(DataSource target) throws SQLException {
        Connection connection = target.getConnection();
        try {
            return new TargetLook(
                    connection, looking(connection, () -> QueryCounts.of(connection)));
        } catch (SQLException failure) {
            connection.close();
            throw failure;
        }
    }

    /** What is asked of the target. */
    @FunctionalInterface
    private interface Look<T> {

        T seen() throws SQLException;
    }

    private static <T> T looking(Connection connection, Look<T> look) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET TRANSACTION READ ONLY");
            statement.execute("SET LOCAL lock_timeout = '1s'");
            return look.seen();
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    /** The roles that scripts may name. */
    public List<String> roles() throws SQLException {
        return looking(connection, this::readRoles);
    }

    private List<String> readRoles() throws SQLException {
        List<String> roles = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT rolname FROM pg_catalog.pg_roles")) {
            while (row.next()) {
                roles.add(row.getString(1));
            }
        }
        return roles.stream().filter(role -> !role.startsWith("pg_")).toList();
    }

    /** The explanation with the relations that it locks, as they are now. */
    public Explanation of(Explanation explanation) {
        Stream<String> names =
                explanation.statements().stream()
                        .flatMap(statement -> statement.locks().stream())
                        .map(lock -> lock.relation())
                        .distinct();
        return explanation.with(names.map(this::now).toList());
    }

    private RelationNow now(String relation) {
        try {
            Optional<Long> id = number(FOUND, relation);
            if (id.isEmpty()) {
                return unseen(relation, Presence.MISSING);
            }
            return new RelationNow(
                    relation,
                    Presence.THERE,
                    size(id.get()),
                    number(ROWS, id.get()).filter(rows -> rows >= 0),
                    counts.perMinute(relation),
                    holders(id.get()));
        } catch (SQLException failure) {
            return unseen(relation, Presence.UNKNOWN);
        }
    }

    private static RelationNow unseen(String relation, Presence presence) {
        return new RelationNow(
                relation,
                presence,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    /** It takes a lock of its own, and so may have to wait. */
    private Optional<Long> size(long id) {
        try {
            return number(SIZE, id);
        } catch (SQLException locked) {
            return Optional.empty();
        }
    }

    private Optional<Long> number(String sql, Object value) throws SQLException {
        return looking(connection, () -> readNumber(sql, value));
    }

    private Optional<Long> readNumber(String sql, Object value) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, value);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                long number = row.getLong(1);
                return row.wasNull() ? Optional.empty() : Optional.of(number);
            }
        }
    }

    private List<Holder> holders(long id) throws SQLException {
        return looking(connection, () -> readHolders(id));
    }

    private List<Holder> readHolders(long id) throws SQLException {
        List<Holder> holders = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(HOLDERS)) {
            statement.setLong(1, id);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    holders.add(holder(row));
                }
            }
        }
        return holders;
    }

    private static Holder holder(ResultSet row) throws SQLException {
        int pid = row.getInt(1);
        Optional<Integer> process = row.wasNull() ? Optional.empty() : Optional.of(pid);
        double age = row.getDouble(5);
        boolean unseen = row.wasNull();
        return new Holder(
                process,
                row.getString(2),
                row.getString(3),
                row.getString(4),
                unseen ? Optional.empty() : Optional.of(Duration.ofMillis((long) (age * 1000))),
                Objects.requireNonNullElse(row.getString(6), "").strip().replaceAll("\\s+", " "));
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
