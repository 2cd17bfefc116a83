package dev.lifeguard.migrate.tests.project;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.plan.MigrationStatus.PendingMigration;
import dev.lifeguard.migrate.report.MigrationReport;
import dev.lifeguard.migrate.report.MigrationReport.MigrationResult;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.tests.server.FileTree;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** A folder of migrations, empty at first, and a fresh database; both are gone after the test. */
public final class Project implements AutoCloseable {

    /** What migrations wait for a lock where the test is not about that: some wait at a gate. */
    public static final Duration PATIENCE = Duration.ofMinutes(5);

    private final TestDatabase database;
    private final Path directory;

    /** With a database on a server. */
    public Project(PostgresServer server) {
        try {
            this.directory = Files.createTempDirectory("migrations");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        this.database = server.createDatabase();
    }

    /** The database. */
    public TestDatabase database() {
        return database;
    }

    /** The folder. */
    public Path directory() {
        return directory;
    }

    /** Writes a file, and its folder where that is missing. */
    public Path write(String fileName, String text) {
        return write(fileName, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes a file of bytes that are no text. */
    public Path write(String fileName, byte[] bytes) {
        Path file = directory.resolve(fileName);
        try {
            Files.createDirectories(file.getParent());
            return Files.write(file, bytes);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Removes a file. */
    public void delete(String fileName) {
        try {
            Files.delete(directory.resolve(fileName));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Copies the files of the sample, the accounting schema. */
    public void writeSample() {
        try (Stream<Path> files = Files.list(Path.of("..", "migrations"))) {
            for (Path file : files.sorted().toList()) {
                Files.copy(file, directory.resolve(file.getFileName()));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** A migrator of the folder for the database. */
    public MigratorBuilder migrator() {
        return migrator(database.dataSource());
    }

    /** A migrator of the folder that takes its connections from somewhere else. */
    public MigratorBuilder migrator(DataSource dataSource) {
        return Migrator.builder(dataSource)
                .tableLockTimeout(PATIENCE)
                .source(MigrationSource.directory(directory));
    }

    /** Applies everything. */
    public MigrationReport up() {
        return migrator().build().up();
    }

    /** What an action fails with; an error when it does not fail, or fails with something else. */
    public static LifeguardException failureOf(Runnable action) {
        try {
            action.run();
        } catch (LifeguardException failure) {
            return failure;
        }
        throw new AssertionError("It did not fail");
    }

    /** The names of what a run did. */
    public static List<String> names(List<MigrationResult> results) {
        return results.stream().map(MigrationResult::name).toList();
    }

    /** The names of what is left to apply. */
    public static List<String> pendingNames(List<PendingMigration> pending) {
        return pending.stream().map(PendingMigration::name).toList();
    }

    /** The history: version, name and success of each row, oldest first. */
    public List<String> history() {
        return database.query(
                """
                SELECT version, name, CASE WHEN success THEN 'whole' ELSE 'part-way' END
                FROM lifeguard_migrations WHERE version <> -1 ORDER BY version
                """);
    }

    @Override
    public void close() {
        database.close();
        FileTree.delete(directory);
    }
}
