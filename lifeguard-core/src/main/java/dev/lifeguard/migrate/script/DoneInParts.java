package dev.lifeguard.migrate.script;

import dev.lifeguard.migrate.dialect.LexerRules.Grammar;

/**
 * Finds the statements outside a transaction that may fail with a part of their work done, which
 * then stays: those that hold or run other statements, and those that work on several things.
 *
 * <p>Source: the pages "Atomic DDL", "DROP TABLE", "CREATE USER" and "GRANT" of the MariaDB manual,
 * and what MariaDB 10.11 did.
 */
final class DoneInParts {

    private DoneInParts() {}

    static boolean is(Head head, Grammar grammar, CommitsByItself.Answer commits) {
        return switch (grammar) {
            case MYSQL -> commits == CommitsByItself.Answer.PERHAPS || onMysql(head);
            case H2 -> commits == CommitsByItself.Answer.PERHAPS;
            case POSTGRESQL, SQLITE -> false;
        };
    }

    private static boolean onMysql(Head head) {
        return switch (head.take().text()) {
            case "ALTER", "RENAME" -> head.take("USER") && namesSeveral(head);
            case "CREATE" -> afterCreate(head);
            case "DROP" -> head.takeOneOf("DATABASE", "SCHEMA") || namesSeveral(head);
            case "GRANT" -> head.skipTo("TO") && namesSeveral(head);
            case "REVOKE" -> head.skipTo("FROM") && namesSeveral(head);
            case "SET" -> CommitsByItself.takeFor(head) && onMysql(head.rest());
            default -> false;
        };
    }

    /** The table that is replaced is gone before a query has filled its successor. */
    private static boolean afterCreate(Head head) {
        boolean replaces = head.take("OR", "REPLACE");
        return head.take("TABLE") ? replaces : head.takeOneOf("USER", "ROLE") && namesSeveral(head);
    }

    private static boolean namesSeveral(Head head) {
        while (!head.isAtEnd()) {
            head.takeGroup();
            if (head.takeSymbol(",")) {
                return true;
            }
            head.take();
        }
        return false;
    }
}
