package dev.lifeguard.migrate.engine.takeover;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.dialect.Dialect;
import dev.lifeguard.migrate.dialect.StateSql.TableName;
import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.jdbc.Session;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a table of another tool's: in the schema that is named, or in the one that the state
 * table is configured for, or in those where the connection looks up names. Two that may be meant
 * are refused: the first of a search path may be somebody else's.
 */
final class TableSearch {

    private final Session session;
    private final Dialect dialect;
    private final TableName stateTable;
    private final String tool;

    /**
     * A search.
     *
     * @param stateTable as it is configured
     * @param tool what messages call the tool
     */
    TableSearch(Session session, Dialect dialect, TableName stateTable, String tool) {
        this.session = session;
        this.dialect = dialect;
        this.stateTable = stateTable;
        this.tool = tool;
    }

    /** A column as the catalogue spells it. */
    record Column(String name, String type) {}

    /**
     * A table as the catalogue spells it.
     *
     * @param place of its schema among those where names are looked up; null for none of them
     * @param hidden whether a policy hides rows from this user
     * @param hasSchema whether the database has schemas
     */
    record Seen(
            String schema,
            String table,
            List<Column> columns,
            @Nullable Integer place,
            boolean hidden,
            boolean hasSchema) {

        Seen with(List<Column> all) {
            return new Seen(schema, table, all, place, hidden, hasSchema);
        }

        String name() {
            return hasSchema ? schema + "." + table : table;
        }

        Map<String, Column> byName() {
            return columns.stream()
                    .collect(
                            Collectors.toMap(
                                    column -> column.name().toLowerCase(Locale.ROOT),
                                    column -> column,
                                    (one, other) -> one));
        }

        List<String> lacking(Set<String> wanted) {
            Set<String> present = byName().keySet();
            return wanted.stream().filter(each -> !present.contains(each)).sorted().toList();
        }
    }

    /**
     * The one that is meant.
     *
     * @throws ConfigurationException when there is none, or several
     */
    Seen required(WrittenTable wanted, Set<String> columns) throws SQLException {
        List<Seen> named = named(wanted.table());
        List<Seen> there = meant(wanted, named);
        List<Seen> fitting = fitting(there, columns);
        if (fitting.size() == 1) {
            return usable(fitting.getFirst());
        }
        TableFault fault = new TableFault(tool, wanted);
        if (fitting.size() > 1) {
            throw fault.several(names(fitting));
        }
        List<String> others = withColumns(columns);
        throw there.isEmpty()
                ? fault.missing(places(wanted), others)
                : fault.another(there.getFirst().name(), there.getFirst().lacking(columns), others);
    }

    /** The same; empty where there is none. */
    Optional<Seen> find(WrittenTable wanted, Set<String> columns) throws SQLException {
        List<Seen> fitting = fitting(meant(wanted, named(wanted.table())), columns);
        if (fitting.size() > 1) {
            throw new TableFault(tool, wanted).several(names(fitting));
        }
        return fitting.isEmpty() ? Optional.empty() : Optional.of(usable(fitting.getFirst()));
    }

    /** Those of any name; none where a schema is configured. */
    List<String> elsewhere(Set<String> columns) throws SQLException {
        return stateTable.schema() == null ? withColumns(columns) : List.of();
    }

    private Seen usable(Seen seen) {
        if (seen.hidden()) {
            throw TableFault.hidden(tool, seen.name());
        }
        return seen;
    }

    private static List<Seen> fitting(List<Seen> there, Set<String> columns) {
        return there.stream().filter(seen -> seen.lacking(columns).isEmpty()).toList();
    }

    private static List<String> names(List<Seen> several) {
        return several.stream().map(Seen::name).toList();
    }

    /**
     * Those of the schema that is meant; the name as it is written before one in other capitals.
     */
    private List<Seen> meant(WrittenTable wanted, List<Seen> named) {
        String schema = schema(wanted);
        List<Seen> inPlace =
                schema == null
                        ? named.stream().filter(seen -> seen.place() != null).toList()
                        : exactFirst(named, schema, Seen::schema);
        return exactFirst(inPlace, wanted.table(), Seen::table);
    }

    private static List<Seen> exactFirst(List<Seen> seen, String name, Function<Seen, String> of) {
        List<Seen> exact = seen.stream().filter(each -> of.apply(each).equals(name)).toList();
        return exact.isEmpty()
                ? seen.stream().filter(each -> of.apply(each).equalsIgnoreCase(name)).toList()
                : exact;
    }

    private @Nullable String schema(WrittenTable wanted) {
        return wanted.schema() == null ? stateTable.schema() : wanted.schema();
    }

    private String places(WrittenTable wanted) throws SQLException {
        String schema = schema(wanted);
        if (!hasSchemas()) {
            return "";
        }
        String shown =
                schema != null
                        ? schema
                        : session.query(
                                        dialect.sessionSql().place(),
                                        row -> Objects.requireNonNullElse(row.getString(1), ""))
                                .getFirst()
                                .replaceAll("^[\"`]|[\"`]$", "");
        return shown.isEmpty() ? "" : " in the schema \"%s\"".formatted(shown);
    }

    private List<String> withColumns(Set<String> columns) throws SQLException {
        return session.query(
                dialect.tablesWith(columns.stream().sorted().toList()),
                row -> hasSchemas() ? row.getString(1) + "." + row.getString(2) : row.getString(2));
    }

    /** What SQLite attaches is no place of an application's tables. */
    private boolean hasSchemas() {
        return switch (dialect.family()) {
            case POSTGRESQL, MARIADB, H2 -> true;
            case SQLITE -> false;
        };
    }

    /** A column of a table, of which the other columns are in other lines. */
    private record Line(Seen of, Column column) {}

    private List<Seen> named(String table) throws SQLException {
        Map<Seen, List<Column>> columns = new LinkedHashMap<>();
        for (Line line : lines(table)) {
            columns.computeIfAbsent(line.of(), unused -> new ArrayList<>()).add(line.column());
        }
        return columns.entrySet().stream()
                .map(entry -> entry.getKey().with(entry.getValue()))
                .sorted(Comparator.comparing(Seen::name))
                .toList();
    }

    private Set<Line> lines(String table) throws SQLException {
        Set<Line> lines = new LinkedHashSet<>();
        for (String spelled : spellings(table)) {
            lines.addAll(session.query(dialect.tablesNamed(spelled), this::line));
        }
        return lines;
    }

    private List<String> spellings(String table) throws SQLException {
        Optional<BoundSql> spellings = dialect.spellings(table);
        return spellings.isEmpty()
                ? List.of(table)
                : session.query(spellings.get(), row -> row.getString(1));
    }

    private Line line(ResultSet row) throws SQLException {
        int place = row.getInt(5);
        return new Line(
                new Seen(
                        row.getString(1),
                        row.getString(2),
                        List.of(),
                        place == 0 ? null : place,
                        row.getBoolean(6),
                        hasSchemas()),
                new Column(row.getString(3), row.getString(4)));
    }
}
