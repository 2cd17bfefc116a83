package dev.lifeguard.migrate.planning;

import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.Remedy;
import dev.lifeguard.migrate.plan.OutOfOrder;
import dev.lifeguard.migrate.plan.Target;
import dev.lifeguard.migrate.planning.Assessment.Purpose;
import dev.lifeguard.migrate.script.ScriptRules;
import dev.lifeguard.migrate.source.Direction;
import dev.lifeguard.migrate.source.MigrationVersion;
import dev.lifeguard.migrate.source.catalog.MigrationCatalog;
import dev.lifeguard.migrate.source.catalog.Script;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decides what runs: the same catalog, history and target give the same plan.
 *
 * <p>It touches no database. Of the scripts it reads those that it plans, so that what cannot run
 * is known before anything runs; their content cannot differ from what the catalog hashed.
 */
public final class Planner {

    private final ScriptRules rules;
    private final OutOfOrder outOfOrder;

    /** A planner that reads scripts by these rules. */
    public Planner(ScriptRules rules, OutOfOrder outOfOrder) {
        this.rules = rules;
        this.outOfOrder = outOfOrder;
    }

    /**
     * Plans what applies pending migrations, oldest first, and the repeatable ones where nothing
     * else is left pending before their places.
     *
     * @throws ConfigurationException when the target is a version that nothing knows
     */
    public PlannedRun up(MigrationCatalog given, History history, Target target) {
        SeenHistory seen = SeenHistory.of(given, history);
        Assessment found = assess(seen, Purpose.RUN);
        List<PlanProblem> refusals = found.refusals().ofUp();
        List<PlannedStep> asFar =
                target instanceof Target.Version last
                        ? upTo(required(last.version(), seen), found)
                        : asFarAs(target, found.pendingSteps());
        List<PlannedStep> steps =
                refusals.isEmpty() ? found.inOrder(asFar, repeatables(asFar, found)) : List.of();
        return new PlannedRun(Direction.UP, steps, found.hooks().all(), refusals, found.status());
    }

    /**
     * Looks at everything, and plans nothing: what forbids {@link #up} forbids this plan.
     *
     * <p>It runs no code of anybody: a migration in Java is compiled where it is pending, and
     * neither initialised nor made.
     */
    public PlannedRun look(MigrationCatalog catalog, History history) {
        Assessment found = assess(SeenHistory.of(catalog, history), Purpose.LOOK);
        return new PlannedRun(
                Direction.UP, List.of(), List.of(), found.refusals().ofUp(), found.status());
    }

    /** The same with the pending migrations in SQL as its steps, also beside problems. */
    public PlannedRun lookAtSteps(MigrationCatalog catalog, History history) {
        Assessment found = assess(SeenHistory.of(catalog, history), Purpose.LOOK);
        return new PlannedRun(
                Direction.UP,
                found.inOrder(found.pendingSteps(), found.repeatableSteps()),
                found.hooks().all(),
                found.refusals().ofUp(),
                found.status());
    }

    /** Those before whose places nothing is left pending. */
    private static List<PlannedStep> repeatables(List<PlannedStep> asFar, Assessment found) {
        if (asFar.size() == found.pendingSteps().size()) {
            return found.repeatableSteps();
        }
        Set<MigrationVersion> going =
                asFar.stream().map(PlannedStep::version).collect(Collectors.toSet());
        MigrationVersion left =
                found.pendingSteps().stream()
                        .map(PlannedStep::version)
                        .filter(version -> !going.contains(version))
                        .findFirst()
                        .orElseThrow();
        return found.repeatableSteps().stream()
                .filter(step -> found.order().placesBefore(step.version(), left))
                .toList();
    }

    private Assessment assess(SeenHistory seen, Purpose purpose) {
        return new Assessment(seen, rules, outOfOrder, purpose);
    }

    private static List<PlannedStep> asFarAs(Target target, List<PlannedStep> steps) {
        return target instanceof Target.Steps some && some.count() < steps.size()
                ? steps.subList(0, some.count())
                : steps;
    }

    private static List<PlannedStep> upTo(MigrationVersion last, Assessment found) {
        return found.pendingSteps().stream()
                .filter(step -> found.order().compare(step.version(), last) <= 0)
                .toList();
    }

    /**
     * Plans what rolls applied migrations back, the one that was applied last first.
     *
     * @throws ConfigurationException when the target is a version that is not applied
     */
    public PlannedRun down(MigrationCatalog given, History history, Target target) {
        SeenHistory seen = SeenHistory.of(given, history);
        Assessment found = assess(seen, Purpose.LOOK);
        List<HistoryRow> lastFirst = seen.history().lastFirst();
        List<HistoryRow> leaving =
                switch (target) {
                    case Target.All all -> lastFirst;
                    case Target.Steps some -> lastFirst.stream().limit(some.count()).toList();
                    case Target.Version last -> appliedBehind(last.version(), seen);
                };
        return new WayDown(seen.catalog(), rules, found).plan(leaving);
    }

    private static List<HistoryRow> appliedBehind(long version, SeenHistory seen) {
        requireApplied(version, seen);
        List<HistoryRow> lastFirst = seen.history().lastFirst();
        return version == 0 && seen.history().find(version).isEmpty()
                ? lastFirst
                : lastFirst.stream()
                        .takeWhile(record -> record.version().number() != version)
                        .toList();
    }

    private static MigrationVersion required(long version, SeenHistory seen) {
        return seen.catalog()
                .find(version)
                .map(Script::version)
                .or(() -> seen.history().find(version).map(HistoryRow::version))
                .orElseThrow(
                        () ->
                                unknown(
                                        "There is no migration with the target version %s%s."
                                                .formatted(
                                                        MigrationVersion.digits(version),
                                                        seen.squashedInto(version))));
    }

    private static void requireApplied(long version, SeenHistory seen) {
        boolean everything = version == 0 && seen.catalog().find(version).isEmpty();
        if (!everything && seen.history().find(version).isEmpty()) {
            String squashed = seen.squashedInto(version);
            throw unknown(
                    squashed.isEmpty()
                            ? "The target version %s is not applied, so it cannot be gone back to."
                                    .formatted(seen.catalog().called(version))
                            : "The target version %s cannot be gone back to%s, and there is no way back into that."
                                    .formatted(seen.catalog().called(version), squashed));
        }
    }

    private static ConfigurationException unknown(String message) {
        return new ConfigurationException(
                ErrorDetail.of(
                        ErrorKind.CONFIGURATION,
                        "%s %s lists the versions.".formatted(message, Remedy.STATUS.place())),
                null);
    }

    /** What the database holds, as its state table says: immutable, sorted by number. */
    public static final class History {

        private final List<HistoryRow> records;
        private final List<HistoryRow> repeatables;

        /** A history of some rows, in any order. */
        public History(List<HistoryRow> rows) {
            List<HistoryRow> sorted = new ArrayList<>(rows);
            if (!isSorted(sorted)) {
                sorted.sort(Comparator.comparingLong(record -> record.version().number()));
            }
            int first = 0;
            while (first < sorted.size() && sorted.get(first).version().isRepeatable()) {
                first++;
            }
            List<HistoryRow> all = Collections.unmodifiableList(sorted);
            this.records = all.subList(first, all.size());
            this.repeatables = all.subList(0, first);
        }

        /** As the database gives them. */
        private static boolean isSorted(List<HistoryRow> rows) {
            for (int at = 1; at < rows.size(); at++) {
                if (rows.get(at - 1).version().number() > rows.get(at).version().number()) {
                    return false;
                }
            }
            return true;
        }

        /** All rows of migrations with a version, the one with the least number first. */
        public List<HistoryRow> records() {
            return records;
        }

        /** Those of repeatable migrations, in any order. */
        public List<HistoryRow> repeatables() {
            return repeatables;
        }

        /** Whether it has no row at all. */
        public boolean isEmpty() {
            return records.isEmpty() && repeatables.isEmpty();
        }

        /** Whether another one has the same rows. */
        public boolean holdsTheSameAs(History other) {
            return areSame(records, other.records) && areSame(repeatables, other.repeatables);
        }

        private static boolean areSame(List<HistoryRow> some, List<HistoryRow> others) {
            boolean same = some.size() == others.size();
            for (int at = 0; same && at < some.size(); at++) {
                same = some.get(at).isSameAs(others.get(at));
            }
            return same;
        }

        /** All rows with a version, the one that was applied last first. */
        List<HistoryRow> lastFirst() {
            return records.stream()
                    .sorted(
                            Comparator.comparingLong(HistoryRow::order)
                                    .thenComparingLong(record -> record.version().number())
                                    .reversed())
                    .toList();
        }

        /** The place of the one that was applied whole last; 0 where none is. */
        long lastOrder() {
            long last = 0;
            for (HistoryRow record : records) {
                last = record.success() ? Math.max(last, record.order()) : last;
            }
            return last;
        }

        /** The row of a number, if there is one. */
        public Optional<HistoryRow> find(long version) {
            List<HistoryRow> rows = version < 0 ? repeatables : records;
            int at =
                    Collections.binarySearch(
                            rows,
                            null,
                            (record, unused) -> Long.compare(record.version().number(), version));
            return at < 0 ? Optional.empty() : Optional.of(rows.get(at));
        }

        /** Whether a migration is recorded as it is now, in whole or in part. */
        public boolean holds(Script script) {
            return find(script.version().number())
                    .filter(
                            row ->
                                    !script.version().isRepeatable()
                                            || (row.success() && script.matches(row.checksum())))
                    .isPresent();
        }
    }
}
