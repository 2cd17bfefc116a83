package dev.lifeguard.migrate.inspect.erd;

import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names as Mermaid reads them, whatever is in them. */
final class MermaidName {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /** Where a table's name may stand, these mean something else, in any case of letters. */
    private static final Set<String> WORDS =
            Set.of(
                    "accdescr",
                    "acctitle",
                    "class",
                    "classdef",
                    "direction",
                    "end",
                    "erdiagram",
                    "many",
                    "o",
                    "one",
                    "only",
                    "optionally",
                    "style",
                    "subgraph",
                    "title",
                    "to",
                    "u",
                    "zero");

    /** At the edge of a word it would be the beginning or the end of italics. */
    private static final Pattern EDGE =
            Pattern.compile("(?<![\\p{L}\\p{N}_])_|_(?![\\p{L}\\p{N}_])");

    /** A line with that anywhere says how the whole diagram lies. */
    private static final Pattern DIRECTION =
            Pattern.compile("(?<=direction) (?=TB|BT|RL|LR)", Pattern.CASE_INSENSITIVE);

    /** These are keys of a column, even as the beginning of a longer name with a hyphen. */
    private static final Pattern KEY = Pattern.compile("(?i)(pk|fk|uk)(?![a-z0-9_]).*");

    private static final Pattern TYPE =
            Pattern.compile(
                    "(?s)(?<name>[^(]*?)((?<length>\\(.*\\))(?<rest>[^()]*?))?(?<array>(\\[])*)");

    private static final Pattern LENGTH = Pattern.compile("\\([0-9A-Za-z_]{1,20}\\)");

    private static final String BLANK = "\u2423";

    private MermaidName() {}

    /** A table's name: as it is where that is safe, else in quotes. */
    static String entity(String name) {
        return PLAIN.matcher(name).matches()
                        && !isEmphasis(name)
                        && !WORDS.contains(name.toLowerCase(Locale.ROOT))
                ? name
                : quoted(name);
    }

    /** A text in quotes, with codes for what Mermaid, or what shows it, would take for its own. */
    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        // A text of nothing but spaces ends a picture with an error.
        (text.isBlank() ? BLANK.repeat(Math.max(1, text.length())) : text)
                .codePoints()
                .forEach(point -> append(point, quoted));
        String all = EDGE.matcher(quoted.append('"')).replaceAll("#95;");
        return DIRECTION.matcher(all).replaceAll("#32;");
    }

    private static void append(int point, StringBuilder quoted) {
        if (point == ' ' || Character.isLetterOrDigit(point) || ".,_-()[]:;".indexOf(point) >= 0) {
            quoted.appendCodePoint(point);
        } else if (Character.isISOControl(point) || Character.getType(point) == Character.FORMAT) {
            quoted.append('\ufffd');
        } else {
            quoted.append('#').append(point).append(';');
        }
    }

    /** A column's name: what cannot be written becomes an underscore. */
    static String word(String name) {
        StringBuilder word = new StringBuilder();
        name.codePoints().forEach(point -> word.appendCodePoint(isPartOfWord(point) ? point : '_'));
        boolean begins =
                !word.isEmpty()
                        && !Character.isDigit(word.codePointAt(0))
                        && word.charAt(0) != '-'
                        && !KEY.matcher(word).matches();
        return begins ? word.toString() : "_" + word;
    }

    /** Whether it is shown in italics, or bold, without what stands around it. */
    static boolean isEmphasis(String word) {
        return word.length() > 2 && word.startsWith("_") && word.endsWith("_");
    }

    private static boolean isPartOfWord(int point) {
        return point < 0x80
                ? Character.isLetterOrDigit(point) || point == '_' || point == '-'
                : point >= 0xC0 && Character.isLetterOrDigit(point);
    }

    /** A type: without what stands in parentheses where Mermaid cannot read that. */
    static String type(String type) {
        Matcher parts = TYPE.matcher(type);
        if (type.isEmpty() || !parts.matches()) {
            return "untyped";
        }
        String length = parts.group("length");
        String rest = Objects.requireNonNullElse(parts.group("rest"), "").strip();
        return word(parts.group("name").replace("\"", "").strip())
                + (length == null || !LENGTH.matcher(length).matches() ? "" : length)
                + (rest.isEmpty() ? "" : word(" " + rest))
                + parts.group("array");
    }
}
