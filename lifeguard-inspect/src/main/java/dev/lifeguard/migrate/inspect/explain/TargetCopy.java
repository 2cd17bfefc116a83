package dev.lifeguard.migrate.inspect.explain;

import dev.lifeguard.migrate.dialect.postgresql.PgCatalog;
import dev.lifeguard.migrate.inspect.scratch.ScratchDatabase;
import dev.lifeguard.migrate.inspect.snapshot.OwnTables;
import dev.lifeguard.migrate.inspect.snapshot.SchemaSnapshot;
import dev.lifeguard.migrate.inspect.snapshot.SnapshotReader;
import dev.lifeguard.migrate.inspect.snapshot.SnapshotStatement;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/**
 * The schema and the history of a target of PostgreSQL, so that a scratch database has them, too:
 * its tables without their rows, and what is applied there.
 *
 * <ol>
 *   <li>The target is read in transactions that only read, and that wait for a lock for one second
 *       at most.
 *   <li>All that a snapshot has is made on the scratch database, and the tables of this tool, with
 *       the rows of the history but for that of the lock.
 *   <li>Names are looked for where the target's connection looks for them.
 * </ol>
 */
final class TargetCopy {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    private static final String HISTORIES =
            PgCatalog.sql(
                    """
                    SELECT pg_catalog.format('%I.%I', n.nspname, c.relname),
                           EXISTS (SELECT FROM pg_catalog.pg_attribute a
                               WHERE (a.attrelid {=} c.oid) AND (a.attname {=} 'lease_expires_at'))
                    FROM pg_catalog.pg_class c
                    JOIN pg_catalog.pg_namespace n ON n.oid {=} c.relnamespace
                    WHERE (c.relkind {=} 'r') AND (c.relname {=} ANY (?))
                    """);

    private static final String PATH =
            """
            SELECT COALESCE(pg_catalog.string_agg(pg_catalog.quote_ident(s), ', ' ORDER BY n), '""')
            FROM pg_catalog.unnest(pg_catalog.current_schemas(false)) WITH ORDINALITY AS p (s, n)
            """;

    /** What may name a role that the scratch server lacks, and that no lock depends on. */
    private static final Pattern OF_ROLES =
            Pattern.compile("^(?:GRANT|REVOKE|ALTER DEFAULT PRIVILEGES) ");

    private static final String LOG = "_log";

    private static final Set<String> NO_ROLE = Set.of("42704");

    private final SchemaSnapshot schema;
    private final List<Rows> history;
    private final String path;

    private TargetCopy(SchemaSnapshot schema, List<Rows> history, String path) {
        this.schema = schema;
        this.history = List.copyOf(history);
        this.path = path;
    }

    /** The rows of a table, as COPY writes them. */
    private record Rows(String table, String text) {}

    /** Reads it. */
    static TargetCopy of(DataSource target, OwnTables own) throws SQLException {
        try (Connection connection = target.getConnection()) {
            SchemaSnapshot schema =
                    SnapshotReader.waiting(LONGEST_WAIT).read(connection, new OwnTables(Set.of()));
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET TRANSACTION READ ONLY");
                statement.execute("SET LOCAL lock_timeout = %s".formatted(LONGEST_WAIT.toMillis()));
                return new TargetCopy(schema, rows(connection, own), path(statement));
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    private static List<Rows> rows(Connection connection, OwnTables own) throws SQLException {
        List<Rows> rows = new ArrayList<>();
        Array names = connection.createArrayOf("name", histories(own).toArray());
        try (PreparedStatement statement = connection.prepareStatement(HISTORIES)) {
            statement.setArray(1, names);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    rows.add(rows(connection, row.getString(1), lock(row.getBoolean(2))));
                }
            }
        }
        return rows;
    }

    /** Who did what is no part of what is applied. */
    private static List<String> histories(OwnTables own) {
        return own.names().stream()
                .filter(
                        name ->
                                !name.endsWith(LOG)
                                        || !own.names()
                                                .contains(
                                                        name.substring(
                                                                0, name.length() - LOG.length())))
                .toList();
    }

    private static String lock(boolean isThere) {
        return isThere ? PgCatalog.sql(" WHERE NOT (version {=} -1)") : "";
    }

    private static Rows rows(Connection connection, String table, String which)
            throws SQLException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut("COPY (SELECT * FROM %s%s) TO STDOUT".formatted(table, which), text);
        } catch (IOException impossible) {
            throw new SQLException(impossible);
        }
        return new Rows(table, text.toString(StandardCharsets.UTF_8));
    }

    private static String path(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery(PATH)) {
            row.next();
            return row.getString(1);
        }
    }

    /** Makes it once more, in an empty database. */
    void makeIn(ScratchDatabase scratch) throws SQLException {
        try (Connection connection = scratch.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(schema.header());
            for (SnapshotStatement part : schema.script()) {
                make(part, statement);
            }
            for (Rows rows : history) {
                connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyIn(
                                "COPY %s FROM STDIN".formatted(rows.table()),
                                new StringReader(rows.text()));
            }
            statement.execute(
                    "ALTER DATABASE \"%s\" SET search_path = %s"
                            .formatted(connection.getCatalog(), path));
        } catch (IOException impossible) {
            throw new SQLException(impossible);
        }
    }

    private static void make(SnapshotStatement part, Statement statement) throws SQLException {
        try {
            statement.execute(part.sql());
        } catch (SQLException failure) {
            if (!OF_ROLES.matcher(part.sql()).find()
                    || !NO_ROLE.contains(String.valueOf(failure.getSQLState()))) {
                throw new SQLException(
                        "%s %s: %s"
                                .formatted(
                                        part.type().words(), part.object(), failure.getMessage()),
                        failure.getSQLState(),
                        failure);
            }
        }
    }
}
