package dev.lifeguard.migrate.inspect.snapshot;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The query of a view as PostgreSQL 16 and newer write it: where it reads one table only, its
 * columns have no table before them. Versions 14 and 15 write it there, since views had two more
 * tables then, which nobody sees.
 */
final class PgViewText {

    private static final Set<String> QUERY = Set.of("SELECT", "WITH", "VALUES");
    private static final Pattern LAST_NAME = Pattern.compile("(?:" + PgTokens.NAME + ")$");

    private static final Set<String> TOGETHER = Set.of("UNION", "INTERSECT", "EXCEPT");
    private static final Set<String> BEHIND =
            Set.of(
                    "WHERE", "GROUP", "HAVING", "WINDOW", "ORDER", "LIMIT", "OFFSET", "FETCH",
                    "FOR");

    private static final Set<String> BEHIND_TABLE = Set.of("TABLESAMPLE");

    private final List<String> tokens;

    /** For each token, whether it is in the outermost query, in parentheses or not. */
    private final List<Boolean> outermost = new ArrayList<>();

    private final List<Integer> depths = new ArrayList<>();

    private PgViewText(String query) {
        tokens = PgTokens.of(query);
        Deque<Boolean> open = new ArrayDeque<>();
        int inner = 0;
        for (int at = 0; at < tokens.size(); at++) {
            String each = tokens.get(at);
            if (each.equals(")") && !open.isEmpty() && open.pop()) {
                inner--;
            }
            outermost.add(inner == 0);
            depths.add(open.size());
            if (each.equals("(")) {
                boolean isQuery = QUERY.contains(word(at + 1));
                open.push(isQuery);
                inner += isQuery ? 1 : 0;
            }
        }
    }

    /** The first word from there on that is no space. */
    private String word(int from) {
        int at = from;
        while (at < tokens.size() && tokens.get(at).isBlank()) {
            at++;
        }
        return at < tokens.size() ? tokens.get(at) : "";
    }

    /**
     * A view without what newer versions do not write.
     *
     * @param sql the statement that makes it, with its query from the second line on
     */
    static String withoutTable(String sql) {
        int query = sql.indexOf('\n') + 1;
        PgViewText text = new PgViewText(sql.substring(query));
        String table = text.onlyTable();
        return table.isEmpty() ? sql : sql.substring(0, query) + text.without(table);
    }

    /** What the columns of the only table have before them; empty where there are several. */
    private String onlyTable() {
        List<Integer> from = from();
        if (from.isEmpty()) {
            return "";
        }
        int first = from.getFirst();
        boolean join = tokens.get(first).equals("(") && !QUERY.contains(word(first + 1));
        boolean several = from.stream().anyMatch(at -> tokens.get(at).equals(","));
        return join || several ? "" : lastName(from);
    }

    /** Where the words of the outermost FROM are; none in a union. */
    private List<Integer> from() {
        List<Integer> from = new ArrayList<>();
        boolean inside = false;
        for (int at = 0; at < tokens.size(); at++) {
            String token = tokens.get(at);
            if (depths.get(at) > 0 || token.isBlank()) {
                continue;
            }
            if (TOGETHER.contains(token)) {
                return List.of();
            }
            if (BEHIND.contains(token)) {
                inside = false;
            }
            if (inside) {
                from.add(at);
            }
            inside |= token.equals("FROM");
        }
        return from;
    }

    private String lastName(List<Integer> from) {
        String name = "";
        for (int at : from) {
            if (BEHIND_TABLE.contains(tokens.get(at))) {
                break;
            }
            Matcher last = LAST_NAME.matcher(tokens.get(at));
            name = last.find() ? last.group() : name;
        }
        return name;
    }

    private String without(String table) {
        Set<Integer> from = Set.copyOf(from());
        StringBuilder text = new StringBuilder();
        for (int at = 0; at < tokens.size(); at++) {
            String token = tokens.get(at);
            boolean column =
                    outermost.get(at)
                            && token.startsWith(table + ".")
                            && PgTokens.NAME.matcher(token.substring(table.length() + 1)).matches()
                            && !word(at + 1).equals("(")
                            && !from.contains(at)
                            && !isCast(at);
            text.append(column ? token.substring(table.length() + 1) : token);
        }
        return text.toString();
    }

    private boolean isCast(int at) {
        return at > 0 && tokens.get(at - 1).equals("::");
    }
}
