package dev.lifeguard.migrate.schema;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An index; each method gives a new one that differs in one thing.
 *
 * @param name its own
 * @param table that it is on
 * @param keys what it sorts by, at least one when it is used
 * @param include columns that it carries without sorting by them
 * @param method for example {@code gin}, or null for the database's usual one
 * @param where only rows with this condition are in it, in SQL, or null for all
 * @param options none for a plain one
 */
public record Index(
        String name,
        String table,
        List<Key> keys,
        List<String> include,
        @Nullable String method,
        @Nullable String where,
        Set<Option> options) {

    /** Copies the collections. */
    public Index {
        keys = List.copyOf(keys);
        include = List.copyOf(include);
        options = Set.copyOf(options);
    }

    /** An index on columns, in ascending order; further keys by {@link #key}. */
    public static Index on(String name, String table, String... columns) {
        List<Key> keys = new ArrayList<>();
        for (String column : columns) {
            keys.add(Key.column(column));
        }
        return new Index(name, table, keys, List.of(), null, null, Set.of());
    }

    /** With one key more. */
    public Index key(Key key) {
        List<Key> more = new ArrayList<>(keys);
        more.add(key);
        return new Index(name, table, more, include, method, where, options);
    }

    /** No two rows with the same keys. */
    public Index unique() {
        return with(Option.UNIQUE);
    }

    /** Built without blocking who writes the table; outside a transaction. */
    public Index concurrently() {
        return with(Option.CONCURRENTLY);
    }

    /** With an option more. */
    public Index with(Option option) {
        EnumSet<Option> more = EnumSet.of(option);
        more.addAll(options);
        return new Index(name, table, keys, include, method, where, more);
    }

    /** Carries columns without sorting by them. */
    public Index include(String... columns) {
        return new Index(name, table, keys, List.of(columns), method, where, options);
    }

    /** Of another kind than the database's usual one, for example {@code gin}. */
    public Index using(String methodName) {
        return new Index(name, table, keys, include, methodName, where, options);
    }

    /** Only of rows with a condition, in SQL. */
    public Index where(String condition) {
        return new Index(name, table, keys, include, method, condition, options);
    }

    /** What is special about an index. */
    public enum Option {
        /** No two rows with the same keys. */
        UNIQUE,
        /** Two empty keys count as the same. */
        NULLS_NOT_DISTINCT,
        /** Built without blocking who writes. */
        CONCURRENTLY,
        /** Nothing happens when one of that name is there. */
        IF_NOT_EXISTS
    }

    /**
     * What an index sorts by.
     *
     * @param text a column's name or an expression
     * @param kind which of the two
     * @param order which way
     * @param nulls where empty values stand
     * @param operatorClass how values are compared, or null for the type's usual way
     * @param collation the order of text, or null for the column's
     */
    public record Key(
            String text,
            Kind kind,
            Order order,
            Nulls nulls,
            @Nullable String operatorClass,
            @Nullable String collation) {

        /** A column in ascending order. */
        public static Key column(String name) {
            return new Key(name, Kind.COLUMN, Order.ASCENDING, Nulls.USUAL, null, null);
        }

        /** An SQL expression in ascending order. */
        public static Key expression(String sql) {
            return new Key(sql, Kind.EXPRESSION, Order.ASCENDING, Nulls.USUAL, null, null);
        }

        /** In descending order. */
        public Key descending() {
            return new Key(text, kind, Order.DESCENDING, nulls, operatorClass, collation);
        }

        /** With empty values first. */
        public Key nullsFirst() {
            return new Key(text, kind, order, Nulls.FIRST, operatorClass, collation);
        }

        /** With empty values last. */
        public Key nullsLast() {
            return new Key(text, kind, order, Nulls.LAST, operatorClass, collation);
        }

        /** Compared in another way, for example {@code jsonb_path_ops}. */
        public Key operatorClass(String name) {
            return new Key(text, kind, order, nulls, name, collation);
        }

        /** With another order of text. */
        public Key collate(String name) {
            return new Key(text, kind, order, nulls, operatorClass, name);
        }

        /** What a key is. */
        public enum Kind {
            /** A column. */
            COLUMN,
            /** An expression in SQL. */
            EXPRESSION
        }

        /** Which way an index sorts. */
        public enum Order {
            /** Upwards. */
            ASCENDING,
            /** Downwards. */
            DESCENDING
        }

        /** Where empty values stand. */
        public enum Nulls {
            /** Where the database puts them. */
            USUAL,
            /** Before all others. */
            FIRST,
            /** Behind all others. */
            LAST
        }
    }
}
