package dev.lifeguard.migrate.inspect.squash;

import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.inspect.scratch.ScratchDatabase;
import dev.lifeguard.migrate.inspect.snapshot.SchemaSnapshot;
import dev.lifeguard.migrate.inspect.verify.ScratchWork;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the migrations made that are squashed, and what of it the baseline has. */
final class MadeByMigrations {

    private final ScratchWork work;
    private final ScratchDatabase migrated;
    private final SchemaSnapshot schemaBefore;
    private final SchemaSnapshot schemaNow;
    private final List<String> ownersBefore;
    private final List<String> untold;
    private final List<TableRows> kept = new ArrayList<>();
    private final List<TableRows> leftOut = new ArrayList<>();

    /**
     * Reads it.
     *
     * @param before a database that has what is there before the first migration
     */
    MadeByMigrations(
            ScratchWork work, ScratchDatabase before, ScratchDatabase migrated, WantedRows wanted) {
        this.work = work;
        this.migrated = migrated;
        this.schemaBefore = work.schema(before);
        this.schemaNow = work.schema(migrated);
        this.ownersBefore = contents(before, PgContents::owners);
        this.untold = new ArrayList<>(contents(migrated, PgContents::untold));
        this.untold.removeAll(contents(before, PgContents::untold));
        SortedMap<String, TableRows> there = contents(before, PgContents::tables);
        List<TableRows> tables =
                contents(migrated, PgContents::tables).values().stream()
                        .filter(each -> !each.equals(there.get(each.name())))
                        .toList();
        wanted.require(tables, contents(migrated, PgContents::tablesOfExtensions).values());
        tables.forEach(each -> (wanted.keeps(each) ? kept : leftOut).add(each));
    }

    /** What of it neither a snapshot nor a baseline has, in words. */
    List<String> untold() {
        return List.copyOf(untold);
    }

    /** Refuses to lose it. */
    static void requireTold(List<String> untold) {
        if (!untold.isEmpty()) {
            throw Refused.because(
                    "The migrations make %s, which a baseline does not hold. Make it in before_up.sql or in a migration that stays, and squash then. Nothing was changed."
                            .formatted(String.join(", ", untold)));
        }
    }

    String text(SquashRange range) {
        List<String> behind = new ArrayList<>();
        Map<String, String> copies = new TreeMap<>();
        Set<String> filled = new HashSet<>();
        contents(
                migrated,
                it -> {
                    for (TableRows table : kept) {
                        copies.put(table.name(), it.copy(table.name()));
                    }
                    List<String> without = leftOut.stream().map(TableRows::name).toList();
                    behind.addAll(it.sequences(without));
                    List<String> owners = new ArrayList<>(it.owners());
                    owners.removeAll(ownersBefore);
                    behind.addAll(owners);
                    filled.addAll(it.filledViews());
                    return behind;
                });
        return new BaselineText(range).of(schemaNow, schemaBefore, copies, filled, behind);
    }

    List<TableRows> kept() {
        return kept;
    }

    List<TableRows> leftOut() {
        return leftOut;
    }

    private <T> T contents(ScratchDatabase database, PgContents.Reading<T> reading) {
        work.stopping().requireNotAsked();
        return PgContents.read(database.dataSource(), work.leftOut(), reading);
    }
}
