package dev.lifeguard.migrate.junit.databases;

/** Databases with the same migrations, one for each that asks. Safe for several threads. */
public interface MigratedDatabases extends AutoCloseable {

    /** What is in them. */
    Migrations migrations();

    /**
     * One that is migrated, of which one is ready in most cases.
     *
     * @throws dev.lifeguard.migrate.error.LifeguardException when it cannot be made; when a
     *     migration failed, each caller gets the failure of the first try
     */
    CopiedDatabase take();

    /**
     * One in which nothing is.
     *
     * @throws dev.lifeguard.migrate.error.LifeguardException when it cannot be made
     */
    CopiedDatabase empty();

    /** Takes one back that nobody needs any more; it goes in the background. */
    void drop(CopiedDatabase database);

    /**
     * Leaves one for a person to look at.
     *
     * @param test whose it is
     * @return how one looks at it, without a password
     */
    String keep(CopiedDatabase database, String test);

    /** Drops all that were taken and not kept; waits for that. */
    @Override
    void close();
}
