package dev.lifeguard.migrate.engine.takeover;

import dev.lifeguard.migrate.engine.run.HistoryTransaction;
import dev.lifeguard.migrate.engine.run.RunContext;
import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.Remedy;
import dev.lifeguard.migrate.planning.HistoryRow;
import dev.lifeguard.migrate.planning.Planner.History;
import dev.lifeguard.migrate.source.catalog.MigrationCatalog;
import dev.lifeguard.migrate.state.TakenRows;
import dev.lifeguard.migrate.takeover.ForeignHistory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Takes back what was taken over, as far as nothing was applied, rolled back or repaired since: the
 * last import, and each one before it that then is the last.
 */
public final class ImportUndo {

    private final List<HistoryRow> rows;
    private final List<String> digests = new ArrayList<>();
    private final List<HistoryRow> leaving = new ArrayList<>();
    private final Map<Long, TakenRows.Origin> taken;
    private final ForeignHistory tool;

    /**
     * What can be taken back.
     *
     * @param tool the one that is meant
     * @param catalog of its files
     * @throws ConfigurationException when there is nothing, or something was done since
     */
    public ImportUndo(
            ForeignHistory tool, MigrationCatalog catalog, History history, TakenRows origins) {
        this.tool = tool;
        this.rows =
                new ArrayList<>(
                        Stream.concat(history.repeatables().stream(), history.records().stream())
                                .toList());
        this.taken = new HashMap<>(origins.byVersion());
        List<String> tools =
                taken.values().stream().map(TakenRows.Origin::tool).distinct().sorted().toList();
        if (!tools.contains(tool.id())) {
            throw refused(
                    tools.isEmpty()
                            ? "The history holds nothing that was taken over from another tool, so"
                                    + " there is nothing to take back."
                            : "The history holds nothing that was taken over from %s. It was taken over from %s."
                                    .formatted(tool.tool(), String.join(", ", tools)));
        }
        if (origins.converted(catalog, history).isPresent()) {
            throw refused(
                    ("The files were converted since the history was taken over from %s, and its"
                         + " rows were written anew for that, so the import cannot be taken back."
                         + " Go on with this history.")
                            .formatted(tool.tool()));
        }
        Optional<TakenRows.Origin> last = lastImport();
        if (last.isEmpty()) {
            throw refused(
                    ("Something was applied, rolled back or repaired since the history was taken"
                         + " over from %1$s, so the import cannot be taken back: the history of"
                         + " %1$s would not tell what the database holds. Roll that back first"
                         + " where it can be, or go on with this history.")
                            .formatted(tool.tool()));
        }
        while (last.isPresent()) {
            takeBack(last.get());
            last = lastImport();
        }
        leaving.sort(Comparator.comparingLong(HistoryRow::order).reversed());
    }

    /** The import that left the history as it is, where it was one from the tool. */
    private Optional<TakenRows.Origin> lastImport() {
        if (taken.isEmpty()) {
            return Optional.empty();
        }
        String now = HistoryDigest.of(new History(rows), taken.keySet());
        TakenRows.Origin last = new TakenRows.Origin(tool.id(), now);
        return taken.containsValue(last) ? Optional.of(last) : Optional.empty();
    }

    private void takeBack(TakenRows.Origin origin) {
        digests.add(origin.digest());
        Set<Long> versions =
                taken.entrySet().stream()
                        .filter(entry -> entry.getValue().equals(origin))
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet());
        rows.stream()
                .filter(row -> versions.contains(row.version().number()))
                .forEach(leaving::add);
        rows.removeIf(row -> versions.contains(row.version().number()));
        taken.keySet().removeAll(versions);
    }

    /** The rows that go, the one that was applied last first. */
    public List<HistoryRow> leaving() {
        return leaving;
    }

    /** The history without them. */
    public History left() {
        return new History(rows);
    }

    /** Deletes them in one transaction, under the lock. */
    public void run(RunContext context) {
        new HistoryTransaction(context, "while the import was taken back")
                .run(
                        () -> {
                            for (String digest : digests) {
                                context.session()
                                        .update(
                                                context.sql()
                                                        .takingOver()
                                                        .deletion(tool.id(), digest));
                            }
                        });
    }

    private static ConfigurationException refused(String message) {
        return new ConfigurationException(
                ErrorDetail.of(
                        ErrorKind.CONFIGURATION,
                        "%s %s lists what there is.".formatted(message, Remedy.STATUS.place())),
                null);
    }
}
