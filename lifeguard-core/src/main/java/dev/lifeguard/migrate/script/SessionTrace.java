package dev.lifeguard.migrate.script;

import dev.lifeguard.migrate.dialect.LexerRules.Grammar;
import dev.lifeguard.migrate.script.SqlStatement.Leaves;
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
    private static final String SET_CONFIG = "SET_CONFIG";

    /** Of MariaDB and MySQL; others of its kind do no harm where they are taken for it. */
    private static final String IDLE_TIMEOUT = "WAIT_TIMEOUT";

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

    private static final Set<String> OF_TRANSACTION = Set.of("LOCAL", "CONSTRAINTS", "TRANSACTION");

    private static final Set<String> SOURCES = Set.of("FROM", "USING", "JOIN");

    private final Grammar grammar;
    private final Set<String> looksBack;
    private final FunctionCalls calls = new FunctionCalls();
    private final LockTimeoutTrace lockTimeout = new LockTimeoutTrace();
    private int depth;
    private int words;
    private boolean callsInBound;
    private int queries;

    /** Whether the first word is SELECT. */
    private boolean query;

    private boolean asOutside;
    private boolean tableOutside;
    private boolean temporary;
    private boolean variable;
    private boolean bound;
    private boolean setConfig;
    private boolean idleTimeout;
    private boolean asksBack;
    private boolean rows;
    private int sources;
    private String second = "";
    private String third = "";

    SessionTrace(Grammar grammar) {
        this.grammar = grammar;
        this.looksBack = LooksBack.words(grammar);
    }

    void add(TokenKind kind, Lexer lexer) {
        switch (kind) {
            case WORD -> addWord(lexer.upperText(LONGEST));
            case NAME -> addName(lexer.upperText(LONGEST));
            case OPEN -> {
                callsInBound |= calls.open() && bound;
                depth++;
            }
            case CLOSE -> {
                depth--;
                calls.addOther();
            }
            case SYMBOL -> addSymbol(lexer);
            case STRING, DOLLAR_STRING -> addString(lexer);
            case NUMBER,
                    SEMICOLON,
                    END,
                    LINE_COMMENT,
                    OTHER_LINE_COMMENT,
                    BLOCK_COMMENT,
                    OPEN_EXECUTABLE,
                    CLOSE_EXECUTABLE,
                    BACKSLASH ->
                    calls.addOther();
        }
    }

    private void addWord(String word) {
        words++;
        second = words == 2 ? word : second;
        third = words == 3 ? word : third;
        query |= words == 1 && word.equals("SELECT");
        temporary |= word.startsWith("TEMP") || word.startsWith("PG_TEMP");
        queries += word.equals("SELECT") ? 1 : 0;
        sources += SOURCES.contains(word) ? 1 : 0;
        setConfig |= word.equals(SET_CONFIG);
        idleTimeout |= word.endsWith(IDLE_TIMEOUT);
        asksBack |= looksBack.contains(word);
        if (depth == 0) {
            asOutside |= word.equals("AS");
            tableOutside |= word.equals("TABLE");
            bound |= word.equals("VALUES");
            rows |= queries == 0 && (bound || word.equals("VALUE"));
        }
        lockTimeout.addWord(word);
        calls.addWord(word);
    }

    private void addName(String name) {
        temporary |= name.contains("TEMP");
        setConfig |= name.contains(SET_CONFIG);
        idleTimeout |= name.contains(IDLE_TIMEOUT);
        lockTimeout.addName(name);
        calls.addName();
    }

    /** The function that a query calls may run what the string holds. */
    private void addString(Lexer lexer) {
        if (query && !setConfig) {
            setConfig = lexer.upperText(Integer.MAX_VALUE).contains(SET_CONFIG);
        }
        lockTimeout.addString(lexer);
        calls.addOther();
    }

    private void addSymbol(Lexer lexer) {
        variable |= lexer.is("@") && grammar != Grammar.POSTGRESQL;
        if (lexer.is(".")) {
            calls.addDot();
        } else {
            calls.addOther();
        }
    }

    /** Whether it is a query that may set something by a function, itself or in a string. */
    boolean queriesSetConfig() {
        return query && setConfig;
    }

    /** Whether it names the time after which a server ends a session that waits. */
    boolean namesIdleTimeout() {
        return idleTimeout;
    }

    /** What a limit to its waits for locks would meet. */
    LockTimeoutTrace lockTimeout() {
        return lockTimeout;
    }

    /** Whether it asks for what the statement before it left in the session. */
    boolean asksBack() {
        return asksBack;
    }

    /** Whether rows are in it, and no query gives them. */
    boolean holdsRows() {
        return rows;
    }

    /** Whether it calls functions of which it is not known what they do. */
    boolean calls() {
        return calls.count() > 0;
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
        return queries == 0 && calls.count() == 0 && !variable;
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
        if (queries > 1 || calls.count() > 1 || sources > 0 || variable) {
            return Leaves.ANYTHING;
        }
        String function = second.equals("PG_CATALOG") ? third : second;
        if (calls.count() == 0 || function.equals("SETVAL")) {
            return Leaves.NOTHING;
        }
        return function.equals("SET_CONFIG") ? Leaves.SETTINGS : Leaves.ANYTHING;
    }
}
