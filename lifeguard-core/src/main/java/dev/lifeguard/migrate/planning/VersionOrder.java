package dev.lifeguard.migrate.planning;

import dev.lifeguard.migrate.planning.Planner.History;
import dev.lifeguard.migrate.source.MigrationVersion;
import dev.lifeguard.migrate.source.catalog.MigrationCatalog;
import dev.lifeguard.migrate.source.catalog.Script;
import dev.lifeguard.migrate.source.catalog.Script.SqlScript;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * In which order versions stand: as the catalog says. Where it says nothing but how they are found,
 * one that only the history knows stands behind the one of the catalog that was applied before it.
 */
final class VersionOrder implements Comparator<MigrationVersion> {

    /** How many places there are behind each of the catalog's for those that it does not hold. */
    private static final long BETWEEN = 1L << 32;

    private final @Nullable Comparator<MigrationVersion> known;
    private final Map<MigrationVersion, Long> places = new HashMap<>();

    VersionOrder(MigrationCatalog catalog, History history) {
        known = catalog.order().orElse(null);
        if (known == null) {
            place(catalog, history);
        }
    }

    private void place(MigrationCatalog catalog, History history) {
        for (Script script : catalog.scripts()) {
            places.put(script.version(), BETWEEN * (places.size() + 1));
        }
        int versioned = places.size();
        for (SqlScript repeatable : catalog.repeatables()) {
            long behind = BETWEEN * (catalog.place(repeatable).orElse(versioned) + 1);
            places.put(repeatable.version(), behind - 1);
        }
        long last = 0;
        for (HistoryRow record : history.lastFirst().reversed()) {
            Long place = places.get(record.version());
            last = place == null ? last + 1 : Math.max(last, place);
            places.putIfAbsent(record.version(), last);
        }
    }

    /**
     * What concerns versions, and behind that what concerns repeatable migrations; where those have
     * places, in this order.
     */
    <T> List<T> merged(
            List<? extends T> versioned,
            List<? extends T> repeatable,
            Function<? super T, MigrationVersion> versionOf) {
        List<T> merged = new ArrayList<>(versioned);
        merged.addAll(repeatable);
        if (known == null && !repeatable.isEmpty()) {
            merged.sort(Comparator.comparing(versionOf, this));
        }
        return merged;
    }

    /** Whether a repeatable migration has its place before a version. */
    boolean placesBefore(MigrationVersion repeatable, MigrationVersion version) {
        return known == null && compare(repeatable, version) < 0;
    }

    /** The rows of the history in this order. */
    OrderedHistory sorted(History history) {
        List<HistoryRow> rows = history.records();
        if (!isSorted(rows)) {
            rows = new ArrayList<>(rows);
            rows.sort((one, other) -> compare(one.version(), other.version()));
        }
        return new OrderedHistory(rows);
    }

    private boolean isSorted(List<HistoryRow> rows) {
        for (int at = 1; at < rows.size(); at++) {
            if (compare(rows.get(at - 1).version(), rows.get(at).version()) > 0) {
                return false;
            }
        }
        return true;
    }

    /** Problems in the order of their versions; those that concern none are last. */
    void sort(List<PlanProblem> problems) {
        if (problems.size() > 1) {
            problems.sort(
                    Comparator.comparing(
                            problem ->
                                    problem.version()
                                            .filter(version -> !version.isRepeatable())
                                            .orElse(null),
                            Comparator.nullsLast(this)));
        }
    }

    @Override
    public int compare(MigrationVersion one, MigrationVersion other) {
        return known == null ? Long.compare(place(one), place(other)) : known.compare(one, other);
    }

    /** A version that neither knows is the last one. */
    private long place(MigrationVersion version) {
        return Objects.requireNonNullElse(places.get(version), Long.MAX_VALUE);
    }
}
