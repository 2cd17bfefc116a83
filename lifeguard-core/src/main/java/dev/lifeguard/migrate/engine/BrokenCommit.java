package dev.lifeguard.migrate.engine;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.dialect.StateSql.HistoryColumns;
import dev.lifeguard.migrate.error.DatabaseUnreachableException;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.error.MigrationInterruptedException;
import dev.lifeguard.migrate.jdbc.Session;
import dev.lifeguard.migrate.jdbc.StopSignal;
import dev.lifeguard.migrate.plan.MigrationRecord;
import dev.lifeguard.migrate.plan.Plan.PlanStep;
import dev.lifeguard.migrate.source.Direction;
import dev.lifeguard.migrate.state.HeldLock;
import dev.lifeguard.migrate.state.StateTable;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * A connection that broke at COMMIT leaves open whether the migration is committed; the history
 * knows, since its row is part of the same transaction.
 */
final class BrokenCommit {

    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final RunContext context;
    private final PlanStep step;

    BrokenCommit(RunContext context, PlanStep step) {
        this.context = context;
        this.step = step;
    }

    /** Asks the history and says what it says. */
    void resolve(SQLException broken) {
        String outcome = StopSignal.uninterrupted(() -> outcome(broken));
        if (context.guard().lostWith(broken)) {
            // A frozen runner's session was ended, and what is committed may be another runner's.
            throw HeldLock.lost(broken);
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new MigrationInterruptedException(
                    detail(
                            ErrorKind.INTERRUPTED,
                            "The run was told to stop at the COMMIT of migration %s. %s. Run %s"
                                    + " again: it goes on from there.",
                            outcome,
                            broken),
                    broken);
        }
        throw new DatabaseUnreachableException(
                detail(
                        ErrorKind.DATABASE_UNREACHABLE,
                        "The connection to the database was lost at the COMMIT of migration %s. %s."
                                + " Run %s again: it goes on from there.",
                        outcome,
                        broken),
                broken);
    }

    private String outcome(SQLException broken) {
        // A pool of one connection has another one only after this.
        context.session().close();
        try (Session fresh = Session.open(context.dataSource())) {
            return committed(fresh)
                    ? "The history says that it is committed"
                    : "The history says that it was rolled back";
        } catch (SQLException | LifeguardException unreachable) {
            broken.addSuppressed(unreachable);
            return "Whether it is committed cannot be asked now, but the history in the database"
                    + " will say";
        }
    }

    private ErrorDetail detail(
            ErrorKind kind, String sentences, String outcome, SQLException broken) {
        return new ErrorDetail(
                kind,
                sentences.formatted(step.script().label(), outcome, step.direction().word()),
                step.version(),
                step.fileName(),
                null,
                null,
                kind == ErrorKind.INTERRUPTED ? null : broken.getSQLState());
    }

    private boolean committed(Session fresh) throws SQLException {
        awaitWriter(fresh);
        Optional<MigrationRecord> row =
                new StateTable(context.dialect(), context.table())
                        .load(fresh, HistoryColumns.WITHOUT_DOWN_SCRIPTS)
                        .history()
                        .find(step.version());
        return step.direction() == Direction.UP ? row.isPresent() : row.isEmpty();
    }

    /** The server may still be at the COMMIT whose answer was lost. */
    private void awaitWriter(Session fresh) throws SQLException {
        fresh.begin();
        for (BoundSql statement :
                context.sql()
                        .awaitWriter(context.guard().token(), context.lock().lease(), LONGEST)) {
            fresh.update(statement);
        }
        fresh.commit();
    }
}
