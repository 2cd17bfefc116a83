package dev.lifeguard.migrate.state;

import dev.lifeguard.migrate.state.StateTable.Loaded;
import java.util.ArrayList;
import java.util.List;

/**
 * The state table that a run goes by, and what it holds.
 *
 * @param table where it is, or where it will be made
 * @param loaded what was read of it
 * @param warnings what is worth a look about its place
 */
public record LocatedTable(StateTable table, Loaded loaded, List<String> warnings) {

    /** Copies the list. */
    public LocatedTable {
        warnings = List.copyOf(warnings);
    }

    /** The same with one more warning. */
    public LocatedTable with(String warning) {
        List<String> more = new ArrayList<>(warnings);
        more.add(warning);
        return new LocatedTable(table, loaded, more);
    }
}
