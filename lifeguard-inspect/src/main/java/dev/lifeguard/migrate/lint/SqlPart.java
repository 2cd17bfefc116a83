package dev.lifeguard.migrate.lint;

/** A part of a statement's text: from a place to the comma, semicolon or parenthesis after it. */
final class SqlPart {

    private final String text;
    private int at;

    private SqlPart(String text, int at) {
        this.text = text;
        this.at = at;
    }

    /** The part that begins at an index, without blanks at its end. */
    static String from(String text, int index) {
        SqlPart part = new SqlPart(text, index);
        part.run();
        return text.substring(index, part.at).strip();
    }

    private void run() {
        int depth = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (depth == 0 && (c == ',' || c == ';' || c == ')')) {
                return;
            }
            if (c == '(' || c == '[') {
                depth++;
            } else if (c == ')' || c == ']') {
                depth--;
            }
            at = next(c);
        }
    }

    /** Behind what begins here: a string, a name, a comment or one character. */
    private int next(char c) {
        if (c == '\'' || c == '"') {
            return behind(String.valueOf(c), at + 1);
        }
        if (text.startsWith("--", at)) {
            return behind("\n", at + 2);
        }
        if (text.startsWith("/*", at)) {
            return behind("*/", at + 2);
        }
        if (c == '$') {
            int end = text.indexOf('$', at + 1);
            if (end > 0 && text.substring(at + 1, end).matches("[\\p{L}_][\\p{L}\\p{N}_]*|")) {
                return behind(text.substring(at, end + 1), end + 1);
            }
        }
        return at + 1;
    }

    private int behind(String mark, int from) {
        int found = text.indexOf(mark, from);
        return found < 0 ? text.length() : found + mark.length();
    }
}
