package dev.lifeguard.migrate.tests.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.project.ChildProcess;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.Await;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Signals in the middle of a migration. */
@OnPostgres(18)
final class SignalTest {

    private static final String STOPPED =
            "LG-601 The run was told to stop in the middle of migration 20240102000000 two. Nothing"
                    + " of it was kept: the transaction was rolled back. The migration before it"
                    + " stays applied.";

    @AutoClose private final Project project;
    private final CommandLine commandLine;

    SignalTest(PostgresServer server) {
        project = new Project(server);
        commandLine = CommandLine.of(project);
        project.write("20240101000000_one.sql", "CREATE TABLE one (id int);\n");
        project.write(
                "20240102000000_two.sql", "CREATE TABLE two (id int);\nSELECT pg_sleep(600);\n");
    }

    private boolean sleeps() {
        return !project.database()
                .query(
                        """
                        SELECT FROM pg_stat_activity
                        WHERE datname = current_database() AND state = 'active'
                        AND wait_event = 'PgSleep'
                        """)
                .isEmpty();
    }

    private boolean isLocked() {
        return !project.database()
                .query("SELECT FROM lifeguard_migrations WHERE version = -1")
                .isEmpty();
    }

    private void requireStopped(String signal, int exit) {
        try (ChildProcess process = commandLine.start("up")) {
            Await.until("the migration sleeps", this::sleeps);
            process.signal(signal);

            assertThat(process.awaitExit()).isEqualTo(exit);
            assertThat(process.errors()).contains(STOPPED + "\n");
        }
        assertThat(sleeps()).isFalse();
        assertThat(isLocked()).isFalse();
        assertThat(project.history()).containsExactly("20240101000000|one|whole");
        assertThat(project.database().has("two")).isFalse();
    }

    @Test
    void sigtermEndsWith143AndRollsBack() {
        requireStopped("TERM", 143);
    }

    @Test
    void sigintEndsWith130AndRollsBack() {
        requireStopped("INT", 130);
    }

    @Test
    void sighupEndsWith129AndRollsBack() {
        requireStopped("HUP", 129);
    }

    @Test
    void aSignalIsToldInJsonToo() {
        try (ChildProcess process = commandLine.start("up", "--output", "json")) {
            Await.until("the migration sleeps", this::sleeps);
            process.signal("TERM");

            assertThat(process.awaitExit()).isEqualTo(143);
            assertThat(Json.parse(process.output()))
                    .containsEntry("success", false)
                    .extractingByKey("error")
                    .extracting("code", "kind", "message")
                    .containsExactly(
                            "LG-601", "INTERRUPTED", STOPPED.substring("LG-601 ".length()));
        }
    }

    @Test
    void aSignalEndsAWaitForTheLock() {
        project.migrator().build().baseline(20240101000000L);
        project.database()
                .execute(
                        """
                        INSERT INTO lifeguard_migrations
                            (version, name, checksum, applied_at, holder, lease_expires_at)
                        VALUES (-1, 'lock', 'token', now(), 'somebody', now() + interval '1 hour')
                        """);
        try (ChildProcess process = commandLine.start("up")) {
            Await.until("it says that it waits", () -> process.errors().contains("somebody"));
            process.signal("TERM");

            assertThat(process.awaitExit()).isEqualTo(143);
            assertThat(process.errors())
                    .endsWith(
                            "LG-601 The run was told to stop. It was waiting for the lock, and"
                                    + " nothing was changed.\n");
        }
        assertThat(isLocked()).isTrue();
    }

    @Test
    void aKilledRunIsGoneOnFromByTheNext() {
        try (ChildProcess process = commandLine.start("up")) {
            Await.until("the migration sleeps", this::sleeps);
            process.kill();
        }
        project.write("20240102000000_two.sql", "CREATE TABLE two (id int);\n");

        CommandLine.Result next = commandLine.run("up", "--lock-timeout", "30s");

        assertThat(next.exit()).isZero();
        assertThat(next.output()).contains("Applied  20240102000000  two");
        assertThat(project.history())
                .containsExactly("20240101000000|one|whole", "20240102000000|two|whole");
        assertThat(isLocked()).isFalse();
    }
}
