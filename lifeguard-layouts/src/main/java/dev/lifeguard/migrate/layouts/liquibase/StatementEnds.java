package dev.lifeguard.migrate.layouts.liquibase;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Writes a semicolon where Liquibase would end a statement at something else: at an {@code
 * endDelimiter}, or without one at a line {@code GO} or {@code /}. A semicolon within it goes on
 * ending statements where it does so for the database.
 *
 * <p>All characters stay at their places. An end is looked for outside of quotes and comments.
 */
final class StatementEnds {

    private static final Pattern OF_CLIENTS = Pattern.compile("(?im)^(go|/)(?=[ \\t]*$)");

    private final StringBuilder text;
    private final Matcher end;
    private final Quotes quotes;

    private StatementEnds(String text, Pattern end, Quotes quotes) {
        this.text = new StringBuilder(text);
        this.end = end.matcher(text).useTransparentBounds(true).useAnchoringBounds(false);
        this.quotes = quotes;
    }

    /**
     * The text with semicolons.
     *
     * @param delimiter as the changeset says it, or null
     * @param backslash what one is in a string
     */
    static String in(String text, @Nullable String delimiter, Quotes.Backslash backslash) {
        if (delimiter == null) {
            return mayEndForClients(text) && OF_CLIENTS.matcher(text).find()
                    ? new StatementEnds(text, OF_CLIENTS, new Quotes(text, backslash, true))
                            .written()
                    : text;
        }
        Optional<Pattern> pattern = pattern(delimiter);
        if (pattern.isEmpty() || !pattern.get().matcher(text).find()) {
            return text;
        }
        Quotes quotes = new Quotes(text, backslash, !delimiter.startsWith("$"));
        return new StatementEnds(text, pattern.get(), quotes).written();
    }

    /** Most texts have no line that begins so, and need not be matched. */
    private static boolean mayEndForClients(String text) {
        return (!text.isEmpty() && "/gG".indexOf(text.charAt(0)) >= 0)
                || text.contains("\n/")
                || text.contains("\ng")
                || text.contains("\nG");
    }

    /** The text of one statement, without what ends it at its own end. */
    static String withoutLast(String text, @Nullable String delimiter) {
        String last =
                delimiter == null ? "" : delimiter.replace("\\n", "\n").replaceFirst("\\$$", "");
        String trimmed = text.stripTrailing();
        return last.isEmpty() || !trimmed.endsWith(last)
                ? text
                : trimmed.substring(0, trimmed.length() - last.length());
    }

    /** Empty where it is the semicolon. */
    private static Optional<Pattern> pattern(String delimiter) {
        if (delimiter.isBlank() || delimiter.equals(";")) {
            return Optional.empty();
        }
        String literal = Pattern.quote(delimiter);
        if (delimiter.equals("/")) {
            return Optional.of(Pattern.compile("(?m)^/(?!\\*)"));
        }
        String bounded =
                before(delimiter.charAt(0))
                        + literal
                        + behind(delimiter.charAt(delimiter.length() - 1));
        if (delimiter.indexOf('\\') < 0 && delimiter.indexOf('\n') < 0) {
            return Optional.of(Pattern.compile("(?i)" + bounded));
        }
        try {
            // At the end of its match stands the delimiter's last character, and not the text's.
            String shape = delimiter.toLowerCase(Locale.ROOT).replaceFirst("\\$$", "");
            return Optional.of(Pattern.compile("(?im)" + bounded + "|(?:" + shape + ")(?![\\w*])"));
        } catch (PatternSyntaxException literally) {
            return Optional.of(Pattern.compile("(?i)" + bounded));
        }
    }

    private static String before(char first) {
        return Character.isLetterOrDigit(first) ? "(?<!\\w)" : "";
    }

    private static String behind(char last) {
        return Character.isLetterOrDigit(last) ? "(?!\\w)" : "";
    }

    private String written() {
        int at = 0;
        while (at < text.length()) {
            int next = quotes.behind(at);
            if (next > at) {
                at = next;
            } else if (end.region(at, text.length()).lookingAt() && end.end() > at) {
                write(at, end.end());
                at = end.end();
            } else {
                at++;
            }
        }
        return text.toString();
    }

    private void write(int from, int to) {
        boolean written = false;
        for (int at = from; at < to; at++) {
            if (text.charAt(at) != '\n') {
                boolean white = Character.isWhitespace(text.charAt(at));
                text.setCharAt(at, written || white ? ' ' : ';');
                written |= !white;
            }
        }
    }
}
