package dev.lifeguard.migrate.schema;

import java.util.List;

/**
 * The type of a column, by what it holds; each database has its own name for it.
 *
 * <p>A type that a database does not have is refused there, never replaced by another one that
 * holds less.
 */
public sealed interface ColumnType {

    /** A whole number of 16 bits. */
    static ColumnType smallInteger() {
        return Plain.SMALL_INTEGER;
    }

    /** A whole number of 32 bits. */
    static ColumnType integer() {
        return Plain.INTEGER;
    }

    /** A whole number of 64 bits. */
    static ColumnType bigInteger() {
        return Plain.BIG_INTEGER;
    }

    /** A number of 32 bits with a floating point. */
    static ColumnType real() {
        return Plain.REAL;
    }

    /** A number of 64 bits with a floating point. */
    static ColumnType doublePrecision() {
        return Plain.DOUBLE_PRECISION;
    }

    /**
     * An exact decimal number, for money.
     *
     * @param precision all its digits, at least 1
     * @param scale those behind the point
     */
    static ColumnType decimal(int precision, int scale) {
        return new Decimal(precision, scale);
    }

    /** True or false. */
    static ColumnType bool() {
        return Plain.BOOLEAN;
    }

    /** Text of exactly that many characters, filled up with spaces. */
    static ColumnType character(int length) {
        return new FixedText(length);
    }

    /** Text of at most that many characters. */
    static ColumnType varchar(int length) {
        return new Varchar(length);
    }

    /** Text of any length. */
    static ColumnType text() {
        return Plain.TEXT;
    }

    /** Bytes of any number. */
    static ColumnType bytes() {
        return Plain.BYTES;
    }

    /** A day. */
    static ColumnType date() {
        return Plain.DATE;
    }

    /** A time of day without a zone. */
    static ColumnType time() {
        return Plain.TIME;
    }

    /** A day and time without a zone. */
    static ColumnType timestamp() {
        return Plain.TIMESTAMP;
    }

    /** A moment, whatever the zone of who reads it. */
    static ColumnType timestampTz() {
        return Plain.TIMESTAMP_TZ;
    }

    /** A length of time. */
    static ColumnType interval() {
        return Plain.INTERVAL;
    }

    /** A universally unique identifier. */
    static ColumnType uuid() {
        return Plain.UUID;
    }

    /** A JSON document as it was written. */
    static ColumnType json() {
        return Plain.JSON;
    }

    /** A JSON document in a form that can be searched, where the database has one of its own. */
    static ColumnType jsonb() {
        return Plain.JSONB;
    }

    /** A list of values of another type. */
    static ColumnType arrayOf(ColumnType element) {
        return new Array(element);
    }

    /**
     * One of some names.
     *
     * @param typeName the type's name where the database names such types (PostgreSQL), which a
     *     {@link SchemaChange.CreateEnum} before made; elsewhere the values stand with the column
     */
    static ColumnType enumeration(String typeName, String... values) {
        return new Enumeration(typeName, List.of(values));
    }

    /** Any other type, as the database writes it: an extension's or a domain. */
    static ColumnType named(String sql) {
        return new Named(sql);
    }

    /** A type without parameters. */
    enum Plain implements ColumnType {
        /** 16 bits. */
        SMALL_INTEGER,
        /** 32 bits. */
        INTEGER,
        /** 64 bits. */
        BIG_INTEGER,
        /** 32 bits. */
        REAL,
        /** 64 bits. */
        DOUBLE_PRECISION,
        /** True or false. */
        BOOLEAN,
        /** Characters. */
        TEXT,
        /** Bytes. */
        BYTES,
        /** A day. */
        DATE,
        /** A time of day. */
        TIME,
        /** A day and time. */
        TIMESTAMP,
        /** A moment. */
        TIMESTAMP_TZ,
        /** A length of time. */
        INTERVAL,
        /** 128 bits. */
        UUID,
        /** As written. */
        JSON,
        /** Searchable. */
        JSONB
    }

    /**
     * An exact decimal number.
     *
     * @param precision all its digits, at least 1
     * @param scale those behind the point, at most the precision
     */
    record Decimal(int precision, int scale) implements ColumnType {

        /** Checks the numbers. */
        public Decimal {
            if (precision < 1 || scale < 0 || scale > precision) {
                throw new IllegalArgumentException(
                        "decimal(%s, %s) is no type: 1 <= precision, 0 <= scale <= precision"
                                .formatted(precision, scale));
            }
        }
    }

    /**
     * Text of a fixed length.
     *
     * @param length in characters, at least 1
     */
    record FixedText(int length) implements ColumnType {

        /** Checks the length. */
        public FixedText {
            requireLength("character", length);
        }
    }

    /**
     * Text of a bounded length.
     *
     * @param length in characters, at least 1
     */
    record Varchar(int length) implements ColumnType {

        /** Checks the length. */
        public Varchar {
            requireLength("varchar", length);
        }
    }

    /**
     * A list of values.
     *
     * @param element the type of each
     */
    record Array(ColumnType element) implements ColumnType {}

    /**
     * One of some names.
     *
     * @param typeName where the database names such types
     * @param values the names, at least one
     */
    record Enumeration(String typeName, List<String> values) implements ColumnType {

        /** Copies the values. */
        public Enumeration {
            values = List.copyOf(values);
            if (values.isEmpty()) {
                throw new IllegalArgumentException(
                        "The type \"%s\" has no value".formatted(typeName));
            }
        }
    }

    /**
     * A type of the database's own.
     *
     * @param sql as the database writes it
     */
    record Named(String sql) implements ColumnType {}

    private static void requireLength(String type, int length) {
        if (length < 1) {
            throw new IllegalArgumentException(
                    "%s(%s) is no type: the length is at least 1".formatted(type, length));
        }
    }
}
