package dev.lifeguard.migrate.tests.lock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.MigrationLockGuard;
import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.report.MigrationEvent;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.Await;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** The server refuses a run's second connection, and says why. */
@OnPostgres
final class NoSecondConnectionTest {

    private static final String LEASE =
            "There was no second connection to be had (too many connections for %s (SQLState"
                    + " 53300)): outside of a transaction nothing extends the lock's lease. Let"
                    + " the pool, the user and the database have two connections.";

    /** So long a server may take to refuse a connection. */
    private static final Duration REFUSAL = Duration.ofSeconds(2);

    @AutoClose private final Project project;
    private final TestDatabase database;
    private final Recorder recorder = new Recorder();
    private final String role;

    NoSecondConnectionTest(PostgresServer server) {
        project = new Project(server);
        database = project.database();
        role = database.createRole("one", "secret");
        database.execute("GRANT CREATE ON SCHEMA public TO " + role);
        project.write(
                "20240101000000_one.sql",
                """
                CREATE TABLE one (id int);
                CREATE INDEX CONCURRENTLY one_id ON one (id);
                CREATE INDEX CONCURRENTLY one_id2 ON one (id);
                """);
    }

    private MigratorBuilder asRole() {
        return project.migrator(database.dataSource(role, "secret"))
                .lease(Duration.ofSeconds(1))
                .listener(recorder);
    }

    /** Each connection but the first takes its time. */
    private static DataSource slowlyRefused(DataSource target) {
        AtomicBoolean first = new AtomicBoolean(true);
        return new PGSimpleDataSource() {
            @Override
            public Connection getConnection() throws SQLException {
                if (!first.getAndSet(false)) {
                    Instant then = Instant.now().plus(REFUSAL);
                    Await.until("the server is slow", () -> Instant.now().isAfter(then));
                }
                return target.getConnection();
            }
        };
    }

    private List<String> warnings() {
        return recorder.all(MigrationEvent.Warning.class).stream()
                .map(MigrationEvent.Warning::message)
                .toList();
    }

    private String limit(String what) {
        if (what.equals("database")) {
            database.limitConnections(1);
            return "database \"%s\"".formatted(database.name());
        }
        database.execute("ALTER ROLE %s CONNECTION LIMIT 1".formatted(role));
        return "role \"%s\"".formatted(role);
    }

    @ParameterizedTest
    @ValueSource(strings = {"role", "database"})
    void aStatementOutsideATransactionIsToldWhyOnce(String what) {
        String limited = limit(what);
        long start = System.nanoTime();

        assertThat(
                        project.migrator(slowlyRefused(database.dataSource(role, "secret")))
                                .listener(recorder)
                                .build()
                                .up()
                                .applied())
                .hasSize(1);

        Duration took = Duration.ofNanos(System.nanoTime() - start);
        assertThat(warnings())
                .containsExactly(
                        ("There was no second connection to be had (too many connections for %s"
                             + " (SQLState 53300)): a statement that runs outside a transaction"
                             + " goes without one, and the lock's lease is extended before and"
                             + " after it only. Let the pool, the user and the database have two"
                             + " connections.")
                                .formatted(limited));
        String time = database.value("SELECT execution_time_ms FROM lifeguard_migrations");
        assertThat(Duration.ofMillis(Long.parseLong(time)))
                .isLessThanOrEqualTo(took.minus(REFUSAL));
    }

    @ParameterizedTest
    @ValueSource(strings = {"role", "database"})
    void aLongTransactionIsToldWhenItIsOver(String what) {
        project.write("20240101000000_one.sql", "SELECT pg_sleep(0.8);\n");
        String limited = limit(what);

        assertThat(asRole().build().up().applied()).hasSize(1);

        assertThat(warnings()).containsExactly(LEASE.formatted(limited));
    }

    @Test
    void aGuardIsToldWhenItAsks() {
        String limited = limit("role");
        try (MigrationLockGuard guard = asRole().lease(Duration.ofSeconds(3)).build().lock()) {
            Await.until(
                    "the lease was to be extended",
                    () -> {
                        guard.requireHeld();
                        return !warnings().isEmpty();
                    });
        }
        assertThat(warnings()).containsExactly(LEASE.formatted(limited));
    }
}
