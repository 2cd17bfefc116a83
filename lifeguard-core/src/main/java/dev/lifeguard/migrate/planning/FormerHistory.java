package dev.lifeguard.migrate.planning;

import dev.lifeguard.migrate.planning.Planner.History;
import dev.lifeguard.migrate.source.MigrationVersion;
import dev.lifeguard.migrate.source.catalog.Checksum;
import dev.lifeguard.migrate.source.catalog.FormerVersions.Former;
import dev.lifeguard.migrate.source.catalog.MigrationCatalog;
import dev.lifeguard.migrate.source.catalog.Squashed.Member;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

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
        Set<Long> moved = moves.stream().map(Move::former).collect(Collectors.toSet());
        rows.removeIf(row -> moved.contains(number(row)));
        moves.forEach(move -> rows.add(move.row()));
        return new History(rows);
    }

    /**
     * What has to be written anew for that, one after the other: no number is written while a row
     * has it that is still to be written.
     */
    public List<Move> moves(History history) {
        if (catalog.former().isEmpty()) {
            return List.of();
        }
        List<HistoryRow> rows = new ArrayList<>(history.records());
        rows.addAll(history.repeatables());
        rows.sort(Comparator.comparingLong(HistoryRow::order));
        Set<MigrationVersion> written =
                rows.stream()
                        .map(HistoryRow::version)
                        .filter(version -> version.label() == null)
                        .collect(Collectors.toSet());
        List<Move> moves = new ArrayList<>();
        for (HistoryRow row : rows) {
            moved(row, written).ifPresent(anew -> moves.add(new Move(number(row), anew)));
        }
        return moves.isEmpty() ? moves : written(placed(moves, rows));
    }

    /** What people are told when it was written: the files of before know these rows no more. */
    public static String told(List<Move> moves) {
        return "%s of the history %s written anew for files that were converted: the files as they"
                        .formatted(
                                moves.size() == 1 ? "1 row" : moves.size() + " rows",
                                moves.size() == 1 ? "was" : "were")
                + " were before do not fit this database any more.";
    }

    /** What a row becomes; empty where it is written for the files as they are, or not known. */
    private Optional<HistoryRow> moved(HistoryRow row, Set<MigrationVersion> written) {
        Optional<Former> former = catalog.former().find(number(row));
        Optional<Member> now = former.flatMap(it -> known(it.version().number()));
        if (now.isEmpty()) {
            return Optional.empty();
        }
        HistoryRow anew = moved(row, former.get(), now.get());
        boolean same = row.version().equals(anew.version());
        if (same && row.version().label() == null) {
            // Its number tells nothing: the checksum does, of a repeatable migration.
            return Optional.of(anew).filter(it -> !it.checksum().equals(row.checksum()));
        }
        boolean own = row.version().label() == null && !row.repeatable();
        boolean taken = written.contains(anew.version()) && !same;
        return own || taken ? Optional.empty() : Optional.of(anew);
    }

    /** What a migration is called now, also where its file was squashed. */
    private Optional<Member> known(long version) {
        return catalog.find(version)
                .map(script -> new Member(script.version(), script.name(), script.checksum()))
                .or(() -> catalog.squashed().flatMap(it -> it.find(version)));
    }

    /** Of a file that was edited before it was converted, the checksum stays another one's. */
    private static HistoryRow moved(HistoryRow row, Former former, Member now) {
        boolean known = row.checksum().equals(former.checksum().hex());
        return row.isBaseline()
                ? as(now.version(), row.name(), baseline(now), row.order(), row)
                : as(
                        now.version(),
                        now.name(),
                        known ? former.converted().hex() : row.checksum(),
                        row.order(),
                        row);
    }

    private static String baseline(Member now) {
        return Checksum.ofBaseline(now.version().number()).hex();
    }

    /**
     * The same with their places as a run records them, the version itself where it came behind all
     * older ones; so a row that stays may have to get another place, too.
     */
    private static List<Move> placed(List<Move> moves, List<HistoryRow> rows) {
        Map<Long, HistoryRow> anew = new HashMap<>();
        moves.forEach(move -> anew.put(move.former(), move.row()));
        List<Move> placed = new ArrayList<>();
        AppliedOrder order = new AppliedOrder();
        for (HistoryRow row : rows) {
            HistoryRow moved = anew.get(number(row));
            HistoryRow now = moved == null ? row : moved;
            long place = moved == null ? order.kept(row.order()) : order.next(moved.version());
            if (moved != null || place != row.order()) {
                placed.add(
                        new Move(
                                number(row),
                                as(now.version(), now.name(), now.checksum(), place, now)));
            }
        }
        return placed;
    }

    /** Of a chain of numbers, the last one first; those of a conversion make no circle. */
    private static List<Move> written(List<Move> moves) {
        Map<Long, Move> left = new HashMap<>();
        moves.forEach(move -> left.put(move.former(), move));
        List<Move> ordered = new ArrayList<>();
        for (Move move : moves) {
            Deque<Move> chain = new ArrayDeque<>();
            Move next = left.remove(move.former());
            while (next != null) {
                chain.push(next);
                next = left.remove(number(next.row()));
            }
            ordered.addAll(chain);
        }
        return ordered;
    }

    private static long number(HistoryRow row) {
        return row.version().number();
    }

    private static HistoryRow as(
            MigrationVersion version, String name, String checksum, long order, HistoryRow row) {
        return new HistoryRow(
                version,
                name,
                checksum,
                row.appliedAt(),
                row.executionTime(),
                row.progress(),
                row.downScript(),
                order);
    }
}
