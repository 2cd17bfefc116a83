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
    /** Ends it in any other way, or deals with a prepared one. */
    OTHER;

    /**
     * Source: the pages BEGIN, COMMIT, ROLLBACK, SAVEPOINT of each database's manual, and PREPARE
     * of PostgreSQL's.
     */
    static TransactionControl of(Head head, Grammar grammar) {
        return switch (grammar) {
            case POSTGRESQL -> ofPostgres(head);
            case MYSQL -> ofMysql(head);
            case SQLITE -> ofSqlite(head);
            case H2 -> ofH2(head);
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
            case "SET" -> {
                head.takeOneOf("SESSION", "LOCAL");
                yield head.take("TRANSACTION") && !hasOwnModes(head) ? OTHER_MODES : NONE;
            }
            default -> NONE;
        };
    }

    /** BEGIN NOT ATOMIC of MariaDB is a block of statements. */
    private static TransactionControl ofMysql(Head head) {
        return switch (head.take().text()) {
            case "BEGIN" -> head.peek().isWord("NOT") ? NONE : afterBegin(head);
            case "START" -> head.peek().isWord("TRANSACTION") ? afterBegin(head) : NONE;
            case "COMMIT" -> afterCommit(head);
            case "ROLLBACK" -> afterRollback(head);
            case "SAVEPOINT", "RELEASE" -> SAVEPOINT;
            case "XA" -> OTHER;
            case "SET" -> setsAutocommit(head) ? OTHER : NONE;
            default -> NONE;
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

    private static TransactionControl ofH2(Head head) {
        return switch (head.take().text()) {
            case "BEGIN" -> afterBegin(head);
            case "COMMIT" -> afterCommit(head);
            case "ROLLBACK" -> afterRollback(head);
            case "SAVEPOINT", "RELEASE" -> SAVEPOINT;
            case "PREPARE" -> head.take("COMMIT") ? OTHER : NONE;
            case "SET" -> setsAutocommit(head) ? OTHER : NONE;
            default -> NONE;
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

    private static boolean setsAutocommit(Head head) {
        while (head.takeSymbol("@") || head.takeSymbol(".") || head.takeOneOf("SESSION", "LOCAL")) {
            // What may stand before the setting's name.
        }
        return head.take("AUTOCOMMIT");
    }
}
