package dev.lifeguard.migrate.engine;

import dev.lifeguard.migrate.engine.outcome.Earlier;
import dev.lifeguard.migrate.engine.outcome.FileGone;
import dev.lifeguard.migrate.engine.outcome.Outcome;
import dev.lifeguard.migrate.engine.run.Group;
import dev.lifeguard.migrate.engine.run.LockRetry;
import dev.lifeguard.migrate.engine.run.RunContext;
import dev.lifeguard.migrate.engine.run.RunEvents;
import dev.lifeguard.migrate.engine.session.Leftovers;
import dev.lifeguard.migrate.engine.session.SessionState;
import dev.lifeguard.migrate.engine.statements.CommittingHook;
import dev.lifeguard.migrate.engine.whole.WholeTransaction;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.planning.PlannedHook;
import dev.lifeguard.migrate.planning.PlannedStep;
import dev.lifeguard.migrate.source.Found.Hook.Moment;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs hooks in transactions of their own: those around the run, and those around a migration that
 * has no transaction. Those in a migration's transaction run with it.
 */
final class HookRunner {

    private final RunContext context;
    private final SessionState session;
    private final LockRetry retry;

    HookRunner(RunContext context, SessionState session, LockRetry retry) {
        this.context = context;
        this.session = session;
        this.retry = retry;
    }

    /**
     * Runs those of a moment of the run.
     *
     * @param done how many migrations are finished
     * @throws LifeguardException when one fails; what was applied stays
     */
    void runAll(Moment moment, int done) {
        for (PlannedHook hook : context.hooks(moment)) {
            RunEvents.started(context.listener(), hook, null);
            PlannedStep step = hook.ofRun();
            retry.begins(step);
            Optional<LifeguardException> end;
            try {
                end = end(step, done);
            } finally {
                retry.ended();
            }
            if (end.isPresent()) {
                throw end.get();
            }
        }
    }

    /**
     * Runs a migration that has no transaction, between its hooks.
     *
     * @param before how many migrations are finished before it
     */
    Outcome around(PlannedStep step, int before, Supplier<Outcome> migration) {
        @Nullable LifeguardException failed = end(Moment.BEFORE_MIGRATION, step, before);
        if (failed != null) {
            return Outcome.untouched(step, failed);
        }
        Outcome outcome = migration.get();
        if (!(outcome instanceof Outcome.Applied applied) || applied.end().isPresent()) {
            return outcome;
        }
        @Nullable LifeguardException end = end(Moment.AFTER_MIGRATION, step, before);
        return end == null ? applied : applied.endingWith(end);
    }

    private @Nullable LifeguardException end(Moment moment, PlannedStep step, int before) {
        for (PlannedHook hook : context.hooks(moment)) {
            RunEvents.started(context.listener(), hook, step);
            Optional<LifeguardException> end = end(hook.around(step), before);
            if (end.isPresent()) {
                return end.get();
            }
        }
        return null;
    }

    /** Runs one; gives what the run ends with. */
    private Optional<LifeguardException> end(PlannedStep hook, int before) {
        try {
            while (true) {
                switch (outcome(hook, before)) {
                    case Outcome.Applied applied -> {
                        retry.over();
                        return applied.end();
                    }
                    case Outcome.Failed failed -> {
                        return Optional.of(failed.why());
                    }
                    case Outcome.Busy busy -> {
                        Group alone = Group.alone(hook);
                        String stopped = Earlier.of(context, alone, before, "before it");
                        Optional<LifeguardException> end =
                                Leftovers.putBackAfterTry(hook, session, context.session());
                        if (end.isPresent()) {
                            return end;
                        }
                        if (!retry.waitsAfter(busy.failure(), List.of(hook), stopped)) {
                            return Optional.of(busy.givenUp().apply(retry.told()).why());
                        }
                    }
                }
            }
        } catch (IOException unreadable) {
            return Optional.of(FileGone.of(hook, unreadable));
        } catch (LifeguardException refused) {
            return Optional.of(refused);
        }
    }

    private Outcome outcome(PlannedStep hook, int before) throws IOException {
        return switch (hook.transactionMode()) {
            case WHOLE -> new WholeTransaction(context, session, Group.alone(hook), before).run();
            case PER_STATEMENT -> new CommittingHook(context, session, hook, before).run();
        };
    }
}
