package dev.lifeguard.migrate.tests.lock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.MigrationLockGuard;
import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.error.LeaseLostException;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.error.LockTimeoutException;
import dev.lifeguard.migrate.report.LockHolder;
import dev.lifeguard.migrate.report.LockHolder.Liveness;
import dev.lifeguard.migrate.report.MigrationEvent;
import dev.lifeguard.migrate.report.MigrationReport;
import dev.lifeguard.migrate.report.told.ToldHolder;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.Await;
import dev.lifeguard.migrate.tests.server.Background;
import dev.lifeguard.migrate.tests.server.Gate;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
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
                        new ToldHolder(
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
                        new ToldHolder(
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

    /** Its renewals would wait behind a statement that waits for the row. */
    @Test
    void waitsForAHoldersTransactionNoLongerThanToldAndLeavesItsLeaseAlone() {
        project.up();
        project.write("20240102000000_two.sql", Gate.sql() + "\n");
        try (Gate gate = Gate.in(database)) {
            Background<MigrationReport> run =
                    Background.start(
                            () -> project.migrator().lease(Duration.ofSeconds(3)).build().up());
            gate.awaitArrival();
            List<MigrationEvent> heard = new CopyOnWriteArrayList<>();
            Background<Optional<LockHolder>> removal =
                    Background.start(
                            () ->
                                    project.migrator()
                                            .lockTimeout(Duration.ofSeconds(7))
                                            .listener(heard::add)
                                            .build()
                                            .unlock());

            assertThat(removal.failure(LockTimeoutException.class).detail().coded())
                    .matches(
                            "LG-401 The lock's row was not removed within 7 s: a transaction keeps"
                                + " it in place\\. It is the row of \".+\", whose server process"
                                + " [0-9]+ is active \\(SELECT pg_advisory_xact_lock.*\\)\\."
                                + " Nothing was changed\\. Run this again when that has ended, wait"
                                + " longer with .+, or end its session\\.");
            assertThat(heard).singleElement().isInstanceOf(MigrationEvent.LockWaiting.class);
            LockHolder holder = project.migrator().build().lockHolder().orElseThrow();
            assertThat(holder.liveness()).isEqualTo(Liveness.ALIVE);
            gate.open();
            assertThat(run.result().applied()).hasSize(1);
        }
    }

    /** The holder stands between two migrations until the row is removed. */
    @Test
    void removesTheRowWhenItsHoldersTransactionHasEnded() {
        project.up();
        project.write("20240102000000_two.sql", Gate.sql() + "\n");
        project.write("20240103000000_three.sql", "CREATE TABLE three (id int);\n");
        CountDownLatch removed = new CountDownLatch(1);
        Migrator holder =
                project.migrator()
                        .listener(
                                event -> {
                                    if (event instanceof MigrationEvent.MigrationFinished) {
                                        Await.until(
                                                "its row is removed",
                                                () -> removed.getCount() == 0);
                                    }
                                })
                        .build();
        try (Gate gate = Gate.in(database)) {
            Background<MigrationReport> run = Background.start(holder::up);
            gate.awaitArrival();
            List<MigrationEvent> heard = new CopyOnWriteArrayList<>();
            Background<Optional<LockHolder>> removal =
                    Background.start(project.migrator().listener(heard::add).build()::unlock);
            Await.until("it waits", () -> !heard.isEmpty());
            gate.open();

            assertThat(removal.result()).isPresent();
            removed.countDown();
            assertThat(run.failure(LifeguardException.class))
                    .isInstanceOf(LeaseLostException.class);
        }
        assertThat(LockRow.exists(database)).isFalse();
        assertThat(database.has("three")).isFalse();
    }

    /** Who may not see what others do sees that their processes are there. */
    @Test
    void aHolderWhoseStateIsHiddenIsNotGone() {
        project.up();
        String role = database.createRole("looker", "x");
        database.execute("GRANT SELECT ON lifeguard_migrations TO " + role);
        try (MigrationLockGuard held = project.migrator().build().lock()) {
            LockHolder holder =
                    project.migrator(database.dataSource(role, "x"))
                            .build()
                            .lockHolder()
                            .orElseThrow();

            assertThat(held).isNotNull();
            assertThat(holder.liveness()).isEqualTo(Liveness.ALIVE);
            assertThat(holder.backendState()).isNull();
            assertThat(holder.backendQuery()).isEqualTo("<insufficient privilege>");
        }
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
