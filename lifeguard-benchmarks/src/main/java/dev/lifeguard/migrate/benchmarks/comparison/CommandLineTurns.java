package dev.lifeguard.migrate.benchmarks.comparison;

import dev.lifeguard.migrate.benchmarks.EmbeddedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The command line as it is shipped, and what it is held against: 100 migrations are applied. */
final class CommandLineTurns {

    static final String LAUNCHER = "lifeguard-migrate";
    static final String ARCHIVE = "lifeguard-migrate of the archive";
    static final String BARE = "best bare JVM";
    static final String FLYWAY = "Flyway's API";

    private static final int COUNT = 100;
    private static final List<String> BEST =
            List.of(
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-Xlog:disable",
                    "-Xlog:all=off");

    private final Bench bench;
    private final Path cache;
    private final String database;
    private final String flyways;
    private final Path archive;
    private final Dbmate dbmate;

    CommandLineTurns(Bench bench, Path directory)
            throws SQLException, IOException, InterruptedException {
        this.bench = bench;
        this.cache = directory.resolve("bare.aot");
        this.database = bench.migrated(Tool.LIFEGUARD, COUNT);
        this.flyways = bench.migrated(Tool.FLYWAY, COUNT);
        this.archive = archive();
        this.dbmate =
                Dbmate.migrated(
                        bench.files(Tool.LIFEGUARD, COUNT),
                        directory,
                        bench.empty(),
                        bench.server().port());
    }

    /** The launcher of the archive that is unpacked. */
    private static Path archive() throws IOException {
        try (Stream<Path> unpacked = Files.list(Dbmate.programs())) {
            return unpacked.map(each -> each.resolve("bin").resolve("lifeguard-migrate"))
                    .filter(Files::isExecutable)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("Run make bench"));
        }
    }

    /** What is compared; dbmate only where it could be fetched. */
    static List<String> tools() {
        List<String> tools = List.of(BARE, LAUNCHER, ARCHIVE, FLYWAY);
        if (!Dbmate.isThere()) {
            System.out.println("dbmate is left out: it could not be fetched.");
            return tools;
        }
        return Stream.concat(tools.stream(), Stream.of(Dbmate.NAME)).toList();
    }

    /** Trains the bare JVM, and lets the launcher build and train what it needs. */
    void prepare() throws IOException, InterruptedException {
        Turn.of(bare("-XX:AOTCacheOutput=" + cache));
        for (String command : List.of("up", "status")) {
            seconds(LAUNCHER, command);
            seconds(ARCHIVE, command);
        }
    }

    /** One run. */
    double seconds(String tool, String command) throws IOException, InterruptedException {
        return switch (tool) {
            case BARE -> Turn.of(bare("-XX:AOTCache=" + cache)).seconds();
            case LAUNCHER -> Turn.of(launcher(Path.of("lifeguard-migrate"), command)).seconds();
            case ARCHIVE -> Turn.of(launcher(archive, command)).seconds();
            case Dbmate.NAME -> Turn.of(dbmate.command(command)).seconds();
            case FLYWAY ->
                    Turn.of(bench.command(Tool.FLYWAY, flyways, bench.server().port(), COUNT, 1))
                            .seconds();
            default -> throw new IllegalArgumentException(tool);
        };
    }

    private List<String> bare(String option) throws IOException {
        List<String> options = new ArrayList<>(BEST);
        options.add(option);
        return Tool.BARE.java(options, EmbeddedServer.url(database, bench.server().port()));
    }

    private List<String> launcher(Path program, String command) throws IOException {
        String script = program.toAbsolutePath().toString();
        if (command.startsWith("--")) {
            return List.of(script, command);
        }
        return List.of(
                script,
                command,
                "--database-url",
                EmbeddedServer.url(database, bench.server().port()),
                "--migrations-dir",
                bench.files(Tool.LIFEGUARD, COUNT).toString());
    }
}
