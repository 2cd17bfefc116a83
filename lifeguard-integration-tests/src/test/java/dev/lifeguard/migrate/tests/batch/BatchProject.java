package dev.lifeguard.migrate.tests.batch;

import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.report.MigrationReport;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.tests.dialect.ContractDatabase;
import dev.lifeguard.migrate.tests.server.FileTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A database with a table whose rows count how often they were changed, and its migrations. */
record BatchProject(ContractDatabase database, Path directory) implements AutoCloseable {

    static final String FILE = "20240102000000_fill.sql";

    static BatchProject of(ContractDatabase database) {
        try {
            return new BatchProject(database, Files.createTempDirectory("batches"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /**
     * Makes the table {@code item} with that key and an integer {@code seen} that is 0.
     *
     * @param key its columns and constraints
     */
    void table(String key) {
        database.execute("CREATE TABLE item (seen integer DEFAULT 0 NOT NULL, %s)".formatted(key));
    }

    /** Inserts rows with that key each. */
    void rows(List<String> keys) {
        for (int at = 0; at < keys.size(); at += 500) {
            List<String> some = keys.subList(at, Math.min(keys.size(), at + 500));
            List<String> values = new ArrayList<>();
            some.forEach(key -> values.add("(0, %s)".formatted(key)));
            database.execute("INSERT INTO item VALUES " + String.join(", ", values));
        }
    }

    /** Writes the migration that counts each row once. */
    void fill(String words, String condition) {
        write(
                FILE,
                """
                -- lifeguard:batch table=item %s
                UPDATE item SET seen = seen + 1 WHERE %s;
                """
                        .formatted(words, condition));
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

    MigrationReport up() {
        return migrator().build().up();
    }

    /** How many rows were seen how often. */
    List<String> seen() {
        return database.query("SELECT seen, count(*) FROM item GROUP BY seen ORDER BY seen");
    }

    /** What the table of batches says: status, rows, cursor. */
    List<String> state() {
        return database.query(
                "SELECT status, rows_done, cursor_value FROM lifeguard_batches"
                        + " ORDER BY version, range_number");
    }

    @Override
    public void close() {
        database.close();
        FileTree.delete(directory);
    }
}
