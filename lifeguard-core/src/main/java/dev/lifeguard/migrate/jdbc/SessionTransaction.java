package dev.lifeguard.migrate.jdbc;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.dialect.Dialect;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Begins the transaction of a session, and ends it: in the driver's way, or by a BEGIN of the
 * dialect's own.
 *
 * <p>It is used by the session's thread. What other threads may know is in {@link
 * TransactionStatus}, whose lock is held while a transaction ends.
 */
final class SessionTransaction {

    /** MariaDB's ER_WARNING_NOT_COMPLETE_ROLLBACK. */
    private static final int NOT_COMPLETE_ROLLBACK = 1196;

    private final BorrowedConnection connection;
    private final TransactionStatus status;
    private final OwnStatements statements;
    private final ServerIdentity server;
    private final DiskWaitSetting diskWait;

    SessionTransaction(
            BorrowedConnection connection,
            TransactionStatus status,
            OwnStatements statements,
            ServerIdentity server) {
        this.connection = connection;
        this.status = status;
        this.statements = statements;
        this.server = server;
        this.diskWait = new DiskWaitSetting(statements, server);
    }

    /**
     * Begins a transaction whose COMMIT waits for the disk where that is a setting of the session;
     * where the driver's own way does, nothing is sent at once.
     */
    void begin() throws SQLException {
        diskWait.raise();
        Optional<String> own = ownBegin();
        if (own.isPresent()) {
            statements.execute(own.get());
        } else {
            connection.jdbc().setAutoCommit(false);
        }
        status.begun();
    }

    /** Commits the transaction and goes back to autocommit. */
    void commit() throws SQLException {
        status.ends().lock();
        try {
            if (ownBegin().isPresent()) {
                statements.execute("COMMIT");
            } else {
                connection.jdbc().commit();
                connection.jdbc().setAutoCommit(true);
            }
            status.ended();
            diskWait.lower();
        } catch (SQLException failure) {
            throw connection.failures().told(failure);
        } finally {
            status.ends().unlock();
        }
    }

    /**
     * Commits the transaction, and runs statements of this library's own behind it, in the same
     * flush where the driver lets them.
     *
     * @return the value that the last of them gave; null where they were not all run
     * @throws SQLException when the COMMIT fails
     */
    @Nullable String commit(List<BoundSql> behind) throws SQLException {
        PgSession postgres = connection.postgres();
        if (postgres == null || behind.isEmpty()) {
            commit();
            return null;
        }
        status.ends().lock();
        try {
            String last = committed(postgres, behind);
            backToAutoCommit();
            return last;
        } finally {
            status.ends().unlock();
        }
    }

    private @Nullable String committed(PgSession postgres, List<BoundSql> behind)
            throws SQLException {
        List<BoundSql> all = new ArrayList<>(List.of(AuthoredStatements.COMMIT));
        all.addAll(behind);
        AtomicReference<@Nullable String> last = new AtomicReference<>();
        try {
            postgres.run(
                    all,
                    (index, value) -> {
                        if (index == all.size() - 1) {
                            last.set(value);
                        }
                    });
        } catch (StatementFailedException failed) {
            if (failed.index() == 0) {
                throw connection.failures().told(failed.failure());
            }
            SessionLog.LOG.debug("A statement behind a COMMIT failed", failed.failure());
        }
        return last.get();
    }

    private void backToAutoCommit() {
        try {
            connection.jdbc().setAutoCommit(true);
        } catch (SQLException broken) {
            // What is committed stays so; whoever uses the connection next finds out.
            SessionLog.LOG.debug("The connection is broken behind a COMMIT", broken);
        } finally {
            status.ended();
        }
    }

    /** Rolls the transaction back, if there is one, and goes back to autocommit. */
    Undone rollback() throws SQLException {
        status.ends().lock();
        try {
            boolean began = status.isOpen();
            status.ended();
            if (ownBegin().isEmpty()) {
                connection.jdbc().rollback();
                Undone undone = undone();
                connection.jdbc().setAutoCommit(true);
                return undone;
            }
            if (began) {
                statements.execute("ROLLBACK");
                diskWait.lower();
            }
            return Undone.ALL;
        } finally {
            status.ends().unlock();
        }
    }

    /** MariaDB and MySQL warn of tables that have no transactions. */
    private Undone undone() throws SQLException {
        if (connection.postgres() != null) {
            return Undone.ALL;
        }
        for (SQLWarning said = connection.jdbc().getWarnings();
                said != null;
                said = said.getNextWarning()) {
            if (said.getErrorCode() == NOT_COMPLETE_ROLLBACK) {
                return Undone.BUT_PLAIN_TABLES;
            }
        }
        return Undone.ALL;
    }

    private Optional<String> ownBegin() {
        return server.dialect().flatMap(Dialect::begin);
    }
}
