package dev.lifeguard.migrate.plan;

import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.InvalidScriptException;
import dev.lifeguard.migrate.plan.MigrationStatus.PendingMigration;
import dev.lifeguard.migrate.plan.Plan.PlanStep;
import dev.lifeguard.migrate.plan.Planner.History;
import dev.lifeguard.migrate.plan.Planner.OutOfOrder;
import dev.lifeguard.migrate.script.ScriptRules;
import dev.lifeguard.migrate.source.Direction;
import dev.lifeguard.migrate.source.MigrationCatalog;
import dev.lifeguard.migrate.source.MigrationVersion;
import dev.lifeguard.migrate.source.Script;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What holding the catalog against the history shows. */
final class Assessment {

    private final MigrationCatalog catalog;
    private final ScriptRules rules;
    private final OutOfOrder outOfOrder;

    /** Null when none is. */
    private final @Nullable MigrationRecord newestApplied;

    /** What stands for all older migrations whose files are not here; null where nothing does. */
    private final @Nullable MigrationVersion baseline;

    private final VersionOrder order;

    private final List<Script> covered = new ArrayList<>();

    private final UpSteps steps;

    private final List<MigrationRecord> applied = new ArrayList<>();
    private final List<PendingMigration> pending = new ArrayList<>();
    private final List<PlanStep> pendingSteps = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final List<Problem> resumable = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final List<MigrationRecord> ahead = new ArrayList<>();
    private final List<MigrationVersion> versions = new ArrayList<>();

    /** What pending migrations are read for. */
    enum Purpose {
        /** Nothing of them will run: of those in Java the class is looked at, and no code runs. */
        LOOK,
        /** They are planned. */
        RUN
    }

    Assessment(
            MigrationCatalog catalog,
            History history,
            ScriptRules rules,
            OutOfOrder outOfOrder,
            Purpose purpose) {
        this.catalog = catalog;
        this.rules = rules;
        this.outOfOrder = outOfOrder;
        this.order = new VersionOrder(catalog, history);
        OrderedHistory ordered = order.sorted(history);
        this.newestApplied = ordered.newestApplied();
        this.steps = new UpSteps(rules, purpose, history.lastOrder(), warnings);
        MigrationRecord standing = ordered.baseline();
        this.baseline = standing == null ? null : standing.version();
        for (ErrorDetail detail : catalog.rejected()) {
            problems.add(new Problem.Unusable(detail));
        }
        merge(ordered.records(), catalog.scripts());
        order.sort(problems);
        if (!ahead.isEmpty()) {
            warnings.add(Remarks.olderApplication(ahead));
        }
        if (baseline != null && !covered.isEmpty()) {
            warnings.add(Remarks.covered(covered, baseline));
        }
    }

    MigrationStatus status() {
        Set<MigrationVersion> newer =
                ahead.stream().map(MigrationRecord::version).collect(Collectors.toSet());
        return new MigrationStatus(applied, pending, problems, warnings, newer, versions);
    }

    /** In which order all versions stand. */
    VersionOrder order() {
        return order;
    }

    List<PlanStep> pendingSteps() {
        return pendingSteps;
    }

    /** Everything but what `up` itself goes on with. */
    List<Problem> refusalsOfUp() {
        List<Problem> refusals = new ArrayList<>(problems);
        refusals.removeAll(resumable);
        return refusals;
    }

    /** What makes the way back doubtful, whichever migrations it concerns. */
    List<Problem> refusalsOfDown() {
        return problems.stream().filter(Assessment::forbidsDown).toList();
    }

    private static boolean forbidsDown(Problem problem) {
        return switch (problem) {
            case Problem.Edited edited -> true;
            case Problem.Unusable unusable -> unusable.detail().kind() != ErrorKind.INVALID_SCRIPT;
            case Problem.PartWay partWay ->
                    partWay.record()
                            .partial()
                            .filter(progress -> progress.direction() == Direction.DOWN)
                            .isEmpty();
            case Problem.Missing missing -> false;
            case Problem.NoWayBack none -> false;
            case Problem.OlderThanApplied older -> false;
            case Problem.Irreversible irreversible -> false;
        };
    }

    /** Both are in the order of the versions. */
    private void merge(Iterable<MigrationRecord> records, Iterable<Script> scripts) {
        Iterator<Script> others = scripts.iterator();
        @Nullable Script script = next(others);
        // A method for each row: the JVM compiles that sooner than the body of a loop.
        for (MigrationRecord record : records) {
            script = consider(record, script, others);
        }
        while (script != null) {
            considerPending(script);
            script = next(others);
        }
    }

    /** A row and the scripts that are older; gives the first script that is not considered. */
    private @Nullable Script consider(
            MigrationRecord record, @Nullable Script first, Iterator<Script> others) {
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

    private void compare(MigrationRecord record, @Nullable Script script) {
        versions.add(record.version());
        if (record.success()) {
            applied.add(record);
        }
        if (script == null) {
            compareMissing(record);
        } else if (record.progress() != null) {
            considerPartWay(script, record, record.progress());
        } else if (!script.matches(record.checksum()) && !record.isBaseline()) {
            problems.add(new Problem.Edited(script, record));
        }
    }

    private void compareMissing(MigrationRecord record) {
        boolean newerPresent =
                catalog.newest()
                        .filter(newest -> order.compare(newest, record.version()) > 0)
                        .isPresent();
        record.partial()
                .ifPresent(
                        progress -> {
                            pending.add(pendingOf(record, progress));
                            problems.add(
                                    new Problem.PartWay(record, PartWayAdvice.withoutFile(record)));
                        });
        if (record.isBaseline()) {
            return;
        }
        if (newerPresent && record.success()) {
            problems.add(new Problem.Missing(record));
        } else if (record.success()) {
            ahead.add(record);
        }
    }

    private void considerPending(Script script) {
        if (baseline != null && order.compare(script.version(), baseline) < 0) {
            covered.add(script);
            return;
        }
        versions.add(script.version());
        pending.add(new PendingMigration(script.version(), script.name(), null));
        if (newestApplied != null
                && order.compare(newestApplied.version(), script.version()) > 0
                && outOfOrder == OutOfOrder.REFUSE) {
            problems.add(new Problem.OlderThanApplied(script, newestApplied));
        }
        planUp(script, null);
    }

    private void considerPartWay(
            Script script, MigrationRecord record, MigrationRecord.Progress progress) {
        pending.add(pendingOf(record, progress));
        PartWayAdvice advice = PartWayAdvice.of(script, record, progress, rules);
        Problem problem = new Problem.PartWay(record, advice.text());
        problems.add(problem);
        if (advice.resumable() && progress.direction() == Direction.UP) {
            resumable.add(problem);
            planUp(script, progress);
        }
    }

    private void planUp(Script script, MigrationRecord.@Nullable Progress resumed) {
        try {
            steps.read(script, resumed).ifPresent(pendingSteps::add);
        } catch (InvalidScriptException unreadable) {
            problems.add(new Problem.Unusable(script.version().of(unreadable.detail())));
        }
    }

    private static PendingMigration pendingOf(
            MigrationRecord record, MigrationRecord.Progress progress) {
        return new PendingMigration(record.version(), record.name(), progress.statementsDone());
    }
}
