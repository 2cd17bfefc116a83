package dev.lifeguard.migrate.planning;

import dev.lifeguard.migrate.error.InvalidScriptException;
import dev.lifeguard.migrate.plan.PlanStep.TransactionMode;
import dev.lifeguard.migrate.planning.Assessment.Purpose;
import dev.lifeguard.migrate.script.ScriptOutline;
import dev.lifeguard.migrate.script.ScriptRules;
import dev.lifeguard.migrate.script.Section;
import dev.lifeguard.migrate.script.StatementsChecksum;
import dev.lifeguard.migrate.source.Direction;
import dev.lifeguard.migrate.source.catalog.Script;
import dev.lifeguard.migrate.source.catalog.Script.JavaMigration;
import dev.lifeguard.migrate.source.catalog.Script.SqlScript;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what is to be applied, and gives each its place behind all that are. */
final class UpSteps {

    private final ScriptRules rules;
    private final Purpose purpose;
    private final List<String> warnings;

    private final AppliedOrder order;

    /**
     * None is read yet.
     *
     * @param order behind what is applied
     * @param warnings gets what is odd about one
     */
    UpSteps(ScriptRules rules, Purpose purpose, AppliedOrder order, List<String> warnings) {
        this.rules = rules;
        this.purpose = purpose;
        this.order = order;
        this.warnings = warnings;
    }

    /**
     * The step that applies a migration; empty of one in Java that is only looked at.
     *
     * @param resumed how far it is, or null
     * @throws InvalidScriptException when it cannot be used
     */
    Optional<PlannedStep> read(Script script, HistoryRow.@Nullable Progress resumed) {
        return content(script)
                .map(
                        content ->
                                new PlannedStep(
                                        Direction.UP,
                                        script,
                                        content,
                                        resumed,
                                        order.next(script.version())));
    }

    /**
     * The step that applies a repeatable migration, from its first statement on.
     *
     * @param stopped how far it got before, or null; what it left in the middle is ended first
     * @throws InvalidScriptException when it cannot be used
     */
    PlannedStep again(SqlScript script, HistoryRow.@Nullable Progress stopped) {
        PlannedStep.Statements content = statements(script);
        return new PlannedStep(Direction.UP, script, content, fromItsStart(content, stopped), 0);
    }

    /** Null where there is nothing to look for before its first statement. */
    private static HistoryRow.@Nullable Progress fromItsStart(
            PlannedStep.Statements content, HistoryRow.@Nullable Progress stopped) {
        if (stopped == null
                || (content.mode() == TransactionMode.WHOLE && stopped.left().isEmpty())) {
            return null;
        }
        return new HistoryRow.Progress(
                Direction.UP,
                stopped.statementsDone(),
                null,
                new StatementsChecksum().hex(),
                stopped.left());
    }

    // No switch: one by type takes 10 ms to set up, and `status` has no other on its way.
    private Optional<PlannedStep.Content> content(Script script) {
        return script instanceof JavaMigration java
                ? content(java)
                : Optional.of(statements((SqlScript) script));
    }

    private Optional<PlannedStep.Content> content(JavaMigration java) {
        java.requireWritten(Direction.UP);
        if (purpose == Purpose.LOOK) {
            java.type();
            return Optional.empty();
        }
        return Optional.of(JavaContent.of(java, Direction.UP));
    }

    private PlannedStep.Statements statements(SqlScript script) {
        SqlScript.Sections sections = script.sections(rules);
        if (script.version().isRepeatable() && sections.down().isPresent()) {
            throw new InvalidScriptException(
                    "has a down section, and a repeatable migration has no way back: down leaves it"
                            + " alone. Take the section out.",
                    script.fileName());
        }
        Section up = sections.up().orElseThrow();
        requireNoWayBack(script, up);
        requireVersion(script, up);
        requireTouched(script, sections);
        up.placeholderWarning().ifPresent(warnings::add);
        if (up.statementCount() == 0) {
            warnings.add(
                    "The file \"%s\" holds no statement; it is applied as it is."
                            .formatted(script.fileName()));
        }
        return new PlannedStep.Statements(up, sections.down().orElse(null));
    }

    private static void requireNoWayBack(SqlScript script, Section up) {
        if (script.version().isRepeatable() && up.irreversibleReason().isPresent()) {
            Section.Mark at = up.directive().orElseThrow();
            throw new InvalidScriptException(
                    "A directive says that there is no way back, and a repeatable migration never"
                            + " has one: down leaves it alone. Take it out.",
                    script.fileName(),
                    at.position().line(),
                    at.position().column());
        }
    }

    private static void requireVersion(SqlScript script, Section up) {
        if (script.version().isRepeatable() && up.batch().isPresent()) {
            throw new InvalidScriptException(
                    "runs in batches, and a repeatable migration cannot: it has no version by which"
                            + " they are known. Give it one.",
                    script.fileName());
        }
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
}
