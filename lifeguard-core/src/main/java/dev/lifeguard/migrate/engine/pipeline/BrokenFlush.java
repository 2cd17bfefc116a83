package dev.lifeguard.migrate.engine.pipeline;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.dialect.HistorySql.HistoryColumns;
import dev.lifeguard.migrate.engine.outcome.CommitFailure;
import dev.lifeguard.migrate.engine.outcome.KeptState;
import dev.lifeguard.migrate.engine.outcome.Outcome;
import dev.lifeguard.migrate.engine.outcome.TransactionFailure;
import dev.lifeguard.migrate.engine.run.Group;
import dev.lifeguard.migrate.engine.run.RunContext;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.jdbc.Session;
import dev.lifeguard.migrate.jdbc.SqlError;
import dev.lifeguard.migrate.jdbc.StopSignal;
import dev.lifeguard.migrate.planning.PlannedStep;
import dev.lifeguard.migrate.planning.Planner.History;
import dev.lifeguard.migrate.source.Direction;
import dev.lifeguard.migrate.state.HeldLock;
import dev.lifeguard.migrate.state.StateTable;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A connection that broke while whole transactions were on their way leaves open how many of them
 * are committed, and the server may still be at work on them. So does one that broke before a
 * failure's predecessors were on the disk: a server that crashes then loses the last of them.
 *
 * <ol>
 *   <li>Another connection deletes the lock's row: it waits until the transaction that is open has
 *       ended, and those that would follow fail at their fence.
 *   <li>It reads the history in the same transaction, before anybody else can have the lock. Its
 *       COMMIT waits for the disk, and so for everything that it read.
 * </ol>
 */
final class BrokenFlush {

    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final RunContext context;
    private final PipelineProgress progress;
    private final List<PlannedStep> steps;
    private final int before;
    private final OpenCommits open;

    /** With the number of migrations that the run finished before those that were sent. */
    BrokenFlush(RunContext context, PipelineProgress progress, int before) {
        this.context = context;
        this.progress = progress;
        this.steps = progress.steps();
        this.before = before;
        this.open = new OpenCommits(context, steps, before);
    }

    /** What another connection finds. */
    private sealed interface Found {

        /** The lock's row is not this run's any more. */
        record LockLost() implements Found {}

        /** So many are committed, and no more will be. */
        record Committed(int number) implements Found {}

        /** Nobody can say. */
        record Unknown() implements Found {}
    }

    /** Asks the history, tells what is committed, and gives what came of them. */
    List<Outcome> resolve(PipelineFlush.At at, SQLException broken) {
        PlannedStep step = at.migration().step();
        return switch (find(broken)) {
            case Found.LockLost lost -> List.of(new Outcome.InDoubt(step, HeldLock.lost(broken)));
            case Found.Committed(int number) -> committed(number, broken);
            case Found.Unknown unknown -> List.of(unknown(at, broken));
        };
    }

    /**
     * The same where a migration failed and the connection broke behind it, before those that were
     * sent before it were known to be on the disk.
     */
    List<Outcome> resolveBehind(PipelineFlush.At at, SQLException failure, SQLException lost) {
        return switch (find(lost)) {
            case Found.LockLost lockLost ->
                    List.of(new Outcome.InDoubt(at.migration().step(), HeldLock.lost(failure)));
            case Found.Committed(int number) when number < at.number() ->
                    failed(at, number, open.lost(at.number(), number, lost), failure);
            case Found.Committed all ->
                    failed(at, at.number(), kept(at.migration().step(), at.number()), failure);
            case Found.Unknown unknown -> failed(at, 0, open.unknown(at.number(), lost), failure);
        };
    }

    /** The same where the connection lives, and so many before that one are on the disk. */
    List<Outcome> failedAlone(PipelineFlush.At at, SQLException failure) {
        PipelinedMigration migration = at.migration();
        Outcome outcome =
                failureOf(migration, kept(migration.step(), at.number()))
                        .ended(
                                migration.authors(at.statement()),
                                migration.phase(at.statement()),
                                failure);
        switch (outcome) {
            case Outcome.Failed failed -> progress.finishQuietly(at.number(), failed.why());
            case Outcome.Busy busy -> progress.finish(at.number());
            case Outcome.Applied none -> throw new IllegalStateException("It failed: " + none);
        }
        return behind(at.number(), outcome);
    }

    /** It is not tried again, even where another transaction's lock is what it met. */
    private List<Outcome> failed(
            PipelineFlush.At at, int committed, KeptState kept, SQLException failure) {
        PipelinedMigration migration = at.migration();
        Outcome.Failed failed =
                failureOf(migration, kept)
                        .of(
                                migration.authors(at.statement()),
                                migration.phase(at.statement()),
                                failure);
        progress.finishQuietly(committed, failed.why());
        return behind(committed, failed);
    }

    private TransactionFailure failureOf(PipelinedMigration migration, KeptState kept) {
        return TransactionFailure.ofScript(context, migration.step(), kept);
    }

    private List<Outcome> behind(int committed, Outcome last) {
        List<Outcome> outcomes = new ArrayList<>(progress.applied(committed));
        outcomes.add(last);
        return outcomes;
    }

    private KeptState kept(PlannedStep step, int committed) {
        return KeptState.in(context, Group.alone(step), before + committed);
    }

    private Found find(SQLException broken) {
        return StopSignal.uninterrupted(() -> ask(broken));
    }

    private Found ask(SQLException broken) {
        // A pool of one connection has another one only after this.
        context.session().close();
        try {
            return context.guard().askAfresh(context.stop(), this::ended);
        } catch (SQLException | LifeguardException unreachable) {
            broken.addSuppressed(unreachable);
            return new Found.Unknown();
        }
    }

    private Found ended(Session fresh) throws SQLException {
        fresh.begin();
        int deleted = 0;
        for (BoundSql statement : context.sql().endWriter(context.guard().token(), LONGEST)) {
            deleted = fresh.update(statement);
        }
        if (deleted == 0) {
            return new Found.LockLost();
        }
        History history =
                new StateTable(context.dialect(), context.place())
                        .load(fresh, HistoryColumns.WITHOUT_DOWN_SCRIPTS)
                        .history();
        fresh.commit();
        return new Found.Committed(committed(history));
    }

    private int committed(History history) {
        int number = 0;
        while (number < steps.size() && isCommitted(steps.get(number), history)) {
            number++;
        }
        return number;
    }

    private static boolean isCommitted(PlannedStep step, History history) {
        return (step.direction() == Direction.UP) == history.holds(step.script());
    }

    private List<Outcome> committed(int number, SQLException broken) {
        progress.finishQuietly(number, broken);
        return number == steps.size()
                ? allCommitted(broken)
                : behind(number, rolledBack(number, broken));
    }

    private Outcome.Failed rolledBack(int number, SQLException broken) {
        PlannedStep step = steps.get(number);
        TransactionFailure failure = TransactionFailure.ofScript(context, step, kept(step, number));
        if (context.stop().isRequested()) {
            return failure.interrupted(broken);
        }
        return SqlError.lostConnection(broken)
                ? failure.lostConnection(broken)
                : failure.of(null, TransactionFailure.COMMIT, broken);
    }

    private List<Outcome> allCommitted(SQLException broken) {
        LifeguardException end =
                context.stop().isRequested()
                        ? CommitFailure.COMMITTED.interrupted(context, steps.getLast(), broken)
                        : CommitFailure.COMMITTED.of(context, steps.getLast(), broken);
        List<Outcome.Applied> applied = progress.applied(steps.size());
        return behind(steps.size() - 1, applied.getLast().endingWith(end));
    }

    /** Where the server itself ended the very first of them, it is known all the same. */
    private Outcome unknown(PipelineFlush.At at, SQLException broken) {
        return at.number() == 0 && !at.isCommit() && SqlError.saidByServer(broken)
                ? rolledBack(0, broken)
                : new Outcome.InDoubt(at.migration().step(), open.unknown(broken));
    }
}
