package dev.lifeguard.migrate.inspect.verify;

import dev.lifeguard.migrate.Migrator.Repair;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.InvalidScriptException;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.error.MigrationFailedException;
import dev.lifeguard.migrate.error.ValidationException;
import dev.lifeguard.migrate.inspect.snapshot.SchemaSnapshot;
import dev.lifeguard.migrate.inspect.verify.StepFailure.Rows;
import dev.lifeguard.migrate.inspect.verify.StepFailure.Run;
import dev.lifeguard.migrate.inspect.verify.Verified.Down;
import dev.lifeguard.migrate.plan.PlanStep;
import dev.lifeguard.migrate.plan.Target;
import java.util.Optional;
import java.util.function.Supplier;

/** Runs one migration up, down and up on a database that has all earlier ones, and no others. */
final class Trial {

    private final ScratchMigrator migrator;
    private final Supplier<SchemaSnapshot> schema;
    private final Rows rows;
    private final SeedSql sql;

    /**
     * What came of it.
     *
     * @param afterDown the schema behind the way down, where that ran
     * @param last the schema at the end, where nothing failed
     * @param failure the run at which it ended
     */
    record Ran(
            Down down,
            Optional<SchemaSnapshot> afterDown,
            Optional<SchemaSnapshot> last,
            Optional<StepFailure> failure) {

        /** Whether it ended at a run. */
        boolean failedAt(Run run) {
            return failure.filter(it -> it.run() == run).isPresent();
        }
    }

    /**
     * One on a database.
     *
     * @param schema reads what is there now
     * @param rows what is in its tables
     * @param sql tells failures apart
     */
    Trial(ScratchMigrator migrator, Supplier<SchemaSnapshot> schema, Rows rows, SeedSql sql) {
        this.migrator = migrator;
        this.schema = schema;
        this.rows = rows;
        this.sql = sql;
    }

    Ran run(PlanStep step) {
        Optional<StepFailure> failure = failure(Run.UP, migrator::up);
        if (failure.isPresent()) {
            return new Ran(Down.RESTORES, Optional.empty(), Optional.empty(), failure);
        }
        return step.repeatable() ? overItself(step) : downAndUp();
    }

    /** A repeatable one has no way down, and runs again where it is. */
    private Ran overItself(PlanStep step) {
        Repair forgotten = new Repair.MarkUndone(step.version().number());
        migrator.ask(it -> it.repair(forgotten));
        return ended(Down.IRREVERSIBLE, Optional.empty(), failure(Run.UP_AGAIN, migrator::up));
    }

    private Ran downAndUp() {
        Optional<StepFailure> failure =
                failure(Run.DOWN, () -> migrator.ask(it -> it.down(Target.steps(1))));
        if (failure.filter(it -> it.error().kind() == ErrorKind.IRREVERSIBLE).isPresent()) {
            return ended(Down.IRREVERSIBLE, Optional.empty(), Optional.empty());
        }
        if (failure.isPresent()) {
            return ended(Down.DIFFERS, Optional.empty(), failure);
        }
        Optional<SchemaSnapshot> afterDown = Optional.of(schema.get());
        return ended(Down.RESTORES, afterDown, failure(Run.UP_AGAIN, migrator::up));
    }

    private Ran ended(
            Down down, Optional<SchemaSnapshot> afterDown, Optional<StepFailure> failure) {
        Optional<SchemaSnapshot> last =
                failure.isPresent() ? Optional.empty() : Optional.of(schema.get());
        return new Ran(down, afterDown, last, failure);
    }

    /** What a migration is to blame for; anything else ends the whole command. */
    private Optional<StepFailure> failure(Run run, Runnable what) {
        try {
            what.run();
            return Optional.empty();
        } catch (MigrationFailedException | ValidationException | InvalidScriptException failed) {
            LifeguardException failure = failed;
            return Optional.of(new StepFailure(run, rows, failure.detail(), sql.causeOf(failure)));
        }
    }
}
