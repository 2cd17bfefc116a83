package dev.lifeguard.migrate.inspect.snapshot;

import java.util.List;

/**
 * The database that is read: what its name is where the server writes it, and no snapshot has it.
 *
 * @param name without quotes
 * @param collation the one that its tables have where they say none
 */
record MariaDbDatabase(String name, String collation) {

    /**
     * A statement without the name of its database before its objects.
     *
     * <p>A point between two names can also follow a table or the alias of one. Where one is called
     * as the database is, only names that are no column stay without it.
     */
    MariaDbTokens without(MariaDbTokens tokens) {
        boolean alias = hasTable(tokens);
        StringBuilder text = new StringBuilder();
        for (int place = 0; place < tokens.size(); place++) {
            if (isQualifier(tokens, place) && (!alias || isSure(tokens, place))) {
                place++;
            } else {
                text.append(tokens.at(place));
            }
        }
        return MariaDbTokens.of(text.toString());
    }

    private boolean isDatabase(String token) {
        return MariaDbTokens.isName(token) && MariaDbTokens.name(token).equals(name);
    }

    private boolean isQualifier(MariaDbTokens tokens, int place) {
        return isDatabase(tokens.at(place))
                && tokens.at(place + 1).equals(".")
                && MariaDbTokens.isName(tokens.at(place + 2))
                && !tokens.at(place - 1).equals(".");
    }

    /** A table's column, a function's call, or a table behind a word. */
    private static boolean isSure(MariaDbTokens tokens, int place) {
        String behind = tokens.at(place + 3);
        return behind.equals(".") || behind.equals("(") || isTable(tokens, place);
    }

    /** Whether a table is named there: behind a word, and parentheses around joins. */
    private static boolean isTable(MariaDbTokens tokens, int place) {
        int before = tokens.last(place - 1);
        while (tokens.at(before).equals("(")) {
            before = tokens.last(before - 1);
        }
        return List.of("from", "join", "straight_join").contains(tokens.at(before));
    }

    /**
     * Whether a table, or the alias of one, is called as the database is. An alias stands behind
     * the name of a table, or behind a query in parentheses.
     */
    private boolean hasTable(MariaDbTokens tokens) {
        for (int place = 0; place < tokens.size(); place++) {
            String before = tokens.at(tokens.last(place - 1));
            if (isDatabase(tokens.at(place))
                    && !tokens.at(place + 1).equals(".")
                    && (MariaDbTokens.isName(before)
                            || before.equals(")")
                            || isTable(tokens, place))) {
                return true;
            }
        }
        return false;
    }
}
