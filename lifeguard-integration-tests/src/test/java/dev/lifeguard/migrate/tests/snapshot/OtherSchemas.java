package dev.lifeguard.migrate.tests.snapshot;

import dev.lifeguard.migrate.DatabaseProduct;
import dev.lifeguard.migrate.inspect.drift.Difference;
import dev.lifeguard.migrate.inspect.drift.Differences;
import dev.lifeguard.migrate.inspect.drift.IgnoredObjects;
import dev.lifeguard.migrate.inspect.snapshot.OwnTables;
import dev.lifeguard.migrate.inspect.snapshot.SchemaSnapshot;
import dev.lifeguard.migrate.inspect.snapshot.SnapshotReader;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.tests.dialect.ContractDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Schemas of a database beside PostgreSQL.
 *
 * @param empty makes a database
 */
record OtherSchemas(DatabaseProduct product, Supplier<ContractDatabase> empty) {

    /** The schema that a script makes. */
    SchemaSnapshot made(String script) {
        try (ContractDatabase database = empty.get()) {
            load(database, script);
            return of(database);
        }
    }

    SchemaSnapshot of(ContractDatabase database) {
        return SnapshotReader.of(product)
                .read(database.dataSource(), OwnTables.of("lifeguard_migrations"));
    }

    /** Runs a script as a migration. */
    static void load(ContractDatabase database, String script) {
        try {
            Path directory = Files.createTempDirectory("snapshot");
            Path file = directory.resolve("20240101000000_all.sql");
            Files.writeString(file, script);
            database.migrator().source(MigrationSource.directory(directory)).build().up();
            Files.delete(file);
            Files.delete(directory);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** What a statement changes of what a script makes, a change a line. */
    String changes(String script, String statement) {
        return differences(script, statement).stream()
                .map(OtherSchemas::line)
                .sorted()
                .collect(Collectors.joining(", "));
    }

    /** What a statement changes of what a script makes. */
    List<Difference> differences(String script, String statement) {
        try (ContractDatabase database = empty.get()) {
            load(database, script);
            SchemaSnapshot expected = of(database);
            database.execute(statement.split(" ;; ", -1));
            return Differences.between(expected, of(database), IgnoredObjects.none());
        }
    }

    private static String line(Difference difference) {
        return "%s %s %s".formatted(difference.kind(), difference.type(), difference.object());
    }
}
