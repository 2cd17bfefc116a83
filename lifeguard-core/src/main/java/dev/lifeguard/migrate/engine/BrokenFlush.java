package dev.lifeguard.migrate.engine;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.dialect.StateSql.HistoryColumns;
import dev.lifeguard.migrate.error.DatabaseUnreachableException;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.error.MigrationInterruptedException;
import dev.lifeguard.migrate.jdbc.Session;
import dev.lifeguard.migrate.jdbc.SqlError;
import dev.lifeguard.migrate.jdbc.StopSignal;
import dev.lifeguard.migrate.plan.MigrationRecord;
import dev.lifeguard.migrate.plan.Plan.PlanStep;
import dev.lifeguard.migrate.plan.Planner.History;
import dev.lifeguard.migrate.source.Direction;
import dev.lifeguard.migrate.state.HeldLock;
import dev.lifeguard.migrate.state.StateTable;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A connection that broke while whole transactions were on their way leaves open how many of them
 * are committed, and the server may still be at work on them.
 *
 * <ol>
 *   <li>Another connection deletes the lock's row: it waits until the transaction that is open has
 *       ended, and those that would follow fail at their fence.
 *   <li>It reads the history in the same transaction, before anybody else can have the lock.
 * </ol>
 */
final class BrokenFlush {

    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final RunContext context;
    private final PipelineProgress progress;
    private final List<PlanStep> steps;
    private final int before;

    /** With the number of migrations that the run finished before those that were sent. */
    BrokenFlush(RunContext context, PipelineProgress progress, int before) {
        this.context = context;
        this.progress = progress;
        this.steps = progress.steps();
        this.before = before;
    }

    /** What another connection finds. */
    private sealed interface Outcome {

        /** The lock's row is not this run's any more. */
        record LockLost() implements Outcome {}

        /** So many are committed, and no more will be. */
        record Committed(int number) implements Outcome {}

        /** Nobody can say. */
        record Unknown() implements Outcome {}
    }

    /** Asks the history, tells what is committed, and gives what the run ends with. */
    LifeguardException resolve(PipelineFlush.At at, SQLException broken) {
        return switch (StopSignal.uninterrupted(() -> outcome(broken))) {
            case Outcome.LockLost lost -> progress.failed(at.number(), HeldLock.lost(broken));
            case Outcome.Committed committed -> resolved(committed.number(), broken);
            case Outcome.Unknown unknown -> progress.failed(at.number(), unknown(at, broken));
        };
    }

    private Outcome outcome(SQLException broken) {
        // A pool of one connection has another one only after this.
        context.session().close();
        try (Session fresh = Session.open(context.dataSource())) {
            fresh.begin();
            int deleted = 0;
            for (BoundSql statement : context.sql().endWriter(context.guard().token(), LONGEST)) {
                deleted = fresh.update(statement);
            }
            if (deleted == 0) {
                return new Outcome.LockLost();
            }
            History history =
                    new StateTable(context.dialect(), context.table())
                            .load(fresh, HistoryColumns.WITHOUT_DOWN_SCRIPTS)
                            .history();
            fresh.commit();
            return new Outcome.Committed(committed(history));
        } catch (SQLException | LifeguardException unreachable) {
            broken.addSuppressed(unreachable);
            return new Outcome.Unknown();
        }
    }

    private int committed(History history) {
        int number = 0;
        while (number < steps.size() && isCommitted(steps.get(number), history)) {
            number++;
        }
        return number;
    }

    private static boolean isCommitted(PlanStep step, History history) {
        Optional<MigrationRecord> row = history.find(step.version());
        return step.direction() == Direction.UP ? row.isPresent() : row.isEmpty();
    }

    private LifeguardException resolved(int committed, SQLException broken) {
        progress.finishQuietly(committed, broken);
        if (committed == steps.size()) {
            return allCommitted(broken);
        }
        return progress.failed(committed, rolledBack(committed, broken));
    }

    private LifeguardException rolledBack(int number, SQLException broken) {
        PlanStep step = steps.get(number);
        TransactionFailure failure =
                new TransactionFailure(
                        context,
                        new FailureMessage(step, Optional::empty),
                        new KeptState(step, before + number));
        return context.stop().isRequested()
                ? failure.interrupted(step, broken)
                : failure.lostConnection(step, broken);
    }

    private LifeguardException allCommitted(SQLException broken) {
        PlanStep last = steps.getLast();
        String message =
                (" at the COMMIT of migration %s. The history says that it is committed. Run %s"
                                + " again: it goes on from there.")
                        .formatted(last.script().label(), last.direction().word());
        return context.stop().isRequested()
                ? new MigrationInterruptedException(
                        detail(
                                ErrorKind.INTERRUPTED,
                                last,
                                "The run was told to stop" + message,
                                null),
                        broken)
                : new DatabaseUnreachableException(
                        detail(
                                ErrorKind.DATABASE_UNREACHABLE,
                                last,
                                "The connection to the database was lost" + message,
                                broken.getSQLState()),
                        broken);
    }

    /** Where the server itself ended the very first of them, it is known all the same. */
    private LifeguardException unknown(PipelineFlush.At at, SQLException broken) {
        if (at.number() == 0 && SqlError.saidByServer(broken)) {
            return rolledBack(0, broken);
        }
        PlanStep first = steps.getFirst();
        String which =
                steps.size() == 1
                        ? "migration %s: %s. Whether it is"
                                .formatted(first.script().label(), why(broken))
                        : "migrations %s to %s, which were sent together: %s. Which of them are"
                                .formatted(
                                        first.script().label(),
                                        steps.getLast().script().label(),
                                        why(broken));
        String earlier = new KeptState(first, before).earlier();
        return new DatabaseUnreachableException(
                detail(
                        ErrorKind.DATABASE_UNREACHABLE,
                        first,
                        ("The connection to the database was lost in the middle of %s committed"
                                        + " cannot be asked now, but the history in the database"
                                        + " will say. %sRun %s again when it is back: it goes on"
                                        + " from there.")
                                .formatted(
                                        which,
                                        earlier.isEmpty() ? "" : earlier + " ",
                                        first.direction().word()),
                        broken.getSQLState()),
                broken);
    }

    private static String why(SQLException broken) {
        return SqlError.of(broken).inSentence();
    }

    private static ErrorDetail detail(
            ErrorKind kind, PlanStep step, String message, @Nullable String sqlState) {
        return new ErrorDetail(
                kind, message, step.version(), step.fileName(), null, null, sqlState);
    }
}
