package dev.lifeguard.migrate.script;

import java.util.Set;

/** Tells from the head of a statement whether it may give any number of rows. */
final class GivenRows {

    private static final Set<String> QUERIES =
            Set.of("SELECT", "VALUES", "TABLE", "WITH", "EXECUTE", "FETCH");

    /** A dump has one of them for each sequence: they give one row, and are worth no round trip. */
    private static final Set<String> ONE_ROW = Set.of("SETVAL", "SET_CONFIG");

    private GivenRows() {}

    static boolean of(Head head) {
        if (head.peek().kind() == TokenKind.OPEN) {
            return true;
        }
        HeadToken first = head.take();
        return first.kind() == TokenKind.WORD && QUERIES.contains(first.text()) && !isOneRow(head);
    }

    private static boolean isOneRow(Head behindFirst) {
        if (behindFirst.take("PG_CATALOG")) {
            behindFirst.takeSymbol(".");
        }
        boolean known = ONE_ROW.contains(behindFirst.take().text());
        behindFirst.takeGroup();
        return known && behindFirst.isAtEnd();
    }
}
