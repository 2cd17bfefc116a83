package dev.lifeguard.migrate.schema;

import org.jspecify.annotations.Nullable;

/**
 * A column; each method gives a new one that differs in one thing.
 *
 * @param name as the database shows it
 * @param type what it holds
 * @param nullability whether it may be empty; a column is, unless {@link #notNull} says otherwise
 * @param value where its value comes from when a row does not give one, or null
 * @param collation the order of its text, or null for the database's
 * @param comment what it is for, or null
 */
public record Column(
        String name,
        ColumnType type,
        Nullability nullability,
        @Nullable Value value,
        @Nullable String collation,
        @Nullable String comment) {

    /** A column that may be empty. */
    public static Column of(String name, ColumnType type) {
        return new Column(name, type, Nullability.NULLABLE, null, null, null);
    }

    /** Never empty. */
    public Column notNull() {
        return new Column(name, type, Nullability.NOT_NULL, value, collation, comment);
    }

    /** Numbered by the database, never empty. */
    public Column identity() {
        return with(new Identity()).notNull();
    }

    /**
     * With a value where a row gives none.
     *
     * @param literal a string, number, boolean, date, time or {@link java.util.UUID}
     */
    public Column defaultValue(Object literal) {
        return with(new Literal(literal));
    }

    /** With the value of an SQL expression where a row gives none. */
    public Column defaultExpression(String sql) {
        return with(new Expression(sql));
    }

    /** With the moment of the insert where a row gives none. */
    public Column defaultNow() {
        return with(new Now());
    }

    /** Computed from the row's other columns and stored. */
    public Column generatedAs(String sql) {
        return with(new Generated(sql));
    }

    /** With another order of its text. */
    public Column collate(String collationName) {
        return new Column(name, type, nullability, value, collationName, comment);
    }

    /** With a comment. */
    public Column comment(String text) {
        return new Column(name, type, nullability, value, collation, text);
    }

    private Column with(Value other) {
        return new Column(name, type, nullability, other, collation, comment);
    }

    /** Whether a column may be empty. */
    public enum Nullability {
        /** It may. */
        NULLABLE,
        /** It may not. */
        NOT_NULL
    }

    /** Where the value of a column comes from when a row does not give one. */
    public sealed interface Value {}

    /** The next number of the database. */
    public record Identity() implements Value {}

    /**
     * Always the same value.
     *
     * @param value a string, number, boolean, date, time or UUID
     */
    public record Literal(Object value) implements Value {}

    /**
     * An expression's value.
     *
     * @param sql of the database
     */
    public record Expression(String sql) implements Value {}

    /** The moment of the insert. */
    public record Now() implements Value {}

    /**
     * Computed from the row's other columns, and stored.
     *
     * @param sql of the database
     */
    public record Generated(String sql) implements Value {}
}
