package dev.lifeguard.migrate.engine.statements;

import dev.lifeguard.migrate.engine.outcome.KeptState;
import dev.lifeguard.migrate.engine.outcome.Outcome;
import dev.lifeguard.migrate.engine.run.HistoryWriter;
import dev.lifeguard.migrate.engine.run.RunContext;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.planning.HistoryRow.Progress;
import dev.lifeguard.migrate.planning.PlannedStep;
import dev.lifeguard.migrate.report.told.ToldEvent;
import dev.lifeguard.migrate.script.SqlStatement;
import dev.lifeguard.migrate.script.StatementsChecksum;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How far a migration is whose statements run one by one, and what its history row says of that: so
 * whoever goes on with it, and whoever tells of its failure, goes by one count.
 */
final class PartWayProgress {

    private final RunContext context;
    private final PlannedStep step;
    private final HistoryWriter history;
    private final ConcurrentWork work;
    private final StatementsChecksum checksum = new StatementsChecksum();

    /** The last statement that took effect for good. */
    private int done;

    /** The last statement that was run, which may be one of a block that is open. */
    private int taken;

    /** Whether a row was written that no rollback removes. */
    private boolean recorded;

    /** Whether a statement may have taken effect that the row does not count. */
    private boolean open;

    PartWayProgress(RunContext context, PlannedStep step) throws IOException {
        this.context = context;
        this.step = step;
        this.work = new ConcurrentWork(context);
        this.history = new HistoryWriter(context, step);
        this.open = step.resumed() != null && step.resumed().statementStarted() != null;
    }

    /** How many statements took effect for good, those of an earlier run once they are passed. */
    int done() {
        return done;
    }

    /** The same with those of a block that is open. */
    int taken() {
        return taken;
    }

    /** How many an earlier run had done that are not run again. */
    int doneBefore() {
        return step.skipped();
    }

    /** Whether an earlier run had started the statement, and not recorded that it was done. */
    boolean wasStarted(SqlStatement statement) {
        Progress resumed = step.resumed();
        return resumed != null
                && resumed.statementStarted() != null
                && resumed.statementStarted() == statement.number();
    }

    /** The statement that runs CONCURRENTLY, if one is under way; each row tells of it. */
    ConcurrentWork work() {
        return work;
    }

    /** Of all statements that were taken. */
    String checksum() {
        return checksum.hex();
    }

    /** The same with one more. */
    String checksumWith(SqlStatement statement) {
        return checksum.hexWith(statement);
    }

    /** A statement of a block was run. */
    void took(SqlStatement statement) {
        taken = statement.number();
        checksum.add(statement);
    }

    /** The block is committed that the last statements are in. */
    void blockIsCommitted() {
        done = taken;
        open = false;
    }

    /** A statement took effect for good, and the row says so. */
    void finished(SqlStatement statement) {
        took(statement);
        done = taken;
        open &= done <= doneBefore();
    }

    /** Whether a statement took effect is not known: the answer to its COMMIT was lost. */
    void leftOpen() {
        open = true;
    }

    /** Tells the listener how far it is. */
    void announce() {
        context.listener()
                .on(new ToldEvent.StatementDone(step, done, step.statementCount().orElse(done)));
    }

    /** Writes that a statement is started. */
    void writeStarted(SqlStatement statement) throws SQLException {
        write(done, statement.number(), checksum());
        recorded = true;
        open = true;
    }

    /** Writes that none is started. */
    void writeNoneStarted() throws SQLException {
        write(done, null, checksum());
        recorded = true;
        open = false;
    }

    /** Writes that a statement is done, in its transaction if it has one. */
    void writeDone(SqlStatement statement) throws SQLException {
        write(statement.number(), null, checksumWith(statement));
    }

    /** Writes that all are done that were taken, in their transaction. */
    void writeTaken() throws SQLException {
        write(taken, null, checksum());
    }

    private void write(int finished, @Nullable Integer started, String ofFinished)
            throws SQLException {
        // Of a repeatable one the row goes on to say how much an earlier run did, too.
        int told = step.repeatable() ? Math.max(finished, step.doneEarlier()) : finished;
        history.progress(told, started, ofFinished, work.current());
    }

    /** Writes that the migration is finished. */
    void writeFinished(Duration time) throws SQLException {
        history.finishStatements(time);
    }

    /** Has the row say what it said before, if nothing is done that it should tell of. */
    void forgetIfNothing() throws SQLException {
        if (done == 0 && step.resumed() == null) {
            history.forget();
            recorded = false;
        }
    }

    /** What came of the migration, which goes on no further. */
    Outcome.Failed stopped(LifeguardException why, KeptState kept) {
        if (open) {
            return new Outcome.InDoubt(step, why);
        }
        return kept.isNothing(done) && !recorded
                ? new Outcome.RolledBack(step, why)
                : new Outcome.PartWay(step, why, Math.max(done, doneBefore()));
    }
}
