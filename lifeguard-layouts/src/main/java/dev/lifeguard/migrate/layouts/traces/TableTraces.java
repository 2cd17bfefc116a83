package dev.lifeguard.migrate.layouts.traces;

import dev.lifeguard.migrate.takeover.ForeignDatabase;
import dev.lifeguard.migrate.takeover.ForeignHistory;
import dev.lifeguard.migrate.takeover.ForeignTable;
import dev.lifeguard.migrate.takeover.KnownMigrations;
import dev.lifeguard.migrate.takeover.TakenOver;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which tools' histories a database holds, by the names of their tables and columns, in the schema
 * where an import looks for them: another one's is somebody else's. It is read as if it were a
 * tool's history, so that both find the same table; it is for one look.
 */
final class TableTraces implements ForeignHistory {

    private final List<Seen> seen = new ArrayList<>();

    /**
     * A history that is there.
     *
     * @param table as messages show it
     * @param applied what its rows say is applied, as they call it
     */
    record Seen(TableTrace trace, String table, List<String> applied) {

        /** Copies the list. */
        Seen {
            applied = List.copyOf(applied);
        }
    }

    /** Those that are there, in the order of the traces. */
    List<Seen> seen() {
        return seen;
    }

    @Override
    public String id() {
        return "another-tool";
    }

    @Override
    public String tool() {
        return "another tool";
    }

    @Override
    public TakenOver read(ForeignDatabase database, KnownMigrations known) throws SQLException {
        for (TableTrace trace : TableTrace.values()) {
            Optional<ForeignTable> found = trace.find(database);
            if (found.isPresent()) {
                seen.add(new Seen(trace, found.get().name(), trace.applied(found.get())));
            }
        }
        return new TakenOver(List.of(), List.of(), List.of());
    }
}
