package dev.lifeguard.migrate.inspect.compat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a statement does to the rows of a table. */
record Write(Kind kind, TableName table, Columns columns) {

    /** How. */
    enum Kind {
        /** It makes rows, so that a column without a value gets its default. */
        INSERT,
        /** The same, and nothing where any unique key has the row already. */
        INSERT_OR_NOTHING,
        /** It changes rows. */
        UPDATE,
        /** It takes rows away. */
        DELETE,
        /** It takes all rows away, unless a table refers to them that it does not name. */
        TRUNCATE,
        /** It takes all rows away, and those of the tables that refer to them. */
        TRUNCATE_CASCADE;

        boolean makesRows() {
            return this == INSERT || this == INSERT_OR_NOTHING;
        }
    }

    /** What is known of the values that a column gets. */
    enum Value {
        /** All of them are there. */
        NEVER_NULL,
        /** One may be null. */
        MAYBE_NULL,
        /** It is the column's default. */
        DEFAULT
    }

    /** Which columns get values. */
    sealed interface Columns {

        /** Those that it names. */
        record Named(Map<String, Value> values) implements Columns {

            public Named {
                values = Map.copyOf(values);
            }
        }

        /** The first ones of the table. */
        record First(List<Value> values) implements Columns {

            public First {
                values = List.copyOf(values);
            }
        }

        /** All of the table, as far as the text tells. */
        record All() implements Columns {}
    }

    /** The columns of a table that get values, in their order. */
    Map<String, Value> in(TableState state) {
        Map<String, Value> written = new LinkedHashMap<>();
        switch (columns) {
            case Columns.Named named -> written.putAll(named.values());
            case Columns.First first -> {
                List<ColumnState> those = state.columns();
                for (int i = 0; i < Math.min(first.values().size(), those.size()); i++) {
                    written.put(those.get(i).name(), first.values().get(i));
                }
            }
            case Columns.All all ->
                    state.columns().forEach(each -> written.put(each.name(), Value.MAYBE_NULL));
        }
        written.values().removeIf(value -> value == Value.DEFAULT);
        return written;
    }
}
