package dev.lifeguard.migrate.inspect.squash;

import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.inspect.drift.Difference;
import dev.lifeguard.migrate.inspect.drift.Differences;
import dev.lifeguard.migrate.inspect.drift.IgnoredObjects;
import dev.lifeguard.migrate.inspect.scratch.ScratchDatabase;
import dev.lifeguard.migrate.inspect.snapshot.SchemaSnapshot;
import dev.lifeguard.migrate.inspect.verify.ScratchWork;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/** Whether a baseline makes what the migrations make. */
record Proof(ScratchWork work, WantedRows wanted) {

    private static final String UNCHANGED = " Nothing was changed.";

    /** The part of a database that is compared beside its schema. */
    private record Contents(
            SortedMap<String, TableRows> tables,
            SortedMap<String, TableRows> ofExtensions,
            List<String> filledViews,
            List<String> sequences,
            List<String> owners) {}

    void require(ScratchDatabase migrated, ScratchDatabase alone) {
        SchemaSnapshot expected = work.schema(migrated);
        SchemaSnapshot actual = work.schema(alone);
        if (!expected.text().equals(actual.text())) {
            throw Refused.because(schemas(expected, actual) + UNCHANGED);
        }
        Contents rows = contents(migrated);
        Contents others = contents(alone);
        List<String> differ = differing(rows.tables(), others.tables());
        if (!differ.isEmpty()) {
            throw Refused.because(
                    "The baseline does not leave the rows that the migrations leave: %s. Leave out those that hooks write: --without-data.%s"
                            .formatted(String.join(", ", differ), UNCHANGED));
        }
        List<String> lost = differing(rows.ofExtensions(), others.ofExtensions());
        if (!lost.isEmpty()) {
            throw Refused.because(
                    "The migrations leave rows in a table of an extension, which the baseline does not leave: %s. Put them there in a migration that stays, or name the table in --without-data.%s"
                            .formatted(String.join(", ", lost), UNCHANGED));
        }
        requireSame("filled materialized views", rows.filledViews(), others.filledViews());
        requireSame("sequences", rows.sequences(), others.sequences());
        requireSame("owners", rows.owners(), others.owners());
    }

    private static List<String> differing(
            SortedMap<String, TableRows> expected, SortedMap<String, TableRows> actual) {
        Set<String> names = new TreeSet<>(expected.keySet());
        names.addAll(actual.keySet());
        List<String> differ = new ArrayList<>();
        for (String table : names) {
            Optional<TableRows> one = Optional.ofNullable(expected.get(table));
            Optional<TableRows> other = Optional.ofNullable(actual.get(table));
            if (!one.equals(other)) {
                differ.add(
                        "%s (%s rows after the migrations, %s after the baseline)"
                                .formatted(table, count(one), count(other)));
            }
        }
        return differ;
    }

    private static long count(Optional<TableRows> table) {
        return table.map(TableRows::rows).orElse(0L);
    }

    private static void requireSame(String what, List<String> expected, List<String> actual) {
        if (!expected.equals(actual)) {
            List<String> missing = new ArrayList<>(expected);
            missing.removeAll(actual);
            List<String> extra = new ArrayList<>(actual);
            extra.removeAll(expected);
            throw Refused.because(
                    "The baseline does not leave the %s as the migrations leave them: expected %s, found %s.%s"
                            .formatted(what, missing, extra, UNCHANGED));
        }
    }

    private Contents contents(ScratchDatabase database) {
        work.stopping().requireNotAsked();
        return PgContents.read(
                database.dataSource(),
                work.leftOut(),
                it -> {
                    SortedMap<String, TableRows> tables = it.tables();
                    List<String> without =
                            tables.values().stream()
                                    .filter(wanted::leavesOut)
                                    .map(TableRows::name)
                                    .toList();
                    tables.keySet().removeAll(without);
                    SortedMap<String, TableRows> ofExtensions = it.tablesOfExtensions();
                    ofExtensions.values().removeIf(wanted::leavesOut);
                    return new Contents(
                            tables,
                            ofExtensions,
                            it.filledViews(),
                            it.sequences(without),
                            it.owners());
                });
    }

    /** How two schemas differ, the first difference by name. */
    static String schemas(SchemaSnapshot expected, SchemaSnapshot actual) {
        List<Difference> found = Differences.between(expected, actual, IgnoredObjects.none());
        String first =
                found.isEmpty()
                        ? "the statements of the snapshots differ in their order"
                        : "%s %s is not the same. After the migrations: %s. After the baseline: %s"
                                .formatted(
                                        found.getFirst().type().words(),
                                        found.getFirst().object(),
                                        found.getFirst().expected().orElse("nothing"),
                                        found.getFirst().actual().orElse("nothing"));
        return "The baseline does not make the schema that the migrations make: %s%s."
                .formatted(
                        first, found.size() > 1 ? ", and %s more".formatted(found.size() - 1) : "");
    }

    /** The error for a baseline that fails, or a hook around it. */
    static LifeguardException doesNotRun(LifeguardException failure) {
        return Refused.because(
                "The baseline does not run on an empty database: %s%s"
                        .formatted(failure.detail().message(), UNCHANGED),
                failure);
    }
}
