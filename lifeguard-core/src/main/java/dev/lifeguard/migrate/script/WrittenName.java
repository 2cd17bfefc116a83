package dev.lifeguard.migrate.script;

/**
 * A name as a statement writes it, in quotes or not, which may hold dots in its quotes.
 *
 * @param qualifier what is before its last dot; empty where there is none
 * @param own what is behind that
 */
public record WrittenName(String qualifier, String own) {

    /** Of its text. */
    public static WrittenName of(String text) {
        int dot = -1;
        int at = 0;
        while (at < text.length()) {
            at = endOfPart(text, at);
            if (at < text.length()) {
                dot = at;
            }
            at++;
        }
        return new WrittenName(text.substring(0, Math.max(dot, 0)), text.substring(dot + 1));
    }

    /** Where the dot behind a part is, or the end. */
    private static int endOfPart(String text, int start) {
        char quote = closing(text.charAt(start));
        int at = start + 1;
        if (quote != 0) {
            while (at < text.length() && !closes(text, at, quote)) {
                at += text.charAt(at) == quote ? 2 : 1;
            }
        }
        int dot = text.indexOf('.', Math.min(quote == 0 ? start : at, text.length()));
        return dot < 0 ? text.length() : dot;
    }

    private static boolean closes(String text, int at, char quote) {
        return text.charAt(at) == quote
                && (at + 1 == text.length() || text.charAt(at + 1) != quote);
    }

    /** What ends a quoted name that begins so; 0 where none does. */
    private static char closing(char first) {
        return switch (first) {
            case '"', '`' -> first;
            case '[' -> ']';
            default -> 0;
        };
    }

    /** Whether it names no schema. */
    public boolean isAlone() {
        return qualifier.isEmpty();
    }

    /** Its own name behind another qualifier. */
    public String behind(String other) {
        return other.isEmpty() ? own : other + "." + own;
    }

    /** The characters that a name without a dot stands for, but that letters are not folded. */
    public static String bare(String part) {
        char quote = part.isEmpty() ? 0 : closing(part.charAt(0));
        boolean quoted = quote != 0 && part.length() > 2 && part.endsWith(String.valueOf(quote));
        return quoted
                ? part.substring(1, part.length() - 1)
                        .replace("" + quote + quote, String.valueOf(quote))
                : part;
    }
}
