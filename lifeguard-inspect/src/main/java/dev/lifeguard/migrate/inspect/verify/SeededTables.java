package dev.lifeguard.migrate.inspect.verify;

import dev.lifeguard.migrate.dialect.postgresql.PgCatalog;
import dev.lifeguard.migrate.inspect.explain.StatementFailure;
import dev.lifeguard.migrate.inspect.snapshot.OwnTables;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * Puts two made-up rows into tables of PostgreSQL that a migration names, by the types of their
 * columns. Tables that have rows get no others; those that a foreign key refers to get theirs
 * first. Columns with a default, and generated ones, get their own values.
 *
 * @param words those of the migration; where it puts statements together, all tables are meant
 * @param leftOut the tool's own tables, which get none
 */
record SeededTables(StepWords words, OwnTables leftOut) {

    private static final int ROWS = 2;

    private static final String TABLES =
            PgCatalog.sql(
                    """
                    SELECT c.oid, pg_catalog.format('%I.%I', n.nspname, c.relname), c.relname
                    FROM pg_catalog.pg_class c
                    JOIN pg_catalog.pg_namespace n ON n.oid {=} c.relnamespace
                    WHERE (c.relkind {=} ANY ('{r,p}'::pg_catalog."char"[])) AND NOT c.relispartition
                    AND (n.nspname {!~} '^pg_') AND (n.nspname {<>} 'information_schema')
                    ORDER BY 2
                    """);

    private static final String COLUMNS =
            PgCatalog.sql(
                    """
                    SELECT pg_catalog.quote_ident(a.attname), b.typname, b.typcategory,
                        CASE WHEN t.typbasetype {=} 0 THEN a.atttypmod ELSE t.typtypmod END,
                        ARRAY(SELECT e.enumlabel::pg_catalog.text FROM pg_catalog.pg_enum e
                            WHERE e.enumtypid {=} b.oid ORDER BY e.enumsortorder),
                        pg_catalog.array_to_string(ARRAY(
                            SELECT pg_catalog.pg_get_constraintdef(k.oid)
                            FROM pg_catalog.pg_constraint k
                            WHERE (k.contype {=} 'c') AND ((k.contypid {=} t.oid)
                            OR ((k.conrelid {=} a.attrelid)
                                AND (k.conkey {=} ARRAY[a.attnum])))), ' '),
                        coalesce(f.confrelid, 0), pg_catalog.quote_ident(p.attname)
                    FROM pg_catalog.pg_attribute a
                    JOIN pg_catalog.pg_type t ON t.oid {=} a.atttypid
                    JOIN pg_catalog.pg_type b ON b.oid
                        {=} CASE WHEN t.typbasetype {=} 0 THEN t.oid ELSE t.typbasetype END
                    LEFT JOIN LATERAL (
                        SELECT k.confrelid, k.confkey, k.conkey FROM pg_catalog.pg_constraint k
                        WHERE (k.contype {=} 'f') AND (k.conrelid {=} a.attrelid)
                        AND (a.attnum {=} ANY (k.conkey)) AND (k.confrelid {<>} k.conrelid)
                        ORDER BY k.conname LIMIT 1) f ON true
                    LEFT JOIN pg_catalog.pg_attribute p ON (p.attrelid {=} f.confrelid)
                        AND (p.attnum {=} f.confkey[pg_catalog.array_position(f.conkey, a.attnum)])
                    WHERE (a.attrelid {=} %s) AND (a.attnum {>} 0) AND NOT a.attisdropped AND NOT a.atthasdef
                    AND (a.attidentity {=} '') AND (a.attgenerated {=} '')
                    AND (a.attnotnull OR (b.typcategory {<>} ALL ('{C,P}'::pg_catalog."char"[])))
                    AND NOT (NOT a.attnotnull AND EXISTS (
                        SELECT FROM pg_catalog.pg_constraint k
                        WHERE (k.contype {=} 'f') AND (k.conrelid {=} a.attrelid)
                        AND (k.confrelid {=} k.conrelid) AND (a.attnum {=} ANY (k.conkey))))
                    ORDER BY a.attnum
                    """);

    private boolean names(String table) {
        return !leftOut.names().contains(table) && (words.name(table) || words.mayReachOthers());
    }

    /**
     * Fills them.
     *
     * @return those that take no row
     */
    List<Unseeded> fill(DataSource database) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SET statement_timeout = '5s'");
            return new Filling(statement).fill();
        } catch (SQLException lost) {
            throw StatementFailure.lost(lost);
        }
    }

    /** A table by its qualified name, and by the one that it has in its schema. */
    private record Table(String name, String plain) {}

    /** One time. */
    private final class Filling {

        private final Statement statement;
        private final Map<Long, Table> tables = new LinkedHashMap<>();
        private final Set<Long> begun = new HashSet<>();
        private final List<Unseeded> unseeded = new ArrayList<>();

        Filling(Statement statement) {
            this.statement = statement;
        }

        List<Unseeded> fill() throws SQLException {
            readTables();
            for (Map.Entry<Long, Table> table : tables.entrySet()) {
                if (names(table.getValue().plain())) {
                    fill(table.getKey());
                }
            }
            return unseeded;
        }

        private void readTables() throws SQLException {
            try (ResultSet row = statement.executeQuery(TABLES)) {
                while (row.next()) {
                    tables.put(row.getLong(1), new Table(row.getString(2), row.getString(3)));
                }
            }
        }

        private List<SeededColumn> columns(long table) throws SQLException {
            List<SeededColumn> columns = new ArrayList<>();
            try (ResultSet row = statement.executeQuery(COLUMNS.formatted(table))) {
                while (row.next()) {
                    columns.add(SeededColumn.of(row));
                }
            }
            return columns;
        }

        private void fill(long number) throws SQLException {
            Table table = tables.get(number);
            if (table == null || !begun.add(number) || hasRows(table)) {
                return;
            }
            List<SeededColumn> columns = columns(number);
            for (SeededColumn column : columns) {
                if (column.parent().isPresent()) {
                    fill(column.parent().get().table());
                }
            }
            for (int row = 1; row <= ROWS; row++) {
                try {
                    statement.execute(insert(table, columns, row));
                } catch (SQLException refused) {
                    if (row == 1) {
                        unseeded.add(new Unseeded(table.name(), reason(refused)));
                        return;
                    }
                }
            }
        }

        private boolean hasRows(Table table) throws SQLException {
            String sql = "SELECT EXISTS (SELECT FROM %s)".formatted(table.name());
            try (ResultSet row = statement.executeQuery(sql)) {
                row.next();
                return row.getBoolean(1);
            }
        }

        private String insert(Table table, List<SeededColumn> columns, int row) {
            if (columns.isEmpty()) {
                return "INSERT INTO %s DEFAULT VALUES".formatted(table.name());
            }
            return "INSERT INTO %s (%s) VALUES (%s)"
                    .formatted(
                            table.name(),
                            joined(columns, SeededColumn::name),
                            joined(columns, column -> value(column, row)));
        }

        private static String joined(
                List<SeededColumn> columns, Function<SeededColumn, String> text) {
            return columns.stream().map(text).collect(Collectors.joining(", "));
        }

        private String value(SeededColumn column, int row) {
            return column.parent()
                    .flatMap(parent -> ofParent(parent, row))
                    .orElseGet(() -> column.value(row));
        }

        private Optional<String> ofParent(SeededColumn.Parent parent, int row) {
            return Optional.ofNullable(tables.get(parent.table()))
                    .map(
                            table ->
                                    "(SELECT %s FROM %s ORDER BY 1 LIMIT 1 OFFSET %s)"
                                            .formatted(parent.column(), table.name(), row - 1));
        }

        private static String reason(SQLException refused) {
            return String.valueOf(refused.getMessage())
                    .lines()
                    .findFirst()
                    .orElse("")
                    .replaceFirst("^ERROR: ", "");
        }
    }
}
