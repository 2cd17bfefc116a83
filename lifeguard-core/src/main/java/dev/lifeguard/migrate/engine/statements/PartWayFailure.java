package dev.lifeguard.migrate.engine.statements;

import dev.lifeguard.migrate.dialect.Dialect.Condition;
import dev.lifeguard.migrate.engine.outcome.CutOff;
import dev.lifeguard.migrate.engine.outcome.FailureMessage;
import dev.lifeguard.migrate.engine.outcome.JavaFailure;
import dev.lifeguard.migrate.engine.outcome.KeptState;
import dev.lifeguard.migrate.engine.outcome.LockRowGone;
import dev.lifeguard.migrate.engine.outcome.Outcome;
import dev.lifeguard.migrate.engine.program.ScriptStatementException;
import dev.lifeguard.migrate.engine.run.Group;
import dev.lifeguard.migrate.engine.run.RunContext;
import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.LeaseLostException;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.error.MigrationFailedException;
import dev.lifeguard.migrate.error.Remedy;
import dev.lifeguard.migrate.jdbc.NextStep;
import dev.lifeguard.migrate.jdbc.SqlError;
import dev.lifeguard.migrate.jdbc.StopSignal;
import dev.lifeguard.migrate.jdbc.Undone;
import dev.lifeguard.migrate.planning.PlannedStep;
import dev.lifeguard.migrate.script.SqlStatement;
import dev.lifeguard.migrate.state.HeldLock;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says why a migration failed that runs statement by statement, where what failed was in a
 * transaction or was no statement. A statement outside one has {@link OutsideFailure}, since of
 * that more may stay.
 */
final class PartWayFailure {

    private static final String BETWEEN = "between its statements";

    private final RunContext context;
    private final PlannedStep step;
    private final FailureMessage message;
    private final PartWayProgress progress;
    private final CutOff cutOff;
    private KeptState kept;

    /** With the number of migrations that the run finished before this one. */
    PartWayFailure(
            RunContext context, PartWayProgress progress, FailureMessage message, int before) {
        this.context = context;
        this.step = message.step();
        this.message = message;
        this.progress = progress;
        this.cutOff = new CutOff(context, step);
        this.kept = KeptState.in(context, Group.alone(step), before);
    }

    /** A transaction was rolled back, which took that back. */
    void took(Undone back) {
        kept = kept.behind(back);
    }

    /** What stays. */
    KeptState kept() {
        return kept;
    }

    /** The migration. */
    PlannedStep step() {
        return step;
    }

    /** Says where it failed. */
    FailureMessage message() {
        return message;
    }

    /** What came of the migration. */
    Outcome.Failed outcome(LifeguardException why) {
        return progress.stopped(why, kept);
    }

    void requireNotStopped() {
        if (context.stop().isRequested()) {
            throw StopSignal.stopped(stopped(""));
        }
    }

    /**
     * What is so where the run is told to stop.
     *
     * @param left what stays of the statement that was tried, in sentences with a blank behind
     */
    String stopped(String left) {
        return kept.stopped(progress.done(), left);
    }

    /** A statement met other transactions' locks until its time was over, and was rolled back. */
    LifeguardException givenUp(SQLException failure, SqlStatement at, String tries) {
        int done = progress.done();
        String stays = tries + " " + kept.statementRolledBack(done, longer());
        return failed(ofBusy(done), failure, at, stays);
    }

    /**
     * The same of a block.
     *
     * @param at the statement that met them, or null at the COMMIT
     */
    LifeguardException blockGivenUp(
            SQLException failure, @Nullable SqlStatement at, SqlStatement first, String tries) {
        int line = first.start().line();
        int done = progress.done();
        String stays = tries + " " + kept.blockRolledBack(line, done, longer());
        return failed(ofBusy(done), failure, at, atCommitOf(first), stays);
    }

    private ErrorKind ofBusy(int done) {
        return kept.isNothing(done) ? ErrorKind.LOCK_BUSY : ErrorKind.PARTIALLY_APPLIED;
    }

    private String longer() {
        return "Run %s again when that has ended, or try longer with %s"
                .formatted(step.direction().word(), Remedy.TABLE_LOCK_RETRY.place());
    }

    private static String atCommitOf(SqlStatement first) {
        return "at the COMMIT of the block in line %s".formatted(first.start().line());
    }

    /** The lock's row was not there when the progress was written; what was open is rolled back. */
    LifeguardException lost(LeaseLostException failure) {
        return lostBehind(failure);
    }

    private LifeguardException lostBehind(Throwable failure) {
        String out = "Take that out of the script and " + again();
        int done = progress.done();
        String stays = kept.isNothing(done) ? kept.nothing("", out) : kept.statements(done, out);
        return new LockRowGone(context, step).told(stays, failure);
    }

    /** A statement failed in a transaction, which is rolled back. */
    LifeguardException inTransaction(ScriptStatementException failed) {
        return isFence(failed)
                ? HeldLock.lost(failed.failure())
                : rolledBack(failed.failure(), failed.statement());
    }

    /** The same in a block of the script's own, whose first statement this is. */
    LifeguardException inBlock(ScriptStatementException failed, SqlStatement first) {
        return isFence(failed)
                ? HeldLock.lost(failed.failure())
                : block(failed.failure(), failed.statement(), first, "at the beginning");
    }

    /** Such a block failed behind its last statement, and is rolled back. */
    LifeguardException behindBlock(SQLException failure, SqlStatement first) {
        return block(failure, null, first, "at the COMMIT");
    }

    private LifeguardException block(
            SQLException failure, @Nullable SqlStatement at, SqlStatement first, String place) {
        int line = first.start().line();
        int done = progress.done();
        String fix = fix(done);
        return ended(failure, kept.stopped(progress.done(), ""))
                .orElseGet(
                        () ->
                                failed(
                                        kept.kind(done),
                                        failure,
                                        at,
                                        "%s of the block in line %s".formatted(place, line),
                                        kept.blockRolledBack(line, done, advice(failure, fix))));
    }

    // The codes do not tell for certain, so the lock is asked.
    private boolean isFence(ScriptStatementException failed) {
        Condition condition = SqlError.condition(failed.failure());
        return failed.statement() == null
                && (condition == Condition.FENCE_CLOSED || condition == Condition.NAME_MISSING)
                && context.guard().lostWith(failed.failure());
    }

    /**
     * Something failed that left no effect of its own.
     *
     * @param at the author's statement, or null when it was one of this library's own
     */
    LifeguardException rolledBack(SQLException failure, @Nullable SqlStatement at) {
        return ended(failure, kept.stopped(progress.done(), ""))
                .orElseGet(() -> at == null ? unwritten(failure) : fixable(failure, at));
    }

    private LifeguardException fixable(SQLException failure, SqlStatement at) {
        int done = progress.done();
        String advice = advice(failure, fix(done));
        return failed(kept.kind(done), failure, at, kept.statementRolledBack(done, advice));
    }

    /** One of this library's own statements failed, of which no script's fix helps. */
    private LifeguardException unwritten(SQLException failure) {
        int done = progress.done();
        Optional<String> remedy = context.guard().remedy(failure);
        String advice =
                remedy.map(sentence -> sentence + " Then " + again())
                        .orElseGet(() -> advice(failure, fix(done)));
        if (remedy.isEmpty() || !kept.isNothing(done)) {
            return failed(kept.kind(done), failure, null, kept.statementRolledBack(done, advice));
        }
        String stays = kept.nothing("", advice);
        return new ConfigurationException(
                message.at(ErrorKind.CONFIGURATION, BETWEEN, failure, stays), failure);
    }

    private String fix(int done) {
        return kept.isNothing(done) ? "Fix the file" : "Fix the statement";
    }

    /** A COMMIT failed that may have taken effect all the same; the progress was part of it. */
    LifeguardException atCommit(SQLException failure, SqlStatement at) {
        progress.leftOpen();
        return ended(failure, kept.stopped(progress.done(), ""))
                .orElseGet(
                        () ->
                                failed(
                                        ErrorKind.PARTIALLY_APPLIED,
                                        failure,
                                        at,
                                        "That was at its COMMIT. " + kept.goesOn()));
    }

    /**
     * Java code failed by itself.
     *
     * @param out its work on the connection, if that had begun
     */
    LifeguardException thrown(JavaFailure failed, @Nullable SqlStatement out) {
        int done = progress.done();
        ErrorKind kind = out == null ? kept.kind(done) : ErrorKind.PARTIALLY_APPLIED;
        return new MigrationFailedException(
                message.thrown(kind, failed.thrown(), stays(done, out)), failed.thrown());
    }

    private String stays(int done, @Nullable SqlStatement out) {
        if (out != null) {
            return kept.open(done, out);
        }
        return kept.isNothing(done)
                ? kept.nothing("", "Mend it and " + again())
                : kept.statements(done, "Fix the statement and " + again());
    }

    /**
     * The lock or the connection is gone, or the run was told to stop.
     *
     * @param told what stays, where it was told to stop and there is a connection
     */
    Optional<LifeguardException> ended(SQLException failure, String told) {
        return cutOff.of(
                failure,
                SqlError.lostConnection(failure) ? kept.goesOn() : told,
                kept.goesOn(NextStep.ofLost(failure, again(), "the database is back")));
    }

    /** What to do about a statement, of which a fix is the usual thing. */
    String advice(SQLException failure, String fix) {
        String orBaseline = context.fix(step, failure, fix, kept.ranBefore(progress.done()));
        return NextStep.ofStatement(failure, orBaseline, again());
    }

    private String again() {
        return "run %s again".formatted(step.direction().word());
    }

    /** With the author's statement that failed, or null for one of this library's own. */
    MigrationFailedException failed(
            ErrorKind kind, SQLException failure, @Nullable SqlStatement at, String stays) {
        return failed(kind, failure, at, BETWEEN, stays);
    }

    private MigrationFailedException failed(
            ErrorKind kind,
            SQLException failure,
            @Nullable SqlStatement at,
            String phase,
            String stays) {
        return new MigrationFailedException(
                at == null
                        ? message.at(kind, phase, failure, stays)
                        : message.at(kind, at, failure, stays),
                failure);
    }
}
