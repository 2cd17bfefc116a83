package dev.lifeguard.migrate.tests.dialect;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.tests.project.Project;
import java.nio.file.Path;

/** An application of one call on any database: what it did, or why it failed. */
final class UpRun {

    private UpRun() {}

    /** The database's URL and the folder of migrations. */
    public static void main(String[] arguments) {
        Migrator migrator =
                Migrator.builder(new OneUrl(arguments[0]))
                        .tableLockTimeout(Project.PATIENCE)
                        .source(MigrationSource.directory(Path.of(arguments[1])))
                        .build();
        try {
            System.out.println("applied " + migrator.up().applied().size());
        } catch (LifeguardException failure) {
            System.out.println(failure.detail().coded());
        }
    }
}
