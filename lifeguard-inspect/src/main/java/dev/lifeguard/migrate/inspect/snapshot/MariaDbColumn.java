package dev.lifeguard.migrate.inspect.snapshot;

import dev.lifeguard.migrate.inspect.snapshot.MariaDbCollations.Collation;
import java.util.Optional;
import java.util.Set;

/**
 * A column as SHOW CREATE TABLE writes it.
 *
 * @param name without quotes
 * @param type what stands before the place of its collation: name and type
 * @param collation where the server wrote one
 * @param rest what stands behind that
 * @param comment as a constant with the word before it
 */
record MariaDbColumn(
        String name,
        String type,
        Optional<Collation> collation,
        String rest,
        Optional<String> comment) {

    private static final Set<String> TEXTS =
            Set.of("char", "varchar", "tinytext", "text", "mediumtext", "longtext", "enum", "set");

    /**
     * Reads one.
     *
     * @param tokens its part of CREATE TABLE
     */
    static MariaDbColumn of(MariaDbTokens tokens, MariaDbCollations collations) {
        int charset = tokens.find("CHARACTER", 0);
        boolean says = tokens.is(tokens.next(charset + 1), "SET");
        int behind = says ? tokens.next(tokens.next(charset + 1) + 1) : 0;
        int from = says ? charset : tokens.size();
        String set = says ? tokens.at(behind) : "";
        int end = says ? behind + 1 : tokens.size();
        int collate = tokens.find("COLLATE", 0);
        // Behind GENERATED ALWAYS AS it would be a part of an expression, and in parentheses.
        String named = "";
        if (collate < tokens.size()) {
            named = tokens.at(tokens.next(collate + 1));
            from = Math.min(from, collate);
            end = tokens.next(collate + 1) + 1;
        }
        if (from == tokens.size()) {
            from = endOfType(tokens);
            end = from;
        }
        int comment = tokens.find("COMMENT", end);
        boolean commented =
                comment < tokens.size() && tokens.at(tokens.next(comment + 1)).startsWith("'");
        int text = commented ? tokens.next(comment + 1) : tokens.size();
        String rest =
                commented
                        ? joined(
                                tokens.text(end, comment),
                                tokens.text(Math.min(text + 1, tokens.size()), tokens.size()))
                        : tokens.text(end, tokens.size());
        return new MariaDbColumn(
                MariaDbTokens.name(tokens.at(0)),
                tokens.text(0, from),
                set.isEmpty() && named.isEmpty()
                        ? Optional.empty()
                        : Optional.of(collations.of(set, named)),
                rest,
                commented ? Optional.of("COMMENT " + tokens.at(text)) : Optional.empty());
    }

    /** Behind the name of the type and its parentheses. */
    private static int endOfType(MariaDbTokens tokens) {
        int type = tokens.next(1);
        int open = tokens.next(type + 1);
        if (tokens.at(open).equals("(")) {
            return tokens.closing(open) + 1;
        }
        return Math.min(type + 1, tokens.size());
    }

    private static String joined(String one, String other) {
        return one.isEmpty() || other.isEmpty() ? one + other : one + " " + other;
    }

    /**
     * It in a table.
     *
     * @param usual the collation of the table
     */
    String sql(Collation usual) {
        return joined(
                without(collation.filter(own -> !own.equals(usual)).map(Collation::ofColumn)),
                comment.orElse(""));
    }

    /** It with its collation, whatever the table's is, and without its comment. */
    String compared(Collation usual) {
        return without(
                isText()
                        ? Optional.of(collation.orElse(usual).ofColumn())
                        : collation.map(Collation::ofColumn));
    }

    private String without(Optional<String> collated) {
        return joined(joined(type, collated.orElse("")), rest);
    }

    private boolean isText() {
        MariaDbTokens tokens = MariaDbTokens.of(type);
        return TEXTS.contains(tokens.at(tokens.next(1)));
    }
}
