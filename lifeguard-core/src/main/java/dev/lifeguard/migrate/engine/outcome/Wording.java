package dev.lifeguard.migrate.engine.outcome;

import java.util.Locale;

/** Puts parts of a message into one text. */
public final class Wording {

    private Wording() {}

    /** With a space behind it; nothing stays nothing. */
    public static String spaced(String sentence) {
        return sentence.isEmpty() ? "" : sentence + " ";
    }

    /** A title as it stands inside of a sentence. */
    public static String inSentence(String title) {
        return title.substring(0, 1).toLowerCase(Locale.ROOT) + title.substring(1);
    }

    /** With a capital letter; nothing stays nothing. */
    public static String sentence(String clause) {
        return clause.isEmpty()
                ? clause
                : clause.substring(0, 1).toUpperCase(Locale.ROOT) + clause.substring(1);
    }
}
