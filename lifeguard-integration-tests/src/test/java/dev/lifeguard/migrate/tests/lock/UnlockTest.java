package dev.lifeguard.migrate.tests.lock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.report.LockHolder;
import dev.lifeguard.migrate.report.LockHolder.Liveness;
import dev.lifeguard.migrate.report.MigrationReport;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.Background;
import dev.lifeguard.migrate.tests.server.Gate;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import java.time.Instant;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Who holds the lock, and how its row is removed by hand. */
@OnPostgres
final class UnlockTest {

    private static final String ANOTHER = "host-7, process 12, shop, started 2024-01-20T11:59:58Z";

    @AutoClose private final Project project;
    private final TestDatabase database;

    UnlockTest(PostgresServer server) {
        project = new Project(server);
        database = project.database();
        project.write("20240101000000_one.sql", "CREATE TABLE one (id int);\n");
    }

    @Test
    void tellsOfALeaseThatRuns() {
        project.up();
        LockRow.insert(database, "'2999-01-20 12:00:00Z'");

        assertThat(project.migrator().build().lockHolder())
                .contains(
                        new LockHolder(
                                "token-of-another",
                                ANOTHER,
                                Instant.parse("2024-01-20T12:00:00Z"),
                                Instant.parse("2999-01-20T12:00:00Z"),
                                null,
                                Liveness.ALIVE,
                                null,
                                null));
    }

    @Test
    void tellsOfALeaseThatHasRunOut() {
        project.up();
        LockRow.insert(database, "'2024-01-20 12:00:30Z'");

        assertThat(project.migrator().build().lockHolder().orElseThrow().liveness())
                .isEqualTo(Liveness.DEAD);
    }

    @Test
    void tellsOfARowWithTheSixColumnsOnly() {
        LockRow.insertWithSixColumns(database);

        assertThat(project.migrator().build().lockHolder())
                .contains(
                        new LockHolder(
                                "lock",
                                "a writer that left no name",
                                Instant.parse("2024-01-20T12:00:00Z"),
                                null,
                                null,
                                Liveness.UNKNOWN,
                                null,
                                null));
        assertThat(
                        database.value(
                                "SELECT count(*) FROM pg_attribute WHERE attnum > 0 AND"
                                        + " attrelid = 'lifeguard_migrations'::regclass"))
                .isEqualTo("6");
    }

    @Test
    void tellsWhatARunningHolderDoes() {
        project.write("20240102000000_two.sql", Gate.sql() + "\n");
        try (Gate gate = Gate.in(database)) {
            Background<MigrationReport> run =
                    Background.start(() -> project.migrator().application("shop").build().up());
            gate.awaitArrival();

            LockHolder holder = project.migrator().build().lockHolder().orElseThrow();

            assertThat(holder.holder()).contains(", shop, started ");
            assertThat(holder.liveness()).isEqualTo(Liveness.ALIVE);
            assertThat(holder.backend()).isNotNull();
            assertThat(holder.backendState()).isEqualTo("active");
            assertThat(holder.backendQuery()).startsWith("SELECT pg_advisory_xact_lock");
            gate.open();
            run.result();
        }
        assertThat(project.migrator().build().lockHolder()).isEmpty();
    }

    @Test
    void removesTheRowAndTellsWhoseItWas() {
        LockRow.insertWithSixColumns(database);

        assertThat(project.migrator().build().unlock())
                .hasValueSatisfying(holder -> assertThat(holder.token()).isEqualTo("lock"));

        assertThat(LockRow.exists(database)).isFalse();
        assertThat(project.migrator().build().unlock()).isEmpty();
        assertThat(project.up().applied()).hasSize(1);
    }
}
