package dev.lifeguard.migrate.tests.lock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.error.MigrationInterruptedException;
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
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * An interrupt of the calling thread ends a run like {@link dev.lifeguard.migrate.Migrator#stop()}:
 * a virtual thread's socket is closed by it, a platform thread's does not notice.
 */
@OnPostgres
final class InterruptTest {

    /** What is said where nobody knows whether the last statement's answer was lost. */
    private static final String WITH_THE_CONNECTION =
            " in the middle of migration 20240102000000 two. It runs statement by statement, and"
                    + " the history holds what is done. Run up again: it goes on from there.";

    @AutoClose private final Project project;
    private final TestDatabase database;
    private final AtomicBoolean flag = new AtomicBoolean();

    InterruptTest(PostgresServer server) {
        project = new Project(server);
        database = project.database();
        project.write("20240101000000_one.sql", "CREATE TABLE one (id int);\n");
    }

    /** On which a caller may run. */
    enum Kind {
        VIRTUAL,
        PLATFORM;

        Thread.Builder builder() {
            return switch (this) {
                case VIRTUAL -> Thread.ofVirtual();
                case PLATFORM -> Thread.ofPlatform();
            };
        }
    }

    private Background<MigrationReport> start(Kind kind, MigratorBuilder migrator) {
        return Background.start(
                kind.builder(),
                () -> {
                    try {
                        return migrator.build().up();
                    } finally {
                        flag.set(Thread.currentThread().isInterrupted());
                    }
                });
    }

    private void requireStopped(Background<MigrationReport> run, String message) {
        assertThat(run.failure(MigrationInterruptedException.class))
                .hasMessage("LG-601 The run was told to stop" + message);
        assertThat(flag).isTrue();
        assertThat(LockRow.exists(database)).isFalse();
        assertThat(
                        database.query(
                                """
                                SELECT query FROM pg_stat_activity
                                WHERE datname = current_database() AND pid <> pg_backend_pid()
                                AND state = 'active' AND backend_type = 'client backend'
                                """))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void inAStatementOfATransaction(Kind kind) {
        project.write(
                "20240102000000_two.sql", "CREATE TABLE two (id int);\nSELECT pg_sleep(600);\n");
        Background<MigrationReport> run = start(kind, project.migrator());
        awaitActive("SELECT pg_sleep");

        run.interrupt();

        requireStopped(
                run,
                " in the middle of migration 20240102000000 two. Nothing of it was kept: the"
                        + " transaction was rolled back. The migration before it stays applied.");
        assertThat(database.has("two")).isFalse();
        assertThat(project.history()).containsExactly("20240101000000|one|whole");
    }

    @ParameterizedTest
    @EnumSource
    void inAStatementOfAMigrationWithoutATransaction(Kind kind) {
        project.write(
                "20240102000000_two.sql",
                """
                -- lifeguard:no-transaction
                CREATE TABLE two (id int);
                INSERT INTO two SELECT 1 FROM pg_sleep(600);
                """);
        Background<MigrationReport> run = start(kind, project.migrator());
        awaitActive("INSERT INTO two");

        run.interrupt();

        requireStopped(
                run,
                switch (kind) {
                    case VIRTUAL -> WITH_THE_CONNECTION;
                    case PLATFORM ->
                            " in the middle of migration 20240102000000 two. It runs statement by"
                                + " statement: statement 1 of 2 is done and stays. The migration"
                                + " before it stays applied. Run up again: it goes on at statement"
                                + " 2.";
                });
        assertThat(project.history()).contains("20240102000000|two|part-way");
        assertThat(database.query("SELECT id FROM two")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void inAStatementOutsideATransaction(Kind kind) throws SQLException {
        database.execute("CREATE TABLE two (id int)");
        project.write("20240102000000_two.sql", "CREATE INDEX CONCURRENTLY two_id ON two (id);\n");
        try (Connection writer = database.connect()) {
            writer.setAutoCommit(false);
            TestDatabase.query(writer, "INSERT INTO two VALUES (1) RETURNING id");
            Background<MigrationReport> run = start(kind, project.migrator());
            awaitActive("CREATE INDEX CONCURRENTLY");

            run.interrupt();

            requireStopped(
                    run,
                    switch (kind) {
                        case VIRTUAL -> WITH_THE_CONNECTION;
                        case PLATFORM ->
                                " in the middle of migration 20240102000000 two. It runs statement"
                                        + " by statement: none of its statements is done. It left"
                                        + " an INVALID index, public.two_id, which the next up"
                                        + " removes before it tries again. The migration before"
                                        + " it stays applied. Run up again: it goes on at"
                                        + " statement 1.";
                    });
            writer.rollback();
        }
        assertThat(Project.names(project.up().applied())).containsExactly("two");
        assertThat(
                        database.query(
                                "SELECT indisvalid FROM pg_index WHERE indrelid = 'two'::regclass"))
                .containsExactly("t");
    }

    @ParameterizedTest
    @EnumSource
    void inACopy(Kind kind) throws SQLException {
        database.execute("CREATE TABLE two (id int PRIMARY KEY)");
        project.write("20240102000000_two.sql", "COPY two FROM STDIN;\n1\n\\.\n");
        try (Connection other = database.connect()) {
            other.setAutoCommit(false);
            TestDatabase.query(other, "INSERT INTO two VALUES (1) RETURNING id");
            Background<MigrationReport> run = start(kind, project.migrator());
            awaitActive("COPY two");

            run.interrupt();

            requireStopped(
                    run,
                    " in the middle of migration 20240102000000 two. Nothing of it was kept: the"
                            + " transaction was rolled back. The migration before it stays"
                            + " applied.");
        }
    }

    @ParameterizedTest
    @EnumSource
    void whileItWaitsForTheLock(Kind kind) {
        project.migrator().build().baseline(20240101000000L);
        project.write("20240102000000_two.sql", "CREATE TABLE two (id int);\n");
        LockRow.insert(database, "now() + interval '1 hour'");
        Recorder recorder = new Recorder();
        Background<MigrationReport> run = start(kind, project.migrator().listener(recorder));
        Await.until("it waits", () -> recorder.has(MigrationEvent.LockWaiting.class));

        run.interrupt();

        assertThat(run.failure(MigrationInterruptedException.class).getMessage())
                .startsWith("LG-601 The run was told to stop");
        assertThat(flag).isTrue();
        assertThat(LockRow.tokens(database)).containsExactly("token-of-another");
        assertThat(database.has("two")).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void betweenTwoMigrations(Kind kind) {
        project.write("20240102000000_two.sql", "CREATE TABLE two (id int);\n");

        Background<MigrationReport> run =
                start(
                        kind,
                        project.migrator()
                                .listener(
                                        event -> {
                                            if (event instanceof MigrationEvent.MigrationFinished) {
                                                Thread.currentThread().interrupt();
                                            }
                                        }));

        requireStopped(run, ". 1 of 2 migrations was applied; nothing of the rest was changed.");
        assertThat(project.history()).containsExactly("20240101000000|one|whole");
    }

    @ParameterizedTest
    @EnumSource
    void justBeforeAStatementIsSent(Kind kind) {
        project.write(
                "20240101000000_one.sql",
                "-- lifeguard:no-transaction\nSELECT 1;\nSELECT pg_sleep(600);\n");

        Background<MigrationReport> run =
                start(
                        kind,
                        project.migrator()
                                .listener(
                                        event -> {
                                            if (event instanceof MigrationEvent.MigrationStarted) {
                                                Thread.currentThread().interrupt();
                                            }
                                        }));

        assertThat(run.failure(MigrationInterruptedException.class).getMessage())
                .startsWith("LG-601 The run was told to stop")
                .contains("It runs statement by statement");
        assertThat(flag).isTrue();
        assertThat(LockRow.exists(database)).isFalse();
    }

    @Test
    void atACommitThatIsCutOffByItTheHistoryIsAsked() {
        database.execute(
                "CREATE TABLE two (id int)",
                """
                CREATE FUNCTION wait() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN PERFORM pg_advisory_xact_lock(4711); RETURN NULL; END $$
                """,
                """
                CREATE CONSTRAINT TRIGGER at_commit AFTER INSERT ON two
                DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION wait()
                """);
        project.write("20240102000000_two.sql", "INSERT INTO two VALUES (1);\n");
        try (Gate gate = Gate.in(database)) {
            Background<MigrationReport> run = start(Kind.VIRTUAL, project.migrator());
            gate.awaitArrival();

            run.interrupt();

            requireStopped(
                    run,
                    " at the COMMIT of migration 20240102000000 two. The history says that it was"
                            + " rolled back. Run up again: it goes on from there.");
        }
        assertThat(Project.names(project.up().applied())).containsExactly("two");
    }

    @Test
    void whileTheHistoryIsRead() throws IOException {
        try (WireTap tap = WireTap.before(database)) {
            tap.freezeAt("SELECT m.version, m.name");
            Background<MigrationReport> run =
                    start(Kind.VIRTUAL, project.migrator(tap.dataSource()));
            Await.until("it reads", tap::isFrozen);

            run.interrupt();

            assertThat(run.failure(MigrationInterruptedException.class))
                    .hasMessage("LG-601 The run was told to stop while the history was read.");
            assertThat(flag).isTrue();
        }
    }

    @Test
    void whileItConnects() throws IOException {
        try (WireTap tap = WireTap.before(database)) {
            tap.freeze();
            Background<MigrationReport> run =
                    start(Kind.VIRTUAL, project.migrator(tap.dataSource()));
            Await.until("it logs in", () -> tap.connections() > 0);

            run.interrupt();

            assertThat(run.failure(MigrationInterruptedException.class))
                    .hasMessage(
                            "LG-601 The run was told to stop. It was waiting for the database, and"
                                    + " nothing was changed.");
            assertThat(flag).isTrue();
        }
    }

    private void awaitActive(String beginning) {
        Await.until(
                "runs: " + beginning,
                () ->
                        !database.query(
                                        """
                                        SELECT FROM pg_stat_activity
                                        WHERE datname = current_database() AND state = 'active'
                                        AND starts_with(query, ?)
                                        """,
                                        beginning)
                                .isEmpty());
    }
}
