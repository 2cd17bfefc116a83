package dev.lifeguard.migrate.tests.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.commandline.CommandLine.Result;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each exit code, with its reason on the standard error and what was done on the other one. */
@OnPostgres(18)
final class ExitCodeTest {

    private static final Duration AT_MOST = Duration.ofSeconds(15);

    @AutoClose private final Project project;
    private final CommandLine commandLine;

    ExitCodeTest(PostgresServer server) {
        project = new Project(server);
        commandLine = CommandLine.of(project);
        project.write("20240101000000_one.sql", "CREATE TABLE one (id int);\n");
    }

    private static void requireFailure(Result result, int exit, String message) {
        assertThat(result.errors()).endsWith(message);
        assertThat(result.output()).isEmpty();
        assertThat(result.exit()).isEqualTo(exit);
    }

    /** The second of two migrations failed. */
    private static void requireFailureOfTheSecond(Result result, int exit, String message) {
        assertThat(result.errors())
                .isEqualTo(
                        """
                        Applying 1 of 2: 20240101000000 one
                        Applying 2 of 2: 20240102000000 two
                        """
                                + message);
        assertThat(result.output().replaceAll(" +[0-9.]+ m?s", " TIME"))
                .isEqualTo(
                        """
                        Applied  20240101000000  one TIME

                        1 migration applied before the failure. 1 is pending: 20240102000000 two.
                        """);
        assertThat(result.exit()).isEqualTo(exit);
    }

    @Test
    void zeroWhenItIsDone() {
        Result result = commandLine.run("up");

        assertThat(result.exit()).isZero();
        assertThat(result.output()).contains("Applied  20240101000000  one");
        assertThat(result.errors()).isEqualTo("Applying 1 of 1: 20240101000000 one\n");
        assertThat(project.history()).containsExactly("20240101000000|one|whole");
    }

    @Test
    void twoForAnOptionThatDoesNotExist() {
        Result result = commandLine.run("up", "--step", "1");

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.output()).isEmpty();
        assertThat(result.errors()).startsWith("LG-101 Unknown option");
    }

    @Test
    void twoForADirectoryThatDoesNotExist() {
        requireFailure(
                commandLine.run("up", "--migrations-dir", "/no/such/directory"),
                2,
                "LG-102 The migrations directory \"/no/such/directory\" does not exist. Create it"
                        + " (lifeguard-migrate generate NAME does, with a first migration), or name"
                        + " another one.\n");
    }

    @Test
    void twoForADatabaseUrlThatNobodyKnows() {
        requireFailure(
                commandLine.run("up", "--database-url", "oracle://app:hunter2@db/app"),
                2,
                "LG-101 The database URL begins with \"oracle:\", which is unknown. Use"
                        + " postgresql://user:password@host:port/database, jdbc:postgresql:...,"
                        + " mysql://user:password@host:port/database, sqlite:FILE, jdbc:h2:... or"
                        + " embedded:postgresql[:DIR].\n");
    }

    @Test
    void threeWhenTheMigrationsAreRefused() {
        project.up();
        project.delete("20240101000000_one.sql");
        project.write("20240102000000_two.sql", "CREATE TABLE two (id int);\n");

        requireFailure(
                commandLine.run("up"),
                3,
                "LG-305 Migration 20240101000000 one is applied, but its file is missing although"
                        + " newer ones are there. Restore the file.\n");
        requireFailure(
                commandLine.run("validate"),
                3,
                "LG-305 Migration 20240101000000 one is applied, but its file is missing although"
                        + " newer ones are there. Restore the file.\n");
    }

    @Test
    void fourWhenAMigrationFails() {
        project.write("20240102000000_two.sql", "CREATE TABLE one (id int);\n");

        requireFailureOfTheSecond(
                commandLine.run("up"),
                4,
                """
                LG-201 Migration 20240102000000 two failed at 20240102000000_two.sql:1:1: relation \
                "one" already exists (SQLState 42P07). Nothing of it was kept: the transaction was \
                rolled back. The migration before it stays applied. If this database had that \
                before its first migration, record what it has with lifeguard-migrate baseline \
                VERSION; else fix the file and run up again.
                  1 | CREATE TABLE one (id int)
                    | ^
                """);
        assertThat(project.history()).containsExactly("20240101000000|one|whole");
    }

    @Test
    void fiveWhenAMigrationFailsPartWay() {
        project.write("20240102000000_two.sql", "CREATE TABLE two (id int);\nVACUUM nowhere;\n");

        requireFailureOfTheSecond(
                commandLine.run("up"),
                5,
                """
                LG-202 Migration 20240102000000 two failed at 20240102000000_two.sql:2:1: relation \
                "nowhere" does not exist (SQLState 42P01). It runs statement by statement: \
                statement 1 of 2 is done and stays. The migration before it stays applied. Fix the \
                statement and run up again: it goes on at statement 2.
                  2 | VACUUM nowhere
                    | ^
                """);
    }

    @Test
    void sixWhenTheLockIsNotGot() {
        project.up();
        project.write("20240102000000_two.sql", "CREATE TABLE two (id int);\n");
        project.database()
                .execute(
                        """
                        INSERT INTO lifeguard_migrations
                            (version, name, checksum, applied_at, holder, lease_expires_at)
                        VALUES (-1, 'lock', 'token', '2024-01-20 12:00:00Z', 'somebody',
                            now() + interval '1 hour')
                        """);

        requireFailure(
                commandLine.run("up", "--lock-timeout", "200ms"),
                6,
                "LG-401 The lock was not got within 0.2 s: \"somebody\" holds it since"
                        + " 2024-01-20T12:00:00Z. Run this again when it has finished, or wait"
                        + " longer with --lock-timeout; lifeguard-migrate unlock shows what it"
                        + " does.\n");
    }

    @Test
    void sevenWhenTheLockIsLost() {
        project.write(
                "20240102000000_two.sql",
                """
                CREATE TABLE two (id int);
                DELETE FROM lifeguard_migrations WHERE version = -1;
                """);

        requireFailureOfTheSecond(
                commandLine.run("up"),
                7,
                "LG-402 Migration 20240102000000 two took the lock's row away itself at"
                    + " 20240102000000_two.sql:2:1: behind the rollback the row with version -1 of"
                    + " the state table \"public.lifeguard_migrations\" is there again. Nothing of"
                    + " it was kept: the transaction was rolled back. The migration before it stays"
                    + " applied. Take that out of the script and run up again.\n");
        assertThat(project.history()).containsExactly("20240101000000|one|whole");
        assertThat(project.database().has("two")).isFalse();
    }

    @Test
    void eightWhenTheDatabaseCannotBeReached() {
        requireFailure(
                commandLine.run(
                        "status", "--database-url", "postgresql://app:hunter2@127.0.0.1:1/app"),
                8,
                "LG-501 The database cannot be reached: Connection to 127.0.0.1:1 refused. Check"
                        + " that the hostname and port are correct and that the postmaster is"
                        + " accepting TCP/IP connections (SQLState 08001). Check the host, the"
                        + " port, and that the server runs.\n");
    }

    @Test
    void nineForPendingMigrationsWhereThatIsAskedFor() {
        Result pending = commandLine.run("status", "--exit-code");
        assertThat(pending.exit()).isEqualTo(9);
        assertThat(pending.output()).endsWith("0 applied, 1 pending.\n");
        assertThat(commandLine.run("status").exit()).isZero();
        project.up();

        assertThat(commandLine.run("status", "--exit-code").exit()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"up", "status", "validate", "plan", "unlock"})
    void sixWithinTheLockTimeoutWhereAnotherSessionHasTheStateTable(String command)
            throws SQLException {
        project.up();
        project.write("20240102000000_two.sql", "CREATE TABLE two (id int);\n");
        try (Connection other = project.database().connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE lifeguard_migrations");
            long start = System.nanoTime();

            Result result = commandLine.run(command, "--lock-timeout", "1s");

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(AT_MOST);
            assertThat(result.errors()).contains("LG-401 ");
            assertThat(result.output()).doesNotContain("Nothing is pending");
            assertThat(result.exit()).isEqualTo(6);
        }
    }
}
