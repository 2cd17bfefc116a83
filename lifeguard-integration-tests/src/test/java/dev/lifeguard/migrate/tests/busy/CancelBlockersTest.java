package dev.lifeguard.migrate.tests.busy;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.cli.CommandHere;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.report.MigrationEvent;
import dev.lifeguard.migrate.report.MigrationReport;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.Await;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.OwnServer;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Who is in the way of a migration is terminated where that was asked for, and nobody else. */
@OnPostgres
@Execution(ExecutionMode.CONCURRENT)
final class CancelBlockersTest {

    private static final String ALTER = "ALTER TABLE orders ADD COLUMN note text;\n";
    private static final String OLDER = "older-than=1ms";

    private final PostgresServer server;
    @AutoClose private final Project project;
    private final TestDatabase database;
    private final String client;
    private final List<String> warnings = new CopyOnWriteArrayList<>();

    CancelBlockersTest(PostgresServer server) {
        this.server = server;
        project = new Project(server);
        database = project.database();
        project.write("20240101000000_orders.sql", "CREATE TABLE orders (id int PRIMARY KEY);\n");
        project.up();
        client = database.createRole("client", "secret");
        database.execute(
                "INSERT INTO orders SELECT generate_series(1, 10)",
                "GRANT SELECT, UPDATE ON orders TO " + client);
        project.write("20240102000000_note.sql", ALTER);
    }

    private MigratorBuilder migrator(String whose) {
        return migrator(whose, database.dataSource());
    }

    private MigratorBuilder migrator(String whose, DataSource dataSource) {
        return project.migrator(dataSource)
                .tableLockTimeout(Duration.ofMillis(500))
                .cancelBlockers(whose)
                .listener(
                        event -> {
                            if (event instanceof MigrationEvent.Warning warning) {
                                warnings.add(warning.message());
                            }
                        });
    }

    private Blocker client(String... statements) throws SQLException {
        return Blocker.in(database.dataSource(client, "secret").getConnection(), statements);
    }

    private Blocker reader() throws SQLException {
        return client("SELECT FROM orders");
    }

    /** It ends for want of the lock, and who is in the way is still there. */
    private void requireGivesUp(MigratorBuilder migrator, Blocker blocker) throws SQLException {
        assertThat(failureOf(migrator.tableLockRetry(Duration.ofMillis(300)).build()::up).kind())
                .isEqualTo(ErrorKind.LOCK_BUSY);
        assertThat(blocker.isAlive()).isTrue();
        blocker.end();
    }

    @Test
    void aClientThatIsIdleInItsTransactionIsTerminated() throws SQLException {
        try (Blocker blocker = reader()) {
            String pid = blocker.pid();
            long start = System.nanoTime();

            MigrationReport report = migrator(OLDER).build().up();

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Project.PATIENCE);
            assertThat(report.applied()).hasSize(1);
            assertThat(report.warnings()).isEqualTo(warnings);
            assertThat(warnings)
                    .singleElement()
                    .asString()
                    .matches(
                            "Terminated, as it was in the way: process %s \\(.*user %s\\), whose transaction is open for .*, whose last statement is: SELECT pg_backend_pid\\(\\)"
                                    .formatted(pid, client));
            assertThat(blocker.isAlive()).isFalse();
        }
    }

    @Test
    void theCommandLineSaysIt() throws SQLException {
        Map<String, String> environment =
                Map.of(
                        "LIFEGUARD_DATABASE_URL", database.url(),
                        "LIFEGUARD_MIGRATIONS_DIR", project.directory().toString(),
                        "LIFEGUARD_CANCEL_BLOCKERS", "autovacuum");
        try (Blocker blocker = reader()) {
            CommandHere up =
                    new CommandHere(
                            environment,
                            List.of("up", "--cancel-blockers", OLDER, "--output", "json"));

            assertThat(up.exit()).isZero();
            assertThat(up.output())
                    .contains("\"warnings\":[\"Terminated, as it was in the way: process ");
            assertThat(up.errors()).contains("Terminated, as it was in the way: process ");
            assertThat(blocker.isAlive()).isFalse();
        }
    }

    @Test
    void theMigrationGoesOnInTheSameTry() throws SQLException {
        try (Blocker blocker = reader()) {
            MigrationReport report =
                    migrator(OLDER).tableLockTimeout(Duration.ofSeconds(20)).build().up();

            assertThat(report.applied().getFirst().attempts()).isEqualTo(1);
            assertThat(report.applied().getFirst().lockWait()).isLessThan(Duration.ofSeconds(19));
            assertThat(blocker.isAlive()).isFalse();
        }
    }

    @Test
    void withoutALimitOfTheWaitToo() throws SQLException {
        try (Blocker blocker = reader()) {
            migrator(OLDER).tableLockTimeout(Duration.ZERO).build().up();

            assertThat(warnings).hasSize(1);
            assertThat(blocker.isAlive()).isFalse();
        }
    }

    @Test
    void allInTheWayAreTerminated() throws SQLException {
        try (Blocker one = reader();
                Blocker other = reader()) {
            migrator(OLDER).build().up();

            assertThat(warnings).hasSize(2);
            assertThat(one.isAlive()).isFalse();
            assertThat(other.isAlive()).isFalse();
        }
    }

    @Test
    void whoIsNotInTheWayStays() throws SQLException {
        try (Blocker blocker = reader();
                Blocker elsewhere = client("SELECT 1")) {
            migrator(OLDER).build().up();

            assertThat(blocker.isAlive()).isFalse();
            assertThat(elsewhere.isAlive()).isTrue();
        }
    }

    @Test
    void aYoungerOneStays() throws SQLException {
        try (Blocker blocker = reader()) {
            requireGivesUp(migrator("older-than=1h"), blocker);

            assertThat(warnings).isEmpty();
        }
    }

    @Test
    void aSuperusersStaysAndThatIsToldOnce() throws SQLException {
        try (Blocker blocker = Blocker.in(database, "SELECT FROM orders")) {
            String pid = blocker.pid();

            requireGivesUp(migrator(OLDER), blocker);

            assertThat(warnings)
                    .singleElement()
                    .asString()
                    .startsWith(
                            "Not terminated though it is in the way, as a superuser's session:"
                                    + " process %s (test, user postgres), whose ".formatted(pid));
        }
    }

    @Test
    void nobodyIsUnlessAskedFor() throws SQLException {
        try (Blocker blocker = reader()) {
            requireGivesUp(migrator("none"), blocker);

            assertThat(warnings).isEmpty();
        }
    }

    @Test
    void whereAutovacuumIsMeantAClientStays() throws SQLException {
        try (Blocker blocker = reader()) {
            requireGivesUp(migrator("autovacuum"), blocker);

            assertThat(warnings).isEmpty();
        }
    }

    @Test
    void aSessionThatReplicatesStays() throws SQLException {
        database.execute("ALTER ROLE %s REPLICATION".formatted(client));
        Properties properties = new Properties();
        properties.setProperty("user", client);
        properties.setProperty("password", "secret");
        properties.setProperty("replication", "database");
        properties.setProperty("preferQueryMode", "simple");
        properties.setProperty("assumeMinServerVersion", "14");
        String url =
                "jdbc:postgresql://%s:%s/%s"
                        .formatted(server.host(), server.port(), database.name());
        try (Blocker blocker =
                Blocker.in(DriverManager.getConnection(url, properties), "SELECT FROM orders")) {
            requireGivesUp(migrator(OLDER), blocker);

            assertThat(warnings).isEmpty();
        }
    }

    private DataSource owner(String... rights) {
        String role = database.createRole("migrator", "secret");
        database.execute(
                "GRANT ALL ON SCHEMA public TO " + role,
                "ALTER TABLE orders OWNER TO " + role,
                "ALTER TABLE lifeguard_migrations OWNER TO " + role,
                "ALTER TABLE lifeguard_migrations_log OWNER TO " + role);
        for (String right : rights) {
            database.execute("GRANT %s TO %s".formatted(right, role));
        }
        return database.dataSource(role, "secret");
    }

    @Test
    void whoMayNotTerminateIsToldOnce() throws SQLException {
        DataSource owner = owner("pg_read_all_stats");
        try (Blocker blocker = reader()) {
            requireGivesUp(migrator(OLDER, owner), blocker);

            assertThat(warnings)
                    .singleElement()
                    .asString()
                    .startsWith(
                            "Not terminated though it is in the way, as this user may not"
                                    + " (SQLState 42501; it needs pg_signal_backend): process ");
        }
    }

    @Test
    void theRightToSignalIsEnough() throws SQLException {
        DataSource owner = owner("pg_read_all_stats", "pg_signal_backend");
        try (Blocker blocker = reader()) {
            migrator(OLDER, owner).build().up();

            assertThat(blocker.isAlive()).isFalse();
        }
    }

    @Test
    void whatIsNotSeenStaysAndThatIsToldOnce() throws SQLException {
        DataSource owner = owner("pg_signal_backend");
        try (Blocker blocker = reader()) {
            requireGivesUp(migrator(OLDER, owner), blocker);

            assertThat(warnings)
                    .singleElement()
                    .asString()
                    .startsWith(
                            "Not terminated though it is in the way, as too little of it is shown"
                                    + " to this user: process ");
        }
    }

    @Test
    void whoIsInTheWayOfAHookOfTheRunIsTerminated() throws SQLException {
        project.write("before_up.sql", "LOCK TABLE orders;\n");
        try (Blocker blocker = reader()) {
            assertThat(migrator(OLDER).build().up().warnings()).hasSize(1);
            assertThat(blocker.isAlive()).isFalse();
        }
    }

    /** The second connection keeps the lock's row in a transaction then. */
    @Test
    void whoIsInTheWayOutsideATransactionIsTerminated() throws SQLException {
        project.write(
                "20240102000000_note.sql",
                """
                CREATE INDEX CONCURRENTLY built ON orders (id);
                CREATE INDEX CONCURRENTLY another ON orders (id);
                """);
        try (Blocker blocker = client("UPDATE orders SET id = id WHERE id = 1")) {
            assertThat(migrator(OLDER).build().up().warnings()).hasSize(1);
            assertThat(blocker.isAlive()).isFalse();
        }
    }

    /** By itself it would make way after a second only, which is longer than a try. */
    @Test
    void aWorkerOfAutovacuumIsTerminated() throws SQLException {
        try (OwnServer own =
                        OwnServer.like(
                                server,
                                "autovacuum = on",
                                "autovacuum_naptime = 1s",
                                "autovacuum_vacuum_cost_delay = 100ms",
                                "autovacuum_vacuum_cost_limit = 1",
                                "deadlock_timeout = 1h");
                Project busy = new Project(own.server())) {
            busy.write("20240101000000_orders.sql", "CREATE TABLE orders (id int, pad text);\n");
            busy.up();
            busy.database()
                    .execute(
                            "INSERT INTO orders SELECT n, repeat('x', 500) FROM"
                                    + " generate_series(1, 20000) AS n",
                            "UPDATE orders SET id = id");
            Await.until(
                    "autovacuum is at work",
                    () ->
                            busy.database()
                                    .value(
                                            """
                                            SELECT count(*) FROM pg_locks l
                                            JOIN pg_stat_activity a USING (pid)
                                            WHERE l.relation = 'orders'::regclass AND l.granted
                                            AND a.backend_type = 'autovacuum worker'
                                            """)
                                    .equals("1"));
            busy.write("20240102000000_note.sql", ALTER);

            assertThat(
                            failureOf(
                                    busy.migrator()
                                                    .tableLockTimeout(Duration.ofSeconds(3))
                                                    .tableLockRetry(Duration.ZERO)
                                                    .build()
                                            ::up))
                    .hasMessageContaining(
                            ". An autovacuum makes way only for who waits longer than"
                                    + " deadlock_timeout: set tableLockTimeout(…) above it, or use"
                                    + " cancelBlockers(\"autovacuum\"). Nothing");
            MigrationReport report =
                    busy.migrator()
                            .tableLockTimeout(Duration.ofSeconds(20))
                            .cancelBlockers("autovacuum")
                            .build()
                            .up();

            assertThat(report.warnings())
                    .singleElement()
                    .asString()
                    .startsWith("Terminated, as it was in the way: process ")
                    .contains(" (autovacuum worker), whose transaction is open for ");
        }
    }
}
