package dev.lifeguard.migrate.inspect.snapshot;

import dev.lifeguard.migrate.inspect.snapshot.MariaDbObject.Phase;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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
        return Stream.concat(tables().stream(), functions().keySet().stream())
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }

    /** Names that stand where one of a table does; some are of something else. */
    Set<String> tables() {
        return places().filter(place -> !isCall(place))
                .mapToObj(this::name)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The functions that it calls, and how many values they get. */
    Map<String, Integer> functions() {
        Map<String, Integer> functions = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        places().filter(this::isCall)
                .forEach(place -> functions.putIfAbsent(name(place), values(place + 1)));
        return functions;
    }

    /** Names behind a point: those of columns, and maybe others. */
    Set<String> columns() {
        Set<String> columns = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        places(place -> tokens.at(place - 1).equals("."))
                .mapToObj(this::name)
                .forEach(columns::add);
        return columns;
    }

    private IntStream places() {
        return places(this::isTableOrCall);
    }

    private IntStream places(IntPredicate which) {
        return IntStream.range(tokens.find("AS", 0), tokens.size())
                .filter(place -> MariaDbTokens.isName(tokens.at(place)))
                .filter(which);
    }

    private String name(int place) {
        return MariaDbTokens.name(tokens.at(place));
    }

    private int values(int open) {
        return tokens.part(open + 1, tokens.closing(open)).split().size();
    }

    private boolean isCall(int place) {
        return tokens.at(place + 1).equals("(");
    }

    private boolean isTableOrCall(int place) {
        String before = tokens.at(tokens.last(place - 1));
        return isCall(place)
                || (!tokens.at(place + 1).equals(".")
                        && !before.equals(".")
                        && !before.equalsIgnoreCase("as")
                        && !MariaDbTokens.isName(before));
    }
}
