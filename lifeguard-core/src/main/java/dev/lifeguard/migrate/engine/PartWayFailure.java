package dev.lifeguard.migrate.engine;

import dev.lifeguard.migrate.dialect.Dialect.Condition;
import dev.lifeguard.migrate.error.DatabaseUnreachableException;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.error.MigrationFailedException;
import dev.lifeguard.migrate.error.MigrationInterruptedException;
import dev.lifeguard.migrate.error.Remedy;
import dev.lifeguard.migrate.jdbc.NextStep;
import dev.lifeguard.migrate.jdbc.SqlError;
import dev.lifeguard.migrate.jdbc.StopSignal;
import dev.lifeguard.migrate.jdbc.Undone;
import dev.lifeguard.migrate.plan.Plan.PlanStep;
import dev.lifeguard.migrate.script.Effect;
import dev.lifeguard.migrate.script.Position;
import dev.lifeguard.migrate.script.SqlStatement;
import dev.lifeguard.migrate.script.StatementKind;
import dev.lifeguard.migrate.state.HeldLock;
import dev.lifeguard.migrate.state.Remains.Outcome;
import dev.lifeguard.migrate.state.Remnant;
import dev.lifeguard.migrate.state.StartedWork;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a failure means in a migration that runs statement by statement, and what is recorded. */
final class PartWayFailure {

    private final RunContext context;
    private final PlanStep step;
    private final FailureMessage message;
    private final KeptState kept;
    private final ConcurrentWork work;

    /** What the last rollback took back. */
    private Undone undone = Undone.ALL;

    PartWayFailure(
            RunContext context, PlanStep step, Program program, int before, ConcurrentWork work) {
        this.work = work;
        this.context = context;
        this.step = step;
        this.message = new FailureMessage(step, program::line);
        this.kept = new KeptState(step, before);
    }

    /** A transaction was rolled back. */
    void took(Undone back) {
        undone = back;
    }

    void requireNotStopped(int done) {
        if (context.stop().isRequested()) {
            throw StopSignal.stopped(stoppedAt(done));
        }
    }

    /** A statement failed in a transaction, which is rolled back. */
    LifeguardException inTransaction(ScriptStatementException failed, int done) {
        if (failed.statement() == null && isFence(failed.failure())) {
            return HeldLock.lost(failed.failure());
        }
        return rolledBack(failed.failure(), failed.statement(), done);
    }

    /** The same in a block of the script's own, whose first statement this is. */
    LifeguardException inBlock(ScriptStatementException failed, int done, SqlStatement first) {
        if (failed.statement() == null && isFence(failed.failure())) {
            return HeldLock.lost(failed.failure());
        }
        SqlStatement at = failed.statement();
        String phase = "at the beginning of the block in line " + first.start().line();
        return at == null
                ? inBlock(failed.failure(), done, first, phase)
                : ended(failed.failure(), stoppedAt(done))
                        .orElseGet(
                                () ->
                                        new MigrationFailedException(
                                                message.at(
                                                        blockKind(done),
                                                        at,
                                                        failed.failure(),
                                                        blockStand(failed.failure(), done, first)),
                                                failed.failure()));
    }

    /** Such a block failed behind its last statement, and is rolled back. */
    LifeguardException behindBlock(SQLException failure, int done, SqlStatement first) {
        String phase = "at the COMMIT of the block in line " + first.start().line();
        return inBlock(failure, done, first, phase);
    }

    private LifeguardException inBlock(
            SQLException failure, int done, SqlStatement first, String phase) {
        return ended(failure, stoppedAt(done))
                .orElseGet(
                        () ->
                                new MigrationFailedException(
                                        message.at(
                                                blockKind(done),
                                                phase,
                                                failure,
                                                blockStand(failure, done, first)),
                                        failure));
    }

    private ErrorKind blockKind(int done) {
        return isNothing(done) ? ErrorKind.SCRIPT_FAILED : ErrorKind.PARTIALLY_APPLIED;
    }

    private String blockStand(SQLException failure, int done, SqlStatement first) {
        String block =
                "line %s was rolled back%s"
                        .formatted(
                                first.start().line(),
                                undone == Undone.ALL
                                        ? " as a whole."
                                        : ". " + plainTables().strip());
        return isNothing(done)
                ? "Nothing was changed: the block in %s %s%s."
                        .formatted(
                                block,
                                spaced(kept.earlier()),
                                NextStep.ofStatement(
                                        failure,
                                        fix(failure, "Fix the file"),
                                        "run %s again".formatted(word())))
                : "The block in %s %s".formatted(block, stays(failure, done));
    }

    private String fix(SQLException failure, String otherwise) {
        return context.fix(step.direction(), failure, otherwise);
    }

    private boolean isNothing(int done) {
        return done == 0 && step.resumed() == null && undone == Undone.ALL;
    }

    // The codes do not tell for certain, so the lock is asked.
    private boolean isFence(SQLException failure) {
        return (TransactionFailure.isFence(failure)
                        || SqlError.condition(failure) == Condition.NAME_MISSING)
                && context.guard().lostWith(failure);
    }

    /** Something failed that left no effect of its own. */
    LifeguardException rolledBack(SQLException failure, @Nullable SqlStatement at, int done) {
        return ended(failure, stoppedAt(done))
                .orElseGet(
                        () ->
                                isNothing(done)
                                        ? nothingKept(failure, at)
                                        : partial(failure, at, stays(failure, done)));
    }

    /** A COMMIT failed that may have taken effect all the same; the progress was part of it. */
    LifeguardException atCommit(SQLException failure, SqlStatement at, int done) {
        return ended(failure, stoppedAt(done))
                .orElseGet(
                        () ->
                                failed(
                                        ErrorKind.PARTIALLY_APPLIED,
                                        failure,
                                        at,
                                        "That was at its COMMIT. " + goesOn()));
    }

    /** A statement failed outside a transaction, and the history says that it was started. */
    LifeguardException outside(
            SQLException failure, SqlStatement at, int done, String doneChecksum) {
        boolean mayHaveCommitted =
                !at.kind().runsOutside() && at.effect() instanceof Effect.Unknown;
        if (SqlError.lostConnection(failure) || mayHaveCommitted) {
            // Nobody knows whether it took effect: a marked procedure may have committed before
            // it failed.
            return ended(failure, stoppedAt(done))
                    .orElseGet(() -> partial(failure, at, openStays(at, done)));
        }
        if (at.kind() == StatementKind.OUTSIDE_IN_PARTS) {
            return inParts(failure, at, done, doneChecksum);
        }
        try {
            switch (work.outcome()) {
                case Outcome.Left it -> {
                    history().progress(done, null, doneChecksum, work.current());
                    return leftBehind(failure, at, done, it);
                }
                case Outcome.NotDone none -> {
                    work.ended();
                    history().progress(done, null, doneChecksum, Optional.empty());
                    if (done == 0 && step.resumed() == null) {
                        history().forget();
                    }
                }
                // The row goes on to say that it was started: the next run looks again.
                case Outcome.Done it -> {
                    return partialOrEnded(failure, at, done);
                }
                case Outcome.UnderWay it -> {
                    return partialOrEnded(failure, at, done);
                }
                case Outcome.Unclear it -> {
                    return partialOrEnded(failure, at, done);
                }
            }
        } catch (SQLException | IOException | LifeguardException unrecorded) {
            failure.addSuppressed(unrecorded);
            return partialOrEnded(failure, at, done);
        }
        return rolledBack(failure, at, done);
    }

    /** It failed, and what of it is done stays. */
    private LifeguardException inParts(
            SQLException failure, SqlStatement at, int done, String doneChecksum) {
        try {
            history().progress(done, null, doneChecksum, Optional.empty());
        } catch (SQLException | IOException | LifeguardException unrecorded) {
            failure.addSuppressed(unrecorded);
        }
        String part = "A part of the failed one may be done and stay: look at the database. ";
        return ended(failure, stoppedAt(done, part))
                .orElseGet(() -> partial(failure, at, stays(part, advice(failure), done)));
    }

    private HistoryWriter history() throws IOException {
        return new HistoryWriter(context, step);
    }

    private LifeguardException partialOrEnded(SQLException failure, SqlStatement at, int done) {
        return ended(failure, stoppedAt(done))
                .orElseGet(() -> partial(failure, at, stays(failure, done)));
    }

    private LifeguardException leftBehind(
            SQLException failure, SqlStatement at, int done, Outcome.Left left) {
        String remnants =
                left.all().stream()
                        .map(remnant -> remnant.byNext(word()))
                        .collect(Collectors.joining(", and "));
        return ended(failure, stoppedAt(done, "It left %s. ".formatted(remnants)))
                .orElseGet(() -> partial(failure, at, remnantStays(done, remnants)));
    }

    /** The lock or the connection is gone, or the run was told to stop. */
    private Optional<LifeguardException> ended(SQLException failure, String stopped) {
        boolean lostConnection = SqlError.lostConnection(failure);
        boolean cancelled = TransactionFailure.isCancelled(failure);
        if ((lostConnection || cancelled) && context.guard().lostWith(failure)) {
            return Optional.of(HeldLock.lost(failure));
        }
        // An interrupt cancels the statement, and closes the socket of a virtual thread.
        if ((lostConnection || cancelled) && context.stop().isRequested()) {
            return Optional.of(interrupted(failure, lostConnection ? goesOn() : stopped));
        }
        return lostConnection ? Optional.of(lostConnection(failure)) : Optional.empty();
    }

    private MigrationInterruptedException interrupted(SQLException failure, String stand) {
        return new MigrationInterruptedException(
                ErrorDetail.of(
                                ErrorKind.INTERRUPTED,
                                "The run was told to stop in the middle of %s. %s"
                                        .formatted(KeptState.inSentence(message.label()), stand))
                        .withVersion(step.version())
                        .withFile(step.fileName()),
                failure);
    }

    private MigrationFailedException nothingKept(
            SQLException failure, @Nullable SqlStatement statement) {
        String stand =
                "Nothing was changed: its first statement failed. %s%s."
                        .formatted(
                                spaced(kept.earlier()),
                                NextStep.ofStatement(
                                        failure,
                                        fix(failure, "Fix the file"),
                                        "run %s again".formatted(word())));
        return failed(ErrorKind.SCRIPT_FAILED, failure, statement, stand);
    }

    private MigrationFailedException partial(
            SQLException failure, @Nullable SqlStatement statement, String stand) {
        return failed(ErrorKind.PARTIALLY_APPLIED, failure, statement, stand);
    }

    /** A statement outside a transaction took effect, and then its progress was not recorded. */
    LifeguardException unrecorded(SQLException failure, SqlStatement at, int done) {
        String again =
                "The statement took effect, but the history does not say so. "
                        + NextStep.ofStatement(
                                failure,
                                "Find out what kept the history from being written",
                                "run %s again".formatted(word()))
                        + ".";
        String stand = HistoryGone.says(failure) ? HistoryGone.forGood(context) : again;
        return ended(failure, goesOn()).orElseGet(() -> partial(failure, at, stand));
    }

    private MigrationFailedException failed(
            ErrorKind kind, SQLException failure, @Nullable SqlStatement statement, String stand) {
        return new MigrationFailedException(
                statement == null
                        ? message.at(kind, "between its statements", failure, stand)
                        : message.at(kind, statement, failure, stand),
                failure);
    }

    /**
     * Java code failed by itself.
     *
     * @param out its work on the connection, if that had begun
     */
    LifeguardException thrown(JavaFailure failed, @Nullable SqlStatement out, int done) {
        boolean nothing = out == null && isNothing(done);
        String stand =
                nothing
                        ? "Nothing was changed. %sMend it and run %s again."
                                .formatted(spaced(kept.earlier()), word())
                        : stays("Fix the statement and run %s again".formatted(word()), done);
        if (out != null) {
            stand = openStays(out, done);
        }
        return new MigrationFailedException(
                message.thrown(
                        nothing ? ErrorKind.SCRIPT_FAILED : ErrorKind.PARTIALLY_APPLIED,
                        failed.thrown(),
                        stand),
                failed.thrown());
    }

    /** A resumed Java migration does not do again what it did before it was cut off. */
    LifeguardException differs(int done, String what) {
        String text =
                ("%s stopped part-way in %s and cannot go on: %s. %sPut the database right by hand,"
                                + " then say what it is: %s or %s.")
                        .formatted(
                                message.label(),
                                step.fileName(),
                                what,
                                spaced(KeptState.sentence(doneSentence(done))),
                                Remedy.MARK_DONE.of(step.version()),
                                Remedy.MARK_UNDONE.of(step.version()));
        return new MigrationFailedException(
                ErrorDetail.of(ErrorKind.PARTIALLY_APPLIED, text)
                        .withVersion(step.version())
                        .withFile(step.fileName()),
                null);
    }

    /** The statement was cut off, and nothing can tell whether it took effect. */
    LifeguardException inDoubt(SqlStatement statement) {
        return doubt(statement, "and the catalogue cannot tell whether it took effect", lookedAt());
    }

    /** The same, where it may have made one of several things. */
    LifeguardException unclear(SqlStatement statement, List<String> candidates) {
        return candidates.isEmpty()
                ? inDoubt(statement)
                : doubt(
                        statement,
                        "and which of the indexes that were made since is its own cannot be told: "
                                + String.join(", ", candidates),
                        lookedAt());
    }

    private String lookedAt() {
        return ("Look at the database, then say which: %s if it did, or %s if it did not; then run"
                        + " %s again.")
                .formatted(
                        Remedy.STATEMENT_DONE.of(step.version()),
                        Remedy.STATEMENT_UNDONE.of(step.version()),
                        word());
    }

    /** It took effect, but the file has another statement there. */
    LifeguardException changedSince(SqlStatement statement, StartedWork work) {
        return doubt(
                statement,
                "it took effect (%s), and was changed or removed in the file since"
                        .formatted(work.words()),
                ("Put it back and run %s again, or undo its effect by hand, say so with"
                                + " %s, and run %s"
                                + " again.")
                        .formatted(word(), Remedy.STATEMENT_UNDONE.of(step.version()), word()));
    }

    /** The index that the statement builds is there, and no index that is used. */
    LifeguardException inTheWay(SqlStatement statement, Remnant invalid, int done) {
        String remove =
                "Look whether another session still builds it, remove it with %s, and run %s again"
                        .formatted(invalid.ending(), word());
        String stand =
                isNothing(done)
                        ? "Nothing was changed. %s%s.".formatted(spaced(kept.earlier()), remove)
                        : stays(remove, done);
        return new MigrationFailedException(
                message.refused(
                        blockKind(done),
                        statement,
                        "in the place of the index that it builds there is " + invalid.what(),
                        stand),
                null);
    }

    /** Somebody else builds the index. */
    LifeguardException underWay(SqlStatement statement, Outcome.UnderWay build) {
        return doubt(
                statement,
                ("and the index %s is INVALID while another session (process %s) builds an index on"
                                + " its table")
                        .formatted(build.index(), build.process()),
                "Run %s again when that has ended.".formatted(word()));
    }

    private LifeguardException doubt(SqlStatement statement, String what, String advice) {
        Position place = statement.start();
        String text =
                "%s stopped part-way in %s:%s:%s: statement %s (%s) was started and then cut off, %s. %s%s"
                        .formatted(
                                message.label(),
                                step.fileName(),
                                place.line(),
                                place.column(),
                                statement.number(),
                                statement.summary(),
                                what,
                                spaced(KeptState.sentence(doneSentence(statement.number() - 1))),
                                advice);
        return new MigrationFailedException(
                new ErrorDetail(
                        ErrorKind.PARTIALLY_APPLIED,
                        text,
                        step.version(),
                        step.fileName(),
                        place.line(),
                        place.column(),
                        null),
                null);
    }

    /** What is done is not known here: the answer of the last statement may have been lost. */
    private String goesOn() {
        return "It runs statement by statement, and the history holds what is done. Run %s again: it"
                        .formatted(word())
                + " goes on from there.";
    }

    private DatabaseUnreachableException lostConnection(SQLException failure) {
        String text =
                ("The connection to the database was lost in the middle of %s: %s. It runs"
                                + " statement by statement, and the history holds what is done. %s:"
                                + " it goes on from there.")
                        .formatted(
                                KeptState.inSentence(message.label()),
                                SqlError.of(failure).inSentence(),
                                NextStep.ofLost(
                                        failure,
                                        "run %s again".formatted(word()),
                                        "the database is back"));
        return new DatabaseUnreachableException(
                new ErrorDetail(
                        ErrorKind.DATABASE_UNREACHABLE,
                        text,
                        step.version(),
                        step.fileName(),
                        null,
                        null,
                        failure.getSQLState()),
                failure);
    }

    private String stays(SQLException failure, int done) {
        return stays(plainTables(), advice(failure), done);
    }

    private String stays(String advice, int done) {
        return stays("", advice, done);
    }

    private String stays(String left, String advice, int done) {
        return "It runs statement by statement: %s %s%s%s: it goes on at statement %s."
                .formatted(doneOrNone(done), left, spaced(kept.earlier()), advice, done + 1);
    }

    private String advice(SQLException failure) {
        return NextStep.ofStatement(
                failure, fix(failure, "Fix the statement"), "run %s again".formatted(word()));
    }

    private String plainTables() {
        return undone == Undone.ALL ? "" : KeptState.PLAIN_TABLES + " ";
    }

    private String openStays(SqlStatement statement, int done) {
        return ("It runs statement by statement: %s The failed one may have committed something. %s"
                        + "Look at the database, then say which: %s if statement %s took effect,"
                        + " or %s if it did not; then run %s again.")
                .formatted(
                        doneOrNone(done),
                        spaced(kept.earlier()),
                        Remedy.STATEMENT_DONE.of(step.version()),
                        statement.number(),
                        Remedy.STATEMENT_UNDONE.of(step.version()),
                        word());
    }

    private String remnantStays(int done, String remnants) {
        return ("It runs statement by statement: %s The failed one left %s. %sMend the cause and"
                        + " run %s again.")
                .formatted(doneOrNone(done), remnants, spaced(kept.earlier()), word());
    }

    private String stoppedAt(int done) {
        return stoppedAt(done, "");
    }

    private String stoppedAt(int done, String left) {
        return "It runs statement by statement: %s %s%sRun %s again: it goes on at statement %s."
                .formatted(doneOrNone(done), left, spaced(kept.earlier()), word(), done + 1);
    }

    private String doneOrNone(int done) {
        return done == 0 ? "none of its statements is done." : doneSentence(done);
    }

    private String doneSentence(int done) {
        OptionalInt total = step.statementCount();
        String of = total.isPresent() ? " of %s".formatted(total.getAsInt()) : "";
        return switch (done) {
            case 0 -> "";
            case 1 -> "statement 1%s is done and stays.".formatted(of);
            default -> "statements 1 to %s%s are done and stay.".formatted(done, of);
        };
    }

    private String word() {
        return step.direction().word();
    }

    private static String spaced(String sentence) {
        return sentence.isEmpty() ? "" : sentence + " ";
    }
}
