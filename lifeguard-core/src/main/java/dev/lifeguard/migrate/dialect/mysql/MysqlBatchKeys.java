package dev.lifeguard.migrate.dialect.mysql;

import dev.lifeguard.migrate.dialect.BatchKeySql;
import dev.lifeguard.migrate.dialect.BoundSql;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * How a table is walked on MariaDB and MySQL.
 *
 * <p>A comparison of rows, {@code (a, b) > (1, 2)}, reads the whole index there, so it is written
 * as conditions on columns, from which the server finds where to begin.
 */
final class MysqlBatchKeys implements BatchKeySql {

    private static final Set<String> NUMBERS =
            Set.of("tinyint", "smallint", "mediumint", "int", "bigint", "decimal");

    private static final Set<String> TEXTS =
            Set.of("char", "varchar", "tinytext", "text", "mediumtext", "longtext");

    private static final Set<String> BYTES =
            Set.of("binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob");

    private static final Set<String> QUOTED =
            Set.of("date", "datetime", "timestamp", "time", "year", "uuid", "inet4", "inet6");

    @Override
    public BoundSql columns(String table) {
        List<String> name = parts(table);
        return BoundSql.of(
                """
                SELECT c.column_name, lower(c.data_type), c.is_nullable = 'YES',
                       CASE WHEN c.extra LIKE '% GENERATED%' AND version() LIKE '%MariaDB%'
                            THEN 'MariaDB takes no NOT NULL for a generated column' END
                FROM information_schema.columns c
                WHERE c.table_schema = coalesce(?, database()) AND c.table_name = ?
                ORDER BY c.ordinal_position
                """,
                name.size() > 1 ? name.getFirst() : null, name.getLast());
    }

    // The key and the rows are to be committed together, or not at all.
    @Override
    public Optional<BoundSql> unfit(String table) {
        List<String> name = parts(table);
        return Optional.of(
                BoundSql.of(
                        """
                        SELECT concat('The table ', ?, ' has the engine ', t.engine, ', which has no'
                                      ' transactions: what a batch changed before it fails would'
                                      ' stay, and be changed once more. Give it another one first:'
                                      ' ALTER TABLE ', ?, ' ENGINE = InnoDB.')
                        FROM information_schema.tables t
                        JOIN information_schema.engines e ON e.engine = t.engine
                        WHERE t.table_schema = coalesce(?, database()) AND t.table_name = ?
                        AND e.transactions = 'NO'
                        """,
                        table,
                        table,
                        name.size() > 1 ? name.getFirst() : null,
                        name.getLast()));
    }

    @Override
    public BoundSql uniqueIndexes(String table) {
        List<String> name = parts(table);
        return BoundSql.of(
                """
                SELECT s.index_name, s.column_name,
                       CASE WHEN s.sub_part IS NOT NULL THEN 'holds the beginning of a column'
                            WHEN s.column_name IS NULL THEN 'has an expression'
                            WHEN s.index_type = 'HASH' THEN '{hash}'
                            WHEN s.collation <> f.collation THEN 'is in another order' END
                FROM information_schema.statistics s
                JOIN information_schema.statistics f ON f.table_schema = s.table_schema
                    AND f.table_name = s.table_name AND f.index_name = s.index_name
                    AND f.seq_in_index = 1
                WHERE s.table_schema = coalesce(?, database()) AND s.table_name = ?
                AND s.non_unique = 0
                ORDER BY s.index_name <> 'PRIMARY', s.index_name, s.seq_in_index
                """
                        .replace("{hash}", HASH),
                name.size() > 1 ? name.getFirst() : null,
                name.getLast());
    }

    @Override
    public Optional<BoundSql> partitionedBy(String table) {
        List<String> name = parts(table);
        return Optional.of(
                BoundSql.of(
                        """
                        SELECT DISTINCT c.column_name
                        FROM information_schema.partitions p
                        JOIN information_schema.columns c ON c.table_schema = p.table_schema
                            AND c.table_name = p.table_name
                            AND (instr(p.partition_expression,
                                       concat('`', replace(c.column_name, '`', '``'), '`')) > 0
                                 OR instr(p.subpartition_expression,
                                       concat('`', replace(c.column_name, '`', '``'), '`')) > 0)
                        WHERE p.table_schema = coalesce(?, database()) AND p.table_name = ?
                        ORDER BY c.ordinal_position
                        """,
                        name.size() > 1 ? name.getFirst() : null,
                        name.getLast()));
    }

    /** Names around dots, without their quotes, which may be either with ANSI_QUOTES. */
    private static List<String> parts(String table) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        char quote = 0;
        for (int at = 0; at < table.length(); at++) {
            char character = table.charAt(at);
            if (character == quote) {
                quote = 0;
            } else if (quote == 0 && (character == '`' || character == '"')) {
                quote = character;
            } else if (character == '.' && quote == 0) {
                parts.add(part.toString());
                part.setLength(0);
            } else {
                part.append(character);
            }
        }
        parts.add(part.toString());
        return parts;
    }

    // MariaDB makes a hash of a unique index over such values, and MySQL wants a length.
    @Override
    public Optional<String> refusal(String type) {
        if (type.endsWith("text") || type.endsWith("blob")) {
            return Optional.of(
                    "no index has whole values of the type %s in their order"
                            .formatted(type.toUpperCase(Locale.ROOT)));
        }
        boolean known =
                NUMBERS.contains(type)
                        || TEXTS.contains(type)
                        || BYTES.contains(type)
                        || QUOTED.contains(type);
        return known
                ? Optional.empty()
                : Optional.of(
                        "values of the type %s are not ordered as their texts are, or have none"
                                .formatted(type.toUpperCase(Locale.ROOT)));
    }

    @Override
    public String read(String column, String type) {
        return BYTES.contains(type)
                ? "HEX(%s)".formatted(column)
                : TEXTS.contains(type)
                        ? "CONVERT(%s USING utf8mb4)".formatted(column)
                        : "CAST(%s AS char)".formatted(column);
    }

    // A text in hexadecimal means the same in each sql_mode, and gives way to the column's
    // collation.
    @Override
    public String literal(String type, String text) {
        if (NUMBERS.contains(type)) {
            return number(text);
        }
        if (TEXTS.contains(type)) {
            return "_utf8mb4 X'%s'"
                    .formatted(
                            HexFormat.of()
                                    .withUpperCase()
                                    .formatHex(text.getBytes(StandardCharsets.UTF_8)));
        }
        if (!text.matches("[0-9A-Za-z :.-]*")) {
            throw new IllegalStateException("Not a value of %s: %s".formatted(type, text));
        }
        return BYTES.contains(type) ? "X'%s'".formatted(text) : "'%s'".formatted(text);
    }

    private static String number(String text) {
        if (!text.matches("-?[0-9]+([.][0-9]+)?")) {
            throw new IllegalStateException("Not a number: " + text);
        }
        return text;
    }

    @Override
    public String behind(List<String> columns, List<String> values) {
        return compared(columns, values, " > ");
    }

    @Override
    public String upTo(List<String> columns, List<String> values) {
        return compared(columns, values, " <= ");
    }

    private static String compared(List<String> columns, List<String> values, String last) {
        String first = columns.getFirst();
        if (columns.size() == 1) {
            return "(%s%s%s)".formatted(first, last, values.getFirst());
        }
        String strict = last.startsWith(" >") ? ">" : "<";
        String rest =
                compared(
                        columns.subList(1, columns.size()), values.subList(1, values.size()), last);
        return "(%1$s %2$s= %3$s AND (%1$s %2$s %3$s OR %4$s))"
                .formatted(first, strict, values.getFirst(), rest);
    }
}
