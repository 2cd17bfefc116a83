package dev.lifeguard.migrate.tests.snapshot;

import dev.lifeguard.migrate.DatabaseProduct;
import dev.lifeguard.migrate.inspect.snapshot.OwnTables;
import dev.lifeguard.migrate.inspect.snapshot.SchemaSnapshot;
import dev.lifeguard.migrate.inspect.snapshot.SnapshotReader;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** Snapshots of the tests' databases. */
final class Snapshots {

    private Snapshots() {}

    static SchemaSnapshot of(TestDatabase database) {
        return SnapshotReader.of(DatabaseProduct.POSTGRESQL)
                .read(database.dataSource(), OwnTables.of("lifeguard_migrations"));
    }

    /** A file of the tests. */
    static String resource(String name) {
        try (InputStream file = Objects.requireNonNull(Snapshots.class.getResourceAsStream(name))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Runs a script by psql, up to its first error. */
    static void load(TestDatabase database, String script) {
        List<String> command =
                List.of(
                        "psql",
                        "--no-psqlrc",
                        "--quiet",
                        "--output=/dev/null",
                        "--variable=ON_ERROR_STOP=1",
                        "--host=" + database.server().host(),
                        "--port=" + database.server().port(),
                        "--username=postgres",
                        database.name());
        try {
            Path file = Files.createTempFile("snapshot", ".sql");
            Files.writeString(file, script);
            Process process =
                    new ProcessBuilder(command)
                            .redirectInput(file.toFile())
                            .redirectErrorStream(true)
                            .start();
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(output);
            }
            Files.delete(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupt);
        }
    }
}
