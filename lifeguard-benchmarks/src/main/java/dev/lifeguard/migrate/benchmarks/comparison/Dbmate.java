package dev.lifeguard.migrate.benchmarks.comparison;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** dbmate, a native program, where {@code scripts/bench-programs} could fetch it. */
record Dbmate(Path program, Path migrations, String url) {

    static final String NAME = "dbmate";

    private static final Path PROGRAM = programs().resolve("dbmate");

    /** Where what is compared is unpacked. */
    static Path programs() {
        return Path.of("lifeguard-benchmarks", "target", "programs").toAbsolutePath();
    }

    /** Whether it is there. */
    static boolean isThere() {
        return Files.isExecutable(PROGRAM);
    }

    /** With the same migrations, applied to a new database, where it is there. */
    static Dbmate migrated(Path plain, Path directory, String database, int port)
            throws IOException, InterruptedException {
        Path migrations = Files.createDirectories(directory.resolve("dbmate"));
        try (Stream<Path> files = Files.list(plain)) {
            for (Path file : files.toList()) {
                Files.writeString(
                        migrations.resolve(file.getFileName()),
                        "-- migrate:up\n%s-- migrate:down\n".formatted(Files.readString(file)));
            }
        }
        String url =
                "postgres://postgres@127.0.0.1:%s/%s?sslmode=disable".formatted(port, database);
        Dbmate dbmate = new Dbmate(PROGRAM, migrations, url);
        if (isThere()) {
            Turn.of(dbmate.command("up"));
        }
        return dbmate;
    }

    /** What runs a command. */
    List<String> command(String command) {
        if (command.startsWith("--")) {
            return List.of(program.toString(), command);
        }
        return List.of(
                program.toString(),
                "--url",
                url,
                "--migrations-dir",
                migrations.toString(),
                "--no-dump-schema",
                command);
    }
}
