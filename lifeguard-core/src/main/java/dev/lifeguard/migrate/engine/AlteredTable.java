package dev.lifeguard.migrate.engine;

import dev.lifeguard.migrate.dialect.Dialect.CatalogName;
import dev.lifeguard.migrate.dialect.Dialect.CatalogName.Kind;
import dev.lifeguard.migrate.engine.ObjectChange.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The columns and indexes that an ALTER TABLE adds and drops, where it does nothing else: it is one
 * statement, so that all of them take effect or none.
 */
final class AlteredTable {

    private static final Pattern ALTER_TABLE =
            ObjectChange.of(
                    "ALTER\\s+TABLE\\s+(?:IF\\s+EXISTS\\s+)?+"
                            + ObjectChange.SCHEMA_AND.formatted("table")
                            + "\\s+(?<actions>(?:ADD|DROP)\\s.*)");
    private static final Pattern ACTION =
            ObjectChange.of(
                    "\\s*(?<action>ADD|DROP)\\s+"
                        + "(?:(?<index>(?:UNIQUE\\s+)?(?:INDEX|KEY)\\s+)|(?<column>COLUMN\\s+)?+)"
                        + "(?:IF\\s+(?:NOT\\s+)?EXISTS\\s+)?+"
                            + "(?<name>%s)(?:[\\s(].*)?".formatted(ObjectChange.NAME));

    /** How it is done, and not what. */
    private static final Pattern MANNER =
            ObjectChange.of("\\s*(?:ALGORITHM|LOCK)\\s*=?\\s*[A-Z]+\\s*");

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

    /** An index without a name says how it is made instead. */
    private static final String NO_INDEX = "USING";

    private static final Pattern TEXT_OR_NAME =
            Pattern.compile("'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|`(?:[^`]|``)*`");
    private static final Pattern GROUP = Pattern.compile("\\([^()]*\\)");
    private static final Pattern COMMENT_OR_ESCAPE = Pattern.compile("--|/\\*|#|\\\\");

    private final @Nullable String schema;
    private final String table;

    private AlteredTable(@Nullable String schema, String table) {
        this.schema = schema;
        this.table = table;
    }

    /** Empty for another statement, and where one of its actions is none of these. */
    static List<ObjectChange> changes(String text) {
        Matcher alter = ALTER_TABLE.matcher(text);
        if (!alter.matches()) {
            return List.of();
        }
        AlteredTable altered = new AlteredTable(alter.group("schema"), alter.group("table"));
        List<ObjectChange> changes = new ArrayList<>();
        for (String action : actions(alter.group("actions"))) {
            Optional<ObjectChange> change = altered.change(action);
            if (change.isPresent()) {
                changes.add(change.get());
            } else if (!MANNER.matcher(action).matches()) {
                return List.of();
            }
        }
        return changes;
    }

    private Optional<ObjectChange> change(String text) {
        Matcher action = ACTION.matcher(text);
        if (!action.matches()) {
            return Optional.empty();
        }
        String name = action.group("name");
        String word = name.toUpperCase(Locale.ROOT);
        boolean index = action.group("index") != null;
        boolean known =
                index
                        ? !word.equals(NO_INDEX)
                        : action.group("column") != null || !NO_COLUMN.contains(word);
        Kind kind = index ? Kind.INDEX : Kind.COLUMN;
        return known
                ? Optional.of(
                        new ObjectChange(
                                action.group("action").equalsIgnoreCase("ADD")
                                        ? Action.CREATE
                                        : Action.DROP,
                                new CatalogName(kind, schema, table, name)))
                : Optional.empty();
    }

    /**
     * The text, cut at commas that stand in no parentheses, texts and names; whole where that is
     * not plain, which then is no action.
     */
    private static List<String> actions(String text) {
        if (COMMENT_OR_ESCAPE.matcher(text).find()) {
            return List.of("");
        }
        String plain = blanked(TEXT_OR_NAME, text);
        for (String before = ""; !before.equals(plain); ) {
            before = plain;
            plain = blanked(GROUP, plain);
        }
        List<String> actions = new ArrayList<>();
        int start = 0;
        for (int at = plain.indexOf(','); at >= 0; at = plain.indexOf(',', start)) {
            actions.add(text.substring(start, at));
            start = at + 1;
        }
        actions.add(text.substring(start));
        return actions;
    }

    /** The same text, with each match as blanks. */
    private static String blanked(Pattern pattern, String text) {
        return pattern.matcher(text).replaceAll(match -> " ".repeat(match.group().length()));
    }
}
