package dev.lifeguard.migrate.engine.statements;

import dev.lifeguard.migrate.engine.program.ScriptStatementException;
import dev.lifeguard.migrate.engine.run.RunContext;
import dev.lifeguard.migrate.planning.HistoryRow.Progress;
import dev.lifeguard.migrate.planning.PlannedStep;
import dev.lifeguard.migrate.report.told.ToldEvent;
import dev.lifeguard.migrate.script.Position;
import dev.lifeguard.migrate.script.SqlStatement;
import dev.lifeguard.migrate.script.StatementFacts;
import dev.lifeguard.migrate.script.StatementKind;
import dev.lifeguard.migrate.script.StatementsChecksum;
import dev.lifeguard.migrate.state.Remains;
import dev.lifeguard.migrate.state.Remnant;
import dev.lifeguard.migrate.state.StartedWork;
import dev.lifeguard.migrate.state.StartedWork.Kind;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Finds out about the statement at which a part-way migration stopped, before it goes on there.
 *
 * <ol>
 *   <li>What the row says that it works on decides, not the text of the file: that may be another
 *       one by now, or end before it.
 *   <li>What it left in the middle is ended first, whatever comes next.
 *   <li>Where it took effect, it is done; but if it is another statement now, its author decides.
 * </ol>
 */
final class Resumption {

    private final RunContext context;
    private final PlannedStep step;
    private final PartWayProgress progress;
    private final ConcurrentWork work;
    private final OutsideStatement outside;
    private final ResumptionFailure failures;

    /** Whether that was found out already. */
    private boolean settled;

    Resumption(
            RunContext context,
            PartWayProgress progress,
            OutsideStatement outside,
            ResumptionFailure failures) {
        this.context = context;
        this.step = failures.step();
        this.progress = progress;
        this.work = progress.work();
        this.outside = outside;
        this.failures = failures;
    }

    /**
     * Whether the statement that comes next was finished by the run before this one; where it was
     * not, the history row does not say any more that it was started.
     */
    boolean finishedBefore(SqlStatement next) throws SQLException {
        if (settled || step.resumed() == null || progress.done() != progress.doneBefore()) {
            return false;
        }
        settled = true;
        boolean finished = isDoneByRunBefore(next);
        if (!finished) {
            outside.recordNoneStarted();
        }
        return finished;
    }

    /**
     * Ends what the last try of a statement has left, and gives whether that is all there was to
     * do.
     *
     * @throws ScriptStatementException where that meets another transaction's lock
     */
    boolean isDoneByLastTry(SqlStatement statement) throws ScriptStatementException, SQLException {
        Optional<StartedWork> started = work.current();
        return started.isPresent() && settle(started.get(), statement, true);
    }

    /** The same where the statement at which it stopped is not there any more. */
    void settleBehind() throws SQLException {
        if (step.resumed() != null && progress.done() == progress.doneBefore()) {
            finishedBefore(
                    new SqlStatement(
                            progress.done() + 1,
                            "",
                            new Position(1, 1, 0),
                            StatementFacts.named("STATEMENT", StatementKind.OUTSIDE_TRANSACTION),
                            List.of()));
        }
    }

    /** Refuses a Java migration that does something else now; a script was compared before. */
    void requireSame() {
        Progress resumed = step.resumed();
        String before = resumed == null ? null : resumed.doneChecksum();
        boolean known = before != null && !before.equals(StatementsChecksum.UNKNOWN);
        if (progress.done() == progress.doneBefore()
                && step.section().isEmpty()
                && known
                && !progress.checksum().equals(before)) {
            throw failures.differs(
                    progress.done(), "it does not run the statements again that it ran before");
        }
    }

    /** Refuses work on the connection that an earlier run began or did. */
    void requireNotHandedOut(SqlStatement label) {
        if (progress.done() < progress.doneBefore() || progress.wasStarted(label)) {
            throw failures.differs(
                    progress.done(),
                    "it works on the connection itself at statement %s, and what that did is known"
                                    .formatted(label.number())
                            + " to nobody");
        }
    }

    private boolean isDoneByRunBefore(SqlStatement next) throws SQLException {
        try {
            return isDone(next, progress.checksumWith(next));
        } catch (ScriptStatementException busy) {
            throw outside.failed(busy.failure(), next);
        }
    }

    private boolean isDone(SqlStatement next, String checksum)
            throws ScriptStatementException, SQLException {
        boolean started = progress.wasStarted(next);
        Optional<StartedWork> kept = work.resume(step.version().number());
        if (kept.isEmpty() && started) {
            kept = work.assume(next, checksum);
        }
        return kept.isPresent()
                ? settle(kept.get(), next, kept.get().statement().equals(checksum))
                : started && tookEffect(next);
    }

    private boolean tookEffect(SqlStatement statement) throws SQLException {
        return switch (new InDoubt(context, statement.effect()).resolve()) {
            case DONE -> true;
            case NOT_DONE -> false;
            case UNKNOWN -> throw failures.inDoubt(statement);
        };
    }

    private boolean settle(StartedWork kept, SqlStatement next, boolean same)
            throws ScriptStatementException, SQLException {
        boolean done =
                switch (work.outcome()) {
                    case Remains.Outcome.Done it -> {
                        if (!same && progress.wasStarted(next)) {
                            throw failures.changedSince(next, kept);
                        }
                        yield same;
                    }
                    case Remains.Outcome.NotDone it -> false;
                    case Remains.Outcome.Left it -> {
                        end(kept, it.all(), next);
                        yield same && (kept.kind() == Kind.DROP || kept.kind() == Kind.DETACH);
                    }
                    case Remains.Outcome.UnderWay it -> throw failures.underWay(next, it);
                    case Remains.Outcome.Unclear it -> {
                        if (!step.repeatable()) {
                            throw failures.unclear(next, it.candidates());
                        }
                        warnUnclear(kept, it);
                        yield false;
                    }
                };
        work.ended();
        return done;
    }

    /** A repeatable migration begins again, and nobody has to say what was done of it. */
    private void warnUnclear(StartedWork kept, Remains.Outcome.Unclear unclear) {
        String which =
                unclear.candidates().isEmpty()
                        ? ""
                        : ": look at " + String.join(", ", unclear.candidates());
        context.listener()
                .on(
                        new ToldEvent.Warning(
                                "What came of a statement that %s was cut off in cannot be told (%s)%s."
                                        .formatted(step.label(), kept.words(), which)));
    }

    private void end(StartedWork kept, List<Remnant> left, SqlStatement next)
            throws ScriptStatementException, SQLException {
        for (Remnant remnant : left) {
            if (kept.leaves(remnant)) {
                context.listener().on(new ToldEvent.Warning(remnant.stays()));
            } else {
                outside.run(remnant.ending(), next);
            }
        }
    }
}
