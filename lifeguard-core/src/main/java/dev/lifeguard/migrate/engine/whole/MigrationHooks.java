package dev.lifeguard.migrate.engine.whole;

import dev.lifeguard.migrate.engine.outcome.FailureMessage;
import dev.lifeguard.migrate.engine.outcome.JavaFailure;
import dev.lifeguard.migrate.engine.program.Program;
import dev.lifeguard.migrate.engine.program.ScriptStatementException;
import dev.lifeguard.migrate.engine.run.RunContext;
import dev.lifeguard.migrate.engine.run.RunEvents;
import dev.lifeguard.migrate.planning.PlannedHook;
import dev.lifeguard.migrate.planning.PlannedStep;
import dev.lifeguard.migrate.script.SqlStatement.Leaves;
import dev.lifeguard.migrate.source.Found.Hook.Moment;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The hooks that run in a migration's own transaction; around a hook there is none. */
final class MigrationHooks {

    private final RunContext context;
    private final PlannedStep step;

    /** The hook that runs, or failed; null while the migration itself runs. */
    private @Nullable PlannedStep running;

    MigrationHooks(RunContext context, PlannedStep step) {
        this.context = context;
        this.step = step;
    }

    /** What is under way is sent before one begins, so that a failure is known to be its own. */
    void run(Moment moment, TransactionSink sink)
            throws ScriptStatementException, IOException, SQLException, JavaFailure {
        for (PlannedHook hook : of(moment)) {
            if (moment == Moment.AFTER_MIGRATION) {
                sink.sender().open();
            }
            PlannedStep around = hook.around(step);
            running = around;
            RunEvents.started(context.listener(), hook, step);
            Program.of(context, around).run(sink);
            sink.sender().open();
            running = null;
        }
    }

    /** What the session may keep of them. */
    Leaves mayLeave() throws IOException {
        Leaves leaves = Leaves.NOTHING;
        for (Moment moment : List.of(Moment.BEFORE_MIGRATION, Moment.AFTER_MIGRATION)) {
            for (PlannedHook hook : of(moment)) {
                leaves = leaves.or(Program.of(context, hook.around(step)).mayLeave());
            }
        }
        return leaves;
    }

    private List<PlannedHook> of(Moment moment) {
        return step.hook().isPresent() ? List.of() : context.hooks(moment);
    }

    /** The words for a failure: of the hook that failed, or else the migration's own. */
    FailureMessage said(FailureMessage ofMigration) {
        return running == null ? ofMigration : new FailureMessage(running, Optional::empty);
    }
}
