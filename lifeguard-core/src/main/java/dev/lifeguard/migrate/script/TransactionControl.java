package dev.lifeguard.migrate.script;

import dev.lifeguard.migrate.dialect.LexerRules.Grammar;

/** What a statement does to the transaction that it runs in. */
enum TransactionControl {
    /** Nothing. */
    NONE,
    /** Begins one as the migration's own would be. */
    BEGIN,
    /** Begins one with modes that the migration's own does not have. */
    BEGIN_WITH_MODES,
    /** Gives the one that runs modes that the migration's own does not have. */
    OTHER_MODES,
    /** Commits it, and no more. */
    COMMIT,
    /** Sets, releases or goes back to a savepoint, inside the transaction. */
    SAVEPOINT,
    /**
     * Sets or makes something that lasts to its end, which decides what later statements mean: SET
     * LOCAL, a temporary table ON COMMIT DROP, a cursor.
     */
    LOCAL_SETTING,
    /** Commits what is open before it runs, as DDL does on MariaDB, MySQL and H2. */
    COMMITS,

    /** Locks whole tables, and keeps the session from all others. */
    LOCK_TABLES,

    /** Ends that. */
    UNLOCK_TABLES,

    /** From here on statements stay in a transaction until a COMMIT. */
    AUTOCOMMIT_OFF,

    /** The opposite, and commits what is open. */
    AUTOCOMMIT_ON,

    /** Ends it in any other way, or deals with a prepared one. */
    OTHER;

    /** Whether a statement that does this goes to the server. */
    boolean isSent() {
        return switch (this) {
            case BEGIN, COMMIT, LOCK_TABLES, UNLOCK_TABLES, AUTOCOMMIT_OFF, AUTOCOMMIT_ON -> false;
            case NONE, BEGIN_WITH_MODES, OTHER_MODES, SAVEPOINT, LOCAL_SETTING, COMMITS, OTHER ->
                    true;
        };
    }

    /** Whether a SET that does this sets autocommit. */
    boolean isAutocommit() {
        return this == AUTOCOMMIT_OFF || this == AUTOCOMMIT_ON || this == OTHER;
    }

    /**
     * Source: the pages BEGIN, COMMIT, ROLLBACK, SAVEPOINT of each database's manual, and PREPARE
     * of PostgreSQL's.
     */
    static TransactionControl of(Head head, Grammar grammar, CommitsByItself.Answer commits) {
        TransactionControl other = commits == CommitsByItself.Answer.YES ? COMMITS : NONE;
        return switch (grammar) {
            case POSTGRESQL -> ofPostgres(head);
            case MYSQL -> ofMysql(head, other);
            case SQLITE -> ofSqlite(head);
            case H2 -> ofH2(head, other);
        };
    }

    private static TransactionControl ofPostgres(Head head) {
        return switch (head.take().text()) {
            case "BEGIN" -> afterBegin(head);
            case "START" -> head.peek().isWord("TRANSACTION") ? afterBegin(head) : NONE;
            case "COMMIT", "END" -> afterCommit(head);
            case "ROLLBACK" -> afterRollback(head);
            case "ABORT" -> OTHER;
            case "SAVEPOINT", "RELEASE" -> SAVEPOINT;
            case "PREPARE" ->
                    head.take("TRANSACTION") && head.peek().kind() == TokenKind.STRING
                            ? OTHER
                            : NONE;
            case "SET" -> afterSet(head);
            case "SELECT" -> StringSetting.setsLocally(head) ? LOCAL_SETTING : NONE;
            case "CREATE" -> isEmptiedAtCommit(head) ? LOCAL_SETTING : NONE;
            case "DECLARE" -> isClosedAtCommit(head) ? LOCAL_SETTING : NONE;
            default -> NONE;
        };
    }

    /** A temporary table that a COMMIT drops or empties. */
    private static boolean isEmptiedAtCommit(Head head) {
        head.takeOneOf("GLOBAL", "LOCAL");
        if (!head.takeOneOf("TEMP", "TEMPORARY")) {
            return false;
        }
        while (!head.isAtEnd()) {
            if (head.take("ON", "COMMIT")) {
                return head.takeOneOf("DROP", "DELETE");
            }
            head.take();
        }
        return false;
    }

    /** A cursor that no COMMIT holds. */
    private static boolean isClosedAtCommit(Head head) {
        while (!head.isAtEnd()) {
            if (head.take("WITH", "HOLD")) {
                return false;
            }
            if (head.take("FOR")) {
                return true;
            }
            head.take();
        }
        return true;
    }

    private static TransactionControl afterSet(Head head) {
        if (head.take("CONSTRAINTS")) {
            return LOCAL_SETTING;
        }
        boolean local = head.take("LOCAL");
        head.take("SESSION");
        if (head.take("TRANSACTION")) {
            return hasOwnModes(head) ? NONE : OTHER_MODES;
        }
        return local && !isHarmless(head.peek().value()) ? LOCAL_SETTING : NONE;
    }

    /** Whether a setting only says how long something may take, and how much memory. */
    private static boolean isHarmless(String setting) {
        return setting.endsWith("_timeout") || setting.endsWith("work_mem");
    }

    /** BEGIN NOT ATOMIC of MariaDB is a block of statements. */
    private static TransactionControl ofMysql(Head head, TransactionControl other) {
        return switch (head.take().text()) {
            case "BEGIN" -> head.peek().isWord("NOT") ? NONE : afterBegin(head);
            case "START" -> head.peek().isWord("TRANSACTION") ? afterBegin(head) : NONE;
            case "COMMIT" -> afterCommit(head);
            case "ROLLBACK" -> afterRollback(head);
            case "SAVEPOINT", "RELEASE" -> SAVEPOINT;
            case "XA" -> OTHER;
            case "LOCK" -> head.takeOneOf("TABLE", "TABLES") ? LOCK_TABLES : COMMITS;
            case "UNLOCK" -> head.takeOneOf("TABLE", "TABLES") ? UNLOCK_TABLES : COMMITS;
            case "SET" -> head.take("TRANSACTION") ? OTHER_MODES : Autocommit.of(head);
            default -> other;
        };
    }

    private static TransactionControl ofSqlite(Head head) {
        return switch (head.take().text()) {
            case "BEGIN" -> {
                head.takeOneOf("DEFERRED", "IMMEDIATE", "EXCLUSIVE");
                yield afterBegin(head);
            }
            case "COMMIT", "END" -> afterCommit(head);
            case "ROLLBACK" -> afterRollback(head);
            case "SAVEPOINT", "RELEASE" -> SAVEPOINT;
            default -> NONE;
        };
    }

    private static TransactionControl ofH2(Head head, TransactionControl other) {
        return switch (head.take().text()) {
            case "BEGIN" -> afterBegin(head);
            case "COMMIT" -> afterCommit(head);
            case "ROLLBACK" -> afterRollback(head);
            case "SAVEPOINT", "RELEASE" -> SAVEPOINT;
            case "PREPARE" -> head.take("COMMIT") ? OTHER : NONE;
            case "SET" -> setsAutocommit(head) ? OTHER : NONE;
            default -> other;
        };
    }

    private static TransactionControl afterBegin(Head head) {
        head.takeOneOf("WORK", "TRANSACTION");
        return hasOwnModes(head) ? BEGIN : BEGIN_WITH_MODES;
    }

    /** Whether no other modes come than those in which every migration runs. */
    private static boolean hasOwnModes(Head head) {
        while (head.take("READ", "WRITE") || head.take("ISOLATION", "LEVEL", "READ", "COMMITTED")) {
            head.takeSymbol(",");
        }
        return head.isAtEnd();
    }

    private static TransactionControl afterCommit(Head head) {
        head.takeOneOf("WORK", "TRANSACTION");
        head.take("AND", "NO", "CHAIN");
        return head.isAtEnd() ? COMMIT : OTHER;
    }

    private static TransactionControl afterRollback(Head head) {
        head.takeOneOf("WORK", "TRANSACTION");
        return head.take("TO") ? SAVEPOINT : OTHER;
    }

    /** One of several assignments may do it, and a variable of the user's own is none. */
    private static boolean setsAutocommit(Head head) {
        while (!head.isAtEnd()) {
            boolean ofUser = head.takeSymbol("@") && !head.takeSymbol("@");
            if (head.takeOneOf("SESSION", "LOCAL")) {
                head.takeSymbol(".");
            }
            if (head.take("AUTOCOMMIT") && !ofUser) {
                return true;
            }
            head.takeAssignment();
        }
        return false;
    }
}
