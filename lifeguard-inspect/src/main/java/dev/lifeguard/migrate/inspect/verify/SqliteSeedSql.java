package dev.lifeguard.migrate.inspect.verify;

import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.inspect.verify.SeededColumn.Parent;
import dev.lifeguard.migrate.inspect.verify.StepFailure.Cause;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Rows of SQLite, by the types that its columns are declared with; a table's key is its name. */
final class SqliteSeedSql implements SeedSql {

    private static final int CONSTRAINT = 19;
    private static final int MISMATCH = 20;

    /** The driver has one number for all constraints, and begins its message with the name. */
    private static final String NOT_NULL = "[SQLITE_CONSTRAINT_NOTNULL]";

    private static final String TABLES =
            """
            SELECT lower(name), '"' || replace(name, '"', '""') || '"', name FROM pragma_table_list
            WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'
            ORDER BY name
            """;

    /** The only column of a key that is an INTEGER is the number of the row, and has a default. */
    private static final String COLUMNS =
            """
            SELECT '"' || replace(x.name, '"', '""') || '"', x.name, x.type, lower(f."table"),
                coalesce(f."to", (SELECT p.name FROM pragma_table_xinfo(f."table") p
                    WHERE p.pk = f.seq + 1)),
                (SELECT s.sql FROM sqlite_master s WHERE s.type = 'table' AND s.name = t.name)
            FROM pragma_table_list t JOIN pragma_table_xinfo(t.name) x
            LEFT JOIN pragma_foreign_key_list(t.name) f ON f."from" = x.name COLLATE NOCASE
            WHERE t.schema = 'main' AND lower(t.name) = ? AND x.hidden = 0
            AND x.dflt_value IS NULL
            AND (x."notnull" OR f."table" IS NULL OR lower(f."table") <> lower(t.name))
            AND NOT (x.pk = 1 AND upper(x.type) = 'INTEGER' AND NOT t.wr AND 1 =
                (SELECT count(*) FROM pragma_table_xinfo(t.name) o WHERE o.pk > 0))
            GROUP BY x.cid ORDER BY x.cid
            """;

    private static final Pattern LITERAL = Pattern.compile("'(?:[^']|'')*'|-?[0-9]+(?:\\.[0-9]+)?");

    @Override
    public List<String> before() {
        return List.of();
    }

    @Override
    public List<SeededTable> tables(Statement statement) throws SQLException {
        List<SeededTable> tables = new ArrayList<>();
        try (ResultSet row = statement.executeQuery(TABLES)) {
            while (row.next()) {
                tables.add(new SeededTable(row.getString(1), row.getString(2), row.getString(3)));
            }
        }
        return tables;
    }

    @Override
    public List<SeededColumn> columns(Statement statement, SeededTable table) throws SQLException {
        List<SeededColumn> columns = new ArrayList<>();
        SeedSql.each(statement, COLUMNS, table, row -> columns.add(column(row)));
        return columns;
    }

    private static SeededColumn column(ResultSet row) throws SQLException {
        String type = Objects.requireNonNullElse(row.getString(3), "");
        List<String> allowed = allowed(row.getString(2), row.getString(6));
        String parent = row.getString(4);
        String key = row.getString(5);
        return new SeededColumn(
                row.getString(1),
                number -> value(type, allowed, number),
                parent == null || key == null
                        ? Optional.empty()
                        : Optional.of(new Parent(parent, quoted(key))));
    }

    private static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    /** What a CHECK of the table lists for a column. */
    private static List<String> allowed(String column, String table) {
        List<String> literals = new ArrayList<>();
        Pattern check =
                Pattern.compile(
                        "(?<![\\w$])[\"`\\[]?%s[\"`\\]]?\\s+IN\\s*\\(([^()]*)\\)"
                                .formatted(Pattern.quote(column)),
                        Pattern.CASE_INSENSITIVE);
        Matcher found = check.matcher(table);
        if (found.find()) {
            Matcher literal = LITERAL.matcher(found.group(1));
            while (literal.find()) {
                literals.add(literal.group());
            }
        }
        return literals;
    }

    /** By the rules of https://www.sqlite.org/datatype3.html, and by what people call a date. */
    private static String value(String declared, List<String> allowed, int row) {
        if (!allowed.isEmpty()) {
            return allowed.get((row - 1) % allowed.size());
        }
        String type = declared.toUpperCase(Locale.ROOT);
        if (type.contains("INT")) {
            return Integer.toString(row);
        }
        if (type.startsWith("DATE") || type.startsWith("TIMESTAMP")) {
            return "'2020-01-0%s'".formatted(row);
        }
        if (type.equals("TIME")) {
            return "'00:00:0%s'".formatted(row);
        }
        if (type.startsWith("JSON")) {
            return "'{}'";
        }
        if (type.contains("CHAR") || type.contains("CLOB") || type.contains("TEXT")) {
            return "'a%s'".formatted(row);
        }
        if (type.contains("BLOB")) {
            return "x'0%s'".formatted(row);
        }
        return Integer.toString(type.startsWith("BOOL") ? row % 2 : row);
    }

    @Override
    public Cause causeOf(LifeguardException failure) {
        return SeedSql.driverOf(failure)
                .filter(SqliteSeedSql::isOfValue)
                .map(driver -> Cause.VALUE)
                .orElse(Cause.OTHER);
    }

    private static boolean isOfValue(SQLException driver) {
        int code = driver.getErrorCode() & 0xff;
        return (code == CONSTRAINT || code == MISMATCH)
                && !String.valueOf(driver.getMessage()).startsWith(NOT_NULL);
    }
}
