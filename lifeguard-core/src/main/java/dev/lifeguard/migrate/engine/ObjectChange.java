package dev.lifeguard.migrate.engine;

import dev.lifeguard.migrate.dialect.Dialect.CatalogName;
import dev.lifeguard.migrate.dialect.Dialect.CatalogName.Kind;
import dev.lifeguard.migrate.script.SqlStatement;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A thing that a statement creates or drops, where the text leaves no doubt: a table, an index, or
 * columns and indexes by an ALTER TABLE that does nothing else ({@link AlteredTable}).
 *
 * @param action what becomes of it
 * @param object what it is, as the statement names it
 */
record ObjectChange(Action action, CatalogName object) {

    enum Action {
        CREATE,
        DROP
    }

    static final String NAME = "(?:\"(?:[^\"]|\"\")+\"|`(?:[^`]|``)+`|[\\p{L}_][\\p{L}\\p{N}_$]*+)";
    static final String SCHEMA_AND =
            "(?:(?<schema>%s)\\s*\\.\\s*)?+(?<%%s>%s)".formatted(NAME, NAME);
    private static final String UNLESS = "(?:IF\\s+NOT\\s+EXISTS\\s+)?+";
    private static final String BEHIND_DROP = "\\s*(?:RESTRICT|CASCADE)?\\s*";

    private static final Pattern CREATE_TABLE =
            of("CREATE\\s+TABLE\\s+" + UNLESS + SCHEMA_AND.formatted("name") + "[\\s(].*");
    private static final Pattern DROP_TABLE =
            of("DROP\\s+TABLE\\s+" + SCHEMA_AND.formatted("name") + BEHIND_DROP);
    private static final Pattern CREATE_INDEX =
            of(
                    "CREATE\\s+(?:(?:UNIQUE|FULLTEXT|SPATIAL)\\s+)?"
                            + "(?:NULLS\\s+(?:NOT\\s+)?DISTINCT\\s+)?INDEX\\s+"
                            + UNLESS
                            + "(?<name>%s)(?:\\s+USING\\s+[A-Z]+)?\\s+ON\\s+".formatted(NAME)
                            + SCHEMA_AND.formatted("table")
                            + "\\s*\\(.*");
    private static final Pattern DROP_INDEX_ON =
            of(
                    "DROP\\s+INDEX\\s+(?<name>%s)\\s+ON\\s+".formatted(NAME)
                            + SCHEMA_AND.formatted("table")
                            + "\\s*");
    private static final Pattern DROP_INDEX =
            of("DROP\\s+INDEX\\s+" + SCHEMA_AND.formatted("name") + BEHIND_DROP);

    /** What fills the table, too, takes time between its creation and its end. */
    private static final Pattern FILLS = of(".*\\b(?:SELECT|VALUES|AS\\s+TABLE)\\b.*");

    /** Empty for another statement, and for one whose effect is not these things alone. */
    static List<ObjectChange> allOf(SqlStatement statement) {
        String text = statement.text();
        Matcher create = CREATE_TABLE.matcher(text);
        if (create.matches()) {
            return FILLS.matcher(text).matches()
                    ? List.of()
                    : List.of(change(Action.CREATE, Kind.TABLE, create, null));
        }
        Matcher drop = DROP_TABLE.matcher(text);
        if (drop.matches()) {
            return List.of(change(Action.DROP, Kind.TABLE, drop, null));
        }
        return index(text).map(List::of).orElseGet(() -> AlteredTable.changes(text));
    }

    private static Optional<ObjectChange> index(String text) {
        Matcher create = CREATE_INDEX.matcher(text);
        if (create.matches()) {
            return Optional.of(change(Action.CREATE, Kind.INDEX, create, create.group("table")));
        }
        Matcher on = DROP_INDEX_ON.matcher(text);
        if (on.matches()) {
            return Optional.of(change(Action.DROP, Kind.INDEX, on, on.group("table")));
        }
        Matcher drop = DROP_INDEX.matcher(text);
        return drop.matches()
                ? Optional.of(change(Action.DROP, Kind.INDEX, drop, null))
                : Optional.empty();
    }

    private static ObjectChange change(
            Action action, Kind kind, Matcher found, @Nullable String table) {
        return new ObjectChange(
                action, new CatalogName(kind, found.group("schema"), table, found.group("name")));
    }

    static Pattern of(String regex) {
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    }
}
