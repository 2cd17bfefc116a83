package dev.lifeguard.migrate.script;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the statements of PostgreSQL that change how the server talks to its client: the driver
 * gives the connection up when it sees another encoding than UTF8 or another form of dates than
 * ISO.
 */
final class ClientSetting {

    private static final Set<String> UTF8 = Set.of("utf8", "utf-8", "unicode", "default");
    private static final Set<String> OTHER_STYLES = Set.of("german", "postgres", "sql");

    private ClientSetting() {}

    /** Why the statement is refused, if it is. */
    static Optional<String> refusal(Head head) {
        if (!head.take("SET")) {
            return Optional.empty();
        }
        head.takeOneOf("SESSION", "LOCAL");
        HeadToken name = head.take();
        boolean names = name.isWord("NAMES");
        if (!names && !head.take("TO") && !head.takeSymbol("=")) {
            return Optional.empty();
        }
        if (names || name.value().equals("client_encoding")) {
            return refusalOfEncoding(head);
        }
        return name.value().equals("datestyle") ? refusalOfDateStyle(head) : Optional.empty();
    }

    private static Optional<String> refusalOfEncoding(Head head) {
        boolean none = head.isAtEnd();
        return none || UTF8.contains(head.take().value().toLowerCase(Locale.ROOT))
                ? Optional.empty()
                : Optional.of(
                        "The client's encoding can only be UTF8, in which scripts are read and"
                                + " sent. Save the file as UTF-8 and take this statement out.");
    }

    private static Optional<String> refusalOfDateStyle(Head head) {
        while (!head.isAtEnd()) {
            String value = head.take().value().toLowerCase(Locale.ROOT);
            if (OTHER_STYLES.stream().anyMatch(value::contains)) {
                return Optional.of(
                        "The style of dates can only be ISO, with any order of day, month and year:"
                                + " the database's driver reads no other. Write the dates of this"
                                + " script in that form.");
            }
        }
        return Optional.empty();
    }
}
