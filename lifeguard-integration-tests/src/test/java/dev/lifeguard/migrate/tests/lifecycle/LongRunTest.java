package dev.lifeguard.migrate.tests.lifecycle;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.error.MigrationInterruptedException;
import dev.lifeguard.migrate.plan.Target;
import dev.lifeguard.migrate.report.MigrationEvent;
import dev.lifeguard.migrate.report.MigrationReport;
import dev.lifeguard.migrate.report.MigrationReport.MigrationResult;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.Background;
import dev.lifeguard.migrate.tests.server.Gate;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import dev.lifeguard.migrate.tests.server.WireTap;
import dev.lifeguard.migrate.tests.server.WireTap.Moment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Many short migrations, which go to the server together from the ninth on. */
@OnPostgres
final class LongRunTest {

    private static final int MIGRATIONS = 30;

    @AutoClose private final Project project;
    private final TestDatabase database;
    private final List<String> finished = new ArrayList<>();

    LongRunTest(PostgresServer server) {
        project = new Project(server);
        database = project.database();
        for (int number = 1; number <= MIGRATIONS; number++) {
            write(number, "CREATE TABLE t%s (id int);\n".formatted(number));
        }
    }

    private void write(int number, String up) {
        project.write(
                file(number),
                "-- Up migration\n%s-- Down migration\nDROP TABLE t%s;\n".formatted(up, number));
    }

    private static String file(int number) {
        return String.format(Locale.ROOT, "202401%02d000000_t%s.sql", number, number);
    }

    /** The rows of the history when so many are applied. */
    private static List<String> applied(int most) {
        return IntStream.rangeClosed(1, most)
                .mapToObj(
                        number ->
                                String.format(
                                        Locale.ROOT, "202401%02d000000|t%s|whole", number, number))
                .toList();
    }

    private static List<String> names(int most) {
        return IntStream.rangeClosed(1, most).mapToObj(number -> "t" + number).toList();
    }

    private void hear(MigrationEvent event) {
        if (event instanceof MigrationEvent.MigrationFinished done) {
            finished.add(done.result().name());
        }
    }

    private Migrator migrator() {
        return project.migrator().listener(this::hear).build();
    }

    private void requireOnly(int most) {
        assertThat(project.history()).containsExactlyElementsOf(applied(most));
        assertThat(finished).containsExactlyElementsOf(names(most));
        assertThat(database.has("t" + (most + 1))).isFalse();
        assertThat(project.migrator().build().lockHolder()).isEmpty();
    }

    @Test
    void appliesEachInATransactionOfItsOwn() {
        MigrationReport report = migrator().up();

        requireOnly(MIGRATIONS);
        assertThat(Project.names(report.applied())).containsExactlyElementsOf(names(MIGRATIONS));
        assertThat(
                        database.value(
                                """
                                SELECT count(DISTINCT m.xmin::text) || ' ' || count(*)
                                FROM lifeguard_migrations m
                                JOIN pg_class c ON c.relname = m.name AND c.xmin = m.xmin
                                """))
                .isEqualTo("30 30");
    }

    @Test
    void takesFewerRoundTripsThanMigrations() throws IOException {
        try (WireTap tap = WireTap.before(database)) {
            project.migrator(tap.dataSource()).build().up();

            // Eight of them take two each, the run itself some ten, and its log up to four.
            assertThat(tap.roundTrips()).isLessThan(30 + (MIGRATIONS - 8) / 2);
        }
    }

    @Test
    void reportsTheTimesThatTheHistoryHas() {
        write(20, "CREATE TABLE t20 (id int);\nDO 'BEGIN PERFORM pg_sleep(0.05); END';\n");

        MigrationReport report = migrator().up();

        MigrationResult slow = report.applied().get(19);
        assertThat(slow.executionTime().toMillis()).isGreaterThanOrEqualTo(50);
        assertThat(
                        database.value(
                                "SELECT execution_time_ms FROM lifeguard_migrations WHERE name ="
                                        + " 't20'"))
                .isEqualTo(Long.toString(slow.executionTime().toMillis()));
    }

    @Test
    void runsNothingBehindAMigrationThatFails() {
        write(20, "CREATE TABLE t20 (id int);\nCREATE TABLE t1 (id int);\n");

        assertThat(failureOf(migrator()::up))
                .hasMessageStartingWith(
                        "LG-201 Migration 20240120000000 t20 failed at"
                                + " 20240120000000_t20.sql:3:1: relation \"t1\" already exists"
                                + " (SQLState 42P07). Nothing of it was kept: the transaction was"
                                + " rolled back. The 19 migrations before it stay applied. If this"
                                + " database had that before its first migration, record what it"
                                + " has with migrator.baseline(…); else fix the file"
                                + " and run up again.");
        requireOnly(19);

        write(20, "CREATE TABLE t20 (id int);\n");
        assertThat(project.up().applied()).hasSize(11);
    }

    @Test
    void runsNothingBehindACommitThatFails() {
        write(
                20,
                """
                CREATE TABLE t20 (id int PRIMARY KEY,
                    above int REFERENCES t20 DEFERRABLE INITIALLY DEFERRED);
                INSERT INTO t20 VALUES (1, 2);
                """);

        assertThat(failureOf(migrator()::up))
                .hasMessageStartingWith(
                        "LG-201 Migration 20240120000000 t20 failed at its COMMIT in"
                                + " 20240120000000_t20.sql: insert or update on table \"t20\""
                                + " violates foreign key constraint \"t20_above_fkey\" (SQLState"
                                + " 23503). Nothing of it was kept: the transaction was rolled"
                                + " back. The 19 migrations before it stay applied.");
        requireOnly(19);
    }

    @Test
    void commitsNothingWithoutTheLock() {
        write(
                20,
                """
                CREATE TABLE t20 (id int);
                DELETE FROM lifeguard_migrations WHERE version = -1;
                """);

        assertThat(failureOf(migrator()::up).kind()).isEqualTo(ErrorKind.LEASE_LOST);
        requireOnly(19);
    }

    @Test
    void whatOneSetsTheNextDoesNotSee() {
        database.execute("CREATE SCHEMA aside");
        write(
                15,
                """
                CREATE TABLE t15 (id int);
                SET search_path = aside; SET TimeZone = 'Asia/Tokyo'; SET lock_timeout = '7s';
                SET synchronous_commit = 'local'; SET ROLE pg_monitor;
                """);
        write(
                16,
                """
                CREATE TABLE t16 AS SELECT current_user, current_setting('search_path') AS path,
                    current_setting('TimeZone') AS zone, current_setting('lock_timeout') AS longest,
                    current_setting('synchronous_commit') AS waits;
                """);

        migrator().up();

        requireOnly(MIGRATIONS);
        assertThat(database.value("SELECT * FROM public.t16"))
                .isEqualTo(
                        database.value(
                                "SELECT current_user, current_setting('search_path'), 'UTC',"
                                        + " '0',"
                                        + " current_setting('synchronous_commit')"));
    }

    @Test
    void rollsThemBackTogetherToo() {
        project.up();
        database.execute("CREATE VIEW v AS SELECT * FROM t12");

        assertThat(failureOf(() -> project.migrator().build().down(Target.steps(MIGRATIONS))))
                .hasMessageStartingWith(
                        "LG-201 The rollback of migration 20240112000000 t12 failed at"
                                + " 20240112000000_t12.sql:4:1: cannot drop table t12 because other"
                                + " objects depend on it (SQLState 2BP01). Nothing of it was kept:"
                                + " the transaction was rolled back. The 18 migrations before it"
                                + " stay rolled back.");
        assertThat(project.history()).containsExactlyElementsOf(applied(12));
        assertThat(database.has("t13")).isFalse();

        database.execute("DROP VIEW v");
        assertThat(project.migrator().build().down(Target.steps(12)).rolledBack()).hasSize(12);
        assertThat(database.has("t1")).isFalse();
    }

    @Test
    void stopsInTheStatementThatRuns() {
        write(20, "CREATE TABLE t20 (id int);\n" + Gate.sql() + "\n");
        Migrator migrator = migrator();
        try (Gate gate = Gate.in(database)) {
            Background<MigrationReport> run = Background.start(migrator::up);
            gate.awaitArrival();
            migrator.stop();

            assertThat(run.failure(MigrationInterruptedException.class))
                    .hasMessage(
                            "LG-601 The run was told to stop in the middle of migration"
                                    + " 20240120000000 t20. Nothing of it was kept: the transaction"
                                    + " was rolled back. The 19 migrations before it stay"
                                    + " applied.");
        }
        requireOnly(19);
    }

    @Test
    void aListenerThatFailsStopsTheRunAndWhatWasSentStays() {
        assertThatThrownBy(
                        () ->
                                project.migrator()
                                        .listener(
                                                event -> {
                                                    if (event
                                                                    instanceof
                                                                    MigrationEvent.MigrationStarted
                                                                            started
                                                            && started.number() == 15) {
                                                        throw new IllegalStateException("no");
                                                    }
                                                })
                                        .build()
                                        .up())
                .isInstanceOf(LifeguardException.class)
                .cause()
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no");

        int there = project.history().size();
        assertThat(there).isBetween(14, MIGRATIONS);
        requireOnlyHistory(there);
        assertThat(project.up().applied()).hasSize(MIGRATIONS - there);
    }

    private void requireOnlyHistory(int most) {
        assertThat(project.history()).containsExactlyElementsOf(applied(most));
        assertThat(database.has("t" + most)).isTrue();
        assertThat(database.has("t" + (most + 1))).isFalse();
        assertThat(project.migrator().build().lockHolder()).isEmpty();
    }

    @Test
    void aSessionThatTheServerEndsIsToldOfTheMigrationThatRan() {
        write(20, "CREATE TABLE t20 (id int);\nSELECT pg_terminate_backend(pg_backend_pid());\n");

        assertThat(failureOf(migrator()::up))
                .hasMessage(
                        "LG-501 The connection to the database was lost in the middle of migration"
                                + " 20240120000000 t20: terminating connection due to administrator"
                                + " command (SQLState 57P01). Nothing of it was kept: the"
                                + " transaction was rolled back. The 19 migrations before it stay"
                                + " applied. Run up again when it is back.");
        requireOnly(19);
    }

    @Test
    void aBrokenConnectionIsToldAsTheHistoryHasIt() throws IOException {
        try (WireTap tap = WireTap.before(database)) {
            tap.cut("CREATE TABLE t20", Moment.BEFORE_IT_RUNS);

            LifeguardException failure =
                    failureOf(
                            () ->
                                    project.migrator(tap.dataSource())
                                            .listener(this::hear)
                                            .build()
                                            .up());

            int there = project.history().size();
            assertThat(failure.kind()).isEqualTo(ErrorKind.DATABASE_UNREACHABLE);
            assertThat(failure.detail().version()).isEqualTo(20240101000000L + there * 1_000_000L);
            assertThat(failure)
                    .hasMessageContaining("lost in the middle of migration 202401")
                    .hasMessageContaining("The %s migrations before it stay".formatted(there));
            assertThat(there).isBetween(8, 19);
            requireOnly(there);
        }
        assertThat(project.up().applied()).hasSizeBetween(11, 22);
    }

    @Test
    void aLostLastAnswerIsToldAsTheHistoryHasIt() throws IOException {
        try (WireTap tap = WireTap.before(database)) {
            tap.cut("CREATE TABLE t30", Moment.BEFORE_ITS_ANSWER);

            LifeguardException failure =
                    failureOf(
                            () ->
                                    project.migrator(tap.dataSource())
                                            .listener(this::hear)
                                            .build()
                                            .up());

            int there = project.history().size();
            assertThat(failure.kind()).isEqualTo(ErrorKind.DATABASE_UNREACHABLE);
            if (there == MIGRATIONS) {
                assertThat(failure)
                        .hasMessage(
                                "LG-501 The connection to the database was lost at the COMMIT of"
                                        + " migration 20240130000000 t30. The history says that it"
                                        + " is committed. Run up again: it goes on from there.");
            } else {
                assertThat(failure).hasMessageContaining("Nothing of it was kept");
            }
            assertThat(finished).containsExactlyElementsOf(names(there));
            requireOnlyHistory(there);
        }
    }
}
