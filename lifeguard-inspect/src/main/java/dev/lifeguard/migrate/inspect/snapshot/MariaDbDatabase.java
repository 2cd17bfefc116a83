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
     * <p>A point between two names can also follow the alias of a table. Where one is called as the
     * database is, only names that are no column stay without it.
     */
    MariaDbTokens without(MariaDbTokens tokens) {
        boolean alias = hasAlias(tokens);
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
        return behind.equals(".")
                || behind.equals("(")
                || List.of("from", "join", "straight_join")
                        .contains(tokens.at(tokens.last(place - 1)));
    }

    /** The alias of a table stands behind its name, or behind a query in parentheses. */
    private boolean hasAlias(MariaDbTokens tokens) {
        for (int place = 0; place < tokens.size(); place++) {
            String before = tokens.at(tokens.last(place - 1));
            if (isDatabase(tokens.at(place))
                    && !tokens.at(place + 1).equals(".")
                    && (MariaDbTokens.isName(before) || before.equals(")"))) {
                return true;
            }
        }
        return false;
    }
}
