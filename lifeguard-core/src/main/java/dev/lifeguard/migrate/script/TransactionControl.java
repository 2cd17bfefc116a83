package dev.lifeguard.migrate.script;

/** What a statement does to the transaction that it runs in. */
enum TransactionControl {
    /** Nothing. */
    NONE,
    /** Begins one as the migration's own would be. */
    BEGIN,
    /** Begins one with modes that the migration's own does not have. */
    BEGIN_WITH_MODES,
    /** Commits it, and no more. */
    COMMIT,
    /** Sets, releases or goes back to a savepoint, inside the transaction. */
    SAVEPOINT,
    /** Ends it in any other way, or deals with a prepared one. */
    OTHER;

    /** Source: PostgreSQL manual, the pages BEGIN, COMMIT, ROLLBACK, SAVEPOINT, PREPARE. */
    static TransactionControl of(Head head) {
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
            default -> NONE;
        };
    }

    private static TransactionControl afterBegin(Head head) {
        head.takeOneOf("WORK", "TRANSACTION");
        while (head.take("READ", "WRITE") || head.take("ISOLATION", "LEVEL", "READ", "COMMITTED")) {
            head.takeSymbol(",");
        }
        return head.isAtEnd() ? BEGIN : BEGIN_WITH_MODES;
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
}
