package dev.lifeguard.migrate.engine;

import dev.lifeguard.migrate.dialect.Dialect.CatalogName;
import dev.lifeguard.migrate.dialect.Dialect.CatalogName.Kind;
import dev.lifeguard.migrate.script.SqlStatement;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The one thing that a statement creates or drops, where the text leaves no doubt: a table, an
 * index, or a column by an ALTER TABLE of that single action.
 *
 * @param action what becomes of it
 * @param object what it is, as the statement names it
 */
record ObjectChange(Action action, CatalogName object) {

    enum Action {
        CREATE,
        DROP
    }

    private static final String NAME =
            "(?:\"(?:[^\"]|\"\")+\"|`(?:[^`]|``)+`|[\\p{L}_][\\p{L}\\p{N}_$]*+)";
    private static final String SCHEMA_AND =
            "(?:(?<schema>%s)\\s*\\.\\s*)?+(?<%%s>%s)".formatted(NAME, NAME);
    private static final String UNLESS = "(?:IF\\s+NOT\\s+EXISTS\\s+)?+";
    private static final String IF = "(?:IF\\s+EXISTS\\s+)?+";
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
    private static final Pattern ALTER_TABLE =
            of(
                    "ALTER\\s+TABLE\\s+"
                            + IF
                            + SCHEMA_AND.formatted("table")
                            + "\\s+(?<action>ADD|DROP)\\s+(?<column>COLUMN\\s+)?+"
                            + "(?:IF\\s+(?:NOT\\s+)?EXISTS\\s+)?+"
                            + "(?<name>%s)(?<rest>\\s.*)?".formatted(NAME));

    /** What fills the table, too, takes time between its creation and its end. */
    private static final Pattern FILLS = of(".*\\b(?:SELECT|VALUES|AS\\s+TABLE)\\b.*");

    /** What may follow ADD and DROP and is no column. */
    private static final Set<String> NO_COLUMN =
            Set.of(
                    "CHECK",
                    "CONSTRAINT",
                    "FOREIGN",
                    "FULLTEXT",
                    "INDEX",
                    "KEY",
                    "PARTITION",
                    "PERIOD",
                    "PRIMARY",
                    "SPATIAL",
                    "SYSTEM",
                    "UNIQUE");

    private static final Pattern TEXT_OR_NAME =
            Pattern.compile("'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|`(?:[^`]|``)*`");
    private static final Pattern GROUP = Pattern.compile("\\([^()]*\\)");
    private static final Pattern COMMENT_OR_ESCAPE = Pattern.compile("--|/\\*|#|\\\\");

    /** Empty for another statement, and for one whose effect is not one thing. */
    static Optional<ObjectChange> of(SqlStatement statement) {
        String text = statement.text();
        Matcher create = CREATE_TABLE.matcher(text);
        if (create.matches()) {
            return FILLS.matcher(text).matches()
                    ? Optional.empty()
                    : change(Action.CREATE, Kind.TABLE, create, null);
        }
        Matcher drop = DROP_TABLE.matcher(text);
        if (drop.matches()) {
            return change(Action.DROP, Kind.TABLE, drop, null);
        }
        return index(text).or(() -> column(text));
    }

    private static Optional<ObjectChange> index(String text) {
        Matcher create = CREATE_INDEX.matcher(text);
        if (create.matches()) {
            return change(Action.CREATE, Kind.INDEX, create, create.group("table"));
        }
        Matcher on = DROP_INDEX_ON.matcher(text);
        if (on.matches()) {
            return change(Action.DROP, Kind.INDEX, on, on.group("table"));
        }
        Matcher drop = DROP_INDEX.matcher(text);
        return drop.matches() ? change(Action.DROP, Kind.INDEX, drop, null) : Optional.empty();
    }

    private static Optional<ObjectChange> column(String text) {
        Matcher alter = ALTER_TABLE.matcher(text);
        if (!alter.matches()) {
            return Optional.empty();
        }
        String name = alter.group("name").toUpperCase(Locale.ROOT);
        boolean isColumn = alter.group("column") != null || !NO_COLUMN.contains(name);
        String rest = alter.group("rest");
        return isColumn && (rest == null || isOneAction(rest))
                ? change(
                        alter.group("action").equalsIgnoreCase("ADD") ? Action.CREATE : Action.DROP,
                        Kind.COLUMN,
                        alter,
                        alter.group("table"))
                : Optional.empty();
    }

    private static Optional<ObjectChange> change(
            Action action, Kind kind, Matcher found, @Nullable String table) {
        return Optional.of(
                new ObjectChange(
                        action,
                        new CatalogName(kind, found.group("schema"), table, found.group("name"))));
    }

    /** No comma but in parentheses, texts and names; where that is not plain, it is no. */
    private static boolean isOneAction(String rest) {
        if (COMMENT_OR_ESCAPE.matcher(rest).find()) {
            return false;
        }
        String left = TEXT_OR_NAME.matcher(rest).replaceAll("");
        String before;
        do {
            before = left;
            left = GROUP.matcher(left).replaceAll("");
        } while (!left.equals(before));
        return left.indexOf(',') < 0;
    }

    private static Pattern of(String regex) {
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    }
}
