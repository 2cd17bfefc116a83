package dev.lifeguard.migrate.script;

import dev.lifeguard.migrate.dialect.LexerRules.Grammar;
import java.util.Optional;

/**
 * Finds the statements that would take the history away from the run that writes it.
 *
 * <p>Source: the pages "FLUSH", "BACKUP STAGE" and "BACKUP LOCK" of the MariaDB manual, and H2's
 * page "SQL Grammar".
 */
final class HistoryThreat {

    private HistoryThreat() {}

    /** Why the statement is refused, if it is. */
    static Optional<String> refusal(Head head, Grammar grammar) {
        return switch (grammar) {
            case MYSQL -> refusalOnMysql(head);
            case H2 -> refusalOnH2(head);
            case POSTGRESQL, SQLITE -> Optional.empty();
        };
    }

    private static Optional<String> refusalOnMysql(Head head) {
        if (head.take("BACKUP")) {
            return Optional.of(
                    "BACKUP is refused: it keeps the session from writing, the history's table"
                            + " too. Take it out.");
        }
        boolean locks =
                head.take("FLUSH")
                        && (head.again().skipTo("LOCK") || head.again().skipTo("EXPORT"));
        return locks
                ? Optional.of(
                        "This FLUSH is refused: it keeps the session from writing, the history's"
                                + " table too. Take it and its UNLOCK TABLES out.")
                : Optional.empty();
    }

    private static Optional<String> refusalOnH2(Head head) {
        if (head.take("DROP", "ALL", "OBJECTS")) {
            return Optional.of(
                    "DROP ALL OBJECTS is refused: it drops the table of the history, too. Drop what"
                            + " is meant by its name.");
        }
        return head.take("SHUTDOWN")
                ? Optional.of(
                        "SHUTDOWN is refused: it closes the database before the history is written."
                                + " Take it out.")
                : Optional.empty();
    }
}
