package dev.lifeguard.migrate.tests.project;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.source.MigrationSource;
import java.nio.file.Path;
import java.time.Duration;
import org.postgresql.ds.PGSimpleDataSource;

/** An application of one call: what it did, or why it failed, is its output. */
final class RunUp {

    private RunUp() {}

    /** The database's URL, the folder of migrations, the lease. */
    public static void main(String[] arguments) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setURL(arguments[0]);
        Migrator migrator =
                Migrator.builder(dataSource)
                        .tableLockTimeout(Project.PATIENCE)
                        .source(MigrationSource.directory(Path.of(arguments[1])))
                        .lease(Duration.parse(arguments[2]))
                        .lockTimeout(Duration.ofSeconds(50))
                        .application("child")
                        .build();
        try {
            System.out.println("applied " + Project.names(migrator.up().applied()));
        } catch (LifeguardException failure) {
            System.out.println(failure.detail().coded());
        }
    }
}
