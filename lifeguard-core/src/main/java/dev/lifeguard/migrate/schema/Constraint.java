package dev.lifeguard.migrate.schema;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A rule that the rows of a table keep. Each has a name, by which it can be dropped. */
public sealed interface Constraint {

    /** Its name, unique in its table, on some databases in its schema. */
    String name();

    /** A table's main key. */
    static PrimaryKey primaryKey(String name, String... columns) {
        return new PrimaryKey(name, List.of(columns));
    }

    /** No two rows with the same values, where none of them is empty. */
    static Unique unique(String name, String... columns) {
        return new Unique(name, List.of(columns), Set.of());
    }

    /** A condition on each row, in SQL. */
    static Check check(String name, String condition) {
        return new Check(name, condition, Set.of());
    }

    /** Begins a reference to another table: {@code foreignKey("a_b_fk", "b").references("b")}. */
    static ForeignKey foreignKey(String name, String... columns) {
        return new ForeignKey(
                name,
                List.of(columns),
                "",
                List.of(),
                ForeignKey.Action.NO_ACTION,
                ForeignKey.Action.NO_ACTION,
                Set.of());
    }

    /** No two rows whose elements all match by their operators; PostgreSQL's. */
    static Exclusion exclusion(String name, String method) {
        return new Exclusion(name, method, List.of(), null, Set.of());
    }

    /** What changes when or how a rule is checked. */
    enum Option {
        /** May be checked at the end of the transaction. */
        DEFERRABLE,
        /** Is checked at the end of the transaction unless told otherwise. */
        INITIALLY_DEFERRED,
        /** Is not checked for the rows that there are already. */
        NOT_VALID,
        /** Two empty values count as the same. */
        NULLS_NOT_DISTINCT
    }

    /**
     * A table's main key.
     *
     * @param name the rule's
     * @param columns at least one
     */
    record PrimaryKey(String name, List<String> columns) implements Constraint {

        /** Copies the list. */
        public PrimaryKey {
            columns = required(name, columns);
        }
    }

    /**
     * No two rows with the same values.
     *
     * @param name the rule's
     * @param columns at least one
     * @param options of {@link Option#DEFERRABLE}, {@link Option#INITIALLY_DEFERRED}, {@link
     *     Option#NULLS_NOT_DISTINCT}
     */
    record Unique(String name, List<String> columns, Set<Option> options) implements Constraint {

        /** Copies the collections. */
        public Unique {
            columns = required(name, columns);
            options = Set.copyOf(options);
        }

        /** With one option more. */
        public Unique with(Option option) {
            return new Unique(name, columns, plus(options, option));
        }
    }

    /**
     * A condition on each row.
     *
     * @param name the rule's
     * @param condition in SQL
     * @param options {@link Option#NOT_VALID} or none
     */
    record Check(String name, String condition, Set<Option> options) implements Constraint {

        /** Copies the set. */
        public Check {
            options = Set.copyOf(options);
        }

        /** With one option more. */
        public Check with(Option option) {
            return new Check(name, condition, plus(options, option));
        }
    }

    /**
     * A reference to rows of a table.
     *
     * @param name the rule's
     * @param columns that refer, at least one
     * @param table that is referred to
     * @param referenced its columns; none stand for its primary key
     * @param onDelete what happens to a row when the one it refers to is deleted
     * @param onUpdate what happens to a row when the key it refers to changes
     * @param options of {@link Option#DEFERRABLE}, {@link Option#INITIALLY_DEFERRED}, {@link
     *     Option#NOT_VALID}
     */
    record ForeignKey(
            String name,
            List<String> columns,
            String table,
            List<String> referenced,
            Action onDelete,
            Action onUpdate,
            Set<Option> options)
            implements Constraint {

        /** Copies the collections. */
        public ForeignKey {
            columns = required(name, columns);
            referenced = List.copyOf(referenced);
            options = Set.copyOf(options);
        }

        /** Refers to columns of a table; to its primary key where none is named. */
        public ForeignKey references(String other, String... itsColumns) {
            return new ForeignKey(
                    name, columns, other, List.of(itsColumns), onDelete, onUpdate, options);
        }

        /** What happens to a row when the one it refers to is deleted. */
        public ForeignKey onDelete(Action action) {
            return new ForeignKey(name, columns, table, referenced, action, onUpdate, options);
        }

        /** What happens to a row when the key it refers to changes. */
        public ForeignKey onUpdate(Action action) {
            return new ForeignKey(name, columns, table, referenced, onDelete, action, options);
        }

        /** With one option more. */
        public ForeignKey with(Option option) {
            return new ForeignKey(
                    name, columns, table, referenced, onDelete, onUpdate, plus(options, option));
        }

        /** What happens to a row when what it refers to goes or changes. */
        public enum Action {
            /** It is refused, at the end of the statement or of the transaction. */
            NO_ACTION,
            /** It is refused at once. */
            RESTRICT,
            /** It goes or changes too. */
            CASCADE,
            /** Its reference becomes empty. */
            SET_NULL,
            /** Its reference becomes the column's default. */
            SET_DEFAULT
        }
    }

    /**
     * No two rows whose elements all match by their operators.
     *
     * @param name the rule's
     * @param method of the index behind it, for example {@code gist}
     * @param elements at least one when it is used
     * @param where only rows with this condition count, or null for all
     * @param options of {@link Option#DEFERRABLE}, {@link Option#INITIALLY_DEFERRED}
     */
    record Exclusion(
            String name,
            String method,
            List<Element> elements,
            @Nullable String where,
            Set<Option> options)
            implements Constraint {

        /** Copies the collections. */
        public Exclusion {
            elements = List.copyOf(elements);
            options = Set.copyOf(options);
        }

        /** With one element more: a column or an expression in SQL, and an operator. */
        public Exclusion element(String sql, String operator) {
            List<Element> more = new ArrayList<>(elements);
            more.add(new Element(sql, operator));
            return new Exclusion(name, method, more, where, options);
        }

        /** Only for rows with a condition, in SQL. */
        public Exclusion where(String condition) {
            return new Exclusion(name, method, elements, condition, options);
        }

        /** With one option more. */
        public Exclusion with(Option option) {
            return new Exclusion(name, method, elements, where, plus(options, option));
        }

        /**
         * What is compared, and how.
         *
         * @param sql a column or an expression
         * @param operator for example {@code &&}
         */
        public record Element(String sql, String operator) {}
    }

    private static List<String> required(String name, List<String> columns) {
        if (columns.isEmpty()) {
            throw new IllegalArgumentException(
                    "The constraint \"%s\" names no column".formatted(name));
        }
        return List.copyOf(columns);
    }

    private static Set<Option> plus(Set<Option> options, Option one) {
        EnumSet<Option> more = EnumSet.of(one);
        more.addAll(options);
        return more;
    }
}
