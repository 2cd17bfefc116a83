package dev.lifeguard.migrate.inspect.snapshot;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Expressions as PostgreSQL writes them when it has read what it wrote itself. It writes {@code ((a
 * AND b) AND c)} for what was {@code x BETWEEN 1 AND 2 AND c}, and reads that as {@code (a AND b
 * AND c)}. A constant of a UNION that got its type from another branch has no name, and has that of
 * its type when it was read again.
 */
final class PgSettledText {

    /**
     * A constant with a type, and the name that it has by that anyway; or a text or a quoted name,
     * which is passed over whole.
     */
    private static final Pattern NAMED_CONSTANT =
            Pattern.compile(
                    "((?:"
                            + PgTokens.TEXT
                            + "|\\bNULL|\\([0-9.]+\\))::([\\w. ]+?)(?:\\([0-9, ]+\\))?"
                            + "(?:\\[\\])*) AS \"?(\\w+)\"?(?=,|\\n|$|;|\\))|"
                            + PgTokens.TEXT
                            + "|"
                            + PgTokens.NAMED);

    private static final Map<String, String> SHORT_NAMES =
            Map.of(
                    "integer", "int4",
                    "bigint", "int8",
                    "smallint", "int2",
                    "boolean", "bool",
                    "real", "float4",
                    "double precision", "float8",
                    "character varying", "varchar",
                    "character", "bpchar",
                    "timestamp with time zone", "timestamptz",
                    "time with time zone", "timetz");

    private PgSettledText() {}

    /** The text as it stays when it is read and written again. */
    static String of(String sql) {
        String flat = sql.contains(" AND ") || sql.contains(" OR ") ? flat(sql) : sql;
        return flat.contains("::") ? PgArrayText.of(withoutNames(flat)) : flat;
    }

    private static String withoutNames(String sql) {
        Matcher found = NAMED_CONSTANT.matcher(sql);
        StringBuilder text = new StringBuilder();
        while (found.find()) {
            String type = found.group(2);
            if (type == null) {
                found.appendReplacement(text, Matcher.quoteReplacement(found.group()));
                continue;
            }
            String plain = type.substring(type.lastIndexOf('.') + 1);
            String name =
                    SHORT_NAMES.getOrDefault(
                            plain,
                            plain.startsWith("timestamp") ? "timestamp" : plain.split(" ", 2)[0]);
            String kept = name.equals(found.group(3)) ? found.group(1) : found.group();
            found.appendReplacement(text, Matcher.quoteReplacement(kept));
        }
        return found.appendTail(text).toString();
    }

    /** What stands in parentheses, or all of it. */
    private static final class Group {

        private final List<Object> parts = new ArrayList<>();

        /** AND or OR where it has one of them only. */
        private Optional<String> connective() {
            List<Object> words =
                    parts.stream()
                            .filter(part -> part.equals("AND") || part.equals("OR"))
                            .distinct()
                            .toList();
            return words.size() == 1 ? Optional.of(words.getFirst().toString()) : Optional.empty();
        }

        private void add(Group group) {
            parts.add(group);
        }

        /** Takes in those parts that are joined by the same word. */
        private void flatten() {
            Optional<String> word = connective();
            if (word.isEmpty()) {
                return;
            }
            for (int at = parts.size() - 1; at >= 0; at--) {
                if (parts.get(at) instanceof Group inner
                        && inner.connective().equals(word)
                        && isOperand(at, word.get())) {
                    parts.remove(at);
                    parts.addAll(at, inner.parts);
                }
            }
        }

        private boolean isOperand(int at, String word) {
            return joins(at, -1, word) && joins(at, 1, word);
        }

        private boolean joins(int from, int step, String word) {
            int at = from + step;
            while (at >= 0 && at < parts.size() && parts.get(at).toString().isBlank()) {
                at += step;
            }
            return at < 0 || at >= parts.size() || parts.get(at).equals(word);
        }

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder();
            for (Object part : parts) {
                text.append(part instanceof Group ? "(" + part + ")" : part);
            }
            return text.toString();
        }
    }

    private static String flat(String sql) {
        Deque<Group> open = new ArrayDeque<>();
        open.push(new Group());
        for (String token : PgTokens.of(sql)) {
            if (token.equals("(")) {
                open.push(new Group());
            } else if (token.equals(")") && open.size() > 1) {
                Group closed = open.pop();
                closed.flatten();
                open.element().add(closed);
            } else {
                open.element().parts.add(token);
            }
        }
        return open.element().toString();
    }
}
