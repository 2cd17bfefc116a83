package dev.lifeguard.migrate.inspect.snapshot;

import dev.lifeguard.migrate.inspect.snapshot.PgTable.Column;
import dev.lifeguard.migrate.inspect.snapshot.PgTable.Columns;
import dev.lifeguard.migrate.inspect.snapshot.PgTable.Constraint;
import dev.lifeguard.migrate.inspect.snapshot.PgTable.Frame;
import dev.lifeguard.migrate.inspect.snapshot.PgTable.Origin;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads the schema of a database of PostgreSQL.
 *
 * <ol>
 *   <li>All queries see one moment: they run in a transaction that reads only, and are few, however
 *       many objects there are.
 *   <li>Only the server's own names are looked up without a schema there, so that the server writes
 *       all others with theirs, and nobody's functions are called.
 *   <li>{@link PgComposition} puts together what they found.
 * </ol>
 */
final class PgSnapshotReader implements SnapshotReader {

    private static final String BEGIN =
            """
            BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
            SET LOCAL search_path = pg_catalog, pg_temp;
            SET LOCAL DateStyle = 'ISO, YMD';
            SET LOCAL IntervalStyle = 'postgres';
            SET LOCAL TimeZone = 'UTC';
            SET LOCAL extra_float_digits = 1;
            SET LOCAL bytea_output = 'hex';
            SET LOCAL lc_monetary = 'C';
            SET LOCAL quote_all_identifiers = off;
            SET LOCAL standard_conforming_strings = on;
            SET LOCAL statement_timeout = 0;
            SET LOCAL row_security = off
            """;

    private static final String VERSION =
            "SELECT pg_catalog.current_setting('server_version_num')::pg_catalog.int4";

    private final Duration longestWait;

    /** One that waits so long for a lock; zero waits as long as it takes. */
    PgSnapshotReader(Duration longestWait) {
        this.longestWait = longestWait;
    }

    @Override
    public SchemaSnapshot read(Connection connection, OwnTables leftOut) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(BEGIN);
            try {
                limitWaits(statement);
                int version = version(statement);
                return new PgComposition(
                                rows(statement, version),
                                tables(statement, leftOut),
                                dependencies(statement))
                        .snapshot(version);
            } finally {
                statement.execute("ROLLBACK");
            }
        }
    }

    private void limitWaits(Statement statement) throws SQLException {
        if (longestWait.isPositive()) {
            statement.execute("SET LOCAL lock_timeout = " + longestWait.toMillis());
        }
    }

    private static List<PgRow> rows(Statement statement, int version) throws SQLException {
        List<PgRow> rows = new ArrayList<>();
        List<PgQuery> queries =
                Stream.of(
                                PgNames.QUERIES,
                                PgTypes.QUERIES,
                                PgRoutines.QUERIES,
                                PgRelations.QUERIES,
                                PgPublished.QUERIES,
                                List.of(PgPublished.publications(version)))
                        .flatMap(List::stream)
                        .toList();
        for (PgQuery query : queries) {
            try (ResultSet row = statement.executeQuery(query.sql())) {
                while (row.next()) {
                    rows.add(
                            new PgRow(
                                    query.phase(),
                                    row.getString(1),
                                    ObjectType.valueOf(row.getString(2)),
                                    row.getString(3),
                                    sql(row, version),
                                    Optional.ofNullable(row.getString(5))));
                }
            }
        }
        return rows;
    }

    private static String sql(ResultSet row, int version) throws SQLException {
        String sql = row.getString(4);
        return switch (ObjectType.valueOf(row.getString(2))) {
            case VIEW, MATERIALIZED_VIEW ->
                    PgSettledText.of(version < 16 ? PgViewText.withoutTable(sql) : sql);
            case INDEX, TRIGGER, RULE, POLICY, DOMAIN, CONSTRAINT, PUBLICATION, STATISTICS ->
                    PgSettledText.of(sql);
            // A body in a text is as its author wrote it.
            case FUNCTION, PROCEDURE -> sql.contains("\nAS ") ? sql : PgSettledText.of(sql);
            case ROLE,
                    SCHEMA,
                    CONSTANT,
                    SYNONYM,
                    EXTENSION,
                    LANGUAGE,
                    COLLATION,
                    TYPE,
                    TEXT_SEARCH_DICTIONARY,
                    TEXT_SEARCH_CONFIGURATION,
                    PACKAGE,
                    PACKAGE_BODY,
                    AGGREGATE,
                    OPERATOR,
                    OPERATOR_CLASS,
                    CAST,
                    FOREIGN_DATA_WRAPPER,
                    SERVER,
                    USER_MAPPING,
                    SEQUENCE,
                    TABLE,
                    FOREIGN_TABLE,
                    COLUMN,
                    PARTITION,
                    EVENT,
                    EVENT_TRIGGER,
                    DEFAULT_PRIVILEGES,
                    GRANT,
                    COMMENT ->
                    sql;
        };
    }

    private static int version(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery(VERSION)) {
            row.next();
            return row.getInt(1) / 10_000;
        }
    }

    private static List<PgTable> tables(Statement statement, OwnTables leftOut)
            throws SQLException {
        Map<String, PgTable> tables = new LinkedHashMap<>();
        try (ResultSet row = statement.executeQuery(PgTables.TABLES)) {
            while (row.next()) {
                if (!leftOut.has(row.getString(9))) {
                    tables.put(row.getString(1), table(row));
                }
            }
        }
        try (ResultSet row = statement.executeQuery(PgColumns.sql())) {
            while (row.next()) {
                PgTable table = tables.get(row.getString(1));
                if (table != null) {
                    table.add(column(row));
                }
            }
        }
        try (ResultSet row = statement.executeQuery(PgTables.CONSTRAINTS)) {
            while (row.next()) {
                PgTable table = tables.get(row.getString(2));
                if (table != null) {
                    table.add(constraint(row));
                }
            }
        }
        return List.copyOf(tables.values());
    }

    private static PgTable table(ResultSet row) throws SQLException {
        Frame frame =
                new Frame(
                        row.getString(1),
                        ObjectType.valueOf(row.getString(2)),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6),
                        row.getBoolean(7) ? Columns.ALL : Columns.OWN,
                        Optional.ofNullable(row.getString(8)));
        return new PgTable(frame);
    }

    private static Column column(ResultSet row) throws SQLException {
        return new Column(
                row.getString(2),
                row.getString(3),
                PgSettledText.of(text(row, 4)),
                text(row, 5),
                row.getString(6),
                new Origin(
                        row.getInt(7) > 0 && !row.getBoolean(8),
                        PgSettledText.of(text(row, 9)),
                        row.getBoolean(10)),
                text(row, 11));
    }

    private static Constraint constraint(ResultSet row) throws SQLException {
        return new Constraint(
                row.getString(1),
                row.getString(3),
                row.getString(4),
                row.getString(5).equals("INSIDE"),
                PgSettledText.of(row.getString(6)),
                PgSettledText.of(row.getString(7)),
                row.getBoolean(8),
                row.getString(9));
    }

    private static String text(ResultSet row, int column) throws SQLException {
        return Objects.requireNonNullElse(row.getString(column), "");
    }

    private static PgDependencies dependencies(Statement statement) throws SQLException {
        PgDependencies dependencies = new PgDependencies();
        try (ResultSet row = statement.executeQuery(PgDependencies.SQL)) {
            while (row.next()) {
                dependencies.add(row.getString(1), row.getString(2), row.getString(3).charAt(0));
            }
        }
        return dependencies;
    }
}
