package dev.lifeguard.migrate.tests.dialect;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.report.MigrationReport;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.FileTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.sql.DataSource;

/** A folder of migrations for a database; both are gone after the test. */
record ContractProject(ContractDatabase database, Path directory) implements AutoCloseable {

    static ContractProject of(ContractDatabase database) {
        try {
            return new ContractProject(database, Files.createTempDirectory("contract"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    void write(String name, String text) {
        try {
            Files.writeString(directory.resolve(name), text);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    MigratorBuilder migrator() {
        return database.migrator().source(MigrationSource.directory(directory));
    }

    MigratorBuilder migrator(DataSource dataSource) {
        return Migrator.builder(dataSource)
                .tableLockTimeout(Project.PATIENCE)
                .source(MigrationSource.directory(directory));
    }

    MigrationReport up() {
        return migrator().build().up();
    }

    /** The history: name and success of each row, oldest first. */
    List<String> history() {
        return database.query(
                """
                SELECT name, CASE WHEN success THEN 'whole' ELSE 'part-way' END
                FROM lifeguard_migrations WHERE version <> -1 ORDER BY version
                """);
    }

    @Override
    public void close() {
        database.close();
        FileTree.delete(directory);
    }
}
