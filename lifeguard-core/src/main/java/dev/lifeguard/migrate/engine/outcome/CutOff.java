package dev.lifeguard.migrate.engine.outcome;

import dev.lifeguard.migrate.dialect.Dialect.Condition;
import dev.lifeguard.migrate.engine.run.RunContext;
import dev.lifeguard.migrate.error.DatabaseUnreachableException;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.error.MigrationInterruptedException;
import dev.lifeguard.migrate.jdbc.SqlError;
import dev.lifeguard.migrate.planning.PlannedStep;
import dev.lifeguard.migrate.state.HeldLock;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Tells whether a migration failed by something that is not its own: the lock or the connection is
 * gone, or the run was told to stop. Its author has nothing to mend then.
 */
public final class CutOff {

    private final RunContext context;
    private final PlannedStep step;
    private final String label;

    public CutOff(RunContext context, PlannedStep step) {
        this.context = context;
        this.step = step;
        this.label = Wording.inSentence(new FailureMessage(step, Optional::empty).label());
    }

    /**
     * What the run ends with; empty where the migration itself failed.
     *
     * @param told what stays, where the run was told to stop
     * @param lost what stays and what to do, where the connection is lost
     */
    public Optional<LifeguardException> of(SQLException failure, String told, String lost) {
        if (!isPossible(failure)) {
            return Optional.empty();
        }
        if (context.guard().lostWith(failure)) {
            return Optional.of(HeldLock.lost(failure));
        }
        // An interrupt cancels the statement, and closes the socket of a virtual thread.
        if (context.stop().isRequested()) {
            return Optional.of(interrupted(failure, told));
        }
        return SqlError.lostConnection(failure)
                ? Optional.of(lostConnection(failure, lost))
                : Optional.empty();
    }

    /**
     * The run was told to stop.
     *
     * @param stays what stays
     */
    MigrationInterruptedException interrupted(SQLException failure, String stays) {
        return new MigrationInterruptedException(
                ErrorDetail.of(
                                ErrorKind.INTERRUPTED,
                                ErrorDetail.message(
                                        "The run was told to stop in the middle of %s."
                                                .formatted(label),
                                        stays))
                        .withVersion(step.version().number(), step.version().label())
                        .withFile(step.fileName()),
                failure);
    }

    /**
     * The connection is gone, and with it what was open on it.
     *
     * @param stays what stays, and what to do
     */
    DatabaseUnreachableException lostConnection(SQLException failure, String stays) {
        return new DatabaseUnreachableException(
                new ErrorDetail(
                        ErrorKind.DATABASE_UNREACHABLE,
                        ErrorDetail.message(
                                "The connection to the database was lost in the middle of %s: %s."
                                        .formatted(label, SqlError.of(failure).inSentence()),
                                stays),
                        step.version().number(),
                        step.fileName(),
                        null,
                        null,
                        failure.getSQLState(),
                        step.version().label()),
                failure);
    }

    /** Whether a failure can be such a one: the connection is lost, or somebody cancelled it. */
    static boolean isPossible(SQLException failure) {
        return SqlError.lostConnection(failure)
                || SqlError.condition(failure) == Condition.CANCELLED;
    }
}
