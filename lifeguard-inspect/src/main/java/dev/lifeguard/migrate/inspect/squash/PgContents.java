package dev.lifeguard.migrate.inspect.squash;

import dev.lifeguard.migrate.inspect.explain.StatementFailure;
import dev.lifeguard.migrate.inspect.snapshot.OwnTables;
import java.io.IOException;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/**
 * What a database of PostgreSQL holds beside its schema: rows, positions of sequences, owners, and
 * what no snapshot tells.
 *
 * <p>In its session only the server's own names are looked up without a schema, and values are
 * written in one way, whatever the server's settings are.
 */
final class PgContents implements AutoCloseable {

    private static final String SETTINGS =
            """
            SET search_path = pg_catalog, pg_temp;
            SET DateStyle = 'ISO, YMD';
            SET IntervalStyle = 'postgres';
            SET TimeZone = 'UTC';
            SET extra_float_digits = 1;
            SET bytea_output = 'hex';
            SET lc_monetary = 'C';
            SET statement_timeout = 0;
            SET row_security = off
            """;

    private final Connection connection;
    private final OwnTables leftOut;

    private PgContents(Connection connection, OwnTables leftOut) {
        this.connection = connection;
        this.leftOut = leftOut;
    }

    /** What is read of one. */
    @FunctionalInterface
    interface Reading<T> {

        T of(PgContents contents) throws SQLException;
    }

    static <T> T read(DataSource database, OwnTables leftOut, Reading<T> reading) {
        try (PgContents contents = new PgContents(database.getConnection(), leftOut)) {
            try (Statement statement = contents.connection.createStatement()) {
                statement.execute(SETTINGS);
            }
            return reading.of(contents);
        } catch (SQLException failure) {
            throw StatementFailure.lost(failure);
        }
    }

    /** The tables that have rows, by their names. */
    SortedMap<String, TableRows> tables() throws SQLException {
        return tables(PgContentsSql.TABLES);
    }

    /** The same of those that extensions made, and whose rows migrations may have changed. */
    SortedMap<String, TableRows> tablesOfExtensions() throws SQLException {
        return tables(PgContentsSql.TABLES_OF_EXTENSIONS);
    }

    private SortedMap<String, TableRows> tables(String sql) throws SQLException {
        SortedMap<String, TableRows> tables = new TreeMap<>();
        for (List<String> row : rows(sql)) {
            if (!leftOut.has(row.get(3))) {
                String count = rows(PgContentsSql.ROWS.formatted(row.get(0))).getFirst().getFirst();
                if (!count.equals("0")) {
                    List<String> digest =
                            rows(PgContentsSql.DIGEST.formatted(row.get(0))).getFirst();
                    tables.put(
                            row.get(0),
                            new TableRows(
                                    row.get(0),
                                    row.get(1),
                                    row.get(2),
                                    Long.parseLong(count),
                                    Long.parseLong(digest.get(1)),
                                    digest.get(0)));
                }
            }
        }
        return tables;
    }

    /** The statement that loads a table's rows, with them. */
    String copy(String table) throws SQLException {
        List<String> facts =
                rows(PgContentsSql.COPIED.formatted(table.replace("'", "''"))).getFirst();
        String order =
                Optional.of(facts.get(1))
                        .filter(key -> !key.isEmpty())
                        .orElse("ROW(t.*)::text COLLATE \"C\"");
        StringWriter rows = new StringWriter();
        try {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut(
                            "COPY (SELECT %s FROM ONLY %s AS t ORDER BY %s) TO STDOUT"
                                    .formatted(facts.get(0), table, order),
                            rows);
        } catch (IOException impossible) {
            throw new SQLException(impossible);
        }
        String columns = facts.get(0).isEmpty() ? "" : " (" + facts.get(0) + ")";
        return "COPY %s%s FROM stdin;\n%s\\.".formatted(table, columns, rows);
    }

    /** What the values of each column come to, by the columns' names. */
    SortedMap<String, String> columns(String table) throws SQLException {
        SortedMap<String, String> digests = new TreeMap<>();
        for (List<String> column :
                rows(PgContentsSql.COLUMNS.formatted(table.replace("'", "''")))) {
            String values = PgContentsSql.VALUES.formatted(column.get(1), table);
            digests.put(column.get(0), firsts(values).getFirst());
        }
        return digests;
    }

    /**
     * Statements that put sequences where they are, of those that are not at their start.
     *
     * @param without names of tables whose sequences are left out
     */
    List<String> sequences(List<String> without) throws SQLException {
        List<String> statements = new ArrayList<>();
        for (List<String> row : rows(PgContentsSql.SEQUENCES)) {
            List<String> at = rows(PgContentsSql.POSITION.formatted(row.get(0))).getFirst();
            boolean moved = at.get(1).equals("t") || !at.get(0).equals(row.get(1));
            boolean own = leftOut.has(row.get(3));
            if (moved && !own && !without.contains(row.get(2))) {
                statements.add(
                        "SELECT pg_catalog.setval('%s', %s, %s);"
                                .formatted(
                                        row.get(0).replace("'", "''"),
                                        at.get(0),
                                        at.get(1).equals("t")));
            }
        }
        return statements;
    }

    /** The materialized views that can be read, by their names. */
    List<String> filledViews() throws SQLException {
        return firsts(PgContentsSql.FILLED_VIEWS);
    }

    /** Statements that give objects to those who own them, of those that are not the user's. */
    List<String> owners() throws SQLException {
        return firsts(PgContentsSql.OWNERS);
    }

    /** What neither a snapshot nor a baseline has, in words. */
    List<String> untold() throws SQLException {
        return firsts(PgContentsSql.UNTOLD);
    }

    /** What is the server's of its roles: values by words for them. */
    SortedMap<String, String> serverWide() throws SQLException {
        SortedMap<String, String> values = new TreeMap<>();
        rows(PgContentsSql.SERVER_WIDE).forEach(row -> values.put(row.get(0), row.get(1)));
        return values;
    }

    private List<String> firsts(String sql) throws SQLException {
        return rows(sql).stream().map(List::getFirst).toList();
    }

    private List<List<String>> rows(String sql) throws SQLException {
        List<List<String>> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int column = 1; column <= columns; column++) {
                    String value = result.getString(column);
                    row.add(value == null ? "" : value);
                }
                rows.add(row);
            }
        }
        return rows;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
