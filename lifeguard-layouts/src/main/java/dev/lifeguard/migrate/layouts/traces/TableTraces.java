package dev.lifeguard.migrate.layouts.traces;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which tools' histories a database holds, by the names of their tables and columns. It is asked
 * where this project's own history is empty.
 *
 * <p>It is made by its name where the class path was too short for it, so it is a function of types
 * that every class loader has.
 */
public final class TableTraces implements Function<Connection, List<List<String>>> {

    private static final int MOST_VERSIONS = 10_000;

    /** For the class loader of a command. */
    public TableTraces() {}

    /**
     * Looks at the tables that a connection sees.
     *
     * @return for each history with rows: the layout, the table's name as messages show it, and
     *     what its rows call the versions
     */
    @Override
    public List<List<String>> apply(Connection connection) {
        List<List<String>> found = new ArrayList<>();
        for (TableTrace trace : TableTrace.values()) {
            try {
                List<String> told = look(connection, trace);
                if (told != null) {
                    found.add(told);
                }
            } catch (SQLException unreadable) {
                // What cannot be read is no reason to end a run that does not need it.
                rollBack(connection);
            }
        }
        return found;
    }

    private static void rollBack(Connection connection) {
        try {
            if (!connection.getAutoCommit()) {
                connection.rollback();
            }
        } catch (SQLException broken) {
            // The next question tells it.
        }
    }

    private static @Nullable List<String> look(Connection connection, TableTrace trace)
            throws SQLException {
        DatabaseMetaData about = connection.getMetaData();
        for (Table table : tables(connection, about, trace.table())) {
            Set<String> columns = columns(about, table);
            if (!trace.hasColumns(columns)) {
                continue;
            }
            List<String> versions = versions(connection, about, table, trace);
            if (!versions.isEmpty()) {
                List<String> told = new ArrayList<>();
                told.add(trace.layout());
                told.add(table.shown());
                told.addAll(versions);
                return told;
            }
        }
        return null;
    }

    /** A table where the catalogue has it; each of both may be null. */
    private record Table(@Nullable String catalog, @Nullable String schema, String name) {

        String shown() {
            return schema == null ? name : schema + "." + name;
        }
    }

    /** Names are compared here: in a pattern of the driver's, _ is any character. */
    private static List<Table> tables(Connection connection, DatabaseMetaData about, String name)
            throws SQLException {
        List<Table> found = new ArrayList<>();
        String pattern = about.storesUpperCaseIdentifiers() ? "%" : name.replace("_", "\\_");
        String escape = about.getSearchStringEscape();
        if (!"\\".equals(escape)) {
            pattern = "%";
        }
        try (ResultSet row =
                about.getTables(connection.getCatalog(), null, pattern, new String[] {"TABLE"})) {
            while (row.next()) {
                if (row.getString("TABLE_NAME").equalsIgnoreCase(name)) {
                    found.add(
                            new Table(
                                    row.getString("TABLE_CAT"),
                                    row.getString("TABLE_SCHEM"),
                                    row.getString("TABLE_NAME")));
                }
            }
        }
        return found;
    }

    private static Set<String> columns(DatabaseMetaData about, Table table) throws SQLException {
        Set<String> columns = new HashSet<>();
        try (ResultSet row = about.getColumns(table.catalog(), table.schema(), "%", "%")) {
            while (row.next()) {
                if (row.getString("TABLE_NAME").equals(table.name())) {
                    columns.add(row.getString("COLUMN_NAME").toLowerCase(Locale.ROOT));
                }
            }
        }
        return columns;
    }

    private static List<String> versions(
            Connection connection, DatabaseMetaData about, Table table, TableTrace trace)
            throws SQLException {
        String quote = about.getIdentifierQuoteString();
        String place =
                table.schema() == null
                        ? quoted(table.name(), quote)
                        : quoted(table.schema(), quote) + "." + quoted(table.name(), quote);
        List<String> versions = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            statement.setMaxRows(MOST_VERSIONS);
            try (ResultSet row = statement.executeQuery("SELECT * FROM " + place)) {
                while (row.next()) {
                    String version = row.getString(trace.version());
                    versions.add(version == null ? "" : version);
                }
            }
        }
        return versions;
    }

    private static String quoted(String name, String quote) {
        return quote + name.replace(quote, quote + quote) + quote;
    }
}
