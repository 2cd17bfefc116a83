package dev.lifeguard.migrate.planning;

import dev.lifeguard.migrate.planning.Planner.History;
import dev.lifeguard.migrate.source.MigrationVersion;
import dev.lifeguard.migrate.source.catalog.MigrationCatalog;
import dev.lifeguard.migrate.source.catalog.Script.SqlScript;
import dev.lifeguard.migrate.source.catalog.Squashed;
import java.util.Comparator;
import java.util.Optional;

/** With which baseline a database begins, or began, where the catalog has scripts for that. */
public final class Beginning {

    private Beginning() {}

    /**
     * The catalog as it is for a history: of one that holds no migration with a version, from the
     * newest baseline on; of one that began with a baseline, from that on; of any other, as it is.
     */
    public static MigrationCatalog of(MigrationCatalog catalog, History history) {
        if (catalog.baselines().isEmpty()) {
            return catalog;
        }
        return baseline(catalog, history).map(catalog::beginningWith).orElse(catalog);
    }

    /**
     * The same for what is recorded as applied up to a version and not run: a database without a
     * history begins with what has that version, be it a migration or a baseline alone.
     */
    public static MigrationCatalog upTo(long version, MigrationCatalog catalog, History history) {
        Optional<SqlScript> squashed =
                catalog.squashed()
                        .map(Squashed::baseline)
                        .filter(it -> it.version().number() <= version);
        if (history.records().isEmpty() && squashed.isPresent()) {
            return catalog.beginningWith(squashed.get());
        }
        if (!history.records().isEmpty() || catalog.find(version).isPresent()) {
            return history.records().isEmpty() ? catalog : of(catalog, history);
        }
        return catalog.baselines().stream()
                .filter(each -> each.version().number() == version)
                .findFirst()
                .map(catalog::beginningWith)
                .orElse(catalog);
    }

    private static Optional<SqlScript> baseline(MigrationCatalog catalog, History history) {
        Comparator<MigrationVersion> order = catalog.order().orElseThrow();
        return catalog.baselines().stream()
                .filter(each -> history.records().isEmpty() || isRecorded(each, history))
                .max(Comparator.comparing(SqlScript::version, order));
    }

    private static boolean isRecorded(SqlScript baseline, History history) {
        return history.find(baseline.version().number()).filter(HistoryRow::isBaseline).isPresent();
    }
}
