package dev.lifeguard.migrate.report;

/**
 * Hears what happens in a run; an extension point.
 *
 * <p>It is called on the thread that runs the migrations, between their statements, but for {@link
 * MigrationEvent.TableLockWaiting}; by one thread at a time. What it does is time that the lock is
 * held. What it throws stops the run like a failed migration; in a long run the migrations that
 * were sent to the server together with that one may be applied all the same.
 */
@FunctionalInterface
public interface MigrationListener {

    /** Takes note of an event. */
    void on(MigrationEvent event);
}
