package dev.lifeguard.migrate;

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

    MigrationLockGuard(Session session, HeldLock lock) {
        this.session = session;
        this.lock = lock;
    }

    /**
     * Asks the database whether the lock is still held: a process that stood still for longer than
     * its lease has lost it, and another runner may be at work.
     *
     * @throws dev.lifeguard.migrate.error.LeaseLostException when it is not
     * @throws dev.lifeguard.migrate.error.DatabaseUnreachableException when it does not answer
     */
    public void requireHeld() {
        lock.requireHeld();
    }

    /** Releases the lock and gives its connection back; a second call does nothing. */
    @Override
    public void close() {
        try (session) {
            lock.close();
        }
    }
}
