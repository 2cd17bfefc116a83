package dev.lifeguard.migrate.benchmarks.batches;

import dev.lifeguard.migrate.benchmarks.EmbeddedServer;
import dev.lifeguard.migrate.benchmarks.Spread;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/** Measures migrations in batches on an embedded server. */
public final class BatchBenchmark {

    private static final Path MODULE = Path.of("lifeguard-benchmarks", "target");

    private BatchBenchmark() {}

    /**
     * Prints tables and writes them below {@code target}. The working directory is the project's.
     *
     * @param arguments some of {@value BatchSettings#USAGE}
     */
    public static void main(String[] arguments)
            throws IOException, SQLException, ExecutionException, InterruptedException {
        BatchSettings settings = BatchSettings.parse(arguments);
        Path directory = Files.createDirectories(MODULE.resolve("batches").toAbsolutePath());
        Path jar = MODULE.resolve("postgres").resolve("server.jar");
        Map<String, String> server =
                Map.of(
                        "fsync", "on",
                        "shared_buffers", "512MB",
                        "max_wal_size", "4GB",
                        "autovacuum_naptime", "5s");
        try (EmbeddedServer embedded = EmbeddedServer.start(jar, directory, server)) {
            String text = measure(embedded, settings, directory);
            System.out.println(embedded.value("postgres", "SELECT version()"));
            Files.writeString(directory.resolve("results.md"), text);
        }
    }

    private static String measure(EmbeddedServer server, BatchSettings settings, Path directory)
            throws IOException, SQLException, ExecutionException, InterruptedException {
        FilledTable table = FilledTable.of(server, settings.rows());
        Turns direct = new Turns(table, settings, directory, server.url(FilledTable.DATABASE), "");
        StringBuilder text = new StringBuilder(direct.run());
        if (settings.parts().contains("pooler")) {
            Optional<Pooler> pooler = Pooler.before(server.port(), directory);
            if (pooler.isEmpty()) {
                System.out.println("PgBouncer is not installed, and is left out.");
            } else {
                try (Pooler open = pooler.get()) {
                    text.append(
                            new Turns(
                                            table,
                                            settings,
                                            directory,
                                            open.url(FilledTable.DATABASE),
                                            ", through PgBouncer")
                                    .run());
                }
            }
        }
        return text.toString();
    }

    /** A row of what is to be kept. */
    static String bar(String title, double measured, boolean met) {
        return "%s: %s, %s%n".formatted(title, Spread.number(measured), met ? "met" : "NOT met");
    }
}
