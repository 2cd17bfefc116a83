package dev.lifeguard.migrate.engine.statements;

import dev.lifeguard.migrate.engine.outcome.CutOff;
import dev.lifeguard.migrate.engine.outcome.FailureMessage;
import dev.lifeguard.migrate.engine.outcome.HookAdvice;
import dev.lifeguard.migrate.engine.outcome.KeptState;
import dev.lifeguard.migrate.engine.outcome.Outcome;
import dev.lifeguard.migrate.engine.outcome.Wording;
import dev.lifeguard.migrate.engine.run.Group;
import dev.lifeguard.migrate.engine.run.RunContext;
import dev.lifeguard.migrate.engine.session.Leftovers;
import dev.lifeguard.migrate.engine.session.SessionState;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.error.MigrationFailedException;
import dev.lifeguard.migrate.jdbc.StatementFailedException;
import dev.lifeguard.migrate.planning.PlannedStep;
import dev.lifeguard.migrate.script.Section;
import dev.lifeguard.migrate.script.SqlStatement;
import dev.lifeguard.migrate.script.SqlStatement.Leaves;
import dev.lifeguard.migrate.script.StatementReader;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A hook with statements that commit by themselves, where the database has no other way: each is
 * run behind a renewal of the lease, and those before one that fails stay.
 */
public final class CommittingHook {

    private final RunContext context;
    private final SessionState settings;
    private final PlannedStep hook;
    private final FailureMessage message;
    private final KeptState kept;
    private final HookAdvice advice;
    private int done;

    /** With the number of migrations that the run finished before it. */
    public CommittingHook(RunContext context, SessionState settings, PlannedStep hook, int before) {
        this.context = context;
        this.settings = settings;
        this.hook = hook;
        this.message = new FailureMessage(hook, Optional::empty);
        this.kept = KeptState.in(context, Group.alone(hook), before);
        this.advice = new HookAdvice(context, hook);
    }

    /**
     * Runs all of it.
     *
     * @throws IOException when its file cannot be read
     */
    public Outcome run() throws IOException {
        Section section = hook.section().orElseThrow();
        long start = System.nanoTime();
        context.stop().watch(context.session());
        try (StatementReader statements = section.open()) {
            settings.prepareFor(Leaves.ANYTHING, context.session());
            settings.touch(Leaves.ANYTHING);
            for (Optional<SqlStatement> next = statements.next();
                    next.isPresent();
                    next = statements.next()) {
                context.guard().renew();
                run(next.get());
            }
        } catch (StatementException failed) {
            return new Outcome.PartWay(hook, why(failed), done);
        } catch (SQLException failure) {
            return new Outcome.PartWay(hook, ended(failure), done);
        } finally {
            context.stop().watch(null);
        }
        return new Outcome.Applied(hook, Duration.ofNanos(System.nanoTime() - start), putBack());
    }

    private void run(SqlStatement statement) throws StatementException {
        try {
            context.session().run(List.of(), List.of(statement.text()), List.of());
            done++;
        } catch (StatementFailedException failed) {
            throw new StatementException(statement, failed.failure());
        }
    }

    private Optional<LifeguardException> putBack() {
        try {
            settings.putBack(context.session());
            return Optional.empty();
        } catch (SQLException failure) {
            return Optional.of(Leftovers.notPutBack(hook, failure));
        }
    }

    private LifeguardException why(StatementException failed) {
        return cutOff(failed.failure)
                .orElseGet(
                        () ->
                                new MigrationFailedException(
                                        message.at(
                                                ErrorKind.SCRIPT_FAILED,
                                                failed.statement,
                                                failed.failure,
                                                stays() + " " + advice.alone(failed.failure)),
                                        failed.failure));
    }

    private LifeguardException ended(SQLException failure) {
        return cutOff(failure)
                .orElseGet(
                        () ->
                                new MigrationFailedException(
                                        message.at(
                                                ErrorKind.SCRIPT_FAILED,
                                                "between its statements",
                                                failure,
                                                unfinished()),
                                        failure));
    }

    private Optional<LifeguardException> cutOff(SQLException failure) {
        return new CutOff(context, hook).of(failure, unfinished(), unfinished());
    }

    private String unfinished() {
        return (stays() + " " + advice.unfinished().orElse("")).strip();
    }

    private String stays() {
        String statements = Wording.sentence(kept.statementsDone(done));
        String all = "Its statements commit by themselves. ";
        return (all + Wording.spaced(statements) + kept.earlier()).strip();
    }

    /** A statement of the hook failed. */
    private static final class StatementException extends Exception {

        private static final long serialVersionUID = 1L;

        private final transient SqlStatement statement;
        private final SQLException failure;

        StatementException(SqlStatement statement, SQLException failure) {
            super(failure);
            this.statement = statement;
            this.failure = failure;
        }
    }
}
