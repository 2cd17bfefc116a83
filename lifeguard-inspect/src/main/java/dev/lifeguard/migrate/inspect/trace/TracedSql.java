package dev.lifeguard.migrate.inspect.trace;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A statement that is to be traced.
 *
 * @param text without its closing semicolon
 * @param kind what it is, short and in upper case, such as {@code CREATE INDEX CONCURRENTLY}
 * @param place whether it runs in the transaction that is open
 */
public record TracedSql(String text, String kind, Place place) {

    /** Where a statement runs. */
    public enum Place {
        /** In the transaction that is open. */
        IN_TRANSACTION,
        /** In none: it has transactions of its own. */
        ALONE
    }

    private static final Set<String> RUN_OTHERS = Set.of("CALL", "DO");

    /** Whether it takes rows from the client. */
    boolean readsClient() {
        return kind.startsWith("COPY") && text.toUpperCase(Locale.ROOT).contains("STDIN");
    }

    /** Whether it runs statements that its text does not tell. */
    boolean runsOthers() {
        return RUN_OTHERS.contains(kind.split("\\s", 2)[0]);
    }

    /** Whether its text is the command alone, perhaps with options. */
    boolean isWord() {
        return text.matches("(?s)\\w+(\\s*\\([^()]*\\))?\\s*");
    }

    /** Whether its text has a name as a word, in any case. */
    boolean names(String name) {
        return Pattern.compile(
                        "(?<![\\w$])" + Pattern.quote(name) + "(?![\\w$])",
                        Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
                .matcher(text)
                .find();
    }
}
