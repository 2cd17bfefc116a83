package dev.lifeguard.migrate.maven.build;

import static dev.lifeguard.migrate.maven.build.PluginRepository.VERSION;
import static dev.lifeguard.migrate.maven.build.PluginRepository.property;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.maven.build.MavenBuilds.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The database of a build: what it holds, when it is kept, and that it ends. */
final class StartBuildTest {

    private static final Pattern STARTED =
            Pattern.compile(
                    "\\[INFO\\] lifeguard.databaseUrl"
                        + " jdbc:postgresql://127\\.0\\.0\\.1:([0-9]+)/postgres is (.*), after .*");

    /** Those of the example that this build knows. */
    private static final List<String> VERSIONS =
            List.of(
                    "jooq.version",
                    "postgresql.version",
                    "maven-compiler-plugin.version",
                    "maven-resources-plugin.version");

    private static final String ORDERS = "20240202000000_create_orders.sql";

    private static MavenBuilds maven;

    @BeforeAll
    static void prepare() throws Exception {
        maven = MavenBuilds.prepare();
    }

    /** Where the database was, and what it was. */
    private record Started(int port, String state) {

        static Started in(List<String> lines) {
            return lines.stream()
                    .map(STARTED::matcher)
                    .filter(Matcher::matches)
                    .map(found -> new Started(Integer.parseInt(found.group(1)), found.group(2)))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(String.join("\n", lines)));
        }

        boolean isRunning() {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
                return true;
            } catch (IOException refused) {
                return false;
            }
        }
    }

    @Test
    void jooqGeneratesFromMigrationsThatAreAppliedOnce() throws Exception {
        MavenProjectFolder project =
                maven.project("jooq").copied(Path.of("src", "test", "projects", "jooq"));

        Started cold = Started.in(run(project, "compile"));

        assertThat(cold.state()).isEqualTo("new, with 1 migration");
        assertThat(project.file("target/classes/example/Users.class")).exists();
        assertThat(cold.isRunning()).isFalse();

        assertThat(Started.in(run(project, "process-sources")).state())
                .isEqualTo("that of the last build");

        project.migration(ORDERS, "CREATE TABLE orders (id integer PRIMARY KEY);");
        assertThat(Started.in(run(project, "process-sources")).state())
                .isEqualTo("that of the last build, with 1 migration more");
        assertThat(generated(project, "Orders")).contains("SQLDataType.INTEGER");

        project.migration(ORDERS, "CREATE TABLE orders (id bigint PRIMARY KEY);");
        assertThat(Started.in(run(project, "process-sources")).state())
                .isEqualTo("new, with 2 migrations");
        assertThat(generated(project, "Orders")).contains("SQLDataType.BIGINT");
    }

    private static String generated(MavenProjectFolder project, String table) throws IOException {
        return Files.readString(
                project.file(
                        "target/generated-sources/jooq/example/db/tables/%s.java"
                                .formatted(table)));
    }

    private static List<String> run(MavenProjectFolder project, String phase) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(phase, "-Dlifeguard.version=" + VERSION));
        for (String version : VERSIONS) {
            arguments.add("-D%s=%s".formatted(version, property(version)));
        }
        Outcome outcome = maven.run(project, arguments.toArray(String[]::new));
        assertThat(outcome.exit()).as(String.join("\n", outcome.lines())).isZero();
        return outcome.lines();
    }

    @Test
    void endsWithABuildThatFails() throws Exception {
        MavenProjectFolder project = started("failed");

        Outcome outcome =
                maven.run(project, "lifeguard:start", "lifeguard:up", "lifeguard:down", "x:y");
        Outcome failed =
                maven.run(
                        project,
                        "lifeguard:start",
                        "lifeguard:status",
                        "lifeguard:down",
                        "-Dlifeguard.target=20200101000000");

        assertThat(outcome.exit()).isNotZero();
        assertThat(failed.said())
                .contains(
                        "[INFO] 20240101000000 create_users: applied MOMENT",
                        "[INFO] 1 applied, 0 pending.");
        assertThat(failed.failure()).startsWith("LG-101 ");
        assertThat(Started.in(failed.lines()).isRunning()).isFalse();
    }

    @Test
    void endsWithAMavenThatIsToldToEnd() throws Exception {
        MavenProjectFolder project = started("ended");
        Path log = project.file("maven.log");
        Process build = maven.start(project, log, "initialize");

        Started started = Started.in(waitFor(log, "Waiting for at most 2m"));
        assertThat(started.isRunning()).isTrue();
        build.destroy();
        assertThat(build.waitFor(1, TimeUnit.MINUTES)).isTrue();

        assertThat(started.isRunning()).isFalse();
    }

    @Test
    void twoBuildsAtTheSameTimeHaveTheSameDatabase() throws Exception {
        MavenProjectFolder project = started("twice");
        Path one = project.file("one.log");
        Path other = project.file("other.log");
        Process first = maven.start(project, one, "initialize");
        Process second = maven.start(project, other, "initialize");
        try {
            Started here = Started.in(waitFor(one, "Waiting for at most 2m"));
            Started there = Started.in(waitFor(other, "Waiting for at most 2m"));

            assertThat(here.port()).isEqualTo(there.port());
            assertThat(List.of(here.state(), there.state()))
                    .containsExactlyInAnyOrder("new, with 1 migration", "that of the last build");
            first.destroy();
            first.waitFor();
            assertThat(there.isRunning()).isTrue();
        } finally {
            first.destroy();
            second.destroy();
            first.waitFor();
            second.waitFor();
        }
    }

    /** A project whose build starts a database, and then waits for another one. */
    private static MavenProjectFolder started(String name) throws IOException {
        return maven.project(name)
                .migration("20240101000000_create_users.sql", "CREATE TABLE users (id integer);")
                .with(
                        "pom.xml",
                        Poms.project(
                                name,
                                "jar",
                                "",
                                Poms.plugin(
                                        """
                                        <executions>
                                            <execution>
                                                <id>start</id>
                                                <goals><goal>start</goal></goals>
                                            </execution>
                                            <execution>
                                                <id>wait</id>
                                                <phase>initialize</phase>
                                                <goals><goal>wait</goal></goals>
                                                <configuration>
                                                    <databaseUrl>sqlite:none.db</databaseUrl>
                                                    <timeout>2m</timeout>
                                                </configuration>
                                            </execution>
                                        </executions>
                                        """)));
    }

    private static List<String> waitFor(Path log, String text) throws Exception {
        long start = System.nanoTime();
        while (System.nanoTime() - start < Duration.ofMinutes(1).toNanos()) {
            if (Files.exists(log) && Files.readString(log).contains(text)) {
                return Files.readAllLines(log);
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        throw new AssertionError(Files.readString(log));
    }
}
