package dev.lifeguard.migrate.inspect.squash;

import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.inspect.drift.IgnoredObjects;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Of which tables a new database gets the rows that migrations put there.
 *
 * @param kept patterns of names, with a schema or without one
 * @param leftOut the same of those whose rows it does not get
 */
public record WantedRows(List<String> kept, List<String> leftOut) {

    /** A baseline is read by people, and loaded at each start of a test. */
    static final long MOST_ROWS = 100_000;

    private static final long MEGABYTE = 1_000_000;

    /** What is written is in memory several times. */
    static final long MOST_BYTES = 10 * MEGABYTE;

    /** Copies the lists. */
    public WantedRows {
        kept = List.copyOf(kept);
        leftOut = List.copyOf(leftOut);
    }

    boolean keeps(TableRows table) {
        return isOf(kept, table);
    }

    boolean leavesOut(TableRows table) {
        return isOf(leftOut, table);
    }

    private static boolean isOf(List<String> patterns, TableRows table) {
        IgnoredObjects named = new IgnoredObjects(patterns);
        return table.calledBy().stream().anyMatch(named::includes);
    }

    /**
     * Refuses rows of which nothing is said, those of too large tables, and patterns without a
     * table.
     *
     * @param tables those in which migrations put rows
     * @param ofExtensions those with rows that an extension made; they can be left out
     */
    void require(List<TableRows> tables, Collection<TableRows> ofExtensions) {
        List<TableRows> leavable = new ArrayList<>(tables);
        leavable.addAll(ofExtensions);
        requireTables("--data", kept, tables);
        requireTables("--without-data", leftOut, leavable);
        List<TableRows> both =
                tables.stream().filter(each -> keeps(each) && leavesOut(each)).toList();
        if (!both.isEmpty()) {
            throw Refused.because(
                    "%s is named by --data and by --without-data. Take one of them out."
                            .formatted(both.getFirst().name()));
        }
        requireSmall(tables);
        List<TableRows> unsaid =
                tables.stream().filter(each -> !keeps(each) && !leavesOut(each)).toList();
        if (!unsaid.isEmpty()) {
            throw Refused.because(unsaid(unsaid));
        }
    }

    private void requireSmall(List<TableRows> tables) {
        for (TableRows table : tables) {
            if (keeps(table) && (table.rows() > MOST_ROWS || table.bytes() > MOST_BYTES)) {
                boolean many = table.rows() > MOST_ROWS;
                throw Refused.because(
                        "%s has %s, and a baseline holds at most %s of a table. Load them in another way, and leave them out: --without-data %s."
                                .formatted(
                                        table.name(),
                                        many
                                                ? table.rows() + " rows"
                                                : table.bytes() / MEGABYTE + " MB of rows",
                                        many ? MOST_ROWS : MOST_BYTES / MEGABYTE + " MB",
                                        table.plainName()));
            }
        }
    }

    private static String unsaid(List<TableRows> tables) {
        String counted =
                tables.stream()
                        .map(
                                each ->
                                        "%s (%s %s)"
                                                .formatted(
                                                        each.name(),
                                                        each.rows(),
                                                        each.rows() == 1 ? "row" : "rows"))
                        .collect(Collectors.joining(", "));
        String names = tables.stream().map(TableRows::plainName).collect(Collectors.joining(","));
        return ("The migrations leave rows in %s, which a new database would not get. Name the"
                        + " tables whose rows belong to the baseline with --data, and the others"
                        + " with --without-data, as --data %s. Nothing was changed.")
                .formatted(counted, names.contains(" ") ? "\"" + names + "\"" : names);
    }

    private static void requireTables(
            String option, List<String> patterns, List<TableRows> tables) {
        List<String> unknown = new ArrayList<>();
        for (String pattern : patterns) {
            if (tables.stream().noneMatch(each -> isOf(List.of(pattern), each))) {
                unknown.add(pattern);
            }
        }
        if (!unknown.isEmpty()) {
            throw Refused.because(
                    "The migrations leave rows in no table \"%s\" (%s)."
                            .formatted(unknown.getFirst(), option));
        }
    }
}
