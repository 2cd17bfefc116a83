package dev.lifeguard.migrate.inspect.explain;

import dev.lifeguard.migrate.plan.Plan;
import dev.lifeguard.migrate.plan.PlannedStatement;
import dev.lifeguard.migrate.source.Found.Hook.Moment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The hooks of a plan.
 *
 * @param all in their order
 */
record StepHooks(List<Plan.Hook> all) {

    /** Copies the list. */
    StepHooks {
        all = List.copyOf(all);
    }

    /** The statements of those of a moment. */
    void forEach(Moment moment, Consumer<PlannedStatement> look) {
        all.stream()
                .filter(hook -> hook.moment() == moment)
                .forEach(hook -> hook.forEachStatement(look));
    }

    /** The statements of those of a moment, as texts. */
    List<String> texts(Moment moment) {
        List<String> texts = new ArrayList<>();
        forEach(moment, statement -> texts.add(statement.text()));
        return texts;
    }
}
