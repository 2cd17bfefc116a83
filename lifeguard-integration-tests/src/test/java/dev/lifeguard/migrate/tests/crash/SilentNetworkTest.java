package dev.lifeguard.migrate.tests.crash;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.error.DatabaseUnreachableException;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.report.MigrationEvent;
import dev.lifeguard.migrate.report.MigrationReport;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.Await;
import dev.lifeguard.migrate.tests.server.Background;
import dev.lifeguard.migrate.tests.server.Gate;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import dev.lifeguard.migrate.tests.server.WireTap;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * From some moment on the network swallows everything, in both directions, and nobody is told: the
 * run ends soon after its lease all the same, and says what is known.
 */
@OnPostgres
@Execution(ExecutionMode.CONCURRENT)
final class SilentNetworkTest {

    private static final Duration LEASE = Duration.ofSeconds(3);
    private static final Duration LATEST_END = LEASE.plusSeconds(15);

    @AutoClose private final Project project;
    private final TestDatabase database;
    @AutoClose private final WireTap tap;
    private final List<String> finished = new CopyOnWriteArrayList<>();

    SilentNetworkTest(PostgresServer server) {
        project = new Project(server);
        database = project.database();
        tap = WireTap.before(database);
        project.write("20240101000000_one.sql", "CREATE TABLE one (id int);\n");
        project.write(
                "20240102000000_two.sql",
                """
                INSERT INTO one VALUES (1);
                CREATE INDEX CONCURRENTLY one_id ON one (id);
                VACUUM one;
                """);
        project.write("20240103000000_three.sql", "CREATE TABLE three (id int);\n");
    }

    private MigratorBuilder runner(DataSource dataSource) {
        return project.migrator(dataSource)
                .lease(LEASE)
                .listener(
                        event -> {
                            if (event instanceof MigrationEvent.MigrationFinished done) {
                                finished.add(done.step().name());
                            }
                        });
    }

    /** What the run came to, which has ended in time. */
    private LifeguardException endOf(Background<MigrationReport> run) {
        Await.until("nothing passes", tap::isFrozen);
        long silent = System.nanoTime();
        LifeguardException failure = run.failure(LifeguardException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - silent)).isLessThan(LATEST_END);
        return failure;
    }

    /** The time that was waited, and what for. */
    private static void requireNamesTheSilence(LifeguardException failure, String doing) {
        assertThat(failure.kind()).isEqualTo(ErrorKind.DATABASE_UNREACHABLE);
        assertThat(failure.detail().coded())
                .matches(
                        "LG-501 The connection to the database was lost "
                                + doing
                                + ": the database has not answered for 6 s on the connection to"
                                + " jdbc:postgresql://[^ ?]+ \\(server process [0-9]+\\)"
                                + " \\(SQLState 08006\\)\\.");
    }

    /** What was told is so, and the next run goes on. */
    private void requireGoesOn() {
        List<String> told = List.copyOf(finished);
        if (!told.isEmpty()) {
            assertThat(database.query("SELECT name FROM lifeguard_migrations WHERE success"))
                    .containsAll(told);
        }
        tap.thaw();
        runner(database.dataSource()).lockTimeout(Duration.ofSeconds(30)).build().up();
        assertThat(project.history())
                .containsExactly(
                        "20240101000000|one|whole",
                        "20240102000000|two|whole",
                        "20240103000000|three|whole");
        assertThat(database.query("SELECT id FROM one")).containsExactly("1");
        assertThat(database.has("one_id")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT m.version",
                "SELECT pg_catalog.set_config('lock_timeout'",
                "CREATE TABLE IF NOT EXISTS",
                "INSERT INTO \"public\"",
                "CREATE TABLE one",
                "WITH held",
                "COMMIT",
                "INSERT INTO one",
                "SET idle_session_timeout =",
                "CREATE INDEX",
                "SET idle_session_timeout TO",
                "VACUUM",
                "CREATE TABLE three"
            })
    void endsTheRunAt(String statement) {
        tap.freezeAt(statement);

        assertThat(endOf(Background.start(runner(tap.dataSource()).build()::up)).kind())
                .isEqualTo(ErrorKind.DATABASE_UNREACHABLE);

        requireGoesOn();
    }

    @Test
    void endsARunWhoseStatementTakesLong() {
        project.write("20240103000000_three.sql", Gate.sql() + "\nCREATE TABLE three (id int);\n");
        try (Gate gate = Gate.in(database)) {
            Background<MigrationReport> run =
                    Background.start(runner(tap.dataSource()).build()::up);
            gate.awaitArrival();
            tap.freeze();

            assertThat(run.failure(DatabaseUnreachableException.class))
                    .hasMessageStartingWith(
                            "LG-501 The connection to the database was lost in the middle of"
                                    + " migration 20240103000000 three: the database has not"
                                    + " answered for 2 s (SQLState 08006).");
        }
        requireGoesOn();
    }

    @Test
    void isNotSeenWhereAnswersComeHoweverLongAStatementTakes() {
        project.write("20240103000000_three.sql", Gate.sql() + "\nCREATE TABLE three (id int);\n");
        try (Gate gate = Gate.in(database)) {
            Background<MigrationReport> run =
                    Background.start(runner(tap.dataSource()).build()::up);
            gate.awaitArrival();
            String end = database.value("SELECT clock_timestamp() + interval '9 seconds'");
            Await.until(
                    "three leases are over",
                    () ->
                            database.value("SELECT clock_timestamp() > '%s'".formatted(end))
                                    .equals("t"));
            gate.open();

            assertThat(run.result().applied()).hasSize(3);
        }
    }

    @Test
    void endsAWaitForTheLock() {
        project.migrator().build().lock().close();
        database.execute(
                """
                INSERT INTO lifeguard_migrations (version, name, checksum, applied_at, holder)
                VALUES (-1, 'lock', 'another', now(), 'another')
                """);
        Background<MigrationReport> run = Background.start(runner(tap.dataSource()).build()::up);
        Await.until(
                "it polls",
                () ->
                        tap.statements().stream()
                                        .filter(sql -> sql.startsWith("INSERT INTO"))
                                        .count()
                                > 1);
        tap.freeze();

        requireNamesTheSilence(endOf(run), "while the lock was (asked for|read)");
        database.execute("DELETE FROM lifeguard_migrations");
        requireGoesOn();
    }

    @Test
    void endsALook() {
        tap.freezeAt("SELECT m.version");
        long start = System.nanoTime();

        requireNamesTheSilence(
                failureOf(() -> runner(tap.dataSource()).build().status()),
                "while the history was read");

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LATEST_END);
    }
}
