package dev.lifeguard.migrate.script;

import dev.lifeguard.migrate.script.StatementFacts.LockClass;
import java.util.List;
import java.util.Set;

/**
 * How PostgreSQL adds a column: the table is rewritten where each of its rows gets a value of its
 * own, and read where the values must be checked.
 *
 * <p>Source: PostgreSQL manual, page ALTER TABLE, its notes; a default that is not volatile is
 * worked out once, and a foreign key of a column without a default is not checked.
 */
final class AddedColumn {

    /** Another type may be a domain, whose condition is checked for each row. */
    private static final Set<String> TYPES =
            Set.of(
                    "BIGINT",
                    "BIT",
                    "BOOL",
                    "BOOLEAN",
                    "BYTEA",
                    "CHAR",
                    "CHARACTER",
                    "CIDR",
                    "DATE",
                    "DATERANGE",
                    "DECIMAL",
                    "DOUBLE",
                    "FLOAT",
                    "FLOAT4",
                    "FLOAT8",
                    "INET",
                    "INT",
                    "INT2",
                    "INT4",
                    "INT4RANGE",
                    "INT8",
                    "INT8RANGE",
                    "INTEGER",
                    "INTERVAL",
                    "JSON",
                    "JSONB",
                    "MACADDR",
                    "MONEY",
                    "NUMERIC",
                    "NUMRANGE",
                    "OID",
                    "POINT",
                    "REAL",
                    "SMALLINT",
                    "TEXT",
                    "TIME",
                    "TIMESTAMP",
                    "TIMESTAMPTZ",
                    "TIMETZ",
                    "TSQUERY",
                    "TSRANGE",
                    "TSTZRANGE",
                    "TSVECTOR",
                    "UUID",
                    "VARBIT",
                    "VARCHAR",
                    "XML");

    private static final Set<String> SERIAL_TYPES =
            Set.of("BIGSERIAL", "SERIAL", "SERIAL2", "SERIAL4", "SERIAL8", "SMALLSERIAL");

    /** What ends a default's expression. */
    private static final Set<String> CONSTRAINTS =
            Set.of(
                    "CHECK",
                    "COLLATE",
                    "CONSTRAINT",
                    "GENERATED",
                    "NOT",
                    "PRIMARY",
                    "REFERENCES",
                    "UNIQUE");

    private static final Set<String> THE_SAME_FOR_ALL_ROWS =
            Set.of(
                    "CURRENT_TIME",
                    "CURRENT_TIMESTAMP",
                    "LOCALTIME",
                    "LOCALTIMESTAMP",
                    "NOW",
                    "STATEMENT_TIMESTAMP",
                    "TRANSACTION_TIMESTAMP");

    private static final Set<String> VOLATILE =
            Set.of(
                    "CLOCK_TIMESTAMP",
                    "GEN_RANDOM_UUID",
                    "NEXTVAL",
                    "RANDOM",
                    "TIMEOFDAY",
                    "UUIDV4",
                    "UUIDV7",
                    "UUID_GENERATE_V4");

    /** What follows the column's name. */
    private final List<HeadToken> definition;

    AddedColumn(List<HeadToken> definition) {
        this.definition = List.copyOf(definition);
    }

    LockClass lockClass() {
        String type = text(0);
        boolean read = has("PRIMARY") || has("UNIQUE") || has("CHECK");
        boolean rewritten = has("STORED") || has("IDENTITY") || SERIAL_TYPES.contains(type);
        boolean checked = has("REFERENCES") && has("DEFAULT");
        if (read || rewritten || checked) {
            return LockClass.LONG_HARMFUL;
        }
        LockClass ofDefault = ofDefault();
        boolean known = TYPES.contains(type) && !text(1).equals(".");
        return known || ofDefault == LockClass.LONG_HARMFUL ? ofDefault : LockClass.UNKNOWN;
    }

    private LockClass ofDefault() {
        int at = indexOf("DEFAULT") + 1;
        if (at == 0) {
            return LockClass.BRIEF;
        }
        LockClass all = LockClass.BRIEF;
        for (; at < definition.size() && !CONSTRAINTS.contains(text(at)); at++) {
            LockClass one = text(at).equals("(") ? ofParenthesis(at) : LockClass.BRIEF;
            if (one == LockClass.LONG_HARMFUL) {
                return one;
            }
            all = one == LockClass.BRIEF ? all : one;
        }
        return all;
    }

    /** Behind a function, behind a type that a value is cast to, or around an expression. */
    private LockClass ofParenthesis(int at) {
        String before = text(at - 1);
        if (VOLATILE.contains(before)) {
            return LockClass.LONG_HARMFUL;
        }
        boolean cast = text(at - 2).equals(":");
        boolean same = THE_SAME_FOR_ALL_ROWS.contains(before) && !text(at - 2).equals(".");
        return cast || same ? LockClass.BRIEF : LockClass.UNKNOWN;
    }

    private boolean has(String word) {
        return indexOf(word) >= 0;
    }

    private int indexOf(String word) {
        for (int i = 0; i < definition.size(); i++) {
            if (definition.get(i).isWord(word)) {
                return i;
            }
        }
        return -1;
    }

    /** Empty where there is none. */
    private String text(int at) {
        return at >= 0 && at < definition.size() ? definition.get(at).text() : "";
    }
}
