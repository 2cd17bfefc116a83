package dev.lifeguard.migrate.schema;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table; each method gives a new one that differs in one thing.
 *
 * <p>Names are taken as they are written, in quotes. A dot divides a schema from a table: {@code
 * app.users}.
 *
 * @param name its own, with its schema where it has one
 * @param columns in their order, at least one when it is made
 * @param constraints the rules that its rows keep
 * @param partitioning how it is divided, or null when it is not
 * @param comment what it is for, or null
 */
public record Table(
        String name,
        List<Column> columns,
        List<Constraint> constraints,
        @Nullable Partitioning partitioning,
        @Nullable String comment) {

    /** Copies the lists. */
    public Table {
        columns = List.copyOf(columns);
        constraints = List.copyOf(constraints);
    }

    /** A table without columns yet. */
    public static Table named(String name) {
        return new Table(name, List.of(), List.of(), null, null);
    }

    /** With one column more. */
    public Table column(Column column) {
        List<Column> more = new ArrayList<>(columns);
        more.add(column);
        return new Table(name, more, constraints, partitioning, comment);
    }

    /** With one rule more. */
    public Table constraint(Constraint constraint) {
        List<Constraint> more = new ArrayList<>(constraints);
        more.add(constraint);
        return new Table(name, columns, more, partitioning, comment);
    }

    /** With a primary key named {@code <table>_pkey}. */
    public Table primaryKey(String... keyColumns) {
        return constraint(Constraint.primaryKey(simpleName() + "_pkey", keyColumns));
    }

    /** With a unique rule named {@code <table>_<columns>_key}. */
    public Table unique(String... keyColumns) {
        String joined = String.join("_", Arrays.asList(keyColumns));
        return constraint(Constraint.unique(simpleName() + "_" + joined + "_key", keyColumns));
    }

    /** Divided by expressions. */
    public Table partitionedBy(Partitioning.Method method, String... expressions) {
        return new Table(
                name,
                columns,
                constraints,
                new Partitioning(method, List.of(expressions)),
                comment);
    }

    /** With a comment. */
    public Table comment(String text) {
        return new Table(name, columns, constraints, partitioning, text);
    }

    private String simpleName() {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /**
     * How a table is divided.
     *
     * @param method by what
     * @param expressions columns or expressions in SQL, at least one
     */
    public record Partitioning(Method method, List<String> expressions) {

        /** Copies the list. */
        public Partitioning {
            expressions = List.copyOf(expressions);
        }

        /** By what a table is divided. */
        public enum Method {
            /** Ranges of values. */
            RANGE,
            /** Values. */
            LIST,
            /** A hash of the values. */
            HASH
        }
    }

    /** Which rows are in a part of a table. */
    public sealed interface PartitionBounds {

        /**
         * Those from one value, and below another.
         *
         * @param from literals, one a key
         * @param to literals, one a key
         */
        record Range(List<Object> from, List<Object> to) implements PartitionBounds {

            /** Copies the lists. */
            public Range {
                from = List.copyOf(from);
                to = List.copyOf(to);
            }
        }

        /**
         * Those with one of some values.
         *
         * @param values literals
         */
        record Values(List<Object> values) implements PartitionBounds {

            /** Copies the list. */
            public Values {
                values = List.copyOf(values);
            }
        }

        /**
         * Those whose hash leaves a remainder.
         *
         * @param modulus at least 1
         * @param remainder below it
         */
        record Hash(int modulus, int remainder) implements PartitionBounds {}

        /** Those that no other part takes. */
        record Rest() implements PartitionBounds {}
    }
}
