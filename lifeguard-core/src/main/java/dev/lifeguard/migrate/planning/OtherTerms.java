package dev.lifeguard.migrate.planning;

import dev.lifeguard.migrate.error.ValidationException;
import dev.lifeguard.migrate.planning.Planner.History;
import dev.lifeguard.migrate.source.catalog.MigrationCatalog;
import dev.lifeguard.migrate.source.catalog.Script;
import java.util.List;
import java.util.Optional;

/**
 * Rows of another kind of layout than the files: after a conversion the old files do not know what
 * is applied, and without what {@code convert} wrote beside them the new ones do not. To hold them
 * against each other by their order would apply again what the database holds.
 */
public final class OtherTerms {

    private OtherTerms() {}

    /**
     * Refuses a history with such rows.
     *
     * @throws ValidationException when there is one
     */
    public static void refuse(MigrationCatalog catalog, History history) {
        Optional<PlanProblem.OtherLayout> found = find(catalog, history);
        if (found.isPresent()) {
            throw new ValidationException(List.of(found.get().detail()));
        }
    }

    /** The rows that have a version and are of another kind, where all files are of one. */
    static Optional<PlanProblem.OtherLayout> find(MigrationCatalog catalog, History history) {
        List<HistoryRow> others =
                history.records().stream()
                        .filter(row -> isOther(row, catalog))
                        .filter(row -> catalog.find(row.version().number()).isEmpty())
                        .toList();
        return others.isEmpty() || isMixed(catalog)
                ? Optional.empty()
                : Optional.of(new PlanProblem.OtherLayout(others));
    }

    /** Only versions of this project's own layout have no label. */
    private static boolean isOther(HistoryRow row, MigrationCatalog catalog) {
        return catalog.isOwn()
                ? row.version().label() != null
                : row.version().label() == null && !row.isBaseline();
    }

    /** As with migrations that are objects beside another tool's directory. */
    private static boolean isMixed(MigrationCatalog catalog) {
        return catalog.scripts().stream().anyMatch(script -> isOther(script, catalog));
    }

    private static boolean isOther(Script script, MigrationCatalog catalog) {
        return (script.version().label() == null) != catalog.isOwn();
    }
}
