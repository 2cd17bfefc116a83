package dev.lifeguard.migrate.inspect.snapshot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A token of SQL as SQLite keeps it; white space and comments are none.
 *
 * @param text as it is written
 * @param start where it begins in the whole text
 */
record SqliteToken(Kind kind, String text, int start) {

    /** What tokens are. */
    enum Kind {
        /** A keyword or a name without quotes. */
        WORD,
        /** Between double quotes: a name, or a text where there is none: SQLite, quirks, 8. */
        QUOTED,
        /** A name in brackets or backticks. */
        NAME,
        /** A text, a number or a blob. */
        CONSTANT,
        /** An operator, a parenthesis, a comma. */
        SYMBOL
    }

    /** What stands before the first and behind the last one. */
    static final SqliteToken NOTHING = new SqliteToken(Kind.SYMBOL, "", 0);

    private static final Pattern TOKEN =
            Pattern.compile(
                    "(?<skipped>\\s+|--[^\\n"
                        + "]*+|/\\*(?s:.*?)(?:\\*/|\\z))"
                        + "|(?<constant>(?:[xX])?'[^']*+(?:''[^']*+)*+'|0[xX][0-9a-fA-F_]++"
                        + "|(?:[0-9][0-9_]*+(?:\\.[0-9_]*+)?|\\.[0-9][0-9_]*+)(?:[eE][+-]?[0-9_]++)?)"
                        + "|(?<quoted>\"[^\"]*+(?:\"\"[^\"]*+)*+\")"
                        + "|(?<name>\\[[^\\]]*+\\]|`[^`]*+(?:``[^`]*+)*+`)"
                        + "|(?<word>[\\w\\x{80}-\\x{10ffff}][\\w$\\x{80}-\\x{10ffff}]*+)"
                        + "|->>|->|\\|\\||<<|>>|<=|>=|<>|!=|==|(?s:.)");

    /** All of a text. */
    static List<SqliteToken> of(String sql) {
        List<SqliteToken> tokens = new ArrayList<>();
        Matcher found = TOKEN.matcher(sql);
        while (found.find()) {
            if (found.group("skipped") == null) {
                tokens.add(new SqliteToken(kind(found), found.group(), found.start()));
            }
        }
        return tokens;
    }

    private static Kind kind(Matcher found) {
        if (found.group("constant") != null) {
            return Kind.CONSTANT;
        }
        if (found.group("quoted") != null) {
            return Kind.QUOTED;
        }
        if (found.group("name") != null) {
            return Kind.NAME;
        }
        return found.group("word") == null ? Kind.SYMBOL : Kind.WORD;
    }

    /** The same where double quotes are those of names. */
    SqliteToken quotedName() {
        return kind == Kind.QUOTED ? new SqliteToken(Kind.NAME, text, start) : this;
    }

    int end() {
        return start + text.length();
    }

    boolean is(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    /** Whether it is one of some words without quotes. */
    boolean isWord(String... words) {
        if (kind == Kind.WORD) {
            for (String word : words) {
                if (text.equalsIgnoreCase(word)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether it can stand for an object or a column. */
    boolean isName() {
        return kind == Kind.WORD || kind == Kind.QUOTED || kind == Kind.NAME;
    }

    String upper() {
        return text.toUpperCase(Locale.ROOT);
    }

    /** The name that it is, without its quotes; those of a text do for a name, too. */
    String name() {
        if (kind == Kind.WORD || kind == Kind.SYMBOL || text.length() < 2) {
            return text;
        }
        String inside = text.substring(1, text.length() - 1);
        return switch (text.charAt(0)) {
            case '"' -> inside.replace("\"\"", "\"");
            case '`' -> inside.replace("``", "`");
            case '\'' -> inside.replace("''", "'");
            case '[' -> inside;
            default -> text;
        };
    }
}
