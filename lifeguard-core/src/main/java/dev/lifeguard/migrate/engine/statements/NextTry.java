package dev.lifeguard.migrate.engine.statements;

import dev.lifeguard.migrate.dialect.Dialect.Condition;
import dev.lifeguard.migrate.engine.run.LockRetry;
import dev.lifeguard.migrate.engine.run.RunContext;
import dev.lifeguard.migrate.engine.session.Leftovers;
import dev.lifeguard.migrate.engine.session.SessionState;
import dev.lifeguard.migrate.engine.session.SessionState.Reach;
import dev.lifeguard.migrate.error.LeaseLostException;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.jdbc.SqlError;
import dev.lifeguard.migrate.planning.PlannedStep;
import dev.lifeguard.migrate.script.SqlStatement.Leaves;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The tries of a part of a script that runs statement by statement, alone. */
final class NextTry {

    private final RunContext context;
    private final SessionState settings;
    private final PlannedStep step;
    private final ScriptSession script;
    private final LockRetry retry;

    /** What the session kept before the part that is tried now. */
    private Optional<Leftovers> kept = Optional.empty();

    private @Nullable LeaseLostException lost;
    private long began;

    /** What is counted as no time of the migration's before the try. */
    private Duration waitedBefore = Duration.ZERO;

    private Duration inVain = Duration.ZERO;

    NextTry(
            RunContext context,
            SessionState settings,
            PlannedStep step,
            ScriptSession script,
            LockRetry retry) {
        this.context = context;
        this.settings = settings;
        this.step = step;
        this.script = script;
        this.retry = retry;
    }

    /** Whether a failure is another transaction's lock. */
    static boolean isBusy(SQLException failure) {
        return SqlError.condition(failure) == Condition.BUSY;
    }

    /**
     * A part is about to be tried for the first time: takes note of what the session keeps, where
     * that part may leave more, which no rollback would take back.
     */
    void first(Leaves leaves) throws SQLException {
        boolean looks =
                leaves == Leaves.ANYTHING
                        && context.triesAgain(step)
                        && settings.reach() == Reach.DIRECT;
        kept = looks ? Optional.of(keptNow()) : Optional.empty();
    }

    private Leftovers keptNow() throws SQLException {
        return Leftovers.keptBy(context.session(), context.dialect().sessionSql());
    }

    /** A try begins. */
    void begins() {
        began = System.nanoTime();
        waitedBefore = context.guard().outside().waited();
        retry.begins(step);
    }

    /** The try has ended. */
    void ended() {
        retry.ended();
    }

    /** The part is done. */
    void over() {
        retry.over();
    }

    /**
     * A try met another transaction's lock, and nothing of it is open: waits for the next one.
     *
     * @param stopped what is so where the run is told to stop, in sentences
     * @param givenUp what the run ends with when the time is over, from sentences about the tries
     */
    void await(SQLException failure, String stopped, Function<String, LifeguardException> givenUp)
            throws SQLException {
        if (kept.isPresent()) {
            // Else it would be in the way of somebody meanwhile.
            kept.get().remove(context.session(), List.of());
        }
        try {
            if (retry.waitsAfter(failure, List.of(step), stopped, script::renewBetweenTries)) {
                Duration waited = context.guard().outside().waited().minus(waitedBefore);
                inVain = inVain.plusNanos(System.nanoTime() - began).minus(waited);
                return;
            }
        } catch (LeaseLostException meanwhile) {
            lost = meanwhile;
            throw meanwhile;
        }
        throw givenUp.apply(retry.told());
    }

    /**
     * What failed tries and the pauses behind them took, which is no time of the migration's; not
     * what they waited for a second connection, which {@code WorkOutside} counts.
     */
    Duration inVain() {
        return inVain;
    }

    /** Whether the lock was lost while it waited, and not to what the script does. */
    boolean isLostBetween(LeaseLostException failure) {
        return failure.equals(lost);
    }
}
