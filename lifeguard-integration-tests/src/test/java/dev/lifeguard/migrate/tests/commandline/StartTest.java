package dev.lifeguard.migrate.tests.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a start takes its time for: classes that are read from a jar, or made while it runs. */
@OnPostgres(18)
final class StartTest {

    private static final Duration LONGEST = Duration.ofMinutes(3);

    @AutoClose private final Project project;
    private final Map<String, String> environment = new HashMap<>();

    /** Of a login by password. */
    private final String uri;

    @TempDir private Path directory;

    StartTest(PostgresServer server) {
        project = new Project(server);
        project.writeSample();
        TestDatabase database = project.database();
        String role = database.createRole("start", "secret");
        database.execute("ALTER ROLE %s SUPERUSER".formatted(role));
        uri =
                "postgresql://%s:secret@%s:%s/%s"
                        .formatted(role, server.host(), server.port(), database.name());
        environment.put("DATABASE_URL", database.url());
        environment.put("LIFEGUARD_MIGRATIONS_DIR", project.directory().toString());
    }

    @Test
    void takesEveryClassOfStatusFromTheCacheOfTheTraining()
            throws IOException, InterruptedException {
        train();

        requireNothingElse(loaded("status"));
    }

    @Test
    void takesEveryClassOfUpFromTheCacheOfTheTraining() throws IOException, InterruptedException {
        train();

        requireNothingElse(loaded("up"));
    }

    @Test
    void takesEveryClassOfALoginByPasswordFromTheCacheOfTheTraining()
            throws IOException, InterruptedException {
        train();
        environment.put("DATABASE_URL", uri);

        requireNothingElse(loaded("status"));
    }

    /**
     * The JVM waits 0.3 s at its exit for the thread that virtual threads wait for sockets with,
     * and BigDecimal's initializer takes 20 ms.
     */
    @Test
    void doesWithoutWhatTakesLongAtTheBeginningOrTheEnd() throws IOException, InterruptedException {
        String printed =
                java(
                        List.of("-Xlog:class+load", "-Xlog:class+init", "-Xlog:exceptions"),
                        "dev.lifeguard.migrate.cli.Main",
                        "up");

        assertThat(printed)
                .contains("dev.lifeguard.migrate.state.LockRelease source:")
                .doesNotContain("sun.nio.ch.Poller source:")
                .doesNotContain("Initializing 'java/math/BigDecimal'")
                .doesNotContain("groovy");
        assertThat(project.history()).isNotEmpty();
    }

    /** Those that the JDK makes while it runs are not ours to avoid. */
    private static void requireNothingElse(List<String> loaded) {
        assertThat(loaded).anyMatch(line -> line.contains("shared objects file"));
        assertThat(loaded)
                .filteredOn(line -> line.matches(".*source: (file:|dev\\.lifeguard|picocli).*"))
                .allMatch(StartTest::isOfTheDriver);
    }

    /** It has a superclass that the JVM does not keep. */
    private static boolean isOfTheDriver(String line) {
        return line.contains("org.postgresql.util.LazyCleanerImpl");
    }

    private void train() throws IOException, InterruptedException {
        java(trains(), "dev.lifeguard.migrate.cli.Training", uri, project.database().url());
    }

    private List<String> loaded(String command) throws IOException, InterruptedException {
        List<String> options = new ArrayList<>(uses());
        options.add("-Xlog:class+load");
        return java(options, "dev.lifeguard.migrate.cli.Main", command)
                .lines()
                .filter(line -> line.contains("source: "))
                .toList();
    }

    /** Runs to its end; what it printed. */
    private String java(List<String> options, String... mainAndArguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-XX:+UseSerialGC", "-cp", CommandLine.usualClassPath()));
        command.addAll(List.of(mainAndArguments));
        Path output = directory.resolve("output");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)).isTrue();
        String printed = Files.readString(output);
        assertThat(process.exitValue()).as(printed).isZero();
        return printed;
    }

    /** As scripts/train does. */
    private List<String> trains() {
        return List.of(
                (hasAotCache() ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=") + cache());
    }

    private List<String> uses() {
        return List.of((hasAotCache() ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=") + cache());
    }

    private Path cache() {
        return directory.resolve("cache");
    }

    private static boolean hasAotCache() {
        return Runtime.version().feature() >= 25;
    }
}
