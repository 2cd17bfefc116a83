package dev.lifeguard.migrate.engine;

import dev.lifeguard.migrate.dialect.Dialect.Condition;
import dev.lifeguard.migrate.error.DatabaseUnreachableException;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.error.MigrationFailedException;
import dev.lifeguard.migrate.error.MigrationInterruptedException;
import dev.lifeguard.migrate.jdbc.NextStep;
import dev.lifeguard.migrate.jdbc.SqlError;
import dev.lifeguard.migrate.plan.Plan.PlanStep;
import dev.lifeguard.migrate.script.SqlStatement;
import dev.lifeguard.migrate.state.HeldLock;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Says why a migration failed whose transaction is rolled back. */
final class TransactionFailure {

    static final String BEFORE = "before its first statement";
    static final String BEHIND = "after its last statement";
    static final String COMMIT = "at its COMMIT";

    private final RunContext context;
    private final FailureMessage message;
    private final KeptState kept;

    TransactionFailure(RunContext context, FailureMessage message, KeptState kept) {
        this.context = context;
        this.message = message;
        this.kept = kept;
    }

    /**
     * What the run ends with.
     *
     * @param statement the author's that failed, or null when it was one of this library's own
     * @param phase where it was, if it was one of this library's own
     */
    LifeguardException of(
            PlanStep step, @Nullable SqlStatement statement, String phase, SQLException failure) {
        boolean lostConnection = SqlError.lostConnection(failure);
        // Around the script nobody else divides by zero; at the COMMIT the author's triggers do,
        // too,
        // and there the lock's row tells.
        boolean own = statement == null;
        boolean fenced = own && isFence(failure) && !phase.equals(COMMIT);
        boolean maybeFenced = own && (phase.equals(BEFORE) || isFence(failure));
        if (fenced
                || ((maybeFenced || lostConnection || isCancelled(failure)) && lockLost(failure))) {
            return HeldLock.lost(failure);
        }
        // An interrupt cancels the statement, and closes the socket of a virtual thread.
        if ((lostConnection || isCancelled(failure)) && context.stop().isRequested()) {
            return interrupted(step, failure);
        }
        if (lostConnection) {
            return lostConnection(step, failure);
        }
        String stand = kept.rolledBack() + " " + advice(step, statement, phase, failure);
        return new MigrationFailedException(
                statement == null
                        ? message.at(kept.kind(), phase, failure, stand)
                        : message.at(kept.kind(), statement, failure, stand),
                failure);
    }

    private String advice(
            PlanStep step, @Nullable SqlStatement statement, String phase, SQLException failure) {
        return statement == null && phase.equals(BEHIND) && HistoryGone.says(failure)
                ? HistoryGone.undone(context, step)
                : advice(step, failure);
    }

    private String advice(PlanStep step, SQLException failure) {
        String again = "run %s again.".formatted(step.direction().word());
        if (SqlError.condition(failure) != Condition.REFUSED_IN_TRANSACTION) {
            String fix = context.fix(step.direction(), failure, "Fix the file");
            return NextStep.ofStatement(failure, fix, again);
        }
        return step.section().isEmpty()
                ? "Let transactions() of the class return PER_STATEMENT and " + again
                : "Put the line \"-- lifeguard:no-transaction\" above its first statement and "
                        + again;
    }

    /** The run was told to stop, and the server has rolled back what was open. */
    MigrationInterruptedException interrupted(PlanStep step, SQLException failure) {
        return new MigrationInterruptedException(
                ErrorDetail.of(
                                ErrorKind.INTERRUPTED,
                                "The run was told to stop in the middle of %s. %s"
                                        .formatted(
                                                KeptState.inSentence(message.label()),
                                                kept.rolledBack()))
                        .withVersion(step.version())
                        .withFile(step.fileName()),
                failure);
    }

    /** The connection is gone, and with it what was open on it. */
    DatabaseUnreachableException lostConnection(PlanStep step, SQLException failure) {
        SqlError error = SqlError.of(failure);
        return new DatabaseUnreachableException(
                new ErrorDetail(
                        ErrorKind.DATABASE_UNREACHABLE,
                        "The connection to the database was lost in the middle of %s: %s. %s %s."
                                .formatted(
                                        KeptState.inSentence(message.label()),
                                        error.inSentence(),
                                        kept.rolledBack(),
                                        NextStep.ofLost(
                                                failure,
                                                "run %s again".formatted(step.direction().word()),
                                                "it is back")),
                        step.version(),
                        step.fileName(),
                        null,
                        null,
                        error.sqlState()),
                failure);
    }

    /** Whether the fence found no row. */
    static boolean isFence(SQLException failure) {
        return SqlError.condition(failure) == Condition.FENCE_CLOSED;
    }

    /** Whether it was cancelled, by this program or by somebody else. */
    static boolean isCancelled(SQLException failure) {
        return SqlError.condition(failure) == Condition.CANCELLED;
    }

    private boolean lockLost(SQLException failure) {
        return context.guard().lostWith(failure);
    }
}
