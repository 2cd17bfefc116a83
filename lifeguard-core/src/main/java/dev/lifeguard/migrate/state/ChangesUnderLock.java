package dev.lifeguard.migrate.state;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.error.LeaseLostException;
import dev.lifeguard.migrate.jdbc.Session;
import dev.lifeguard.migrate.jdbc.Transaction;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Changes the history in such a way that nothing is changed unless the lock is held, and extends
 * the lease with it: in one statement where the database lets it, or behind the renewal of the
 * lease in one transaction.
 */
final class ChangesUnderLock {

    private final Holding holding;
    private final Session session;

    ChangesUnderLock(Holding holding, Session session) {
        this.holding = holding;
        this.session = session;
    }

    /**
     * Extends the lease.
     *
     * @throws LeaseLostException when the lock is not held
     */
    void renew() throws SQLException {
        if (session.update(holding.sql().renew(holding.token(), holding.lease())) != 1) {
            throw LockMessages.lost(null);
        }
    }

    /**
     * Extends the lease in the READ COMMITTED transaction that is open, whose COMMIT waits for no
     * disk.
     *
     * @param longest what the lock's row is waited for
     * @throws LeaseLostException when the lock is not held
     */
    void renewInTransaction(Duration longest) throws SQLException {
        int changed = 0;
        for (BoundSql statement :
                holding.sql().renewal(holding.token(), holding.lease(), longest)) {
            changed = session.update(statement);
        }
        if (changed != 1) {
            throw LockMessages.lost(null);
        }
    }

    /**
     * Makes a change.
     *
     * @throws LeaseLostException when the lock is not held
     */
    void make(BoundSql change) throws SQLException {
        if (holding.sql().changesUnderLock()) {
            update(change);
        } else if (session.isInTransaction()) {
            changeBehindRenewal(change);
        } else {
            changeAlone(change);
        }
    }

    private void changeAlone(BoundSql change) throws SQLException {
        Transaction.<Boolean, LeaseLostException>around(
                session,
                () -> {
                    changeBehindRenewal(change);
                    return true;
                });
    }

    /**
     * The lease that was extended says that the lock is held; a change may find it made already.
     */
    private void changeBehindRenewal(BoundSql change) throws SQLException {
        renew();
        session.update(change);
    }

    // An upsert that changes a row counts two of them on MariaDB.
    private void update(BoundSql change) throws SQLException {
        if (session.update(change) < 1) {
            throw LockMessages.lost(null);
        }
    }
}
