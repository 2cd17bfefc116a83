package dev.lifeguard.migrate.inspect.snapshot;

import dev.lifeguard.migrate.inspect.snapshot.MariaDbObject.Phase;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * A view as SHOW CREATE VIEW writes it.
 *
 * @param broken whether it names what is not there
 */
record MariaDbView(String name, MariaDbTokens tokens, MariaDbSurroundings around, boolean broken) {

    private static final Set<String> CLAUSES =
            Set.of(
                    "from",
                    "where",
                    "group",
                    "having",
                    "order",
                    "limit",
                    "union",
                    "except",
                    "intersect",
                    "window");

    /** What makes it: a line for each column and for each clause. */
    MariaDbObject object() {
        return MariaDbObject.of(
                broken ? Phase.NEVER : Phase.VIEWS, ObjectType.VIEW, name, around.around(lines()));
    }

    /** What it reads. */
    String query() {
        return tokens.text(tokens.find("AS", 0) + 1, tokens.size())
                .replaceFirst(" WITH (?:CASCADED|LOCAL) CHECK OPTION$", "");
    }

    private String lines() {
        int as = tokens.find("AS", 0);
        StringBuilder text = new StringBuilder(tokens.text(0, as)).append(" AS\n");
        int depth = 0;
        boolean columns = false;
        for (int place = tokens.next(as + 1); place < tokens.size(); place++) {
            String token = tokens.at(place);
            depth += MariaDbTokens.depth(token);
            String word = depth == 0 ? token.toLowerCase(Locale.ROOT) : "";
            if (isClause(word, place)) {
                columns = false;
                newLine(text);
            }
            columns |= word.equals("select");
            text.append(token);
            if (columns && word.equals(",")) {
                text.append("\n  ");
            }
        }
        return text.toString().strip();
    }

    private static void newLine(StringBuilder text) {
        if (text.charAt(text.length() - 1) == ' ') {
            text.setLength(text.length() - 1);
        }
        if (text.charAt(text.length() - 1) != '\n') {
            text.append('\n');
        }
    }

    private boolean isClause(String word, int place) {
        return CLAUSES.contains(word)
                || (word.equals("with") && tokens.find("OPTION", place) < tokens.size());
    }

    /**
     * The names of views and functions that it may need, in lower case: names that stand where one
     * of a table does, and those that are called.
     */
    Set<String> needs() {
        Set<String> needs = new HashSet<>();
        int begin = tokens.find("AS", 0);
        for (int place = begin; place < tokens.size(); place++) {
            String token = tokens.at(place);
            if (MariaDbTokens.isName(token) && isTableOrCall(place)) {
                needs.add(MariaDbTokens.name(token).toLowerCase(Locale.ROOT));
            }
        }
        return needs;
    }

    private boolean isTableOrCall(int place) {
        String before = tokens.at(tokens.last(place - 1));
        String behind = tokens.at(place + 1);
        return behind.equals("(")
                || (!behind.equals(".")
                        && !before.equals(".")
                        && !before.equalsIgnoreCase("as")
                        && !MariaDbTokens.isName(before));
    }
}
