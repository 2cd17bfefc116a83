package dev.lifeguard.migrate.benchmarks.comparison;

import dev.lifeguard.migrate.benchmarks.EmbeddedServer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Migrations in Java files that are compiled and run, beside one javac of them and their SQL. */
final class JavaFileTurns {

    private static final int COUNT = 50;
    private static final String YARDSTICK = "javac, then psql";
    private static final String LAUNCHER = "lifeguard-migrate";
    private static final String JAR = "lifeguard-migrate.jar, without its launcher";
    private static final double MOST = 1.5;

    private final Bench bench;
    private final JavaFiles files;
    private final Path classes;

    JavaFileTurns(Bench bench, Path directory) throws IOException {
        this.bench = bench;
        this.files = JavaFiles.write(directory.resolve("migrations"), COUNT);
        this.classes = Files.createDirectories(directory.resolve("javac"));
    }

    /** All rounds. */
    Bar measure(int rounds, Figures figures)
            throws SQLException, IOException, InterruptedException {
        Bench.measure(
                rounds, List.of(YARDSTICK, LAUNCHER, JAR), tool -> tool, figures, this::seconds);
        return Bar.atMost(figures, LAUNCHER, YARDSTICK, MOST);
    }

    private double seconds(String tool) throws SQLException, IOException, InterruptedException {
        String database = bench.empty();
        double seconds =
                switch (tool) {
                    case YARDSTICK ->
                            Turn.of(javac()).seconds() + Turn.of(psql(database)).seconds();
                    case LAUNCHER ->
                            Turn.of(up(List.of(absolute("lifeguard-migrate")), database)).seconds();
                    case JAR -> Turn.of(up(jar(), database)).seconds();
                    default -> throw new IllegalArgumentException(tool);
                };
        bench.drop(database);
        return seconds;
    }

    private List<String> javac() throws IOException {
        List<String> command = new ArrayList<>();
        command.add(program("javac"));
        command.addAll(
                List.of(
                        "-cp",
                        Tool.LIFEGUARD.jars().stream()
                                .map(Path::toString)
                                .collect(Collectors.joining(File.pathSeparator)),
                        "-d",
                        classes.toString()));
        files.sources().forEach(file -> command.add(file.toString()));
        return command;
    }

    private List<String> psql(String database) {
        String url = "postgresql://postgres@127.0.0.1:%s/%s".formatted(port(), database);
        return List.of("psql", "--no-psqlrc", "--quiet", "--file", files.sql().toString(), url);
    }

    private static List<String> jar() {
        return List.of(
                program("java"), "-jar", absolute("lifeguard-cli/target/lifeguard-migrate.jar"));
    }

    private List<String> up(List<String> program, String database) {
        List<String> command = new ArrayList<>(program);
        command.addAll(
                List.of(
                        "up",
                        "--database-url",
                        EmbeddedServer.url(database, port()),
                        "--migrations-dir",
                        files.directory().toString()));
        return command;
    }

    private int port() {
        return bench.server().port();
    }

    private static String program(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }

    private static String absolute(String file) {
        return Path.of(file).toAbsolutePath().toString();
    }
}
