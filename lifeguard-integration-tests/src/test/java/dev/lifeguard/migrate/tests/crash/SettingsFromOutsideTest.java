package dev.lifeguard.migrate.tests.crash;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.error.DatabaseUnreachableException;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.report.MigrationReport;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.Background;
import dev.lifeguard.migrate.tests.server.Gate;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import dev.lifeguard.migrate.tests.server.WireTap;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Timeouts that an administrator has set, an interrupt of the caller, and whose clock counts. */
@OnPostgres(18)
final class SettingsFromOutsideTest {

    @AutoClose private final Project project;
    private final TestDatabase database;

    SettingsFromOutsideTest(PostgresServer server) {
        project = new Project(server);
        database = project.database();
        project.write("20240101000000_one.sql", "CREATE TABLE one (id int);\n");
    }

    private void set(String setting) {
        database.execute("ALTER DATABASE %s SET %s".formatted(database.name(), setting));
    }

    private void reset(String setting) {
        database.execute("ALTER DATABASE %s RESET %s".formatted(database.name(), setting));
    }

    private void requireNothingOfTwo() {
        assertThat(project.history()).containsExactly("20240101000000|one|whole");
        assertThat(database.has("two")).isFalse();
        assertThat(project.migrator().build().lockHolder()).isEmpty();
    }

    @Test
    void aStatementTimeoutRollsTheMigrationBack() {
        project.write(
                "20240102000000_two.sql", "CREATE TABLE two (id int);\nSELECT pg_sleep(60);\n");
        set("statement_timeout = '500ms'");

        LifeguardException failure = failureOf(project::up);

        assertThat(failure.kind()).isEqualTo(ErrorKind.SCRIPT_FAILED);
        assertThat(failure).hasMessageContaining("(SQLState 57014). Nothing of it was kept");
        requireNothingOfTwo();
    }

    @Test
    void aLockTimeoutRollsTheMigrationBackAndTheNextRunGoesOn() throws SQLException {
        project.up();
        project.write("20240102000000_two.sql", "CREATE TABLE two (id int);\nLOCK TABLE one;\n");
        set("lock_timeout = '200ms'");
        try (Connection writer = database.connect()) {
            writer.setAutoCommit(false);
            TestDatabase.query(writer, "INSERT INTO one VALUES (1) RETURNING id");

            assertThat(
                            failureOf(
                                    project.migrator()
                                                    .tableLockTimeout(Duration.ofMillis(500))
                                                    .tableLockRetry(Duration.ZERO)
                                                    .build()
                                            ::up))
                    .hasMessageContaining("(SQLState 55P03). ")
                    .hasMessageContaining(" Nothing was changed");
            requireNothingOfTwo();
        }
        assertThat(Project.names(project.up().applied())).containsExactly("two");
    }

    @Test
    void aTransactionTimeoutIsALostConnection() {
        project.write(
                "20240102000000_two.sql", "CREATE TABLE two (id int);\nSELECT pg_sleep(60);\n");
        set("transaction_timeout = '700ms'");

        assertThat(failureOf(project::up))
                .isInstanceOf(DatabaseUnreachableException.class)
                .hasMessage(
                        "LG-501 The connection to the database was lost in the middle of migration"
                                + " 20240102000000 two: terminating connection due to transaction"
                                + " timeout (SQLState 25P04). Nothing of it was kept: the"
                                + " transaction was rolled back. The migration before it stays"
                                + " applied. Raise transaction_timeout for this user or database"
                                + " and run up again.");
        reset("transaction_timeout");
        requireNothingOfTwo();
    }

    @Test
    void anInterruptOfTheCallerLeavesNoLock() {
        project.write("20240102000000_two.sql", "CREATE TABLE two (id int);\n" + Gate.sql() + "\n");
        try (Gate gate = Gate.in(database)) {
            Background<MigrationReport> run = Background.start(project::up);
            gate.awaitArrival();
            run.interrupt();

            run.failure(LifeguardException.class);
            requireNothingOfTwo();
        }
        assertThat(Project.names(project.up().applied())).containsExactly("two");
    }

    @Test
    void theLeaseIsOnTheDatabasesClock() throws Exception {
        project.write(
                "20240102000000_two.sql",
                "CREATE TABLE two (id int);\nCREATE INDEX CONCURRENTLY two_id ON two (id);\n");
        try (WireTap tap = WireTap.before(database)) {
            project.migrator(tap.dataSource()).build().up();

            List<String> ofTheLease =
                    tap.statements().stream()
                            .filter(sql -> sql.contains("lease_expires_at"))
                            .filter(sql -> !sql.startsWith("CREATE TABLE"))
                            .toList();
            assertThat(ofTheLease)
                    .hasSizeGreaterThan(4)
                    .allMatch(sql -> sql.contains("clock_timestamp()"))
                    .noneMatch(sql -> sql.contains("::timestamp"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "quote_all_identifiers = on",
                "standard_conforming_strings = off",
                "bytea_output = escape",
                "datestyle = 'SQL, DMY'",
                "intervalstyle = sql_standard",
                "timezone = 'Asia/Kathmandu'",
                "client_min_messages = error",
                "default_transaction_isolation = serializable",
                "row_security = off",
                "check_function_bodies = off",
                "plan_cache_mode = force_generic_plan",
                "default_tablespace = ''",
                "track_activities = off"
            })
    void aSettingThatChangesHowAnswersLookChangesNothing(String setting) {
        set(setting);
        project.up();
        project.write("20240102000000_two.sql", "CREATE TABLE two (id int);\n");

        assertThat(project.migrator().build().status().pending()).hasSize(1);
        assertThat(Project.names(project.up().applied())).containsExactly("two");
        assertThat(project.up().applied()).isEmpty();
        assertThat(project.migrator().build().lockHolder()).isEmpty();
    }
}
