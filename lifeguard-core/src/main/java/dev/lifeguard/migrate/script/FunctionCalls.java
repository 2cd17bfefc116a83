package dev.lifeguard.migrate.script;

import java.util.Set;

/**
 * Finds the calls of functions in a statement: a parenthesis behind a word or a name, where this is
 * not a type, a keyword, a function that is known to leave nothing, or a name with its columns.
 */
final class FunctionCalls {

    /** Before a parenthesis these call nothing, or what is known to leave nothing. */
    private static final Set<String> NO_CALL =
            Set.of(
                    "AND",
                    "AS",
                    "BIGINT",
                    "BINARY",
                    "BIT",
                    "BLOB",
                    "BRIN",
                    "BTREE",
                    "BY",
                    "CASE",
                    "CAST",
                    "CHAR",
                    "CHARACTER",
                    "CHECK",
                    "CLOB",
                    "COALESCE",
                    "COLUMN",
                    "CONFLICT",
                    "CURRENT_DATE",
                    "CURRENT_TIME",
                    "CURRENT_TIMESTAMP",
                    "DATETIME",
                    "DECIMAL",
                    "DEFAULT",
                    "DISTINCT",
                    "DOUBLE",
                    "ELSE",
                    "ENUM",
                    "EXCLUDE",
                    "FIELDS",
                    "FLOAT",
                    "FROM",
                    "GEN_RANDOM_UUID",
                    "GIN",
                    "GIST",
                    "HASH",
                    "IDENTITY",
                    "IN",
                    "INCLUDE",
                    "INT",
                    "INTEGER",
                    "INTERVAL",
                    "IS",
                    "KEY",
                    "LIKE",
                    "LIST",
                    "LOWER",
                    "NOT",
                    "NOW",
                    "NULL",
                    "NULLIF",
                    "NUMBER",
                    "NUMERIC",
                    "OPTIONS",
                    "OR",
                    "PARTITION",
                    "PARTITIONS",
                    "RANGE",
                    "REAL",
                    "RETURNING",
                    "SET",
                    "SMALLINT",
                    "SPGIST",
                    "STORED",
                    "THAN",
                    "THEN",
                    "TIME",
                    "TIMESTAMP",
                    "TIMESTAMPTZ",
                    "TINYINT",
                    "TO",
                    "UNIQUE",
                    "UPPER",
                    "VALUE",
                    "VALUES",
                    "VARBINARY",
                    "VARBIT",
                    "VARCHAR",
                    "VARCHAR2",
                    "VARYING",
                    "WHEN",
                    "WHERE",
                    "WITH");

    /** Behind these comes a name, whose columns may follow in a parenthesis. */
    private static final Set<String> BEFORE_NAME =
            Set.of("INTO", "ON", "REFERENCES", "COPY", "KEY", "INDEX", "REPLACE");

    private static final Set<String> WITHIN_NAME =
            Set.of("ONLY", "IF", "NOT", "EXISTS", "TABLE", "FOREIGN", "PRIMARY");

    private enum Naming {
        NONE,
        EXPECTED,
        NAMED
    }

    private Naming naming = Naming.NONE;

    /** The last token, where it could be the name of a function. */
    private String callee = "";

    private int count;

    /** How many there were so far. */
    int count() {
        return count;
    }

    /** The next token is a word, given in upper case. */
    void addWord(String word) {
        callee = word;
        if (BEFORE_NAME.contains(word)) {
            naming = Naming.EXPECTED;
        } else if (naming == Naming.EXPECTED && !WITHIN_NAME.contains(word)) {
            naming = Naming.NAMED;
        } else if (naming == Naming.NAMED) {
            naming = Naming.NONE;
        }
    }

    /** The next token is a name in quotes. */
    void addName() {
        callee = "\"";
        naming = naming == Naming.EXPECTED ? Naming.NAMED : Naming.NONE;
    }

    /** The next token is a dot. */
    void addDot() {
        if (naming == Naming.NAMED) {
            naming = Naming.EXPECTED;
            callee = "";
        } else {
            addOther();
        }
    }

    /** The next token is an opening parenthesis; whether it begins a call's arguments. */
    boolean open() {
        boolean call = !callee.isEmpty() && naming != Naming.NAMED && !NO_CALL.contains(callee);
        count += call ? 1 : 0;
        addOther();
        return call;
    }

    /** The next token is anything else. */
    void addOther() {
        naming = Naming.NONE;
        callee = "";
    }
}
