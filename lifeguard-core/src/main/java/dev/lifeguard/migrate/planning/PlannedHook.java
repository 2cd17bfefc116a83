package dev.lifeguard.migrate.planning;

import dev.lifeguard.migrate.plan.Plan;
import dev.lifeguard.migrate.plan.PlannedStatement;
import dev.lifeguard.migrate.planning.PlannedStep.HookStatements;
import dev.lifeguard.migrate.script.Section;
import dev.lifeguard.migrate.source.Direction;
import dev.lifeguard.migrate.source.Found.Hook.Moment;
import dev.lifeguard.migrate.source.catalog.HookScript;
import dev.lifeguard.migrate.source.catalog.Script.SqlScript;
import java.util.function.Consumer;

/**
 * A hook that a run runs.
 *
 * @param hook as it was found
 * @param section its statements
 * @param label what messages call it: its file, and its source where there are several
 */
public record PlannedHook(HookScript hook, Section section, String label) implements Plan.Hook {

    @Override
    public Moment moment() {
        return hook.moment();
    }

    @Override
    public String fileName() {
        return hook.script().fileName();
    }

    @Override
    public String source() {
        return hook.source();
    }

    @Override
    public void forEachStatement(Consumer<? super PlannedStatement> look) {
        ofRun().forEachStatement(look);
    }

    /** What runs of it around a run that goes up. */
    public PlannedStep ofRun() {
        return new PlannedStep(
                Direction.UP,
                hook.script(),
                new HookStatements(section, moment(), label, null),
                null,
                0);
    }

    /** Whether a step is this very hook: two may hold the same text. */
    @SuppressWarnings("ReferenceEquality")
    public boolean isRunAs(PlannedStep step) {
        return step.script() instanceof SqlScript script && script.text() == hook.script().text();
    }

    /** What runs of it around a migration, whose version a failure tells. */
    public PlannedStep around(PlannedStep migration) {
        SqlScript script = hook.script();
        return new PlannedStep(
                migration.direction(),
                new SqlScript(
                        migration.version(), script.name(), script.checksum(), script.text(), null),
                new HookStatements(section, moment(), label, migration.label()),
                null,
                0);
    }
}
