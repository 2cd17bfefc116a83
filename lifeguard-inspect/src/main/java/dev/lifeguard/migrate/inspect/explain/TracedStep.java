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
import java.util.Objects;
import java.util.Set;

/** The statements of a migration, run one by one as a runner divides them into transactions. */
final class TracedStep {

    /** A COMMIT within one, and what refuses to run in one. */
    private static final Set<String> NEEDS_NONE = Set.of("2D000", "25001");

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
        try {
            if (whole) {
                return trace.run(sql(statement, Place.IN_TRANSACTION));
            }
            return statement.runsOutsideTransaction()
                    ? trace.run(sql(statement, Place.ALONE))
                    : inItsOwn(statement);
        } catch (SQLException failure) {
            throw StatementFailure.of(step, file, statement, failure);
        }
    }

    /** In a transaction of its own, unless it turns out to have some itself, as CALL may. */
    private StatementTrace inItsOwn(PlannedStatement statement) throws SQLException {
        trace.begin();
        try {
            StatementTrace seen = trace.run(sql(statement, Place.IN_TRANSACTION));
            trace.commit();
            return seen;
        } catch (SQLException failure) {
            if (!NEEDS_NONE.contains(Objects.requireNonNullElse(failure.getSQLState(), ""))) {
                throw failure;
            }
            trace.rollback();
            return trace.run(sql(statement, Place.ALONE));
        }
    }

    private static TracedSql sql(PlannedStatement statement, Place place) {
        return new TracedSql(statement.text(), statement.kind(), place);
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
