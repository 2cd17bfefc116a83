package dev.lifeguard.migrate.script;

import dev.lifeguard.migrate.dialect.LexerRules.Grammar;
import dev.lifeguard.migrate.script.SqlStatement.Leaves;
import java.util.Locale;
import java.util.Set;

/**
 * Tells from all tokens of a statement whether its session may keep something of it.
 *
 * <p>For certain nothing is left by what makes, changes or drops things for good, and by a change
 * of rows that calls no function. Of anything else it is not known: what a function does is not in
 * the text. Triggers are not looked for.
 */
final class SessionTrace {

    private static final int LONGEST = 24;

    /** What is made of a text or of a declaration, and runs nothing of it. */
    private static final Set<String> DECLARED =
            Set.of(
                    "AGGREGATE",
                    "CAST",
                    "COLLATION",
                    "CONVERSION",
                    "DATABASE",
                    "DEFAULT PRIVILEGES",
                    "DOMAIN",
                    "EVENT",
                    "FOREIGN DATA WRAPPER",
                    "FOREIGN TABLE",
                    "FUNCTION",
                    "OPERATOR",
                    "OPERATOR CLASS",
                    "OPERATOR FAMILY",
                    "POLICY",
                    "PROCEDURE",
                    "PUBLICATION",
                    "ROLE",
                    "ROUTINE",
                    "RULE",
                    "SCHEMA",
                    "SEQUENCE",
                    "SERVER",
                    "STATISTICS",
                    "TABLESPACE",
                    "TRIGGER",
                    "TYPE",
                    "TYPE ADD VALUE",
                    "USER",
                    "USER MAPPING",
                    "VIEW");

    private static final Set<String> HARMLESS =
            Set.of(
                    "ANALYZE",
                    "CHECKPOINT",
                    "CLUSTER",
                    "COMMENT",
                    "GRANT",
                    "LOCK",
                    "NOTIFY",
                    "OPTIMIZE",
                    "REINDEX",
                    "REINDEX INDEX",
                    "REINDEX TABLE",
                    "RELEASE",
                    "RENAME",
                    "REVOKE",
                    "ROLLBACK",
                    "SAVEPOINT",
                    "SECURITY LABEL",
                    "TRUNCATE",
                    "VACUUM");

    /** Changes of rows, and of what has rows, that run the expressions in them. */
    private static final Set<String> RUN_EXPRESSIONS =
            Set.of(
                    "ALTER DOMAIN",
                    "ALTER FOREIGN TABLE",
                    "ALTER INDEX",
                    "ALTER MATERIALIZED VIEW",
                    "ALTER TABLE",
                    "COPY",
                    "CREATE INDEX");

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

    private static final Set<String> OF_TRANSACTION = Set.of("LOCAL", "CONSTRAINTS", "TRANSACTION");

    private static final Set<String> SOURCES = Set.of("FROM", "USING", "JOIN");

    private static final Set<String> WITHIN_NAME =
            Set.of("ONLY", "IF", "NOT", "EXISTS", "TABLE", "FOREIGN", "PRIMARY");

    private enum Naming {
        NONE,
        EXPECTED,
        NAMED
    }

    private final Grammar grammar;
    private Naming naming = Naming.NONE;
    private int depth;
    private int words;

    /** The last token, where it could be the name of a function. */
    private String callee = "";

    private int calls;
    private boolean callsInBound;
    private int queries;
    private boolean asOutside;
    private boolean tableOutside;
    private boolean temporary;
    private boolean variable;
    private boolean bound;
    private int sources;
    private String second = "";
    private String third = "";

    SessionTrace(Grammar grammar) {
        this.grammar = grammar;
    }

    void add(TokenKind kind, Lexer lexer) {
        switch (kind) {
            case WORD -> addWord(lexer.upperText(LONGEST));
            case NAME -> addName(lexer.text(LONGEST));
            case OPEN -> open();
            case CLOSE -> {
                depth--;
                endName();
            }
            case SYMBOL -> addSymbol(lexer);
            case STRING,
                    DOLLAR_STRING,
                    NUMBER,
                    SEMICOLON,
                    END,
                    LINE_COMMENT,
                    OTHER_LINE_COMMENT,
                    BLOCK_COMMENT,
                    OPEN_EXECUTABLE,
                    CLOSE_EXECUTABLE,
                    BACKSLASH ->
                    endName();
        }
    }

    private void addWord(String word) {
        words++;
        second = words == 2 ? word : second;
        third = words == 3 ? word : third;
        temporary |= word.startsWith("TEMP") || word.startsWith("PG_TEMP");
        queries += word.equals("SELECT") ? 1 : 0;
        sources += SOURCES.contains(word) ? 1 : 0;
        if (depth == 0) {
            asOutside |= word.equals("AS");
            tableOutside |= word.equals("TABLE");
            bound |= word.equals("VALUES");
        }
        callee = word;
        if (BEFORE_NAME.contains(word)) {
            naming = Naming.EXPECTED;
        } else if (naming == Naming.EXPECTED && !WITHIN_NAME.contains(word)) {
            naming = Naming.NAMED;
        } else if (naming == Naming.NAMED) {
            naming = Naming.NONE;
        }
    }

    private void addName(String name) {
        temporary |= name.toUpperCase(Locale.ROOT).contains("TEMP");
        callee = "\"";
        naming = naming == Naming.EXPECTED ? Naming.NAMED : Naming.NONE;
    }

    private void addSymbol(Lexer lexer) {
        variable |= lexer.is("@") && grammar != Grammar.POSTGRESQL;
        if (lexer.is(".") && naming == Naming.NAMED) {
            naming = Naming.EXPECTED;
            callee = "";
        } else {
            endName();
        }
    }

    private void open() {
        boolean call = !callee.isEmpty() && naming != Naming.NAMED && !NO_CALL.contains(callee);
        calls += call ? 1 : 0;
        callsInBound |= call && bound;
        depth++;
        endName();
    }

    private void endName() {
        naming = Naming.NONE;
        callee = "";
    }

    /** What may be left of a statement with this name. */
    Leaves leaves(String name) {
        if (temporary) {
            return Leaves.ANYTHING;
        }
        return switch (name) {
            case "SET" -> ofSet();
            case "RESET" -> Leaves.SETTINGS;
            case "SELECT" -> ofSelect();
            case "CREATE TABLE" -> nothingIf(queries == 0 && !asOutside && !callsInBound);
            case "INSERT", "REPLACE" -> nothingIf(runsNothing() && !tableOutside);
            case "UPDATE" -> nothingIf(runsNothing() && sources == 0);
            case "DELETE" -> nothingIf(runsNothing() && sources <= 1);
            default -> of(name);
        };
    }

    private Leaves of(String name) {
        String usual = name.replace(" CONCURRENTLY", "");
        if (RUN_EXPRESSIONS.contains(usual)) {
            return nothingIf(runsNothing());
        }
        int blank = usual.indexOf(' ');
        String verb = blank < 0 ? usual : usual.substring(0, blank);
        boolean declared =
                switch (verb) {
                    case "CREATE", "ALTER" -> DECLARED.contains(usual.substring(blank + 1));
                    default -> verb.equals("DROP");
                };
        return nothingIf(declared || HARMLESS.contains(usual));
    }

    private boolean runsNothing() {
        return queries == 0 && calls == 0 && !variable;
    }

    private static Leaves nothingIf(boolean certain) {
        return certain ? Leaves.NOTHING : Leaves.ANYTHING;
    }

    /** What is set to the end of a transaction ends with it, on PostgreSQL. */
    private Leaves ofSet() {
        if (grammar != Grammar.POSTGRESQL) {
            return Leaves.ANYTHING;
        }
        return OF_TRANSACTION.contains(second) ? Leaves.NOTHING : Leaves.SETTINGS;
    }

    /** Of constants, or one of the calls that a dump has. */
    private Leaves ofSelect() {
        if (queries > 1 || calls > 1 || sources > 0 || variable) {
            return Leaves.ANYTHING;
        }
        String function = second.equals("PG_CATALOG") ? third : second;
        if (calls == 0 || function.equals("SETVAL")) {
            return Leaves.NOTHING;
        }
        return function.equals("SET_CONFIG") ? Leaves.SETTINGS : Leaves.ANYTHING;
    }
}
