package dev.lifeguard.migrate.cli.output;

import dev.lifeguard.migrate.planning.PlannedHook;
import dev.lifeguard.migrate.planning.PlannedStep;
import dev.lifeguard.migrate.source.Found.Hook.Moment;
import java.util.List;

/**
 * The hooks of a plan, as steps.
 *
 * @param all in their order
 */
record PsqlHooks(List<PlannedHook> all) {

    /** Those around the run. */
    List<PlannedStep> ofRun(Moment moment) {
        return all.stream()
                .filter(hook -> hook.moment() == moment)
                .map(PlannedHook::ofRun)
                .toList();
    }

    /** Those around a migration. */
    List<PlannedStep> around(PlannedStep migration, Moment moment) {
        return all.stream()
                .filter(hook -> hook.moment() == moment)
                .map(hook -> hook.around(migration))
                .toList();
    }
}
