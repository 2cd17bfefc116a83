package dev.lifeguard.migrate.tests.failure;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** What ends a statement that takes too long is named, with what to do about it. */
@OnPostgres
final class LimitTest {

    @AutoClose private final Project project;
    private final TestDatabase database;

    LimitTest(PostgresServer server) {
        project = new Project(server);
        database = project.database();
        project.write("20240101000000_one.sql", "CREATE TABLE one (id int);\n");
    }

    /** What a run fails with that has a limit, while another session has a table for itself. */
    private LifeguardException failureBehind(String table, String limit) throws SQLException {
        PGSimpleDataSource limited = database.dataSource();
        limited.setOptions("-c " + limit);
        try (Connection other = database.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE " + table);
            return failureOf(
                    () ->
                            project.migrator(limited)
                                    .lockTimeout(Duration.ofMillis(500))
                                    .tableLockTimeout(Duration.ofMillis(500))
                                    .tableLockRetry(Duration.ZERO)
                                    .build()
                                    .up());
        }
    }

    @Test
    void aStatementOfThisProgramThatNeedsMoreTemporaryFilesThanItMayHave() {
        project.up();
        database.execute(
                """
                INSERT INTO lifeguard_migrations (version, name, checksum, applied_at, success)
                SELECT g, 'old', repeat('0', 64), now(), true FROM generate_series(1, 20000) g
                """);
        PGSimpleDataSource limited = database.dataSource();
        limited.setOptions(
                "-c temp_file_limit=8kB -c work_mem=64kB -c enable_indexscan=off"
                        + " -c enable_bitmapscan=off");

        LifeguardException failure = failureOf(() -> project.migrator(limited).build().status());

        assertThat(failure)
                .hasMessageStartingWith(
                        "LG-101 The database ended a statement of this program while the history"
                                + " was read: temporary file size exceeds ")
                .hasMessageEndingWith(
                        "(8kB) (SQLState 53400). Raise the limit that it names for this user,"
                                + " database or connection, and run this again.");
        assertThat(failure.kind()).isEqualTo(ErrorKind.CONFIGURATION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lock_timeout=100ms", "statement_timeout=100ms"})
    void aStatementOfThisProgramWaitsAsLongAsForTheLock(String limit) throws SQLException {
        project.up();

        LifeguardException failure = failureBehind("lifeguard_migrations", limit);

        assertThat(failure.kind()).isEqualTo(ErrorKind.LOCK_TIMEOUT);
        assertThat(failure)
                .hasMessageStartingWith(
                        "LG-401 The lock was not got within 0.5 s: the state table is locked by"
                                + " process ")
                .hasMessageEndingWith(
                        "Run this again when that has ended, or wait longer with lockTimeout(…).");
    }

    @Test
    void aStatementOfAScriptThatTakesTooLong() throws SQLException {
        project.up();
        project.write(
                "20240102000000_two.sql", "CREATE TABLE two (id int);\nSELECT pg_sleep(9);\n");

        LifeguardException failure = failureBehind("one", "statement_timeout=300ms");

        assertThat(failure.kind()).isEqualTo(ErrorKind.SCRIPT_FAILED);
        assertThat(failure)
                .hasMessageStartingWith(
                        "LG-201 Migration 20240102000000 two failed at 20240102000000_two.sql:2:1:"
                                + " canceling statement due to statement timeout (SQLState 57014)."
                                + " Nothing was changed: the transaction was rolled back. Unless"
                                + " somebody cancelled it, raise statement_timeout, in the script"
                                + " or for this user or database, and run up again.");
        assertThat(database.has("two")).isFalse();
    }

    @Test
    void aStatementOfAScriptThatWaitsTooLong() throws SQLException {
        project.up();
        project.write(
                "20240102000000_two.sql",
                "-- lifeguard:no-transaction\nCREATE TABLE two (id int);\nLOCK TABLE one;\n");

        assertThat(failureBehind("one", "lock_timeout=100ms").detail().coded())
                .startsWith(
                        "LG-202 Migration 20240102000000 two failed at 20240102000000_two.sql:3:1:"
                                + " canceling statement due to lock timeout (SQLState 55P03). It"
                                + " was tried once; ")
                .contains(
                        ". It runs statement by statement: statement 1 of 2 is done and stays. Run"
                                + " up again when that has ended, or try longer with"
                                + " tableLockRetry(…): it goes on at statement 2.");
    }

    @Test
    void whatWaitsForADeadRunnersTransactionHasALimitOfItsOwn() throws SQLException {
        project.up();
        database.execute(
                """
                INSERT INTO lifeguard_migrations (version, name, checksum, applied_at, holder,
                                                  lease_expires_at)
                VALUES (-1, 'lock', 'dead', now(), 'a dead runner', now() - interval '1 hour')
                """);
        project.write("20240102000000_two.sql", "CREATE TABLE two (id int);\n");
        PGSimpleDataSource limited = database.dataSource();
        limited.setOptions("-c statement_timeout=300ms");
        try (Connection dead = database.connect()) {
            dead.setAutoCommit(false);
            TestDatabase.query(
                    dead, "SELECT 1 FROM lifeguard_migrations WHERE version = -1 FOR KEY SHARE");

            assertThat(
                            failureOf(
                                            () ->
                                                    project.migrator(limited)
                                                            .lockTimeout(Duration.ofSeconds(1))
                                                            .build()
                                                            .up())
                                    .kind())
                    .isEqualTo(ErrorKind.LOCK_TIMEOUT);
        }
    }
}
