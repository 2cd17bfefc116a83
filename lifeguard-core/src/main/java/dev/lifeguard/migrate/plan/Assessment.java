package dev.lifeguard.migrate.plan;

import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.InvalidScriptException;
import dev.lifeguard.migrate.plan.MigrationStatus.PendingMigration;
import dev.lifeguard.migrate.plan.Plan.PlanStep;
import dev.lifeguard.migrate.plan.Planner.History;
import dev.lifeguard.migrate.plan.Planner.OutOfOrder;
import dev.lifeguard.migrate.script.ScriptOutline;
import dev.lifeguard.migrate.script.ScriptRules;
import dev.lifeguard.migrate.script.Section;
import dev.lifeguard.migrate.source.Direction;
import dev.lifeguard.migrate.source.MigrationCatalog;
import dev.lifeguard.migrate.source.MigrationVersion;
import dev.lifeguard.migrate.source.Script;
import dev.lifeguard.migrate.source.Script.JavaMigration;
import dev.lifeguard.migrate.source.Script.SqlScript;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
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
    private final Purpose purpose;

    /** Null when none is. */
    private final @Nullable MigrationRecord newestApplied;

    /** What stands for all older migrations whose files are not here; 0 where nothing does. */
    private final long baseline;

    private final List<Script> covered = new ArrayList<>();

    /** The place of the last one that is applied or planned. */
    private long lastOrder;

    private final List<MigrationRecord> applied = new ArrayList<>();
    private final List<PendingMigration> pending = new ArrayList<>();
    private final List<PlanStep> pendingSteps = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final List<Problem> resumable = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final List<MigrationRecord> ahead = new ArrayList<>();

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
        this.purpose = purpose;
        this.catalog = catalog;
        this.rules = rules;
        this.outOfOrder = outOfOrder;
        this.newestApplied = history.newestApplied().orElse(null);
        this.lastOrder = history.lastOrder();
        this.baseline = history.baseline();
        for (ErrorDetail detail : catalog.rejected()) {
            problems.add(new Problem.Unusable(detail));
        }
        merge(history.records(), catalog.scripts());
        if (!problems.isEmpty()) {
            problems.sort(Comparator.comparingLong(Problem::version));
        }
        if (!pending.isEmpty()) {
            pending.sort(Comparator.comparingLong(PendingMigration::version));
        }
        warnAboutOlderApplication();
        warnAboutBaseline();
    }

    MigrationStatus status() {
        Set<Long> versions =
                ahead.stream().map(MigrationRecord::version).collect(Collectors.toSet());
        return new MigrationStatus(applied, pending, problems, warnings, versions);
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

    /** Both are sorted by version. */
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
        while (script != null && script.version().value() < record.version()) {
            considerPending(script);
            script = next(others);
        }
        if (script != null && script.version().value() == record.version()) {
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
                catalog.newest().filter(newest -> newest.value() > record.version()).isPresent();
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
        if (script.version().value() < baseline) {
            covered.add(script);
            return;
        }
        pending.add(new PendingMigration(script.version().value(), script.name(), null));
        if (newestApplied != null
                && newestApplied.version() > script.version().value()
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
            if (script instanceof JavaMigration java) {
                java.requireWritten(Direction.UP);
            }
            if (script instanceof JavaMigration java && purpose == Purpose.LOOK) {
                java.type();
                return;
            }
            PlanStep.Content content =
                    script instanceof JavaMigration java
                            ? JavaContent.of(java.migration())
                            : statements((SqlScript) script);
            lastOrder = Math.max(script.version().value(), lastOrder + 1);
            pendingSteps.add(new PlanStep(Direction.UP, script, content, resumed, lastOrder));
        } catch (InvalidScriptException unreadable) {
            problems.add(
                    new Problem.Unusable(
                            unreadable.detail().withVersion(script.version().value())));
        }
    }

    private PlanStep.Statements statements(SqlScript script) {
        SqlScript.Sections sections = script.sections(rules);
        Section up = sections.up().orElseThrow();
        requireTouched(script, sections);
        up.placeholderWarning().ifPresent(warnings::add);
        if (up.statementCount() == 0) {
            warnings.add(
                    "The file \"%s\" holds no statement; it is applied as it is."
                            .formatted(script.fileName()));
        }
        return new PlanStep.Statements(up, sections.down().orElse(null));
    }

    private static void requireTouched(SqlScript script, SqlScript.Sections sections) {
        try {
            if (sections.up().isPresent()
                    && sections.down().isPresent()
                    && ScriptOutline.isUntouched(sections.up().get(), sections.down().get())) {
                throw new InvalidScriptException(
                        "is as it was generated, without a statement. Write its statements, or"
                                + " delete it.",
                        script.fileName());
            }
        } catch (IOException unreadable) {
            throw SqlScript.unreadable(script.fileName(), unreadable);
        }
    }

    private void warnAboutOlderApplication() {
        if (!ahead.isEmpty()) {
            warnings.add(
                    ("The database is ahead of this application: %s applied migration%s newer than"
                                    + " everything here, the newest is %s.")
                            .formatted(
                                    ahead.size(),
                                    ahead.size() == 1 ? " is" : "s are",
                                    ahead.getLast().label()));
        }
    }

    private void warnAboutBaseline() {
        if (!covered.isEmpty()) {
            warnings.add(
                    ("%s migration%s older than the baseline %s and count%s as applied: the first"
                                    + " is %s.")
                            .formatted(
                                    covered.size(),
                                    covered.size() == 1 ? " is" : "s are",
                                    MigrationVersion.digits(baseline),
                                    covered.size() == 1 ? "s" : "",
                                    covered.getFirst().label()));
        }
    }

    private static PendingMigration pendingOf(
            MigrationRecord record, MigrationRecord.Progress progress) {
        return new PendingMigration(record.version(), record.name(), progress.statementsDone());
    }
}
