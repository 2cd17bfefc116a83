package dev.lifeguard.migrate.lint;

/** Where texts, quoted names, comments and words of a body in PL/pgSQL end. */
final class BlockLexer {

    private BlockLexer() {}

    /** Whether space or a comment begins there. */
    static boolean isBlank(String body, int at) {
        return Character.isWhitespace(body.charAt(at))
                || body.startsWith("--", at)
                || body.startsWith("/*", at);
    }

    /** Where what begins at a place ends; the end of the body where nothing ends it. */
    static int end(String body, int at) {
        char first = body.charAt(at);
        if (Character.isWhitespace(first)) {
            return at + 1;
        }
        if (body.startsWith("--", at)) {
            return behind("\n", body, at);
        }
        if (body.startsWith("/*", at)) {
            return comment(body, at);
        }
        if (first == '\'' || first == '"') {
            return quoted(body, at + 1, first, false);
        }
        if ((first == 'e' || first == 'E') && body.startsWith("'", at + 1)) {
            return quoted(body, at + 2, '\'', true);
        }
        String dollars = dollarQuote(body, at);
        if (!dollars.isEmpty()) {
            return behind(dollars, body, at + dollars.length());
        }
        return isOfWord(first) ? word(body, at) : at + 1;
    }

    private static int behind(String end, String body, int from) {
        int found = body.indexOf(end, from);
        return found < 0 ? body.length() : found + end.length();
    }

    private static int comment(String body, int at) {
        int depth = 0;
        int next = at;
        do {
            if (body.startsWith("/*", next)) {
                depth++;
                next += 2;
            } else if (body.startsWith("*/", next)) {
                depth--;
                next += 2;
            } else {
                next++;
            }
        } while (depth > 0 && next < body.length());
        return Math.min(next, body.length());
    }

    private static int quoted(String body, int from, char quote, boolean escapes) {
        int at = from;
        while (at < body.length()) {
            char next = body.charAt(at++);
            if (escapes && next == '\\') {
                at++;
            } else if (next == quote && (at >= body.length() || body.charAt(at) != quote)) {
                return at;
            } else if (next == quote) {
                at++;
            }
        }
        return body.length();
    }

    private static int word(String body, int at) {
        int end = at;
        while (end < body.length() && (isOfWord(body.charAt(end)) || body.charAt(end) == '$')) {
            end++;
        }
        return end;
    }

    private static boolean isOfWord(char sign) {
        return Character.isLetterOrDigit(sign) || sign == '_';
    }

    /** The opening {@code $tag$} at a place; empty where there is none. */
    static String dollarQuote(String body, int at) {
        if (at >= body.length() || body.charAt(at) != '$') {
            return "";
        }
        int end = at + 1;
        while (end < body.length() && isOfWord(body.charAt(end))) {
            end++;
        }
        boolean isTag = end < body.length() && body.charAt(end) == '$';
        return isTag && !(end > at + 1 && Character.isDigit(body.charAt(at + 1)))
                ? body.substring(at, end + 1)
                : "";
    }
}
