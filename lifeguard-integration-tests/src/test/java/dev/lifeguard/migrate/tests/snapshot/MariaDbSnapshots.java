package dev.lifeguard.migrate.tests.snapshot;

import dev.lifeguard.migrate.DatabaseProduct;
import dev.lifeguard.migrate.inspect.snapshot.OwnTables;
import dev.lifeguard.migrate.inspect.snapshot.SchemaSnapshot;
import dev.lifeguard.migrate.inspect.snapshot.SnapshotReader;
import dev.lifeguard.migrate.tests.dialect.ContractDatabase;
import dev.lifeguard.migrate.tests.dialect.MariaDbServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Snapshots of the tests' databases of MariaDB. */
final class MariaDbSnapshots {

    private MariaDbSnapshots() {}

    static SchemaSnapshot of(ContractDatabase database) {
        return SnapshotReader.of(DatabaseProduct.MARIADB)
                .read(database.dataSource(), OwnTables.of("lifeguard_migrations"));
    }

    /** An empty database with a script in it. */
    static ContractDatabase with(String script) {
        ContractDatabase database = ContractDatabase.mariaDb(MariaDbServer.running());
        load(database, script);
        return database;
    }

    /** Runs a script by the client mariadb, up to its first error. */
    static void load(ContractDatabase database, String script) {
        List<String> command = new ArrayList<>(List.of("mariadb"));
        command.addAll(MariaDbServer.running().login());
        command.addAll(List.of("--default-character-set=utf8mb4", "--comments", name(database)));
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

    static String name(ContractDatabase database) {
        return database.query("SELECT database()").getFirst();
    }
}
