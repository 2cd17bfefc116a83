package dev.lifeguard.migrate.maven;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.source.MigrationSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.maven.plugin.logging.SystemStreamLog;

/**
 * How long it takes until a migrated database is there: what lifeguard:start does, beside an
 * embedded server that is started and migrated by hand each time. By turns; prints the medians.
 */
final class StartTimes {

    private static final int ROUNDS = 7;

    private StartTimes() {}

    private interface Way {
        void run() throws Exception;
    }

    public static void main(String[] arguments) throws Exception {
        Path work = Files.createTempDirectory("start-times");
        Path accounting = Path.of("..", "migrations").toAbsolutePath().normalize();
        Path many = Files.createDirectory(work.resolve("many"));
        for (int at = 0; at < 200; at++) {
            Files.writeString(
                    many.resolve(String.format(Locale.ROOT, "20240101%06d_t.sql", time(at))),
                    ("CREATE TABLE t%s (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name"
                                    + " text NOT NULL); CREATE INDEX ON t%s (name);")
                            .formatted(at, at));
        }
        measure("the accounting sample", accounting, work.resolve("a"));
        measure("200 small migrations", many, work.resolve("m"));
    }

    /** A time of the day for a number below 3600. */
    private static int time(int number) {
        return number / 60 * 100 + number % 60;
    }

    private static void measure(String name, Path migrations, Path work) throws Exception {
        Map<String, Way> ways = new LinkedHashMap<>();
        Path kept = work.resolve("kept");
        ways.put("by hand", () -> byHand(migrations));
        ways.put("start, cold", () -> start(migrations, Files.createTempDirectory("cold")));
        ways.put("start, unchanged", () -> start(migrations, kept));
        Map<String, List<Long>> times = new LinkedHashMap<>();
        for (int round = 0; round <= ROUNDS; round++) {
            for (Map.Entry<String, Way> way : ways.entrySet()) {
                long start = System.nanoTime();
                way.getValue().run();
                if (round > 0) {
                    times.computeIfAbsent(way.getKey(), unused -> new ArrayList<>())
                            .add(Duration.ofNanos(System.nanoTime() - start).toMillis());
                }
            }
        }
        times.forEach(
                (way, all) ->
                        System.out.printf(
                                Locale.ROOT,
                                "%s, %s: median %s ms of %s%n",
                                name,
                                way,
                                all.stream().sorted().skip(ROUNDS / 2).findFirst().orElseThrow(),
                                all.stream().map(String::valueOf).collect(Collectors.toList())));
    }

    private static void byHand(Path migrations) throws IOException {
        try (EmbeddedPostgres server = EmbeddedPostgres.builder().start()) {
            Migrator.builder(server.getPostgresDatabase())
                    .source(MigrationSource.directory(migrations))
                    .build()
                    .up();
        }
    }

    private static void start(Path migrations, Path kept) throws IOException {
        List<MigrationSource> sources = List.of(MigrationSource.directory(migrations));
        BuildCaller caller =
                new BuildCaller(
                        new SystemStreamLog() {
                            @Override
                            public void info(CharSequence content) {
                                // Not while it is measured.
                            }
                        },
                        Duration.ofMinutes(1));
        new BuildDatabase(kept, new Roles(List.of()), caller)
                .run(
                        MigrationDigest.of(sources, List.of(), ""),
                        source -> Migrator.builder(source).source(sources.getFirst()))
                .server()
                .close();
    }
}
