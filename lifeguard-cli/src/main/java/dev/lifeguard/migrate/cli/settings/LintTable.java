package dev.lifeguard.migrate.cli.settings;

import dev.lifeguard.migrate.cli.settings.ConfigTables.Place;
import dev.lifeguard.migrate.cli.settings.ConfigTables.Said;
import dev.lifeguard.migrate.lint.LintRule;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/** Reads the table for lint of a configuration file. */
final class LintTable {

    /** What the key of a rule's level begins with. */
    static final String LEVEL = "level.";

    static final String POSTGRES_VERSION = "postgres-version";
    static final String SMALL_TABLE = "small-table";
    static final String EXCLUDE = "exclude";

    private static final String LEVELS = "level";
    private static final List<String> KEYS =
            List.of(LEVELS, POSTGRES_VERSION, SMALL_TABLE, EXCLUDE);

    private final TomlTable table;
    private final Function<@Nullable TomlPosition, Place> places;
    private final BiConsumer<Place, String> faults;
    private final Map<String, Said> said = new TreeMap<>();

    /**
     * Of a table.
     *
     * @param places where something stands
     * @param faults gets a sentence for each key that cannot be used
     */
    LintTable(
            TomlTable table,
            Function<@Nullable TomlPosition, Place> places,
            BiConsumer<Place, String> faults) {
        this.table = table;
        this.places = places;
        this.faults = faults;
    }

    /** What it says, by its keys; that of a rule's level is {@code level.} and its name. */
    Map<String, Said> read() {
        for (String key : table.keySet()) {
            Place place = places.apply(table.inputPositionOf(List.of(key)));
            Object value = table.get(List.of(key));
            switch (key) {
                case LEVELS -> levels(value, place);
                case POSTGRES_VERSION ->
                        put(key, value instanceof Long, value, "a number without quotes", place);
                case SMALL_TABLE ->
                        put(key, value instanceof String, value, "a text in quotes", place);
                case EXCLUDE -> exclude(value, place);
                default -> faults.accept(place, unknown(key));
            }
        }
        return said;
    }

    private void levels(@Nullable Object value, Place place) {
        if (!(value instanceof TomlTable rules)) {
            faults.accept(
                    place, "\"level\" needs a rule. Write level.RULE = \"error\", for example.");
            return;
        }
        for (String name : rules.keySet()) {
            Place at = places.apply(rules.inputPositionOf(List.of(name)));
            if (LintRule.of(name).isEmpty()) {
                faults.accept(
                        at,
                        "the rule \"%s\" is unknown. Did you mean \"%s\"?"
                                .formatted(name, LintRule.nearest(name).ruleName()));
            } else {
                Object level = rules.get(List.of(name));
                put(LEVEL + name, level instanceof String, level, "a text in quotes", at);
            }
        }
    }

    private void exclude(@Nullable Object value, Place place) {
        if (value instanceof TomlArray array
                && array.toList().stream().allMatch(String.class::isInstance)) {
            List<String> globs = array.toList().stream().map(Object::toString).toList();
            said.put(EXCLUDE, new Said(globs, Setting.Form.LIST, place));
        } else {
            put(EXCLUDE, value instanceof String, value, "a list of texts in quotes", place);
        }
    }

    private void put(String key, boolean fits, @Nullable Object value, String words, Place place) {
        if (fits) {
            said.put(key, new Said(List.of(String.valueOf(value)), Setting.Form.TEXT, place));
        } else {
            faults.accept(place, "the value of \"%s\" is not %s.".formatted(key, words));
        }
    }

    private static String unknown(String key) {
        return LintRule.of(key)
                .map(
                        rule ->
                                "the key \"%s\" is unknown. The level of a rule is level.%s = \"error\", for example."
                                        .formatted(key, key))
                .orElseGet(() -> UnknownKey.sentence(key, KEYS));
    }
}
