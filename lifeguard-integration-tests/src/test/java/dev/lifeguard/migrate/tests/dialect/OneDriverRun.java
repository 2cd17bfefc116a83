package dev.lifeguard.migrate.tests.dialect;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.plan.Target;
import dev.lifeguard.migrate.source.MigrationSource;
import java.nio.file.Path;
import javax.sql.DataSource;

/** An application whose class path has one driver: up, status, down, and a migration that fails. */
final class OneDriverRun {

    private OneDriverRun() {}

    /** The database's URL and two folders of migrations; those of the second one fail. */
    public static void main(String[] arguments) {
        DataSource dataSource = new OneUrl(arguments[0]);
        Migrator good = migrator(dataSource, arguments[1]);
        System.out.println("applied " + good.up().applied().size());
        System.out.println("status " + good.status().applied().size());
        try {
            migrator(dataSource, arguments[2]).up();
        } catch (LifeguardException failure) {
            System.out.println("refused " + failure.detail().kind());
        }
        System.out.println("rolled back " + good.down(Target.steps(1)).rolledBack().size());
    }

    private static Migrator migrator(DataSource dataSource, String directory) {
        return Migrator.builder(dataSource)
                .source(MigrationSource.directory(Path.of(directory)))
                .build();
    }
}
