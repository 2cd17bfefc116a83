package dev.lifeguard.migrate.inspect.explain;

import dev.lifeguard.migrate.inspect.trace.LockTrace;
import dev.lifeguard.migrate.inspect.trace.StatementTrace;
import dev.lifeguard.migrate.inspect.trace.TracedSql;
import dev.lifeguard.migrate.inspect.trace.TracedSql.Place;
import dev.lifeguard.migrate.plan.PlanStep;
import dev.lifeguard.migrate.plan.PlanStep.TransactionMode;
import dev.lifeguard.migrate.plan.PlannedStatement;
import dev.lifeguard.migrate.planning.PlannedStep;
import dev.lifeguard.migrate.script.BatchStatement;
import dev.lifeguard.migrate.script.Section;
import dev.lifeguard.migrate.source.Found.Hook.Moment;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The statements of a migration and of the hooks around it, run one by one as a runner divides them
 * into transactions.
 *
 * <ol>
 *   <li>In a migration with a transaction all of them are in that one, those of the hooks too.
 *   <li>In one without, each statement is for itself, those of a block of it are in one
 *       transaction, and each hook has one of its own.
 * </ol>
 */
final class TracedStep {

    /** A COMMIT within one, and what refuses to run in one. */
    private static final Set<String> NEEDS_NONE = Set.of("2D000", "25001");

    private final PlanStep step;
    private final String file;
    private final StepHooks hooks;
    private final LockTrace trace;
    private final Consumer<ExplainedStatement> seen;
    private int transactions;

    /** The block that is open; 0 for none. */
    private int block;

    TracedStep(
            PlanStep step,
            String file,
            StepHooks hooks,
            LockTrace trace,
            Consumer<ExplainedStatement> seen) {
        this.step = step;
        this.file = file;
        this.hooks = hooks;
        this.trace = trace;
        this.seen = seen;
    }

    void run() throws SQLException {
        List<PlannedStatement> planned = new ArrayList<>();
        step.forEachStatement(planned::add);
        if (step.transactionMode() == TransactionMode.WHOLE) {
            together(() -> whole(planned), planned);
        } else {
            hooksForThemselves(Moment.BEFORE_MIGRATION);
            for (PlannedStatement statement : planned) {
                forItself(statement);
            }
            endBlock(planned);
            hooksForThemselves(Moment.AFTER_MIGRATION);
        }
    }

    private void whole(List<PlannedStatement> planned) {
        hooks.forEach(Moment.BEFORE_MIGRATION, this::ofHook);
        planned.forEach(this::inTransaction);
        hooks.forEach(Moment.AFTER_MIGRATION, this::ofHook);
    }

    private void hooksForThemselves(Moment moment) throws SQLException {
        List<PlannedStatement> planned = new ArrayList<>();
        hooks.forEach(moment, planned::add);
        if (!planned.isEmpty()) {
            together(() -> planned.forEach(this::ofHook), planned);
        }
    }

    /** In one transaction; what is deferred fails at its end. */
    private void together(Runnable statements, List<PlannedStatement> planned) throws SQLException {
        begin();
        statements.run();
        commit(planned);
    }

    private void begin() throws SQLException {
        trace.begin();
        transactions++;
    }

    private void commit(List<PlannedStatement> planned) throws SQLException {
        try {
            trace.commit();
        } catch (SQLException failure) {
            if (planned.isEmpty()) {
                throw failure;
            }
            throw failed(planned.getLast(), failure);
        }
    }

    private void forItself(PlannedStatement statement) throws SQLException {
        if (statement.block() != block) {
            endBlock(List.of(statement));
            if (statement.block() != 0) {
                begin();
            }
            block = statement.block();
        }
        if (block != 0) {
            inTransaction(statement);
        } else {
            keep(statement, file, 0, alone(statement));
        }
    }

    private void endBlock(List<PlannedStatement> planned) throws SQLException {
        if (block != 0) {
            commit(planned);
            block = 0;
        }
    }

    private void inTransaction(PlannedStatement statement) {
        try {
            keep(statement, file, transactions, trace.run(own(statement, Place.IN_TRANSACTION)));
        } catch (SQLException failure) {
            throw failed(statement, failure);
        }
    }

    private void ofHook(PlannedStatement statement) {
        String hook = statement.place().file();
        try {
            keep(statement, hook, transactions, trace.run(sql(statement, Place.IN_TRANSACTION)));
        } catch (SQLException failure) {
            throw StatementFailure.of(step, hook, statement, failure);
        }
    }

    private StatementTrace alone(PlannedStatement statement) {
        try {
            return statement.runsOutsideTransaction()
                    ? trace.run(own(statement, Place.ALONE))
                    : inItsOwn(statement);
        } catch (SQLException failure) {
            throw failed(statement, failure);
        }
    }

    /** In a transaction of its own, unless it turns out to have some itself, as CALL may. */
    private StatementTrace inItsOwn(PlannedStatement statement) throws SQLException {
        trace.begin();
        try {
            StatementTrace found = trace.run(own(statement, Place.IN_TRANSACTION));
            trace.commit();
            return found;
        } catch (SQLException failure) {
            if (!NEEDS_NONE.contains(Objects.requireNonNullElse(failure.getSQLState(), ""))) {
                throw failure;
            }
            trace.rollback();
            return trace.run(own(statement, Place.ALONE));
        }
    }

    private void keep(
            PlannedStatement statement, String where, int transaction, StatementTrace found) {
        seen.accept(
                new ExplainedStatement(
                        statement.number(),
                        new dev.lifeguard.migrate.plan.Place(
                                where, statement.place().line(), statement.place().column()),
                        statement.kind(),
                        statement.text(),
                        transaction,
                        found));
    }

    private RuntimeException failed(PlannedStatement statement, SQLException failure) {
        return StatementFailure.of(step, file, statement, failure);
    }

    /** One that runs in batches has the locks of a batch without a row. */
    private TracedSql own(PlannedStatement statement, Place place) {
        Optional<BatchStatement> batch =
                step instanceof PlannedStep planned
                        ? planned.section().flatMap(Section::batch)
                        : Optional.empty();
        return batch.map(it -> new TracedSql(it.idle(), statement.kind(), place))
                .orElseGet(() -> sql(statement, place));
    }

    private static TracedSql sql(PlannedStatement statement, Place place) {
        return new TracedSql(statement.text(), statement.kind(), place);
    }
}
