package dev.lifeguard.migrate.planning;

import dev.lifeguard.migrate.planning.Planner.History;
import dev.lifeguard.migrate.source.catalog.FormerVersions.Former;
import dev.lifeguard.migrate.source.catalog.MigrationCatalog;
import dev.lifeguard.migrate.source.catalog.Script;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A history in the terms of files that were converted from another tool's: rows that were written
 * before that have the numbers and checksums of the former files.
 */
public final class FormerHistory {

    private final MigrationCatalog catalog;

    /** For files that may have been converted. */
    public FormerHistory(MigrationCatalog catalog) {
        this.catalog = catalog;
    }

    /**
     * A row that is to be written anew.
     *
     * @param former the number that it has
     * @param row what it is to say
     */
    public record Move(long former, HistoryRow row) {}

    /** The history as if it had been written for the files as they are now. */
    public History translated(History history) {
        List<Move> moves = moves(history);
        if (moves.isEmpty()) {
            return history;
        }
        List<HistoryRow> rows = new ArrayList<>(history.records());
        rows.addAll(history.repeatables());
        rows.removeIf(row -> moves.stream().anyMatch(it -> it.former() == number(row)));
        moves.forEach(move -> rows.add(move.row()));
        return new History(rows);
    }

    /** What has to be written anew for that, in the order in which it was applied. */
    public List<Move> moves(History history) {
        if (catalog.former().isEmpty()) {
            return List.of();
        }
        List<HistoryRow> rows = new ArrayList<>(history.records());
        rows.addAll(history.repeatables());
        rows.sort(Comparator.comparingLong(HistoryRow::order));
        List<Move> moves = new ArrayList<>();
        long newest = 0;
        for (HistoryRow row : rows) {
            Optional<Former> former = catalog.former().find(number(row));
            Optional<Script> script = former.flatMap(it -> catalog.find(it.version().number()));
            if (script.isEmpty() || isWritten(script.get(), row, history)) {
                continue;
            }
            long version = script.get().version().number();
            // As a run records it: the version itself where it came behind all older ones.
            long order = version > newest || version < 0 ? version : newest + 1;
            newest = Math.max(newest, order);
            moves.add(new Move(number(row), moved(row, former.get(), script.get(), order)));
        }
        return moves;
    }

    /** A number may be the same before and after; then the label tells. */
    private static boolean isWritten(Script script, HistoryRow row, History history) {
        if (row.version().equals(script.version())) {
            return row.version().label() == null;
        }
        return history.find(script.version().number()).isPresent()
                || history.repeatables().stream()
                        .anyMatch(each -> each.version().equals(script.version()));
    }

    private static long number(HistoryRow row) {
        return row.version().number();
    }

    /** Of a file that was edited before it was converted, the checksum stays another one's. */
    private static HistoryRow moved(HistoryRow row, Former former, Script script, long order) {
        return new HistoryRow(
                script.version(),
                script.name(),
                row.checksum().equals(former.checksum()) ? script.checksum().hex() : row.checksum(),
                row.appliedAt(),
                row.executionTime(),
                row.progress(),
                row.downScript(),
                order);
    }
}
