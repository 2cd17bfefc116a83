package dev.lifeguard.migrate.engine;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.dialect.HistorySql.HistoryColumns;
import dev.lifeguard.migrate.error.DatabaseUnreachableException;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.LifeguardException;
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
        return switch (outcome(broken)) {
            case Outcome.LockLost lost -> progress.failed(at.number(), HeldLock.lost(broken));
            case Outcome.Committed committed -> resolved(committed.number(), broken);
            case Outcome.Unknown unknown -> progress.failed(at.number(), unknown(at, broken));
        };
    }

    /**
     * The same where a migration failed and the connection broke behind it, before those that were
     * sent before it were known to be on the disk.
     */
    LifeguardException resolveBehind(PipelineFlush.At at, SQLException failure, SQLException lost) {
        return switch (outcome(lost)) {
            case Outcome.LockLost lockLost -> progress.failed(at.number(), HeldLock.lost(failure));
            case Outcome.Committed(int number) when number < at.number() ->
                    failed(at, number, KeptState.saying(lostBehind(at, number, lost)), failure);
            case Outcome.Committed all -> resolvedBehind(at, at.number(), failure);
            case Outcome.Unknown unknown ->
                    failed(at, 0, KeptState.saying(unknownBehind(at, lost)), failure);
        };
    }

    /** The same where so many before the one that failed are on the disk. */
    LifeguardException resolvedBehind(PipelineFlush.At at, int committed, SQLException failure) {
        KeptState kept = new KeptState(at.migration().step(), before + committed);
        return failed(at, committed, kept, failure);
    }

    private LifeguardException failed(
            PipelineFlush.At at, int committed, KeptState kept, SQLException failure) {
        PipelinedMigration migration = at.migration();
        LifeguardException reported =
                failure(migration.step(), kept)
                        .of(
                                migration.step(),
                                migration.authors(at.statement()),
                                migration.phase(at.statement()),
                                failure);
        progress.finishQuietly(committed, reported);
        return progress.failed(at.number(), reported);
    }

    private TransactionFailure failure(PlanStep step, KeptState kept) {
        return new TransactionFailure(context, new FailureMessage(step, Optional::empty), kept);
    }

    private String lostBehind(PipelineFlush.At at, int committed, SQLException lost) {
        String which = span(committed, at.number() - 1, " and");
        return ("Then the database was lost, too: %s. The history says that it lost %s had not"
                        + " reached the disk. %s")
                .formatted(why(lost), which, earlier(committed))
                .strip();
    }

    private String unknownBehind(PipelineFlush.At at, SQLException lost) {
        return ("%s Whether %s %s cannot be asked now (%s), but the history in the database will"
                        + " say.")
                .formatted(
                        earlier(0),
                        span(0, at.number() - 1, at.number() == 1 ? ", is" : ", are"),
                        KeptState.done(direction()),
                        why(lost))
                .strip();
    }

    /** What stays of those before the one of a number. */
    private String earlier(int number) {
        return KeptState.earlier(direction(), before + number, "before " + label(number));
    }

    private String label(int number) {
        return steps.get(number).script().label();
    }

    private String span(int first, int last, String verb) {
        return first == last
                ? "migration %s, which was sent before it%s".formatted(label(first), verb)
                : "migrations %s to %s, which were sent together%s"
                        .formatted(label(first), label(last), verb);
    }

    private Direction direction() {
        return steps.getFirst().direction();
    }

    private Outcome outcome(SQLException broken) {
        return StopSignal.uninterrupted(() -> ask(broken));
    }

    private Outcome ask(SQLException broken) {
        // A pool of one connection has another one only after this.
        context.session().close();
        try {
            return context.guard().askAfresh(context.stop(), this::ended);
        } catch (SQLException | LifeguardException unreachable) {
            broken.addSuppressed(unreachable);
            return new Outcome.Unknown();
        }
    }

    private Outcome ended(Session fresh) throws SQLException {
        fresh.begin();
        int deleted = 0;
        for (BoundSql statement : context.sql().endWriter(context.guard().token(), LONGEST)) {
            deleted = fresh.update(statement);
        }
        if (deleted == 0) {
            return new Outcome.LockLost();
        }
        History history =
                new StateTable(context.dialect(), context.place())
                        .load(fresh, HistoryColumns.WITHOUT_DOWN_SCRIPTS)
                        .history();
        fresh.commit();
        return new Outcome.Committed(committed(history));
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
        TransactionFailure failure = failure(step, new KeptState(step, before + number));
        if (context.stop().isRequested()) {
            return failure.interrupted(step, broken);
        }
        return SqlError.lostConnection(broken)
                ? failure.lostConnection(step, broken)
                : failure.of(step, null, TransactionFailure.COMMIT, broken);
    }

    private LifeguardException allCommitted(SQLException broken) {
        return context.stop().isRequested()
                ? CommitFailure.COMMITTED.interrupted(steps.getLast(), broken)
                : CommitFailure.COMMITTED.of(steps.getLast(), broken);
    }

    /** Where the server itself ended the very first of them, it is known all the same. */
    private LifeguardException unknown(PipelineFlush.At at, SQLException broken) {
        if (at.number() == 0 && !at.isCommit() && SqlError.saidByServer(broken)) {
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
                new ErrorDetail(
                        ErrorKind.DATABASE_UNREACHABLE,
                        ("%s in the middle of %s committed cannot be asked now, but the history in"
                                        + " the database will say. %sRun %s again when it is back:"
                                        + " it goes on from there.")
                                .formatted(
                                        CommitFailure.what(broken),
                                        which,
                                        earlier.isEmpty() ? "" : earlier + " ",
                                        first.direction().word()),
                        first.version(),
                        first.fileName(),
                        null,
                        null,
                        broken.getSQLState()),
                broken);
    }

    private static String why(SQLException broken) {
        return SqlError.of(broken).inSentence();
    }
}
