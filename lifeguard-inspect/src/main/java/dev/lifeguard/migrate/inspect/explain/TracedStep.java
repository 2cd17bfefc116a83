package dev.lifeguard.migrate.inspect.explain;

import dev.lifeguard.migrate.inspect.trace.LockTrace;
import dev.lifeguard.migrate.inspect.trace.StatementTrace;
import dev.lifeguard.migrate.inspect.trace.TracedSql;
import dev.lifeguard.migrate.inspect.trace.TracedSql.Place;
import dev.lifeguard.migrate.plan.PlanStep;
import dev.lifeguard.migrate.plan.PlanStep.TransactionMode;
import dev.lifeguard.migrate.plan.PlannedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The statements of a migration, run one by one as a runner divides them into transactions. */
final class TracedStep {

    private final PlanStep step;
    private final String file;
    private final LockTrace trace;

    TracedStep(PlanStep step, String file, LockTrace trace) {
        this.step = step;
        this.file = file;
        this.trace = trace;
    }

    List<ExplainedStatement> statements() throws SQLException {
        List<PlannedStatement> planned = new ArrayList<>();
        step.forEachStatement(planned::add);
        boolean whole = step.transactionMode() == TransactionMode.WHOLE;
        List<ExplainedStatement> explained = new ArrayList<>();
        if (whole) {
            trace.begin();
        }
        for (PlannedStatement statement : planned) {
            explained.add(
                    new ExplainedStatement(
                            statement.number(),
                            new dev.lifeguard.migrate.plan.Place(
                                    file, statement.place().line(), statement.place().column()),
                            statement.kind(),
                            statement.text(),
                            run(statement, whole).locks()));
        }
        if (whole && !planned.isEmpty()) {
            end(planned.getLast());
        }
        return explained;
    }

    private StatementTrace run(PlannedStatement statement, boolean whole) {
        boolean alone = !whole && statement.runsOutsideTransaction();
        boolean own = !whole && !alone;
        try {
            if (own) {
                trace.begin();
            }
            StatementTrace seen =
                    trace.run(
                            new TracedSql(
                                    statement.text(),
                                    statement.kind(),
                                    alone ? Place.ALONE : Place.IN_TRANSACTION));
            if (own) {
                trace.commit();
            }
            return seen;
        } catch (SQLException failure) {
            throw StatementFailure.of(step, file, statement, failure);
        }
    }

    /** What is deferred fails here. */
    private void end(PlannedStatement last) {
        try {
            trace.commit();
        } catch (SQLException failure) {
            throw StatementFailure.of(step, file, last, failure);
        }
    }
}
