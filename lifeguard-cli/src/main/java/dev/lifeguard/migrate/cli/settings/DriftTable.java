package dev.lifeguard.migrate.cli.settings;

import dev.lifeguard.migrate.cli.settings.ConfigTables.Place;
import dev.lifeguard.migrate.cli.settings.ConfigTables.Said;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/** Reads the table for drift of a configuration file. */
final class DriftTable {

    static final String IGNORE = "ignore";

    private final TomlTable table;
    private final Function<@Nullable TomlPosition, Place> places;
    private final BiConsumer<Place, String> faults;

    /**
     * Of a table.
     *
     * @param places where something stands
     * @param faults gets a sentence for each key that cannot be used
     */
    DriftTable(
            TomlTable table,
            Function<@Nullable TomlPosition, Place> places,
            BiConsumer<Place, String> faults) {
        this.table = table;
        this.places = places;
        this.faults = faults;
    }

    /** What it says, by its keys. */
    Map<String, Said> read() {
        Map<String, Said> said = new TreeMap<>();
        for (String key : table.keySet()) {
            Place place = places.apply(table.inputPositionOf(List.of(key)));
            if (!key.equals(IGNORE)) {
                faults.accept(place, UnknownKey.sentence(key, List.of(IGNORE)));
            } else if (table.get(List.of(key)) instanceof TomlArray array
                    && array.toList().stream().allMatch(String.class::isInstance)) {
                List<String> names = array.toList().stream().map(Object::toString).toList();
                said.put(key, new Said(names, Setting.Form.LIST, place));
            } else {
                faults.accept(
                        place,
                        "the value of \"ignore\" is not a list of texts in quotes, as"
                                + " [\"public.events_*\"].");
            }
        }
        return said;
    }
}
