package dev.lifeguard.migrate.engine;

import dev.lifeguard.migrate.plan.MigrationRecord.Progress;
import dev.lifeguard.migrate.plan.Plan.PlanStep;
import dev.lifeguard.migrate.script.SqlStatement;
import dev.lifeguard.migrate.state.Remains.Outcome;
import dev.lifeguard.migrate.state.Remnant;
import dev.lifeguard.migrate.state.StartedWork;
import dev.lifeguard.migrate.state.StartedWork.Kind;
import java.sql.SQLException;
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
    private final PlanStep step;
    private final PartWayFailure failures;
    private final ConcurrentWork work;

    Resumption(RunContext context, PlanStep step, PartWayFailure failures, ConcurrentWork work) {
        this.context = context;
        this.step = step;
        this.failures = failures;
        this.work = work;
    }

    /** Runs a statement of ours in the place of the author's. */
    @FunctionalInterface
    interface Ending {

        void run(String sql) throws SQLException;
    }

    /**
     * Whether the statement that comes next is done.
     *
     * @param checksum of it and of those before it
     */
    boolean isDone(SqlStatement next, String checksum, Ending ending) throws SQLException {
        boolean started = startedBefore(next);
        Optional<StartedWork> kept = work.resume(step.version());
        if (kept.isEmpty() && started) {
            kept = work.assume(next, checksum);
        }
        return kept.isPresent()
                ? settle(kept.get(), next, kept.get().statement().equals(checksum), ending)
                : started && tookEffect(next);
    }

    private boolean startedBefore(SqlStatement statement) {
        Progress resumed = step.resumed();
        return resumed != null
                && resumed.statementStarted() != null
                && resumed.statementStarted() == statement.number();
    }

    private boolean tookEffect(SqlStatement statement) throws SQLException {
        return switch (new InDoubt(context, statement.effect()).resolve()) {
            case DONE -> true;
            case NOT_DONE -> false;
            case UNKNOWN -> throw failures.inDoubt(statement);
        };
    }

    private boolean settle(StartedWork kept, SqlStatement next, boolean same, Ending ending)
            throws SQLException {
        boolean done =
                switch (work.outcome()) {
                    case Outcome.Done it -> {
                        if (!same && startedBefore(next)) {
                            throw failures.changedSince(next, kept);
                        }
                        yield same;
                    }
                    case Outcome.NotDone it -> false;
                    case Outcome.Left it -> {
                        for (Remnant remnant : it.all()) {
                            ending.run(remnant.ending());
                        }
                        yield same && (kept.kind() == Kind.DROP || kept.kind() == Kind.DETACH);
                    }
                    case Outcome.UnderWay it -> throw failures.underWay(next, it);
                    case Outcome.Unclear it -> throw failures.unclear(next, it.candidates());
                };
        work.ended();
        return done;
    }
}
