package dev.lifeguard.migrate;

import dev.lifeguard.migrate.report.MigrationReport;
import dev.lifeguard.migrate.source.MigrationSource;
import java.nio.file.Path;
import java.time.Duration;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings a database up to date when an application starts, however many of them start at once. */
public final class StartupMigrations {

    private static final Logger LOG = LoggerFactory.getLogger(StartupMigrations.class);

    private StartupMigrations() {}

    /**
     * Applies what is pending in a directory, and waits up to 5 minutes for another instance.
     *
     * @throws dev.lifeguard.migrate.error.LifeguardException when the database is not up to date
     *     afterwards; the application should not go on then
     */
    public static MigrationReport run(DataSource dataSource, Path directory) {
        return applied(
                Migrator.builder(dataSource).source(MigrationSource.directory(directory)).build());
    }

    /**
     * The same, with the longest time to wait for another instance.
     *
     * @throws dev.lifeguard.migrate.error.LifeguardException when the database is not up to date
     *     afterwards; the application should not go on then
     */
    public static MigrationReport run(DataSource dataSource, Path directory, Duration lockTimeout) {
        return applied(
                Migrator.builder(dataSource)
                        .source(MigrationSource.directory(directory))
                        .lockTimeout(lockTimeout)
                        .build());
    }

    /**
     * Applies what is pending at a location, and waits up to 5 minutes for another instance.
     *
     * @param location as {@link MigrationSource#at} reads it, for example {@code
     *     classpath:db/migration}
     * @throws dev.lifeguard.migrate.error.LifeguardException when the database is not up to date
     *     afterwards; the application should not go on then
     */
    public static MigrationReport run(DataSource dataSource, String location) {
        return applied(Migrator.builder(dataSource).source(MigrationSource.at(location)).build());
    }

    /**
     * The same, with the longest time to wait for another instance.
     *
     * @throws dev.lifeguard.migrate.error.LifeguardException when the database is not up to date
     *     afterwards; the application should not go on then
     */
    public static MigrationReport run(
            DataSource dataSource, String location, Duration lockTimeout) {
        return applied(
                Migrator.builder(dataSource)
                        .source(MigrationSource.at(location))
                        .lockTimeout(lockTimeout)
                        .build());
    }

    /** Each migration that is applied has a line of its own in the log. */
    private static MigrationReport applied(Migrator migrator) {
        MigrationReport report = migrator.up();
        if (report.applied().isEmpty()) {
            LOG.info("The database is up to date: nothing is to be applied");
        }
        return report;
    }
}
