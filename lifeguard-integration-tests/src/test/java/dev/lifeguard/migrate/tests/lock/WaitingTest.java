package dev.lifeguard.migrate.tests.lock;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.error.LockTimeoutException;
import dev.lifeguard.migrate.report.MigrationEvent;
import dev.lifeguard.migrate.report.MigrationReport;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.Await;
import dev.lifeguard.migrate.tests.server.Background;
import dev.lifeguard.migrate.tests.server.Gate;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Runners that ask for the lock while another one holds it. */
@OnPostgres
final class WaitingTest {

    @AutoClose private final Project project;
    private final TestDatabase database;

    WaitingTest(PostgresServer server) {
        project = new Project(server);
        database = project.database();
        project.write("20240101000000_one.sql", Gate.sql() + "\nCREATE TABLE one (id int);\n");
        project.write("20240102000000_two.sql", "CREATE TABLE two (id int);\n");
    }

    /** Somebody else's lock, whose lease lasts. */
    private void lockByAnother() {
        project.migrator().build().baseline(20240101000000L);
        LockRow.insert(database, "now() + interval '5 minutes'");
    }

    @Test
    void theLockIsARowWhileARunLastsAndGoneAfterwards() {
        try (Gate gate = Gate.in(database)) {
            Background<MigrationReport> run = Background.start(project::up);
            gate.awaitArrival();
            assertThat(
                            database.query(
                                    """
                                    SELECT name, length(checksum), success,
                                        applied_at BETWEEN now() - interval '1 minute' AND now(),
                                        lease_expires_at > now() + interval '20 seconds',
                                        lease_expires_at < now() + interval '31 seconds',
                                        EXISTS (SELECT FROM pg_stat_activity a
                                            WHERE a.pid = m.backend_pid
                                            AND a.backend_start = m.backend_start)
                                    FROM lifeguard_migrations m WHERE version = -1
                                    """))
                    .containsExactly("lock|36|t|t|t|t|t");
            gate.open();
            run.result();
        }
        assertThat(LockRow.exists(database)).isFalse();
    }

    @Test
    void theSecondRunnerWaitsAndThenFindsNothingToDo() {
        Recorder recorder = new Recorder();
        try (Gate gate = Gate.in(database)) {
            Background<MigrationReport> first = Background.start(project::up);
            gate.awaitArrival();
            Background<MigrationReport> second =
                    Background.start(() -> project.migrator().listener(recorder).build().up());
            Await.until("it waits", () -> recorder.has(MigrationEvent.LockWaiting.class));
            String holder =
                    database.value("SELECT holder FROM lifeguard_migrations WHERE version = -1");
            assertThat(recorder.all(MigrationEvent.LockWaiting.class))
                    .singleElement()
                    .satisfies(waiting -> assertThat(waiting.holder()).isEqualTo(holder));
            gate.open();

            assertThat(first.result().applied()).hasSize(2);
            assertThat(second.result().applied()).isEmpty();
        }
        assertThat(recorder.has(MigrationEvent.LockAcquired.class)).isTrue();
        assertThat(recorder.has(MigrationEvent.MigrationStarted.class)).isFalse();
        assertThat(project.history()).hasSize(2);
    }

    @Test
    void theTimeoutNamesTheHolderAndWhatToDo() {
        lockByAnother();

        LifeguardException failure =
                failureOf(
                        () -> project.migrator().lockTimeout(Duration.ofMillis(700)).build().up());

        assertThat(failure).isInstanceOf(LockTimeoutException.class);
        assertThat(failure)
                .hasMessage(
                        "LG-401 The lock was not got within 0.7 s: \"host-7, process 12, shop,"
                                + " started 2024-01-20T11:59:58Z\" holds it since"
                                + " 2024-01-20T12:00:00Z. Run this again when it has finished, or"
                                + " wait longer with lockTimeout(…); migrator.lockHolder() shows"
                                + " what it does.");
        assertThat(database.has("two")).isFalse();
        assertThat(LockRow.tokens(database)).containsExactly("token-of-another");
    }

    @Test
    void aTimeoutOfZeroTriesOnce() {
        lockByAnother();

        assertThat(failureOf(() -> project.migrator().lockTimeout(Duration.ZERO).build().up()))
                .hasMessageStartingWith("LG-401 The lock was not got within 0 s: ");
    }

    @Test
    void theLockIsNotReentrant() {
        project.write("20240101000000_one.sql", "CREATE TABLE one (id int);\n");
        List<LifeguardException> failures = new ArrayList<>();
        List<String> rows = new ArrayList<>();
        Migrator inner = project.migrator().lockTimeout(Duration.ofMillis(300)).build();

        project.migrator()
                .listener(
                        event -> {
                            if (event instanceof MigrationEvent.LockAcquired) {
                                rows.add(
                                        database.value(
                                                """
                                                SELECT holder, to_char(applied_at AT TIME ZONE 'UTC',
                                                    'YYYY-MM-DD"T"HH24:MI:SS"Z"')
                                                FROM lifeguard_migrations WHERE version = -1
                                                """));
                                failures.add(failureOf(inner::up));
                            }
                        })
                .build()
                .up();

        String[] row = rows.getFirst().split("\\|", -1);
        assertThat(failures.getFirst())
                .hasMessage(
                        "LG-401 The lock was not got within 0.3 s: \"%s\" holds it since %s. That is"
                                        .formatted(row[0], row[1])
                                + " this very process: the lock is not re-entrant, so work that is"
                                + " done under it must not ask for it again.");
        assertThat(project.history()).hasSize(2);
    }

    @Test
    void eightRunnersApplyEachMigrationOnce() {
        project.write("20240101000000_one.sql", "CREATE TABLE one (id int);\n");
        IntStream.range(10, 40)
                .forEach(
                        number ->
                                project.write(
                                        "202402010000%s_t%s.sql".formatted(number, number),
                                        "CREATE TABLE t%s (id int);\n".formatted(number)));

        List<Background<MigrationReport>> runs =
                IntStream.range(0, 8).mapToObj(ignored -> Background.start(project::up)).toList();

        List<String> applied =
                runs.stream()
                        .flatMap(run -> Project.names(run.result().applied()).stream())
                        .toList();
        assertThat(applied).hasSize(32).doesNotHaveDuplicates();
        assertThat(project.history()).hasSize(32);
        assertThat(LockRow.exists(database)).isFalse();
    }

    @Test
    void eightThreadsMayShareOneMigrator() {
        project.write("20240101000000_one.sql", "CREATE TABLE one (id int);\n");
        Migrator shared = project.migrator().build();

        List<Background<MigrationReport>> runs =
                IntStream.range(0, 8).mapToObj(ignored -> Background.start(shared::up)).toList();

        assertThat(runs.stream().mapToInt(run -> run.result().applied().size()).sum()).isEqualTo(2);
    }

    @Test
    void aPoolOfOneConnectionIsEnough() {
        project.write("20240101000000_one.sql", "CREATE TABLE one (id int);\n");
        HikariConfig config = new HikariConfig();
        config.setDataSource(database.dataSource());
        config.setMaximumPoolSize(1);
        try (HikariDataSource pool = new HikariDataSource(config)) {
            assertThat(project.migrator(pool).build().up().applied()).hasSize(2);
            assertThat(project.migrator(pool).build().status().upToDate()).isTrue();
        }
        assertThat(LockRow.exists(database)).isFalse();
    }

    @Test
    void anIndexIsBuiltConcurrentlyWhileOthersWait() {
        project.write(
                "20240102000000_two.sql",
                "CREATE TABLE two (id int);\nCREATE INDEX CONCURRENTLY two_id ON two (id);\n");
        try (Gate gate = Gate.in(database)) {
            Background<MigrationReport> holder = Background.start(project::up);
            gate.awaitArrival();
            List<Recorder> recorders = IntStream.range(0, 4).mapToObj(i -> new Recorder()).toList();
            List<Background<MigrationReport>> others =
                    recorders.stream()
                            .map(
                                    recorder ->
                                            Background.start(
                                                    () ->
                                                            project.migrator()
                                                                    .listener(recorder)
                                                                    .build()
                                                                    .up()))
                            .toList();
            Await.until(
                    "all wait",
                    () ->
                            recorders.stream()
                                    .allMatch(r -> r.has(MigrationEvent.LockWaiting.class)));
            gate.open();

            assertThat(holder.result().applied()).hasSize(2);
            others.forEach(other -> assertThat(other.result().applied()).isEmpty());
        }
        assertThat(
                        database.value(
                                "SELECT indisvalid FROM pg_index WHERE indexrelid ="
                                        + " 'two_id'::regclass"))
                .isEqualTo("t");
    }
}
