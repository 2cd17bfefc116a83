package dev.lifeguard.migrate.script;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Whether the conditions on the key choose the rows that a statement changes, where they stand: in
 * its own query, in a table that this is joined with, or in the query of an IN. In any other place
 * all rows would be changed in every batch, and with a LIMIT some in none.
 */
final class BatchPlace {

    private static final Set<String> TABLES = Set.of("FROM", "USING", "JOIN", "LATERAL", "UPDATE");
    private static final Set<String> PARTS =
            Set.of("SELECT", "SET", "FROM", "JOIN", "ON", "WHERE", "BY", "VALUES");
    private static final Set<String> OUTER = Set.of("LEFT", "RIGHT", "FULL");
    private static final Set<String> SETS = Set.of("UNION", "EXCEPT", "INTERSECT", "MINUS");
    private static final Set<String> SEVERAL = Set.of("ALL", "DISTINCT");
    private static final Set<String> BEGIN = Set.of("WHERE", "AND", "ON");

    private static final String EVERY =
            " so that others would be changed in every batch. Put it into the WHERE of the"
                    + " statement itself.";

    private final BatchTokens tokens;

    BatchPlace(BatchTokens tokens) {
        this.tokens = tokens;
    }

    /**
     * What speaks against the place of a condition, as a sentence about it and one what to do;
     * empty where nothing does.
     *
     * @param first the index of its first token
     * @param last that of its last one
     */
    Optional<String> refusal(int first, int last) {
        int open = tokens.open(first);
        while (open >= 0 && !tokens.isQuery(open)) {
            open = tokens.open(open);
        }
        Optional<String> here = inQuery(open, first);
        if (here.isPresent() || open < 0) {
            return here;
        }
        return isOfRows(open)
                ? refusal(open, tokens.close(open))
                : Optional.of(
                        "stands in a query whose rows are not those that are changed," + EVERY);
    }

    private Optional<String> inQuery(int open, int first) {
        int begin = open + 1;
        int end = open < 0 ? tokens.size() : tokens.close(open);
        int branch = begin;
        for (int at = begin; at < end; at = tokens.next(at)) {
            if (isLimit(at)) {
                return Optional.of(
                        "stands beside a LIMIT, and the rows that this leaves out would be passed"
                                + " over: the next batch begins behind the last key. Take it out;"
                                + " size= says how many rows a batch takes.");
            }
            if (SETS.contains(word(at))) {
                if (!tokens.holdBounds(branch, at)) {
                    return Optional.of(ofOtherQuery(at));
                }
                branch = at + 1;
            }
        }
        if (branch > begin && !tokens.holdBounds(branch, end)) {
            return Optional.of(ofOtherQuery(branch - 1));
        }
        return isOfOuterJoin(begin, first)
                ? Optional.of("belongs to an outer join, which leaves out no row," + EVERY)
                : Optional.empty();
    }

    private String ofOtherQuery(int at) {
        return "does not hold for the rows of each query around %s, so that others would be taken"
                        .formatted(word(at))
                + " in every batch. Write both conditions in each of them.";
    }

    private boolean isLimit(int at) {
        String next = at + 1 < tokens.size() ? word(at + 1) : "";
        return switch (word(at)) {
            case "LIMIT" -> at > 0 && !tokens.get(at - 1).is(".");
            case "FETCH" -> next.equals("FIRST") || next.equals("NEXT");
            case "OFFSET" ->
                    at + 1 < tokens.size() && tokens.get(at + 1).kind() == TokenKind.NUMBER;
            default -> false;
        };
    }

    /** Whether the condition belongs to the ON of one. */
    private boolean isOfOuterJoin(int begin, int first) {
        String last = "";
        int join = -1;
        for (int at = begin; at < first; at = tokens.next(at)) {
            String word = word(at);
            last = PARTS.contains(word) ? word : last;
            join = word.equals("JOIN") ? at : join;
        }
        return last.equals("ON") && join >= 0 && isOuter(join);
    }

    private boolean isOuter(int join) {
        int side = join - 1;
        side -= word(side).equals("OUTER") ? 1 : 0;
        return OUTER.contains(word(side));
    }

    /** Whether the rows of a query in parentheses are those that the one around it takes. */
    private boolean isOfRows(int open) {
        String before = word(open - 1);
        if (before.equals("JOIN")) {
            return !isOuter(open - 1);
        }
        if (TABLES.contains(before) || before.equals("AS") || before.equals("MATERIALIZED")) {
            return true;
        }
        if (before.equals("IN")) {
            return isChosenBy(open - 1, open);
        }
        if (before.equals("ANY") && open > 1 && tokens.get(open - 2).is("=")) {
            return isChosenBy(open - 2, open);
        }
        if (open > 0 && tokens.get(open - 1).is(",")) {
            return isAmongTables(open - 1);
        }
        return SETS.contains(before) || SEVERAL.contains(before) || isInserted(open);
    }

    /** Whether {@code operand IN (…)} has to hold for each row. */
    private boolean isChosenBy(int operator, int open) {
        int first = operator - 1;
        if (first >= 0 && tokens.get(first).kind() == TokenKind.CLOSE) {
            first = tokens.open(first);
        } else {
            while (first >= 2 && tokens.get(first - 1).is(".")) {
                first -= 2;
            }
        }
        boolean begins =
                first > 0
                        && (BEGIN.contains(word(first - 1))
                                || tokens.get(first - 1).kind() == TokenKind.OPEN);
        return begins && tokens.joined().holds(first, tokens.close(open));
    }

    /** Whether a comma is one of a list of tables. */
    private boolean isAmongTables(int comma) {
        int open = tokens.open(comma);
        String last = "";
        for (int at = open + 1; at < comma; at = tokens.next(at)) {
            String word = word(at);
            boolean begins = TABLES.contains(word) || PARTS.contains(word);
            last = begins ? word : last;
        }
        return TABLES.contains(last) || last.equals("ON");
    }

    /** Whether an INSERT takes its rows from it. */
    private boolean isInserted(int open) {
        if (tokens.open(open) >= 0 || !word(0).equals("INSERT")) {
            return false;
        }
        for (int at = 0; at < open; at = tokens.next(at)) {
            if (word(at).equals("SELECT") || word(at).equals("ON")) {
                return false;
            }
        }
        return true;
    }

    private String word(int at) {
        return at >= 0 && tokens.get(at).kind() == TokenKind.WORD
                ? tokens.get(at).text().toUpperCase(Locale.ROOT)
                : "";
    }
}
