package dev.lifeguard.migrate.layouts.traces;

import dev.lifeguard.migrate.takeover.ForeignDatabase;
import dev.lifeguard.migrate.takeover.ForeignHistory;
import dev.lifeguard.migrate.takeover.ForeignTable;
import dev.lifeguard.migrate.takeover.KnownMigrations;
import dev.lifeguard.migrate.takeover.TakenOver;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which tools' histories a database holds, by the names of their tables and columns, in the schema
 * where an import looks for them: another one's is somebody else's. It is read as if it were a
 * tool's history, so that both find the same table; it is for one look.
 */
final class TableTraces implements ForeignHistory {

    private static final int MOST_NAMES = 3;

    private final String first;
    private final List<TableTrace> order;
    private final List<Seen> seen = new ArrayList<>();
    private @Nullable Seen elsewhere;
    private @Nullable Seen beingRead;

    /**
     * Of all tools.
     *
     * @param first the layout whose table is looked at first: one that cannot be read ends the look
     */
    TableTraces(String first) {
        this.first = first;
        order =
                Stream.of(TableTrace.values())
                        .sorted(Comparator.comparing(trace -> !trace.layout().equals(first)))
                        .toList();
    }

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

    /** Those that are there and were read. */
    List<Seen> seen() {
        return seen;
    }

    /** What looks like the history of the first layout's tool, which has none here. */
    Optional<Seen> elsewhere() {
        return Optional.ofNullable(elsewhere);
    }

    /** The one that is there and could not be read. */
    Optional<Seen> unread() {
        return Optional.ofNullable(beingRead);
    }

    @Override
    public String id() {
        return "another-tool";
    }

    @Override
    public String tool() {
        return beingRead == null ? "another tool" : beingRead.trace().layout();
    }

    @Override
    public TakenOver read(ForeignDatabase database, KnownMigrations known) throws SQLException {
        for (TableTrace trace : order) {
            Optional<ForeignTable> found = trace.find(database);
            if (found.isPresent()) {
                beingRead = new Seen(trace, found.get().name(), List.of());
                seen.add(new Seen(trace, found.get().name(), trace.applied(found.get())));
                beingRead = null;
            }
        }
        elsewhere = elsewhere(database);
        return new TakenOver(List.of(), List.of(), List.of());
    }

    private @Nullable Seen elsewhere(ForeignDatabase database) throws SQLException {
        TableTrace trace = order.getFirst();
        if (!trace.layout().equals(first) || seen.stream().anyMatch(it -> it.trace() == trace)) {
            return null;
        }
        List<String> names =
                trace.elsewhere(database).stream()
                        .filter(name -> seen.stream().noneMatch(it -> it.table().equals(name)))
                        .toList();
        return names.isEmpty() ? null : new Seen(trace, shown(names), List.of());
    }

    private static String shown(List<String> names) {
        return names.stream()
                        .limit(MOST_NAMES)
                        .map("\"%s\""::formatted)
                        .collect(Collectors.joining(", "))
                + (names.size() > MOST_NAMES ? ", …" : "");
    }
}
