package dev.lifeguard.migrate.inspect.snapshot;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Writes the statements of SQLite that make anything else than a table, in one way.
 *
 * <p>Each takes what the database keeps, and gives nothing where that is no such statement.
 */
final class SqliteStatement {

    private final SqliteScope scope;

    SqliteStatement(SqliteScope scope) {
        this.scope = scope;
    }

    /** The place of the first of some words, from a place on, outside parentheses. */
    private static int find(List<SqliteToken> tokens, int from, String... words) {
        int depth = 0;
        for (int at = from; at < tokens.size(); at++) {
            depth += tokens.get(at).is("(") ? 1 : 0;
            depth -= tokens.get(at).is(")") ? 1 : 0;
            if (depth == 0 && tokens.get(at).isWord(words) && !tokens.get(at - 1).is(".")) {
                return at;
            }
        }
        return -1;
    }

    /** An index. Ascending is what it is where nothing else is said. */
    Optional<String> index(SqliteObject index) {
        List<SqliteToken> tokens = index.tokens();
        int on = find(tokens, 2, "ON");
        int open = on + 2;
        int close = on > 0 && open < tokens.size() ? SqliteParts.close(tokens, open) : -1;
        if (close < 0 || !tokens.get(open).is("(")) {
            return Optional.empty();
        }
        Map<String, String> columns = scope.columns(index.table());
        String keys =
                SqliteParts.between(tokens.subList(open + 1, close)).stream()
                        .map(
                                key ->
                                        key.getLast().isWord("ASC")
                                                ? key.subList(0, key.size() - 1)
                                                : key)
                        .map(key -> SqliteText.of(key, columns))
                        .collect(Collectors.joining(", "));
        List<SqliteToken> rest = tokens.subList(close + 1, tokens.size());
        return Optional.of(
                "CREATE %sINDEX %s ON %s (%s)%s;"
                        .formatted(
                                tokens.get(1).isWord("UNIQUE") ? "UNIQUE " : "",
                                index.object(),
                                SqliteWords.quoted(index.table()),
                                keys,
                                rest.isEmpty() ? "" : " " + SqliteText.of(rest, columns)));
    }

    /**
     * A view. A column without a name has the text of its expression as one, so where that is
     * written in another way here, the columns are named.
     */
    Optional<String> view(SqliteObject view) {
        List<SqliteToken> tokens = view.tokens();
        int as = find(tokens, 1, "AS");
        if (as < 0) {
            return Optional.empty();
        }
        List<SqliteToken> query = tokens.subList(as + 1, tokens.size());
        Map<String, String> names = scope.common(query);
        List<String> columns =
                SqliteViewColumns.of(tokens.subList(0, as))
                        .orElseGet(
                                () ->
                                        SqliteViewColumns.areKept(view.sql(), query, names)
                                                ? List.of()
                                                : view.columns());
        String named =
                columns.isEmpty()
                        ? ""
                        : columns.stream()
                                .map(SqliteWords::quoted)
                                .collect(Collectors.joining(", ", " (", ")"));
        return Optional.of(
                "CREATE VIEW %s%s AS\n%s;"
                        .formatted(
                                view.object(), named, SqliteText.ofStatement(query, names, "\n")));
    }

    /** A trigger. It is one before each row where nothing else is said. */
    Optional<String> trigger(SqliteObject trigger) {
        List<SqliteToken> tokens = trigger.tokens();
        int event = find(tokens, 2, "DELETE", "INSERT", "UPDATE");
        int on = event < 0 ? -1 : find(tokens, event, "ON");
        int begin = on < 0 ? -1 : find(tokens, on + 2, "BEGIN");
        int end = tokens.size() - 1;
        if (begin < 0 || !tokens.get(end).isWord("END")) {
            return Optional.empty();
        }
        int when = find(tokens.subList(0, begin), on + 2, "WHEN");
        Map<String, String> columns = scope.columns(trigger.table());
        StringBuilder text = new StringBuilder("CREATE TRIGGER ").append(trigger.object());
        text.append("\n    ").append(moment(tokens, event)).append(' ');
        text.append(tokens.get(event).upper());
        if (on > event + 1) {
            text.append(" OF ").append(SqliteText.of(tokens.subList(event + 2, on), columns));
        }
        text.append(" ON ")
                .append(SqliteWords.quoted(trigger.table()))
                .append("\n    FOR EACH ROW");
        if (when > 0) {
            text.append("\n    WHEN ");
            text.append(SqliteText.ofPart(tokens.subList(when + 1, begin), Map.of()));
        }
        text.append("\nBEGIN");
        List<SqliteToken> body = tokens.subList(begin + 1, end);
        for (List<SqliteToken> each :
                SqliteParts.at(body, at -> at > 0 && body.get(at - 1).is(";"))) {
            if (!each.isEmpty()) {
                text.append("\n    ");
                text.append(SqliteText.ofStatement(each, scope.common(each), "\n    "));
            }
        }
        return Optional.of(text.append("\nEND;").toString());
    }

    private static String moment(List<SqliteToken> tokens, int event) {
        SqliteToken before = tokens.get(event - 1);
        if (before.isWord("OF")) {
            return "INSTEAD OF";
        }
        boolean named = event > 3 && !tokens.get(event - 2).isWord("TRIGGER", "EXISTS");
        return named && before.isWord("AFTER") ? "AFTER" : "BEFORE";
    }

    /** A table of a module, which reads its arguments as they are written. */
    static Optional<String> virtual(String name, String sql) {
        List<SqliteToken> tokens = SqliteToken.of(sql);
        int using = find(tokens, 2, "USING");
        if (using < 0 || using + 1 >= tokens.size()) {
            return Optional.empty();
        }
        List<SqliteToken> rest = tokens.subList(using + 2, tokens.size());
        String arguments =
                rest.isEmpty()
                        ? ""
                        : SqliteParts.between(rest.subList(1, rest.size() - 1)).stream()
                                .filter(each -> !each.isEmpty())
                                .map(
                                        each ->
                                                sql.substring(
                                                        each.getFirst().start(),
                                                        each.getLast().end()))
                                .collect(Collectors.joining(", ", "(", ")"));
        return Optional.of(
                "CREATE VIRTUAL TABLE %s USING %s%s;"
                        .formatted(
                                SqliteWords.quoted(name),
                                SqliteWords.quoted(tokens.get(using + 1).name()),
                                arguments));
    }
}
