package dev.lifeguard.migrate.engine.statements;

import dev.lifeguard.migrate.engine.outcome.HistoryGone;
import dev.lifeguard.migrate.engine.outcome.KeptState;
import dev.lifeguard.migrate.engine.run.RunContext;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.error.MigrationFailedException;
import dev.lifeguard.migrate.jdbc.NextStep;
import dev.lifeguard.migrate.jdbc.SqlError;
import dev.lifeguard.migrate.script.Effect;
import dev.lifeguard.migrate.script.SqlStatement;
import dev.lifeguard.migrate.script.StatementKind;
import dev.lifeguard.migrate.state.Remains;
import dev.lifeguard.migrate.state.Remnant;
import java.sql.SQLException;
import java.util.stream.Collectors;

/**
 * Says what a failure means of a statement outside any transaction: no rollback took back what it
 * did. Where the catalogue tells what came of it, the history row is written before anything is
 * said, so that the next run finds what the message says.
 */
final class OutsideFailure {

    private final RunContext context;
    private final PartWayProgress progress;
    private final ConcurrentWork work;
    private final PartWayFailure failures;

    OutsideFailure(RunContext context, PartWayProgress progress, PartWayFailure failures) {
        this.context = context;
        this.progress = progress;
        this.work = progress.work();
        this.failures = failures;
    }

    /** What stays in the middle where it met a lock, for a run that is told to stop meanwhile. */
    String stopped() {
        try {
            return failures.stopped(
                    work.outcome() instanceof Remains.Outcome.Left left
                            ? "It left %s. ".formatted(remnants(left))
                            : "");
        } catch (SQLException unknown) {
            return failures.stopped("");
        }
    }

    /** It failed, and the history says that it was started. */
    LifeguardException of(SQLException failure, SqlStatement at) {
        return of(failure, at, "");
    }

    /**
     * The same behind several tries.
     *
     * @param tries what is said of them, with a blank behind it; empty where there was one
     */
    LifeguardException of(SQLException failure, SqlStatement at, String tries) {
        boolean mayHaveCommitted =
                !at.kind().runsOutside() && at.effect() instanceof Effect.Unknown;
        if (SqlError.lostConnection(failure) || mayHaveCommitted) {
            // Nobody knows whether it took effect: a marked procedure may have committed before
            // it failed.
            return failed(failure, at, "", failures.kept().open(progress.done(), at));
        }
        if (at.kind() == StatementKind.OUTSIDE_IN_PARTS) {
            return inParts(failure, at);
        }
        try {
            return switch (work.outcome()) {
                case Remains.Outcome.Left it -> {
                    progress.writeNoneStarted();
                    yield leftBehind(failure, at, it, tries);
                }
                case Remains.Outcome.NotDone none -> {
                    work.ended();
                    progress.writeNoneStarted();
                    progress.forgetIfNothing();
                    yield tries.isEmpty()
                            ? failures.rolledBack(failure, at)
                            : failures.givenUp(failure, at, tries.strip());
                }
                // The row goes on to say that it was started: the next run looks again.
                case Remains.Outcome.Done it -> unsettled(failure, at, tries);
                case Remains.Outcome.UnderWay it -> unsettled(failure, at, tries);
                case Remains.Outcome.Unclear it -> unsettled(failure, at, tries);
            };
        } catch (SQLException | LifeguardException unrecorded) {
            failure.addSuppressed(unrecorded);
            return unsettled(failure, at, tries);
        }
    }

    /** It failed, and what of it is done stays. */
    private LifeguardException inParts(SQLException failure, SqlStatement at) {
        try {
            work.ended();
            progress.writeNoneStarted();
        } catch (SQLException | LifeguardException unrecorded) {
            failure.addSuppressed(unrecorded);
        }
        String part = "A part of the failed one may be done and stay: look at the database. ";
        String stays = failures.kept().statements(progress.done(), part, advice(failure));
        return failed(failure, at, part, stays);
    }

    private LifeguardException leftBehind(
            SQLException failure, SqlStatement at, Remains.Outcome.Left left, String tries) {
        String remnants = remnants(left);
        return failed(
                failure,
                at,
                "It left %s. ".formatted(remnants),
                tries + failures.kept().remnants(progress.done(), remnants));
    }

    private String remnants(Remains.Outcome.Left left) {
        return left.all().stream()
                .map(remnant -> remnant.byNext(word()))
                .collect(Collectors.joining(", and "));
    }

    private LifeguardException unsettled(SQLException failure, SqlStatement at, String tries) {
        String stays = failures.kept().statements(progress.done(), advice(failure));
        return failed(failure, at, "", tries + stays);
    }

    /** It took effect, and then its progress was not recorded. */
    LifeguardException unrecorded(SQLException failure, SqlStatement at) {
        String again =
                "The statement took effect, but the history does not say so. "
                        + NextStep.ofStatement(
                                failure,
                                "Find out what kept the history from being written",
                                "run %s again".formatted(word()))
                        + ".";
        String stays = HistoryGone.says(failure) ? HistoryGone.forGood(context) : again;
        return failures.ended(failure, failures.kept().goesOn())
                .orElseGet(() -> failures.failed(ErrorKind.PARTIALLY_APPLIED, failure, at, stays));
    }

    /** It was not sent: the index that it builds is there, and no index that is used. */
    LifeguardException inTheWay(SqlStatement at, Remnant invalid) {
        int done = progress.done();
        KeptState kept = failures.kept();
        String remove =
                "Look whether another session still builds it, remove it with %s, and run %s again"
                        .formatted(invalid.ending(), word());
        return new MigrationFailedException(
                failures.message()
                        .refused(
                                kept.kind(done),
                                at,
                                "in the place of the index that it builds there is "
                                        + invalid.what(),
                                kept.isNothing(done)
                                        ? kept.nothing("", remove)
                                        : kept.statements(done, remove)),
                null);
    }

    /**
     * It failed, unless it was cut off.
     *
     * @param left what stays of it, for a run that was told to stop
     * @param stays what stays of all, for any other failure
     */
    private LifeguardException failed(
            SQLException failure, SqlStatement at, String left, String stays) {
        return failures.ended(failure, failures.kept().stopped(progress.done(), left))
                .orElseGet(() -> failures.failed(ErrorKind.PARTIALLY_APPLIED, failure, at, stays));
    }

    private String advice(SQLException failure) {
        return failures.advice(failure, "Fix the statement");
    }

    private String word() {
        return failures.message().step().direction().word();
    }
}
