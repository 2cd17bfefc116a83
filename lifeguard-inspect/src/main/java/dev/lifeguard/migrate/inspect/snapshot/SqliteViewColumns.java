package dev.lifeguard.migrate.inspect.snapshot;

import dev.lifeguard.migrate.inspect.snapshot.SqliteToken.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The names of a view's columns. */
final class SqliteViewColumns {

    private SqliteViewColumns() {}

    /**
     * Those that it was made with.
     *
     * @param head all before its query
     */
    static Optional<List<String>> of(List<SqliteToken> head) {
        int end = head.size() - 1;
        if (!head.get(end).is(")")) {
            return Optional.empty();
        }
        int open = end;
        while (!head.get(open).is("(")) {
            open--;
        }
        return Optional.of(
                SqliteParts.between(head.subList(open + 1, end)).stream()
                        .map(each -> each.getFirst().name())
                        .toList());
    }

    /**
     * Whether they are the same when the query is written in the usual way.
     *
     * @param sql the text of which the tokens are
     * @param names what there are certainly columns of
     */
    static boolean areKept(String sql, List<SqliteToken> query, Map<String, String> names) {
        int start = find(query, 0, "SELECT") + 1;
        if (start == 0) {
            return true;
        }
        if (start < query.size() && query.get(start).isWord("DISTINCT", "ALL")) {
            start++;
        }
        int end = find(query, start, "FROM", "WHERE", "UNION", "INTERSECT", "EXCEPT", "ORDER");
        List<SqliteToken> list = query.subList(start, end < 0 ? query.size() : end);
        return SqliteParts.between(list).stream()
                .filter(column -> !column.isEmpty() && !isNamed(column))
                .allMatch(
                        column ->
                                SqliteText.ofPart(column, names)
                                        .equals(
                                                sql.substring(
                                                        column.getFirst().start(),
                                                        column.getLast().end())));
    }

    /** Whether it has a name, or is a column, or all of them. */
    private static boolean isNamed(List<SqliteToken> column) {
        SqliteToken last = column.getLast();
        if (last.is("*") || column.size() == 1) {
            return last.kind() != Kind.CONSTANT;
        }
        SqliteToken before = column.get(column.size() - 2);
        boolean operand =
                (before.isName() && !SqliteWords.isReserved(before.text()))
                        || before.kind() == Kind.CONSTANT
                        || before.is(")")
                        || before.isWord("END", "NULL");
        boolean ends = last.isWord("END", "NULL", "ISNULL", "NOTNULL");
        boolean path =
                before.is(".") && column.stream().allMatch(each -> each.isName() || each.is("."));
        return path || before.isWord("AS") || (operand && last.isName() && !ends);
    }

    private static int find(List<SqliteToken> tokens, int from, String... words) {
        int depth = 0;
        for (int at = from; at < tokens.size(); at++) {
            depth += tokens.get(at).is("(") ? 1 : 0;
            depth -= tokens.get(at).is(")") ? 1 : 0;
            boolean operator = tokens.get(at).isWord("FROM") && !SqliteParts.isFrom(tokens, at);
            if (depth == 0 && tokens.get(at).isWord(words) && !operator) {
                return at;
            }
        }
        return -1;
    }
}
