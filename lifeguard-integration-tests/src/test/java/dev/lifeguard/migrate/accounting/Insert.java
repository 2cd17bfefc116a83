package dev.lifeguard.migrate.accounting;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An INSERT of one row that gives some of the columns. */
record Insert(String table, Map<String, Object> columns) {

    Insert {
        columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    }

    static Insert into(String table) {
        return new Insert(table, Map.of());
    }

    /** The same with one more column, or with another value for one. */
    Insert with(String column, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(columns);
        more.put(column, value);
        return new Insert(table, more);
    }

    /** The same without a column. */
    Insert without(String column) {
        Map<String, Object> less = new LinkedHashMap<>(columns);
        less.remove(column);
        return new Insert(table, less);
    }

    Sql sql() {
        return rows(this);
    }

    /** One statement for several rows of the same columns. */
    static Sql rows(Insert... rows) {
        List<Object> values = new ArrayList<>();
        List<String> places = new ArrayList<>();
        for (Insert row : rows) {
            values.addAll(row.columns.values());
            places.add("(?" + ", ?".repeat(row.columns.size() - 1) + ")");
        }
        return new Sql(
                "INSERT INTO %s (%s) VALUES %s"
                        .formatted(
                                rows[0].table,
                                String.join(", ", rows[0].columns.keySet()),
                                String.join(", ", places)),
                values);
    }
}
