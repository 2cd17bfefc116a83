package dev.lifeguard.migrate;

import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.jdbc.Session;
import dev.lifeguard.migrate.state.HeldLock;

/**
 * The migration lock, held for work of one's own; closing it releases it.
 *
 * <p>As long as it is open no {@link Migrator} anywhere changes the database, and its lease is
 * extended by a thread on a second connection. It is not re-entrant: {@link Migrator#up()} under it
 * waits until the lock timeout, like any other runner. It is used by the thread that acquired it.
 *
 * <pre>{@code
 * try (MigrationLockGuard guard = migrator.lock()) {
 *     seed(dataSource);
 *     guard.requireHeld();
 * }
 * }</pre>
 */
public final class MigrationLockGuard implements AutoCloseable {

    private final Session session;
    private final HeldLock lock;
    private boolean closed;

    MigrationLockGuard(Session session, HeldLock lock) {
        this.session = session;
        this.lock = lock;
    }

    /**
     * Asks the database whether the lock is still held: a process that stood still for longer than
     * its lease has lost it, and another runner may be at work.
     *
     * @throws dev.lifeguard.migrate.error.LeaseLostException when it is not
     * @throws ConfigurationException when this guard is closed: then nothing is asked
     * @throws dev.lifeguard.migrate.error.DatabaseUnreachableException when it does not answer
     */
    public void requireHeld() {
        if (closed) {
            throw new ConfigurationException(
                    ErrorDetail.of(
                            ErrorKind.CONFIGURATION,
                            "The guard of the migration lock is closed: close() has given the lock"
                                + " back. Call requireHeld() before that, or take the lock again"
                                + " with lock()."),
                    null);
        }
        lock.requireHeld();
    }

    /** Releases the lock and gives its connection back; a second call does nothing. */
    @Override
    public void close() {
        closed = true;
        try (session) {
            lock.close();
        }
    }
}
