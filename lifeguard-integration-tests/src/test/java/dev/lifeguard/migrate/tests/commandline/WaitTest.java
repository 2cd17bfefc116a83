package dev.lifeguard.migrate.tests.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.commandline.CommandLine.Result;
import dev.lifeguard.migrate.tests.project.ChildProcess;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.Await;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code wait}: another one migrates, and this one starts behind it. */
@OnPostgres(18)
final class WaitTest {

    @AutoClose private final Project project;
    private final CommandLine commandLine;

    WaitTest(PostgresServer server) {
        project = new Project(server);
        commandLine = CommandLine.of(project).with("LIFEGUARD_OUTPUT", "json").inThisProcess();
        project.write("20240101000000_one.sql", "CREATE TABLE one (id int);");
    }

    @Test
    void endsAtOnceWhenNothingIsPending() {
        project.up();

        Result result = commandLine.run("wait");

        assertThat(result.exit()).isZero();
        assertThat(result.json()).containsEntry("success", true).containsEntry("command", "wait");
        assertThat(result.json()).containsEntry("pending", List.of());
    }

    @Test
    void endsAsSoonAsAnotherOneHasMigrated() {
        try (ChildProcess waiting = commandLine.start("wait", "--timeout", "60s")) {
            Await.until(
                    "it says that it waits",
                    () -> waiting.errors().contains("Waiting: 1 migration pending"));
            project.up();

            assertThat(waiting.awaitExit()).isZero();
        }
    }

    @Test
    void tellsWhatIsPendingWhenTheTimeIsOver() {
        Result result = commandLine.run("wait", "--timeout", "1s");

        assertThat(result.exit()).isEqualTo(10);
        assertThat(result.json()).containsEntry("success", false).containsEntry("error", null);
        assertThat(result.output()).contains("\"name\":\"one\"");
        assertThat(project.database().has("lifeguard_migrations")).isFalse();
    }

    @Test
    void waitsForADatabaseThatIsNotThereYet(@TempDir Path folder) {
        Result result =
                commandLine.run(
                        "wait",
                        "--timeout",
                        "500ms",
                        "--database-url",
                        project.database().url().replace(project.database().name(), "not_there"));

        assertThat(result.exit()).isEqualTo(10);
        assertThat(result.output()).contains("\"sqlState\":\"3D000\"");

        Result file =
                commandLine.run(
                        "wait",
                        "--timeout",
                        "0s",
                        "--database-url",
                        "sqlite:" + folder.resolve("none.db"));
        assertThat(file.exit()).isEqualTo(10);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void endsAtOnceForWhatNoWaitingSolves() {
        project.up();
        project.write("20240101000000_one.sql", "CREATE TABLE edited (id int);");

        Result edited = commandLine.run("wait", "--timeout", "60s");

        assertThat(edited.exit()).isEqualTo(3);
        assertThat(edited.output()).contains("CHECKSUM_MISMATCH");
        Result refused = commandLine.run("wait", "--timeout", "soon");
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.output())
                .contains(
                        "The timeout \\\"soon\\\" is no duration. Write a whole number and its"
                                + " unit: 500ms, 30s, 5m or 1h.");
    }

    @Test
    void endsAtOnceWhereThePasswordIsMissing() {
        String role = project.database().createRole("asked", "for a password");
        String url = project.database().url().replace("user=postgres", "user=" + role);

        Result result = commandLine.run("wait", "--timeout", "60s", "--database-url", url);

        assertThat(result.exit()).isEqualTo(8);
        assertThat(result.output()).contains("\"sqlState\":\"08004\"");
    }

    /** The drivers would wait for 10 to 30 s. */
    @ParameterizedTest
    @ValueSource(strings = {"postgresql", "mysql"})
    void waitsNoLongerThanItsTimeForAServerThatDoesNotAnswer(String scheme) throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
            Result result =
                    commandLine.run(
                            "wait",
                            "--timeout",
                            "2s",
                            "--database-url",
                            "%s://me:secret@127.0.0.1:%s/app"
                                    .formatted(scheme, silent.getLocalPort()));

            assertThat(result.exit()).isEqualTo(10);
            assertThat((Long) result.json().get("waitedMs")).isLessThan(8000);
        }
    }

    @Test
    void waitsForARunnerInTheMiddleOfAMigration() {
        project.write(
                "20240101000001_index.sql",
                """
                CREATE INDEX CONCURRENTLY one_id ON one (id);
                SELECT pg_sleep(3);
                """);

        try (ChildProcess up = commandLine.start("up")) {
            Await.until("the index is there", () -> project.database().has("one_id"));
            Result result = commandLine.run("wait", "--timeout", "60s");

            assertThat(result.exit()).isZero();
            assertThat(up.awaitExit()).isZero();
        }
    }

    @Test
    void waitsNoLongerThanItsTimeForAStateTableThatIsLocked() throws SQLException {
        project.up();
        try (Connection other = project.database().connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE lifeguard_migrations");

            Result result = commandLine.run("wait", "--timeout", "2s");

            assertThat(result.exit()).isEqualTo(10);
            assertThat(result.output())
                    .contains("\"success\":false", "the state table is locked by process");
        }
        assertThat(commandLine.run("wait", "--timeout", "2s").exit()).isZero();
    }
}
