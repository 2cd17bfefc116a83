package dev.lifeguard.migrate.inspect.verify;

import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.inspect.verify.SeededColumn.Parent;
import dev.lifeguard.migrate.inspect.verify.StepFailure.Cause;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Rows of H2, from its catalogue; a table's key is its qualified name. */
final class H2SeedSql implements SeedSql {

    private static final String NOT_NULL = "23502";

    private static final String TABLES =
            """
            SELECT QUOTE_IDENT(TABLE_SCHEMA) || '.' || QUOTE_IDENT(TABLE_NAME), TABLE_NAME
            FROM INFORMATION_SCHEMA.TABLES
            WHERE TABLE_TYPE = 'BASE TABLE' AND UPPER(TABLE_SCHEMA) <> 'INFORMATION_SCHEMA'
            ORDER BY 1
            """;

    /**
     * Name, type, length, whether a row of its own table is the parent, the parent, its column, and
     * what constraints of this column and its domain say, and the values of an enum.
     */
    private static final String COLUMNS =
            """
            SELECT QUOTE_IDENT(c.COLUMN_NAME), c.DATA_TYPE, c.CHARACTER_MAXIMUM_LENGTH,
                f.PARENT, f.PARENT_COLUMN,
                (SELECT LISTAGG(k.CHECK_CLAUSE, ' ') FROM INFORMATION_SCHEMA.CHECK_CONSTRAINTS k
                    JOIN INFORMATION_SCHEMA.CONSTRAINT_COLUMN_USAGE u
                    ON u.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA
                    AND u.CONSTRAINT_NAME = k.CONSTRAINT_NAME
                    WHERE u.TABLE_SCHEMA = c.TABLE_SCHEMA AND u.TABLE_NAME = c.TABLE_NAME
                    AND u.COLUMN_NAME = c.COLUMN_NAME),
                (SELECT LISTAGG('''' || REPLACE(e.VALUE_NAME, '''', '''''') || '''', ',')
                    WITHIN GROUP (ORDER BY e.VALUE_ORDINAL)
                    FROM INFORMATION_SCHEMA.ENUM_VALUES e
                    WHERE e.OBJECT_SCHEMA = c.TABLE_SCHEMA AND e.OBJECT_NAME = c.TABLE_NAME
                    AND e.OBJECT_TYPE = 'TABLE' AND e.ENUM_IDENTIFIER = c.DTD_IDENTIFIER)
            FROM INFORMATION_SCHEMA.COLUMNS c
            LEFT JOIN (
                SELECT k.TABLE_SCHEMA, k.TABLE_NAME, k.COLUMN_NAME,
                    MIN(QUOTE_IDENT(p.TABLE_SCHEMA) || '.' || QUOTE_IDENT(p.TABLE_NAME)) AS PARENT,
                    MIN(QUOTE_IDENT(p.COLUMN_NAME)) AS PARENT_COLUMN
                FROM INFORMATION_SCHEMA.REFERENTIAL_CONSTRAINTS r
                JOIN INFORMATION_SCHEMA.KEY_COLUMN_USAGE k
                    ON k.CONSTRAINT_SCHEMA = r.CONSTRAINT_SCHEMA
                    AND k.CONSTRAINT_NAME = r.CONSTRAINT_NAME
                JOIN INFORMATION_SCHEMA.KEY_COLUMN_USAGE p
                    ON p.CONSTRAINT_SCHEMA = r.UNIQUE_CONSTRAINT_SCHEMA
                    AND p.CONSTRAINT_NAME = r.UNIQUE_CONSTRAINT_NAME
                    AND p.ORDINAL_POSITION = k.POSITION_IN_UNIQUE_CONSTRAINT
                GROUP BY k.TABLE_SCHEMA, k.TABLE_NAME, k.COLUMN_NAME) f
                ON f.TABLE_SCHEMA = c.TABLE_SCHEMA AND f.TABLE_NAME = c.TABLE_NAME
                AND f.COLUMN_NAME = c.COLUMN_NAME
            WHERE QUOTE_IDENT(c.TABLE_SCHEMA) || '.' || QUOTE_IDENT(c.TABLE_NAME) = ?
            AND c.COLUMN_DEFAULT IS NULL AND c.IS_IDENTITY = 'NO' AND c.IS_GENERATED = 'NEVER'
            AND NOT (c.IS_NULLABLE = 'YES' AND (COALESCE(f.PARENT =
                QUOTE_IDENT(c.TABLE_SCHEMA) || '.' || QUOTE_IDENT(c.TABLE_NAME), FALSE)
                OR c.DATA_TYPE IN ('ROW', 'GEOMETRY', 'JAVA_OBJECT', 'INTERVAL')))
            ORDER BY c.ORDINAL_POSITION
            """;

    private static final Pattern LIST = Pattern.compile(" IN\\(([^()]*)\\)|= ('(?:[^']|'')*')");
    private static final Pattern LITERAL = Pattern.compile("'(?:[^']|'')*'|-?[0-9]+(?:\\.[0-9]+)?");

    @Override
    public List<String> before() {
        return List.of("SET QUERY_TIMEOUT 5000");
    }

    @Override
    public List<SeededTable> tables(Statement statement) throws SQLException {
        List<SeededTable> tables = new ArrayList<>();
        try (ResultSet row = statement.executeQuery(TABLES)) {
            while (row.next()) {
                tables.add(new SeededTable(row.getString(1), row.getString(1), row.getString(2)));
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
        String type = row.getString(2);
        long length = row.getLong(3);
        String labels = row.getString(7);
        List<String> allowed =
                labels == null
                        ? allowed(Objects.requireNonNullElse(row.getString(6), ""))
                        : literals(labels);
        String parent = row.getString(4);
        String key = row.getString(5);
        return new SeededColumn(
                row.getString(1),
                number -> value(type, length, allowed, number),
                parent == null || key == null
                        ? Optional.empty()
                        : Optional.of(new Parent(parent, key)));
    }

    private static List<String> allowed(String checks) {
        Matcher found = LIST.matcher(checks);
        return found.find() ? literals(found.group()) : List.of();
    }

    private static List<String> literals(String list) {
        return LITERAL.matcher(list).results().map(found -> found.group()).toList();
    }

    private static String value(String type, long length, List<String> allowed, int row) {
        if (!allowed.isEmpty()) {
            return allowed.get((row - 1) % allowed.size());
        }
        return switch (type) {
            case "UUID" -> "'00000000-0000-4000-8000-00000000000%s'".formatted(row);
            case "JSON" -> "JSON '{}'";
            case "ARRAY" -> "ARRAY[]";
            case "GEOMETRY" -> "'POINT (1 %s)'".formatted(row);
            case "BOOLEAN" -> row % 2 == 1 ? "TRUE" : "FALSE";
            case "DATE", "TIMESTAMP" -> "'2020-01-0%s'".formatted(row);
            case "TIMESTAMP WITH TIME ZONE" -> "'2020-01-0%s 00:00:00+00'".formatted(row);
            case "TIME", "TIME WITH TIME ZONE" -> "'00:00:0%s'".formatted(row);
            case "BINARY", "BINARY VARYING", "BINARY LARGE OBJECT" -> "X'0%s'".formatted(row);
            case "CHARACTER", "CHARACTER VARYING", "CHARACTER LARGE OBJECT", "VARCHAR_IGNORECASE" ->
                    length == 1 ? "'%s'".formatted(row) : "'a%s'".formatted(row);
            default -> Integer.toString(row);
        };
    }

    @Override
    public Cause causeOf(LifeguardException failure) {
        String state = Objects.requireNonNullElse(failure.detail().sqlState(), "");
        boolean ofValue = state.startsWith("22") || state.startsWith("23");
        return ofValue && !state.equals(NOT_NULL) ? Cause.VALUE : Cause.OTHER;
    }
}
