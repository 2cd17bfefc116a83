package dev.lifeguard.migrate.planning;

import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.InvalidScriptException;
import dev.lifeguard.migrate.plan.MigrationRecord;
import dev.lifeguard.migrate.plan.MigrationStatus.PendingMigration;
import dev.lifeguard.migrate.plan.OutOfOrder;
import dev.lifeguard.migrate.planning.AssessedStatus.Unapplied;
import dev.lifeguard.migrate.planning.Planner.History;
import dev.lifeguard.migrate.script.ScriptRules;
import dev.lifeguard.migrate.source.Direction;
import dev.lifeguard.migrate.source.MigrationVersion;
import dev.lifeguard.migrate.source.catalog.MigrationCatalog;
import dev.lifeguard.migrate.source.catalog.Script;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What holding the catalog against the history shows. */
final class Assessment {

    private final MigrationCatalog catalog;
    private final ScriptRules rules;
    private final OutOfOrder outOfOrder;

    /** Null when none is. */
    private final @Nullable HistoryRow newestApplied;

    /** What stands for all older migrations whose files are not here; null where nothing does. */
    private final @Nullable MigrationVersion baseline;

    private final VersionOrder order;

    /** Rows that cannot be held against the files. */
    private final Set<MigrationVersion> others = new HashSet<>();

    private final List<Script> covered = new ArrayList<>();

    private final UpSteps steps;
    private final Repeatables repeatables;
    private final Hooks hooks;

    private final List<MigrationRecord> applied = new ArrayList<>();
    private final List<PendingMigration> pending = new ArrayList<>();
    private final List<PlannedStep> pendingSteps = new ArrayList<>();
    private final List<PlanProblem> problems = new ArrayList<>();
    private final List<PlanProblem> resumable = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final List<HistoryRow> ahead = new ArrayList<>();
    private final List<MigrationVersion> versions = new ArrayList<>();

    /** What pending migrations are read for. */
    enum Purpose {
        /** Nothing of them will run: of those in Java the class is looked at, and no code runs. */
        LOOK,
        /** They are planned. */
        RUN
    }

    Assessment(SeenHistory seen, ScriptRules rules, OutOfOrder outOfOrder, Purpose purpose) {
        History history = seen.history();
        this.catalog = seen.catalog();
        this.rules = rules;
        this.outOfOrder = outOfOrder;
        this.order = new VersionOrder(catalog, history);
        OrderedHistory ordered = order.sorted(history);
        this.newestApplied = ordered.newestApplied();
        this.steps = new UpSteps(rules, purpose, new AppliedOrder(history), warnings);
        HistoryRow standing = ordered.baseline();
        this.baseline = standing == null ? null : standing.version();
        for (ErrorDetail detail : catalog.rejected()) {
            problems.add(new PlanProblem.Unusable(detail));
        }
        OtherTerms.find(catalog, history)
                .ifPresent(
                        found -> {
                            problems.add(found);
                            found.rows().forEach(row -> others.add(row.version()));
                        });
        problems.addAll(seen.problems());
        others.addAll(seen.doubtful());
        merge(ordered.records(), catalog.scripts());
        this.repeatables = new Repeatables(catalog, history, steps);
        this.hooks = new Hooks(catalog, rules);
        problems.addAll(hooks.unusable());
        problems.addAll(repeatables.unusable());
        problems.addAll(repeatables.partWay());
        resumable.addAll(repeatables.partWay());
        order.sort(problems);
        warnings.addAll(catalog.leftOut());
        if (!ahead.isEmpty()) {
            warnings.add(Remarks.olderApplication(ahead));
        }
        if (baseline != null && !covered.isEmpty()) {
            warnings.add(Remarks.covered(covered, baseline));
        }
    }

    AssessedStatus status() {
        Set<MigrationVersion> newer =
                ahead.stream().map(HistoryRow::version).collect(Collectors.toSet());
        List<MigrationRecord> held =
                order.merged(applied, repeatables.applied(), MigrationRecord::version);
        List<PendingMigration> wanted =
                order.merged(pending, repeatables.pending(), PendingMigration::version);
        return new AssessedStatus(
                held,
                wanted,
                List.copyOf(problems),
                warnings,
                newer,
                repeatables.withoutFile(),
                allVersions());
    }

    private List<MigrationVersion> allVersions() {
        Map<MigrationVersion, String> names = new HashMap<>();
        repeatables.applied().forEach(row -> names.put(row.version(), row.name()));
        repeatables.pending().forEach(each -> names.put(each.version(), each.name()));
        List<MigrationVersion> byName = new ArrayList<>(names.keySet());
        byName.sort(Comparator.comparing(names::get));
        return order.merged(versions, byName, Function.identity());
    }

    /** In which order all versions stand. */
    VersionOrder order() {
        return order;
    }

    /** What applies the pending ones that have a version. */
    List<PlannedStep> pendingSteps() {
        return pendingSteps;
    }

    /** What applies the repeatable ones. */
    List<PlannedStep> repeatableSteps() {
        return repeatables.steps();
    }

    /** Some of those, as they run. */
    List<PlannedStep> inOrder(List<PlannedStep> versioned, List<PlannedStep> repeatable) {
        return order.merged(versioned, repeatable, PlannedStep::version);
    }

    /** What runs around them. */
    Hooks hooks() {
        return hooks;
    }

    /** What keeps runs from beginning. */
    Refusals refusals() {
        return new Refusals(problems, resumable, hooks.unusableOfMigrations());
    }

    /** Both are in the order of the versions. */
    private void merge(Iterable<HistoryRow> records, Iterable<Script> scripts) {
        Iterator<Script> others = scripts.iterator();
        @Nullable Script script = next(others);
        // A method for each row: the JVM compiles that sooner than the body of a loop.
        for (HistoryRow record : records) {
            script = consider(record, script, others);
        }
        while (script != null) {
            considerPending(script);
            script = next(others);
        }
    }

    /** A row and the scripts that are older; gives the first script that is not considered. */
    private @Nullable Script consider(
            HistoryRow record, @Nullable Script first, Iterator<Script> others) {
        @Nullable Script script = first;
        while (script != null && order.compare(script.version(), record.version()) < 0) {
            considerPending(script);
            script = next(others);
        }
        if (script != null && script.version().equals(record.version())) {
            compare(record, script);
            return next(others);
        }
        compare(record, null);
        return script;
    }

    private static @Nullable Script next(Iterator<Script> scripts) {
        return scripts.hasNext() ? scripts.next() : null;
    }

    private void compare(HistoryRow record, @Nullable Script script) {
        versions.add(record.version());
        if (record.success()) {
            applied.add(record);
        }
        if (script == null || standsForOthers(record, script)) {
            compareMissing(record);
        } else if (record.progress() != null) {
            considerPartWay(script, record, record.progress());
        } else if (others.isEmpty() && !script.matches(record.checksum()) && !record.isBaseline()) {
            problems.add(new PlanProblem.Edited(script, record));
        }
    }

    /** A baseline stopped part-way, and the file is the migration of the same version. */
    private static boolean standsForOthers(HistoryRow record, Script script) {
        return record.progress() != null
                && record.isBaseline()
                && !script.matches(record.checksum());
    }

    private void compareMissing(HistoryRow record) {
        boolean newerPresent =
                catalog.newest()
                        .filter(newest -> order.compare(newest, record.version()) > 0)
                        .isPresent();
        record.partial()
                .ifPresent(
                        progress -> {
                            pending.add(pendingOf(record, progress));
                            problems.add(
                                    new PlanProblem.PartWay(
                                            record, PartWayAdvice.withoutFile(record)));
                        });
        if (record.isBaseline() || others.contains(record.version()) || isSquashed(record)) {
            return;
        }
        if (newerPresent && record.success()) {
            problems.add(new PlanProblem.Missing(record));
        } else if (record.success()) {
            ahead.add(record);
        }
    }

    /** The standing baseline stands for it, and the file went into a baseline. */
    private boolean isSquashed(HistoryRow record) {
        return baseline != null
                && order.compare(record.version(), baseline) < 0
                && catalog.squashed()
                        .flatMap(squashed -> squashed.find(record.version().number()))
                        .isPresent();
    }

    private void considerPending(Script script) {
        if (baseline != null && order.compare(script.version(), baseline) < 0) {
            covered.add(script);
            return;
        }
        versions.add(script.version());
        pending.add(new Unapplied(script.version(), script.name(), null));
        if (newestApplied != null
                && order.compare(newestApplied.version(), script.version()) > 0
                && outOfOrder == OutOfOrder.REFUSE
                && others.isEmpty()) {
            problems.add(new PlanProblem.OlderThanApplied(script, newestApplied));
        }
        planUp(script, null);
    }

    private void considerPartWay(Script script, HistoryRow record, HistoryRow.Progress progress) {
        pending.add(pendingOf(record, progress));
        PartWayAdvice advice = PartWayAdvice.of(script, record, progress, rules);
        PlanProblem problem = new PlanProblem.PartWay(record, advice.text());
        problems.add(problem);
        if (advice.resumable() && progress.direction() == Direction.UP) {
            resumable.add(problem);
            planUp(script, progress);
        }
    }

    private void planUp(Script script, HistoryRow.@Nullable Progress resumed) {
        try {
            steps.read(script, resumed).ifPresent(pendingSteps::add);
        } catch (InvalidScriptException unreadable) {
            problems.add(new PlanProblem.Unusable(script.version().of(unreadable.detail())));
        }
    }

    private static PendingMigration pendingOf(
            HistoryRow record, MigrationRecord.Progress progress) {
        return new Unapplied(record.version(), record.name(), progress.statementsDone());
    }
}
