package dev.lifeguard.migrate.benchmarks.comparison;

import dev.lifeguard.migrate.benchmarks.EmbeddedServer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** The server and the files, and a tool's turn on them. */
final class Bench implements AutoCloseable {

    /** As in production; of itself the embedded server does not wait for the disk. */
    private static final Map<String, String> DURABLE =
            Map.of(
                    "fsync", "on",
                    "synchronous_commit", "on",
                    "max_wal_size", "4GB",
                    "max_connections", "200");

    private final EmbeddedServer server;
    private final MigrationFiles files;
    private int databases;

    Bench(Path directory) throws IOException {
        this.server =
                EmbeddedServer.start(
                        Path.of("lifeguard-benchmarks", "target", "postgres", "server.jar"),
                        directory.resolve("server"),
                        DURABLE);
        this.files = new MigrationFiles(directory.resolve("migrations"));
    }

    EmbeddedServer server() {
        return server;
    }

    /** A new database. */
    String empty() throws SQLException {
        String name = "bench_" + ++databases;
        server.run("postgres", "CREATE DATABASE " + name);
        return name;
    }

    /** A new database with all of the migrations applied, by the tool itself. */
    String migrated(Tool tool, int count) throws SQLException, IOException, InterruptedException {
        String database = empty();
        Turn.of(command(tool, database, server.port(), count, 1));
        server.run(database, "VACUUM ANALYZE");
        return database;
    }

    /** The same for each of some tools. */
    Databases migrated(List<Tool> tools, int count)
            throws SQLException, IOException, InterruptedException {
        Map<Tool, String> names = new EnumMap<>(Tool.class);
        for (Tool tool : tools) {
            names.put(tool, migrated(tool, count));
        }
        return new Databases(names);
    }

    /** The database of each tool. */
    record Databases(Map<Tool, String> names) {

        String of(Tool tool) {
            return Objects.requireNonNull(names.get(tool), tool.title());
        }
    }

    void drop(Databases databases) throws SQLException {
        for (String database : databases.names.values()) {
            drop(database);
        }
    }

    void drop(String database) throws SQLException {
        server.run("postgres", "DROP DATABASE " + database);
    }

    /** The directory, or for psql the file, of that many migrations. */
    Path files(Tool tool, int count) throws IOException {
        return files.of(tool, count);
    }

    /** What migrates a database. */
    List<String> command(Tool tool, String database, int port, int count, int calls)
            throws IOException {
        String path = files.of(tool, count).toString();
        if (tool == Tool.PSQL) {
            String url = "postgresql://postgres@127.0.0.1:%s/%s".formatted(port, database);
            return List.of("psql", "--no-psqlrc", "--quiet", "--file", path, url);
        }
        return tool.java(
                List.of(), EmbeddedServer.url(database, port), path, Integer.toString(calls));
    }

    /** The same, with the bytes that it allocates. */
    List<String> commandThatCounts(Tool tool, String database, int count) throws IOException {
        return tool.javaThatCounts(
                EmbeddedServer.url(database, server.port()), files.of(tool, count).toString(), "1");
    }

    /** A tool's turn. */
    @FunctionalInterface
    interface TurnOf<T> {

        double figure(T tool) throws SQLException, IOException, InterruptedException;
    }

    /** All rounds; who was first in one is last in the next. */
    static <T> void measure(
            int rounds, List<T> tools, Function<T, String> title, Figures figures, TurnOf<T> turn)
            throws SQLException, IOException, InterruptedException {
        List<T> order = new ArrayList<>(tools);
        tools.forEach(tool -> figures.rounds().put(title.apply(tool), new ArrayList<>()));
        for (int round = 0; round < rounds; round++) {
            for (T tool : order) {
                figures.add(title.apply(tool), turn.figure(tool));
            }
            Collections.rotate(order, -1);
        }
        System.out.print(figures.markdown());
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
