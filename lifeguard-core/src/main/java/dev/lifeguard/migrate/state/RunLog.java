package dev.lifeguard.migrate.state;

import dev.lifeguard.migrate.dialect.Dialect.Condition;
import dev.lifeguard.migrate.dialect.LogSql;
import dev.lifeguard.migrate.dialect.LogSql.Entry;
import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.jdbc.Session;
import dev.lifeguard.migrate.jdbc.SqlError;
import dev.lifeguard.migrate.report.LoggedRun.LoggedMigration;
import dev.lifeguard.migrate.report.MigrationListener;
import dev.lifeguard.migrate.report.told.ToldEvent;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The log beside the state table: who changed what, from where.
 *
 * <ol>
 *   <li>A run that has work adds a row when it holds the lock, before its first migration, and
 *       another one when it ends, just before it releases the lock. Rows are never changed, so a
 *       run that was killed is a beginning without an end.
 *   <li>Neither waits for the disk by itself where the database lets it: what the run commits in
 *       between and its release of the lock do.
 *   <li>The table is made together with the state table, or where that is older by the first row.
 *   <li>Whatever is wrong with it is a warning, once a run: it ends no run, and keeps no lock.
 * </ol>
 */
public final class RunLog {

    private static final Duration LOCK = Duration.ofSeconds(1);
    private static final Duration ANSWER = Duration.ofSeconds(3);

    private final LogSql sql;
    private final RunnerIdentity identity;
    private final MigrationListener listener;

    /** The log of a state table. */
    public RunLog(LogSql sql, RunnerIdentity identity, MigrationListener listener) {
        this.sql = sql;
        this.identity = identity;
        this.listener = listener;
    }

    /** Writes that a run begins, and has the lock's release write how it ended. */
    public LoggedWork begins(
            Session session, HeldLock guard, String command, List<LoggedMigration> planned) {
        LoggedWork work = new LoggedWork(this, UUID.randomUUID().toString(), command);
        if (written(session, work.beginning(planned))) {
            guard.atRelease(work);
        }
        return work;
    }

    /** Writes that work begins which needs no lock; {@link #ended} writes how it ends. */
    public LoggedWork begins(Session session, String command, List<LoggedMigration> planned) {
        LoggedWork work = new LoggedWork(this, UUID.randomUUID().toString(), command);
        written(session, work.beginning(planned));
        return work;
    }

    /** Writes what became of work that needed no lock. */
    public void ended(Session session, LoggedWork work) {
        written(session, work.ending());
    }

    /** Writes that something was done with migrations which is done at once. */
    public void did(Session session, String command, List<LoggedMigration> done) {
        LoggedWork work = new LoggedWork(this, UUID.randomUUID().toString(), command);
        work.succeeded(done);
        ended(session, work);
    }

    /** Writes that something was done which is done at once. */
    public void did(Session session, String command, String detail) {
        LoggedWork work = new LoggedWork(this, UUID.randomUUID().toString(), command);
        written(session, work.done(detail));
    }

    private boolean written(Session session, Entry entry) {
        try {
            Optional<String> fault = write(session, entry);
            fault.map(ToldEvent.Warning::new).ifPresent(listener::on);
            return fault.isEmpty();
        } catch (SQLException lost) {
            // The next statement of the run says it.
            return true;
        }
    }

    /** The same behind a run, when nothing limits what a statement waits for. */
    Optional<String> writeLast(Session session, Entry entry) throws SQLException {
        session.limit(LOCK, LOCK, ANSWER);
        session.limits().byServer();
        try {
            return write(session, entry);
        } finally {
            session.limits().lift();
        }
    }

    /**
     * Writes a row.
     *
     * @return why it was not written, as sentences
     * @throws SQLException when the connection is lost
     */
    private Optional<String> write(Session session, Entry entry) throws SQLException {
        try {
            append(session, entry);
            return Optional.empty();
        } catch (ConfigurationException untrusted) {
            return Optional.of(
                    StateTableFault.reason(untrusted).replaceFirst("^The state table", "The log")
                            + ". Nothing was written to it.");
        } catch (SQLException failure) {
            if (SqlError.lostConnection(failure)) {
                throw failure;
            }
            return Optional.of(fault(failure));
        }
    }

    private void append(Session session, Entry entry) throws SQLException {
        try {
            insert(session, entry);
        } catch (SQLException failure) {
            switch (SqlError.condition(failure)) {
                case TABLE_MISSING, NAME_MISSING -> {
                    make(session);
                    insert(session, entry);
                }
                default -> throw failure;
            }
        }
    }

    private void insert(Session session, Entry entry) throws SQLException {
        new TableTrust(sql.name(), sql).query(session, sql.append(entry), row -> null);
    }

    private void make(Session session) throws SQLException {
        try {
            session.update(sql.createLog());
        } catch (SQLException failure) {
            if (SqlError.condition(failure) != Condition.ALREADY_THERE) {
                throw failure;
            }
        }
    }

    private String fault(SQLException failure) {
        return "The log \"%s\" was not written to: %s. %s"
                .formatted(
                        sql.name(),
                        SqlError.of(failure).inSentence(),
                        SqlError.condition(failure) == Condition.FORBIDDEN
                                ? "Grant this user INSERT and SELECT on it, and CREATE on its"
                                        + " schema where it is not there."
                                : "What the run did is in the history all the same.");
    }

    RunnerIdentity identity() {
        return identity;
    }
}
