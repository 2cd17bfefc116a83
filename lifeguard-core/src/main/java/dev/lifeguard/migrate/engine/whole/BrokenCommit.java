package dev.lifeguard.migrate.engine.whole;

import dev.lifeguard.migrate.dialect.HistorySql.HistoryColumns;
import dev.lifeguard.migrate.engine.outcome.CommitFailure;
import dev.lifeguard.migrate.engine.outcome.Outcome;
import dev.lifeguard.migrate.engine.run.RunContext;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.jdbc.Session;
import dev.lifeguard.migrate.jdbc.SqlError;
import dev.lifeguard.migrate.jdbc.StopSignal;
import dev.lifeguard.migrate.jdbc.Transaction;
import dev.lifeguard.migrate.planning.PlannedStep;
import dev.lifeguard.migrate.source.Direction;
import dev.lifeguard.migrate.state.HeldLock;
import dev.lifeguard.migrate.state.StateTable;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * A COMMIT that failed can leave open whether the migration is committed; the history knows, since
 * its row is part of the same transaction.
 *
 * <ol>
 *   <li>Where the connection is lost, another one waits for the end of the transaction, whose
 *       server process may still be at the COMMIT.
 *   <li>Where it is not, the transaction is rolled back first, if there is anything left of it.
 *   <li>Then the history is read.
 * </ol>
 */
final class BrokenCommit {

    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final RunContext context;
    private final PlannedStep step;

    BrokenCommit(RunContext context, PlannedStep step) {
        this.context = context;
        this.step = step;
    }

    /**
     * Asks the history what came of the migration, whose statements took that long.
     *
     * @throws SQLException the same, where the transaction is rolled back for certain, and the
     *     connection goes on
     */
    Outcome resolve(SQLException failure, Duration time) throws SQLException {
        if (!SqlError.leavesCommitOpen(failure)) {
            throw failure;
        }
        CommitFailure said =
                step.hook().isPresent()
                        ? CommitFailure.UNRECORDED
                        : StopSignal.uninterrupted(() -> askHistory(failure));
        if (context.guard().lostWith(failure)) {
            // A frozen runner's session was ended, and what is committed may be another runner's.
            return new Outcome.InDoubt(step, HeldLock.lost(failure));
        }
        if (said == CommitFailure.ROLLED_BACK && !SqlError.lostConnection(failure)) {
            throw failure;
        }
        LifeguardException end =
                Thread.currentThread().isInterrupted()
                        ? said.interrupted(context, step, failure)
                        : said.of(context, step, failure);
        return switch (said) {
            case COMMITTED -> new Outcome.Applied(step, time, Optional.of(end));
            case ROLLED_BACK -> new Outcome.RolledBack(step, end);
            case UNKNOWN, UNRECORDED -> new Outcome.InDoubt(step, end);
        };
    }

    private CommitFailure askHistory(SQLException failure) {
        try {
            boolean committed =
                    isStillConnected(failure) ? isCommitted(context.session()) : askAgain();
            return committed ? CommitFailure.COMMITTED : CommitFailure.ROLLED_BACK;
        } catch (SQLException | LifeguardException unreachable) {
            failure.addSuppressed(unreachable);
            return CommitFailure.UNKNOWN;
        }
    }

    private boolean isStillConnected(SQLException failure) {
        if (SqlError.lostConnection(failure)) {
            return false;
        }
        try {
            context.session().rollback();
            return true;
        } catch (SQLException atRollback) {
            // Where the COMMIT has ended the transaction all the same, there is none any more.
            failure.addSuppressed(atRollback);
            return !SqlError.lostConnection(atRollback);
        }
    }

    private boolean askAgain() throws SQLException {
        // A pool of one connection has another one only after this.
        context.session().close();
        return context.guard()
                .askAfresh(
                        context.stop(),
                        fresh -> {
                            awaitWriter(fresh);
                            return isCommitted(fresh);
                        });
    }

    private boolean isCommitted(Session session) {
        boolean held =
                new StateTable(context.dialect(), context.place())
                        .load(session, HistoryColumns.WITHOUT_DOWN_SCRIPTS)
                        .history()
                        .holds(step.script());
        return (step.direction() == Direction.UP) == held;
    }

    /** The server may still be at the COMMIT whose answer was lost. */
    private void awaitWriter(Session fresh) throws SQLException {
        Transaction.of(
                fresh,
                context.sql()
                        .awaitWriter(context.guard().token(), context.lock().lease(), LONGEST));
    }
}
