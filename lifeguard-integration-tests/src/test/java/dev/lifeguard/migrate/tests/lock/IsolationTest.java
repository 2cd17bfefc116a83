package dev.lifeguard.migrate.tests.lock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.report.MigrationReport;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.Await;
import dev.lifeguard.migrate.tests.server.Background;
import dev.lifeguard.migrate.tests.server.Gate;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Databases whose default isolation level is stricter than READ COMMITTED. */
@OnPostgres
final class IsolationTest {

    @AutoClose private final Project project;
    private final TestDatabase database;

    IsolationTest(PostgresServer server) {
        project = new Project(server);
        database = project.database();
    }

    @ParameterizedTest
    @ValueSource(strings = {"repeatable read", "serializable"})
    void theHeartbeatDoesNotGetInTheWay(String level) {
        database.execute(
                "ALTER DATABASE %s SET default_transaction_isolation = '%s'"
                        .formatted(database.name(), level));
        project.write("20240101000000_one.sql", "CREATE TABLE one (id int);\n" + Gate.sql() + "\n");
        project.write(
                "20240102000000_two.sql",
                "CREATE TABLE two (id int);\nCREATE INDEX CONCURRENTLY two_id ON two (id);\n");
        try (Gate gate = Gate.in(database)) {
            Background<MigrationReport> run =
                    Background.start(project.migrator().lease(Duration.ofSeconds(1)).build()::up);
            gate.awaitArrival();
            String first = leaseEnd();
            Await.until("the lease is extended", () -> !leaseEnd().equals(first));
            gate.open();

            assertThat(run.result().applied()).hasSize(2);
        }
    }

    private String leaseEnd() {
        return database.value(
                "SELECT lease_expires_at FROM lifeguard_migrations WHERE version = -1");
    }
}
