package dev.lifeguard.migrate.inspect.snapshot;

import dev.lifeguard.migrate.inspect.snapshot.SqliteToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A column of a table of SQLite.
 *
 * @param name without quotes
 * @param type as it was declared, which may be nothing
 * @param constraints each from its first word on, or its name
 */
record SqliteColumn(String name, List<SqliteToken> type, List<List<SqliteToken>> constraints) {

    /** Types that SQLite has for its own, and tells in capitals: build.c, sqlite3StdType. */
    private static final Set<String> STANDARD =
            Set.of("ANY", "BLOB", "INT", "INTEGER", "REAL", "TEXT");

    static SqliteColumn of(List<SqliteToken> tokens) {
        List<SqliteToken> rest = tokens.subList(1, tokens.size());
        List<List<SqliteToken>> parts = SqliteParts.at(rest, at -> begins(rest, at));
        return new SqliteColumn(
                tokens.getFirst().name(), parts.getFirst(), parts.subList(1, parts.size()));
    }

    /** Whether a constraint begins there, that has no name before it. */
    private static boolean begins(List<SqliteToken> tokens, int at) {
        SqliteToken token = tokens.get(at);
        if (token.kind() != Kind.WORD || (at > 1 && tokens.get(at - 2).isWord("CONSTRAINT"))) {
            return false;
        }
        SqliteToken before = at > 0 ? tokens.get(at - 1) : SqliteToken.NOTHING;
        SqliteToken after = at + 1 < tokens.size() ? tokens.get(at + 1) : SqliteToken.NOTHING;
        return switch (token.upper()) {
            case "CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "COLLATE", "REFERENCES" -> true;
            case "NOT" -> after.isWord("NULL");
            case "NULL" -> !before.isWord("NOT", "SET", "DEFAULT");
            case "DEFAULT" -> !before.isWord("SET");
            case "GENERATED" -> after.isWord("ALWAYS");
            case "AS" -> !before.isWord("ALWAYS");
            default -> false;
        };
    }

    /**
     * All of it in one line.
     *
     * @param names the columns of the table
     */
    String text(Map<String, String> names) {
        List<String> words = new ArrayList<>(List.of(SqliteWords.quoted(name)));
        String declared = SqliteText.of(type, Map.of());
        String upper = declared.toUpperCase(Locale.ROOT);
        words.add(STANDARD.contains(upper) ? upper : declared);
        constraints.stream()
                .map(each -> SqliteConstraint.of(each, names))
                .sorted(SqliteConstraint.ORDER)
                .map(SqliteConstraint::text)
                // It is what a column is where nothing else is said.
                .filter(text -> !text.equals("NULL"))
                .forEach(words::add);
        words.removeIf(String::isEmpty);
        return String.join(" ", words);
    }
}
