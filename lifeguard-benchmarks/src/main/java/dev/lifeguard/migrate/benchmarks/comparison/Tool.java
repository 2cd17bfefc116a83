package dev.lifeguard.migrate.benchmarks.comparison;

import dev.lifeguard.migrate.benchmarks.programs.BareProgram;
import dev.lifeguard.migrate.benchmarks.programs.JdbcProgram;
import dev.lifeguard.migrate.benchmarks.programs.LifeguardProgram;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is compared. */
enum Tool {
    /** This library in a program of its own. */
    LIFEGUARD("lifeguard-core", LifeguardProgram.class.getName()),
    /** The yardstick. */
    JDBC("plain JDBC", JdbcProgram.class.getName()),
    /** Flyway's API. */
    FLYWAY("Flyway", "dev.lifeguard.migrate.benchmarks.flyway.FlywayProgram"),
    /** Liquibase's API, with change logs of formatted SQL. */
    LIQUIBASE("Liquibase", "dev.lifeguard.migrate.benchmarks.liquibase.LiquibaseProgram"),
    /** The database's own client: each file between BEGIN and COMMIT, with a row of history. */
    PSQL("psql", ""),
    /** A JVM that connects and runs one query. */
    BARE("bare JVM", BareProgram.class.getName());

    private static final Path MODULE = Path.of("lifeguard-benchmarks").toAbsolutePath();

    private final String title;
    private final String mainClass;

    Tool(String title, String mainClass) {
        this.title = title;
        this.mainClass = mainClass;
    }

    /** How tables call it. */
    String title() {
        return title;
    }

    /** The name of its databases and directories. */
    String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** A JVM with nothing on its class path that the tool does not need. */
    List<String> java(List<String> options, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("-cp");
        command.add(
                classPath().stream()
                        .map(Path::toString)
                        .collect(Collectors.joining(File.pathSeparator)));
        command.add(mainClass);
        command.addAll(List.of(arguments));
        return command;
    }

    /** The same inside {@link dev.lifeguard.migrate.benchmarks.programs.Allocation}. */
    List<String> javaThatCounts(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(java(List.of(), arguments));
        int main = command.indexOf(mainClass);
        command.add(main, "dev.lifeguard.migrate.benchmarks.programs.Allocation");
        int classPath = main - 1;
        command.set(
                classPath,
                command.get(classPath) + File.pathSeparator + MODULE.resolve("target/classes"));
        return command;
    }

    /** The programs in a jar: the JVM makes no AOT cache for directories of classes. */
    private List<Path> classPath() throws IOException {
        List<Path> path = new ArrayList<>();
        try (Stream<Path> built = Files.list(directory().resolve("target"))) {
            built.filter(file -> file.toString().endsWith(".jar")).forEach(path::add);
        }
        path.addAll(jars());
        return path;
    }

    /** What it pulls in, with the driver. */
    List<Path> jars() throws IOException {
        List<String> needed =
                switch (this) {
                    case LIFEGUARD -> List.of("lifeguard-core", "slf4j-api", "postgresql-");
                    case JDBC, BARE -> List.of("postgresql-");
                    case FLYWAY, LIQUIBASE -> List.of("");
                    case PSQL -> List.of();
                };
        try (Stream<Path> jars = Files.list(directory().resolve("target").resolve("lib"))) {
            return jars.filter(
                            jar ->
                                    needed.stream()
                                            .anyMatch(jar.getFileName().toString()::startsWith))
                    .sorted()
                    .toList();
        }
    }

    private Path directory() {
        return switch (this) {
            case FLYWAY, LIQUIBASE -> MODULE.resolve(word());
            case LIFEGUARD, JDBC, BARE, PSQL -> MODULE;
        };
    }
}
