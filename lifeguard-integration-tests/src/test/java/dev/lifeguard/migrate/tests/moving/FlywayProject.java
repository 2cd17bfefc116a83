package dev.lifeguard.migrate.tests.moving;

import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.layouts.OtherTool;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.tests.dialect.ContractDatabase;
import dev.lifeguard.migrate.tests.server.FileTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** A directory of Flyway's and a fresh database; both are gone after the test. */
record FlywayProject(ContractDatabase database, Path directory) implements AutoCloseable {

    static FlywayProject of(ContractDatabase database) {
        return new FlywayProject(database, temporary());
    }

    static Path temporary() {
        try {
            return Files.createTempDirectory("flyway");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    void write(String name, String text) {
        write(name, text.getBytes(StandardCharsets.UTF_8));
    }

    void write(String name, byte[] bytes) {
        try {
            Path file = directory.resolve(name);
            Files.createDirectories(file.getParent());
            Files.write(file, bytes);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    void delete(String name) {
        try {
            Files.delete(directory.resolve(name));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The real one, with its defaults. */
    FluentConfiguration flyway() {
        return Flyway.configure()
                .dataSource(database.dataSource())
                .locations("filesystem:" + directory);
    }

    /** This project's own, on the same files. */
    MigratorBuilder migrator() {
        return database.migrator()
                .source(MigrationSource.directory(directory, OtherTool.FLYWAY.layout()));
    }

    /** What Flyway recorded. */
    List<String> flywayRows() {
        String quote = database.url().startsWith("jdbc:mariadb") ? "`" : "\"";
        return database.query(
                ("SELECT ^installed_rank^, ^version^, ^description^, ^type^, ^script^,"
                                + " ^checksum^, ^success^ FROM ^flyway_schema_history^ ORDER BY 1")
                        .replace("^", quote));
    }

    @Override
    public void close() {
        database.close();
        FileTree.delete(directory);
    }
}
