package dev.lifeguard.migrate.planning;

import dev.lifeguard.migrate.error.InvalidScriptException;
import dev.lifeguard.migrate.layout.ScriptForm.Part;
import dev.lifeguard.migrate.script.ScriptContent;
import dev.lifeguard.migrate.script.ScriptRules;
import dev.lifeguard.migrate.script.Section;
import dev.lifeguard.migrate.source.Direction;
import dev.lifeguard.migrate.source.MigrationVersion;
import dev.lifeguard.migrate.source.catalog.Checksum;
import dev.lifeguard.migrate.source.catalog.MigrationCatalog;
import dev.lifeguard.migrate.source.catalog.Script;
import dev.lifeguard.migrate.source.catalog.Script.JavaMigration;
import dev.lifeguard.migrate.source.catalog.Script.SqlScript;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Plans a way back: by the file, or by the recorded down script where the file is gone. */
final class WayDown {

    private final MigrationCatalog catalog;
    private final ScriptRules rules;
    private final Assessment found;
    private final List<PlannedStep> steps = new ArrayList<>();
    private final List<PlanProblem> refusals;

    WayDown(MigrationCatalog catalog, ScriptRules rules, Assessment found) {
        this.catalog = catalog;
        this.rules = rules;
        this.found = found;
        this.refusals = found.refusals().ofDown();
    }

    PlannedRun plan(List<HistoryRow> leaving) {
        leaving.forEach(this::add);
        found.order().sort(refusals);
        return new PlannedRun(
                Direction.DOWN,
                refusals.isEmpty() ? steps : List.of(),
                found.hooks().ofMigrations(),
                refusals,
                found.status());
    }

    private void add(HistoryRow record) {
        Optional<Script> script = script(record);
        if (script.isEmpty()) {
            refusals.add(new PlanProblem.NoWayBack(record));
            return;
        }
        try {
            switch (script.get()) {
                case SqlScript sql -> add(record, sql, sql.sections(rules));
                case JavaMigration java -> {
                    java.requireWritten(Direction.DOWN);
                    add(record, java);
                }
            }
        } catch (InvalidScriptException unreadable) {
            refusals.add(new PlanProblem.Unusable(record.version().of(unreadable.detail())));
        }
    }

    private void add(HistoryRow record, JavaMigration script) {
        Optional<String> forbidden = JavaContent.irreversible(script);
        if (forbidden.isPresent()) {
            refusals.add(new PlanProblem.Irreversible(script, forbidden.get()));
        } else {
            addStep(record, script, JavaContent.of(script, Direction.DOWN));
        }
    }

    private void add(HistoryRow record, SqlScript script, SqlScript.Sections sections) {
        Optional<String> forbidden =
                sections.up()
                        .flatMap(Section::irreversibleReason)
                        .or(() -> sections.down().flatMap(Section::irreversibleReason));
        if (forbidden.isPresent()) {
            refusals.add(new PlanProblem.Irreversible(script, forbidden.get()));
        } else if (sections.down().isEmpty()) {
            refusals.add(
                    new PlanProblem.Irreversible(
                            script,
                            "\"%s\" has no %s".formatted(script.fileName(), missingPart(script))));
        } else if (isForgotten(sections.up(), sections.down().get())) {
            refusals.add(
                    new PlanProblem.Irreversible(
                            script,
                            "\"%s\" has no statement %s"
                                    .formatted(
                                            script.fileName(Direction.DOWN), emptyPart(script))));
        } else {
            addStep(record, script, new PlannedStep.Statements(sections.down().get(), null));
        }
    }

    private void addStep(HistoryRow record, Script script, PlannedStep.Content content) {
        HistoryRow.Progress progress = record.progress();
        if (progress != null && progress.direction() == Direction.UP) {
            // Half of a way up has no way down; the assessment refused it already.
            return;
        }
        if (progress != null) {
            PartWayAdvice advice = PartWayAdvice.of(script, record, progress, rules);
            if (!advice.resumable()) {
                refusals.add(new PlanProblem.PartWay(record, advice.text()));
                return;
            }
        }
        steps.add(new PlannedStep(Direction.DOWN, script, content, progress, record.order()));
    }

    /** What an up section did is known of a file only, and not of a recorded way down. */
    private static boolean isForgotten(Optional<Section> up, Section down) {
        boolean changes = up.map(section -> section.statementCount() > 0).orElse(true);
        return changes && down.statementCount() == 0 && !down.saysNothingToUndo();
    }

    private static String emptyPart(SqlScript script) {
        String place = script.form().part() == Part.WHOLE ? "in its down section" : "in it";
        return place
                + "; where nothing is to be undone, it says so with a line"
                + " \"-- lifeguard:nothing-to-undo REASON\"";
    }

    private static String missingPart(SqlScript script) {
        if (script.form().part() != Part.UP) {
            return "down section";
        }
        if (script.form().isOwn()) {
            return "down file beside it";
        }
        String mark = script.form().marks().down();
        return mark.isEmpty() ? "file of its way down" : "line \"%s\" for it".formatted(mark);
    }

    private Optional<Script> script(HistoryRow record) {
        Optional<Script> file =
                catalog.find(record.version().number())
                        .filter(it -> !record.isBaseline() || it.matches(record.checksum()));
        if (file.isPresent()) {
            return file;
        }
        return record.recordedScript()
                .filter(recorded -> recorded.doubt() == null)
                .flatMap(recorded -> recorded(record, recorded.text()));
    }

    private Optional<Script> recorded(HistoryRow record, String recorded) {
        String fileName = "%s_%s.sql (recorded)".formatted(record.version(), record.name());
        SqlScript.Text text =
                new SqlScript.Text(ScriptContent.of(fileName, recorded), catalog.recordedForm());
        try {
            return Optional.of(
                    new SqlScript(
                            ofOurs(record.version()),
                            record.name(),
                            new Checksum(record.checksum()),
                            text,
                            text));
        } catch (IllegalArgumentException foreign) {
            // A row of another writer, whose version or checksum is none of this tool's.
            return Optional.empty();
        }
    }

    private static MigrationVersion ofOurs(MigrationVersion version) {
        return version.label() == null ? MigrationVersion.ofMoment(version.number()) : version;
    }
}
