package dev.lifeguard.migrate;

import dev.lifeguard.migrate.report.MigrationReport;
import dev.lifeguard.migrate.source.MigrationSource;
import java.nio.file.Path;
import java.time.Duration;
import javax.sql.DataSource;

/** Brings a database up to date when an application starts, however many of them start at once. */
public final class StartupMigrations {

    private StartupMigrations() {}

    /**
     * Applies what is pending in a directory, and waits up to 5 minutes for another instance.
     *
     * @throws dev.lifeguard.migrate.error.LifeguardException when the database is not up to date
     *     afterwards; the application should not go on then
     */
    public static MigrationReport run(DataSource dataSource, Path directory) {
        return Migrator.builder(dataSource)
                .source(MigrationSource.directory(directory))
                .build()
                .up();
    }

    /**
     * The same, with the longest time to wait for another instance.
     *
     * @throws dev.lifeguard.migrate.error.LifeguardException when the database is not up to date
     *     afterwards; the application should not go on then
     */
    public static MigrationReport run(DataSource dataSource, Path directory, Duration lockTimeout) {
        return Migrator.builder(dataSource)
                .source(MigrationSource.directory(directory))
                .lockTimeout(lockTimeout)
                .build()
                .up();
    }
}
