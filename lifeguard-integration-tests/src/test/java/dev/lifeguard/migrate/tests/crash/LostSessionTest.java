package dev.lifeguard.migrate.tests.crash;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.error.DatabaseUnreachableException;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.report.MigrationReport;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.Await;
import dev.lifeguard.migrate.tests.server.Background;
import dev.lifeguard.migrate.tests.server.Gate;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** One of a runner's sessions is ended, or the pool has no second one. */
@OnPostgres
final class LostSessionTest {

    private static final Duration LEASE = Duration.ofSeconds(1);
    private static final String HEARTBEAT = "UPDATE%lease_expires_at%";
    private static final String HOLD = "SET LOCAL idle_in_transaction_session_timeout%";

    @AutoClose private final Project project;
    private final TestDatabase database;

    LostSessionTest(PostgresServer server) {
        project = new Project(server);
        database = project.database();
        project.write("20240101000000_one.sql", "CREATE TABLE one (id int);\n");
        project.write("20240102000000_two.sql", "CREATE TABLE two (id int);\n" + Gate.sql() + "\n");
    }

    private MigratorBuilder migrator(DataSource dataSource) {
        return project.migrator(dataSource).lease(LEASE).lockTimeout(Duration.ofSeconds(30));
    }

    private Background<MigrationReport> start(DataSource dataSource) {
        return Background.start(() -> migrator(dataSource).build().up());
    }

    private List<String> sessions(String lastStatement) {
        return database.query(
                """
                SELECT pid FROM pg_stat_activity
                WHERE datname = current_database() AND application_name <> 'test'
                AND query LIKE ?
                """,
                lastStatement);
    }

    private void end(String lastStatement) {
        Await.until("the session is there", () -> !sessions(lastStatement).isEmpty());
        sessions(lastStatement)
                .forEach(
                        pid ->
                                database.query(
                                        "SELECT pg_terminate_backend(?)", Integer.valueOf(pid)));
    }

    private String leaseEnd() {
        return database.value(
                "SELECT lease_expires_at FROM lifeguard_migrations WHERE version = -1");
    }

    private void requireWhole() {
        assertThat(project.history())
                .containsExactly("20240101000000|one|whole", "20240102000000|two|whole");
        assertThat(project.migrator().build().lockHolder()).isEmpty();
    }

    @Test
    void whereTheMainOneIsEndedTheMigrationIsRolledBack() {
        try (Gate gate = Gate.in(database)) {
            Background<MigrationReport> run = start(database.dataSource());
            gate.awaitArrival();
            end("SELECT pg_advisory_xact_lock%");

            assertThat(run.failure(DatabaseUnreachableException.class))
                    .hasMessageContaining("Nothing of it was kept");
            assertThat(project.history()).containsExactly("20240101000000|one|whole");
            assertThat(project.migrator().build().lockHolder()).isEmpty();
        }
        assertThat(Project.names(project.up().applied())).containsExactly("two");
        requireWhole();
    }

    @Test
    void whereTheHeartbeatsIsEndedItGoesOnOnAnother() {
        try (Gate gate = Gate.in(database)) {
            Background<MigrationReport> run = start(database.dataSource());
            gate.awaitArrival();
            end(HEARTBEAT);
            String before = leaseEnd();
            Await.until("the lease is extended again", () -> !leaseEnd().equals(before));
            gate.open();

            assertThat(Project.names(run.result().applied())).containsExactly("one", "two");
        }
        requireWhole();
    }

    @Test
    void whereTheOneIsEndedThatKeepsTheRowInPlaceTheStatementGoesOn() {
        project.write(
                "20240101000000_one.sql",
                """
                CREATE TABLE one (id int);
                INSERT INTO one VALUES (1);
                CREATE FUNCTION waited(id int) RETURNS int IMMUTABLE LANGUAGE plpgsql AS $$
                BEGIN PERFORM pg_advisory_xact_lock(4711); RETURN id; END $$;
                """);
        project.write(
                "20240102000000_two.sql", "CREATE INDEX CONCURRENTLY two ON one (waited(id));\n");
        try (Gate gate = Gate.in(database)) {
            Background<MigrationReport> run = start(database.dataSource());
            gate.awaitArrival();
            end(HOLD);
            gate.open();

            assertThat(Project.names(run.result().applied())).containsExactly("one", "two");
        }
        requireWhole();
    }

    @Test
    void whereTheRoleMayHaveOneSessionOnlyTheRunNeedsNoOther() {
        String role = database.createRole("single", "secret");
        database.execute(
                "GRANT ALL ON SCHEMA public TO " + role,
                "ALTER ROLE %s CONNECTION LIMIT 1".formatted(role));
        try (Gate gate = Gate.in(database)) {
            Background<MigrationReport> run = start(database.dataSource(role, "secret"));
            gate.awaitArrival();
            String before = leaseEnd();
            Await.until(
                    "the lease has run out",
                    () ->
                            database.value("SELECT clock_timestamp() > ?::timestamptz", before)
                                    .equals("t"));
            gate.open();

            assertThat(Project.names(run.result().applied())).containsExactly("one", "two");
        }
        // The next run is a superuser's, who does not trust the role.
        database.execute("ALTER TABLE lifeguard_migrations OWNER TO CURRENT_USER");
        requireWhole();
    }

    @Test
    void whereTheRoleMayHaveNoSessionThatIsSaid() {
        String role = database.createRole("none", "secret");
        database.execute("ALTER ROLE %s CONNECTION LIMIT 0".formatted(role));

        LifeguardException failure =
                failureOf(() -> migrator(database.dataSource(role, "secret")).build().up());

        assertThat(failure)
                .isInstanceOf(DatabaseUnreachableException.class)
                .hasMessageStartingWith("LG-501 The database takes no more connections");
    }

    @Test
    void aPoolOfOneConnectionGetsItsLockBack() {
        requireReleasedByAPoolOf(1);
    }

    @Test
    void aPoolOfTwoConnectionsGetsItsLockBack() {
        requireReleasedByAPoolOf(2);
    }

    private void requireReleasedByAPoolOf(int size) {
        HikariConfig config = new HikariConfig();
        config.setMaximumPoolSize(size);
        try (CutProxy proxy = CutProxy.counting(database);
                Gate gate = Gate.in(database)) {
            config.setDataSource(proxy.dataSource());
            try (HikariDataSource pool = new HikariDataSource(config)) {
                Background<MigrationReport> run = start(pool);
                gate.awaitArrival();
                proxy.cutNow();

                assertThat(run.failure(DatabaseUnreachableException.class))
                        .hasMessageContaining("Nothing of it was kept");
                assertThat(project.migrator().build().lockHolder()).isEmpty();
                gate.open();
                assertThat(Project.names(migrator(pool).build().up().applied()))
                        .containsExactly("two");
            }
        }
        requireWhole();
    }
}
