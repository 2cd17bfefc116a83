package dev.lifeguard.migrate.engine.outcome;

import dev.lifeguard.migrate.dialect.Dialect.Condition;
import dev.lifeguard.migrate.engine.run.RunContext;
import dev.lifeguard.migrate.jdbc.NextStep;
import dev.lifeguard.migrate.jdbc.SqlError;
import dev.lifeguard.migrate.planning.PlannedHook;
import dev.lifeguard.migrate.planning.PlannedStep;
import dev.lifeguard.migrate.source.Direction;
import dev.lifeguard.migrate.source.Found.Hook.Moment;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Says what to do about a hook that did not run to its end. One that has a transaction of its own
 * behind what is committed does not run again by itself: the next run has other work, or none.
 */
public final class HookAdvice {

    private final RunContext context;
    private final PlannedStep hook;

    /** Of a hook as it was run. */
    public HookAdvice(RunContext context, PlannedStep hook) {
        this.context = context;
        this.hook = hook;
    }

    /** The same where a statement of it failed, in a transaction of its own or in a migration's. */
    String inMigration(SQLException failure) {
        return SqlError.condition(failure) == Condition.REFUSED_IN_TRANSACTION
                ? "Put that statement into a migration, and " + again() + "."
                : NextStep.ofStatement(failure, "Fix the file", again() + ".");
    }

    /** What to do where it had transactions of its own, and a statement of it failed. */
    public String alone(SQLException failure) {
        return byHand("do by hand what it was to do", ", and fix the file.")
                .orElseGet(() -> inMigration(failure));
    }

    /** The same where nothing of it is to be fixed; empty where the next run runs it again. */
    public Optional<String> unfinished() {
        return byHand("do by hand what it was to do", ".");
    }

    /** The same where it is not known whether it is committed. */
    Optional<String> openCommit() {
        return byHand("look whether it took effect, and do it by hand where it did not", ".");
    }

    private Optional<String> byHand(String what, String end) {
        Moment moment = hook.hook().orElseThrow();
        if (!moment.isBehind()) {
            return Optional.empty();
        }
        String when =
                switch (moment) {
                    case AFTER_UP, BEFORE_UP -> "before a run has work";
                    case AFTER_MIGRATION, BEFORE_MIGRATION -> "for that migration";
                };
        List<PlannedHook> others = context.notRunBehind(hook);
        String same =
                others.isEmpty()
                        ? ""
                        : " The same holds for %s, which did not run."
                                .formatted(Earlier.labels(others));
        String last = moment == Moment.AFTER_MIGRATION ? afterUp() : "";
        return Optional.of(
                "It does not run again %s: %s%s%s%s".formatted(when, what, end, same, last));
    }

    private String afterUp() {
        List<PlannedHook> last = context.hooks(Moment.AFTER_UP);
        return last.isEmpty() || hook.direction() == Direction.DOWN
                ? ""
                : " %s did not run, and runs behind the next run that has work."
                        .formatted(Earlier.labels(last));
    }

    private String again() {
        return "run %s again".formatted(hook.direction().word());
    }
}
