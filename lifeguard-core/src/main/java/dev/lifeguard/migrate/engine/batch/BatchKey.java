package dev.lifeguard.migrate.engine.batch;

import dev.lifeguard.migrate.dialect.BatchKeySql;
import dev.lifeguard.migrate.script.BatchStatement.Bounds;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The key by which a table is walked, and the questions that find the next one by its index.
 *
 * <p>No question counts rows from the start of the table: each begins behind a key, so that it
 * costs no more at the end of a table than at its beginning.
 *
 * @param table as the author writes its name
 * @param columns in their order
 * @param sql how the database compares them
 */
record BatchKey(String table, List<Column> columns, BatchKeySql sql) {

    /**
     * A column of it.
     *
     * @param quoted its name in quotes
     * @param type as literals need it
     */
    record Column(String quoted, String type) {}

    BatchKey {
        columns = List.copyOf(columns);
    }

    /** Gives the first key there is. */
    String first() {
        return "SELECT %s FROM %s t ORDER BY %s LIMIT 1".formatted(read(), table, ordered(""));
    }

    /** Gives the last key there is. */
    String last() {
        return "SELECT %s FROM %s t ORDER BY %s LIMIT 1".formatted(read(), table, ordered(" DESC"));
    }

    /** Gives the last key there is behind another one. */
    String lastBehind(String key) {
        return "SELECT %s FROM %s t WHERE %s ORDER BY %s LIMIT 1"
                .formatted(read(), table, behind(names(), key), ordered(" DESC"));
    }

    /**
     * Gives the key that many rows behind another one; no row where the range ends before it.
     *
     * @param cursor null at the beginning
     */
    String next(@Nullable String cursor, String upper, int rows) {
        return "SELECT %s FROM %s t WHERE %s AND %s ORDER BY %s LIMIT 1 OFFSET %s"
                .formatted(
                        read(),
                        table,
                        behind(names(), cursor),
                        sql.upTo(names(), literals(upper)),
                        ordered(""),
                        Integer.toString(rows - 1));
    }

    /**
     * Gives the last key of each of some ranges with about as many rows each, by some pages.
     *
     * @param upper the greatest key
     */
    String ends(String upper, int ranges, double percent) {
        return sql.ends(
                new BatchKeySql.Sample(
                        table,
                        names(),
                        read(),
                        sql.upTo(names(), literals(upper)),
                        ranges,
                        percent));
    }

    /**
     * The condition on the rows of one batch.
     *
     * @param cursor the last key of the batch before, or null
     * @param to its own last key
     * @param filter the author's own condition
     */
    String condition(@Nullable String cursor, String to, Optional<String> filter) {
        String range =
                "%s AND %s".formatted(behind(quoted(), cursor), sql.upTo(quoted(), literals(to)));
        return filter.map(own -> "%s AND (%s)".formatted(range, own)).orElse(range);
    }

    /** Gives the keys of some rows as they are. */
    String keys(String condition) {
        String names = String.join(", ", quoted());
        return "SELECT %1$s FROM %2$s WHERE %3$s ORDER BY %1$s".formatted(names, table, condition);
    }

    private List<String> quoted() {
        return columns.stream().map(Column::quoted).toList();
    }

    private String read() {
        StringBuilder read = new StringBuilder();
        for (int at = 0; at < columns.size(); at++) {
            Column column = columns.get(at);
            read.append(at == 0 ? "" : ", ")
                    .append(sql.read("t." + column.quoted(), column.type()))
                    .append(" AS lifeguard_key_")
                    .append(at);
        }
        return read.toString();
    }

    private List<String> names() {
        return columns.stream().map(column -> "t." + column.quoted()).toList();
    }

    private String ordered(String direction) {
        return names().stream().map(name -> name + direction).collect(Collectors.joining(", "));
    }

    private String behind(List<String> names, @Nullable String cursor) {
        return cursor == null ? BatchKeySql.ALWAYS : sql.behind(names, literals(cursor));
    }

    private List<String> literals(String text) {
        List<String> values = KeyText.values(text, columns.size());
        return IntStream.range(0, columns.size())
                .mapToObj(at -> sql.literal(columns.get(at).type(), values.get(at)))
                .toList();
    }

    /**
     * What the conditions of a statement are for one batch.
     *
     * @param from the last key of the batch before, or null
     * @param to its own last key
     */
    Bounds bounds(@Nullable String from, String to) {
        return new Bounds() {
            @Override
            public String behindLast(List<String> names) {
                return behind(names, from);
            }

            @Override
            public String upToEnd(List<String> names) {
                return sql.upTo(names, literals(to));
            }
        };
    }
}
