package dev.lifeguard.migrate.layouts.liquibase;

/** Finds what is quoted or a comment in a text of SQL. */
final class Quotes {

    private final String text;
    private final Backslash backslash;
    private final boolean dollars;

    /**
     * Looks into a text.
     *
     * @param dollars whether there are quotes of dollar signs
     */
    Quotes(String text, Backslash backslash, boolean dollars) {
        this.text = text;
        this.backslash = backslash;
        this.dollars = dollars;
    }

    /** What a backslash in a string is. */
    enum Backslash {
        /** A character like any other. */
        PLAIN,
        /** It takes the meaning of the next character, as on MariaDB. */
        ESCAPES
    }

    /** Where what is quoted there or a comment ends; the same place where nothing is. */
    int behind(int at) {
        return switch (text.charAt(at)) {
            case '\'', '"', '`' -> behindString(at);
            case '-' -> text.startsWith("--", at) ? lineEnd(at) : at;
            case '/' -> text.startsWith("/*", at) ? behindFirst("*/", at + 2) : at;
            case '$' -> dollars ? behindDollars(at) : at;
            default -> at;
        };
    }

    private int lineEnd(int at) {
        int end = text.indexOf('\n', at);
        return end < 0 ? text.length() : end;
    }

    private int behindFirst(String closing, int from) {
        int end = text.indexOf(closing, from);
        return end < 0 ? text.length() : end + closing.length();
    }

    private int behindString(int from) {
        char quote = text.charAt(from);
        for (int at = from + 1; at < text.length(); at++) {
            char next = text.charAt(at);
            if (next == '\\' && backslash == Backslash.ESCAPES && quote != '`') {
                at++;
            } else if (next == quote) {
                return at + 1;
            }
        }
        return text.length();
    }

    private int behindDollars(int from) {
        int end = from + 1;
        while (end < text.length()
                && Character.isJavaIdentifierPart(text.charAt(end))
                && text.charAt(end) != '$') {
            end++;
        }
        if (end >= text.length() || text.charAt(end) != '$') {
            return from;
        }
        String tag = text.substring(from, end + 1);
        int closing = text.indexOf(tag, end + 1);
        return closing < 0 ? from : closing + tag.length();
    }

    /**
     * The text without comments that MariaDB runs, {@code /*! … *}{@code /}; blanks are in their
     * places.
     */
    String withoutExecutableComments() {
        if (!text.contains("/*!") && !text.contains("/*M!")) {
            return text;
        }
        StringBuilder without = new StringBuilder(text);
        int at = 0;
        while (at < text.length()) {
            int next = behind(at);
            if (text.startsWith("/*!", at) || text.startsWith("/*M!", at)) {
                blank(without, at, next);
            }
            at = Math.max(at + 1, next);
        }
        return without.toString();
    }

    private static void blank(StringBuilder without, int from, int to) {
        for (int at = from; at < to; at++) {
            if (without.charAt(at) != '\n') {
                without.setCharAt(at, ' ');
            }
        }
    }
}
