package dev.lifeguard.migrate.report;

/**
 * Hears what happens in a run; an extension point.
 *
 * <p>It is called on the thread that runs the migrations, between their statements: what it does is
 * time that the lock is held. What it throws stops the run like a failed migration.
 */
@FunctionalInterface
public interface MigrationListener {

    /** Takes note of an event. */
    void on(MigrationEvent event);
}
