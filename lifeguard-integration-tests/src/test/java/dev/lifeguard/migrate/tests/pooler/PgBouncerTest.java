package dev.lifeguard.migrate.tests.pooler;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.batch.BatchRun;
import dev.lifeguard.migrate.inspect.compat.StatStatements;
import dev.lifeguard.migrate.inspect.explain.TargetLook;
import dev.lifeguard.migrate.plan.Target;
import dev.lifeguard.migrate.report.MigrationEvent;
import dev.lifeguard.migrate.report.MigrationReport;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.tests.dialect.Ledger;
import dev.lifeguard.migrate.tests.layout.NumberedPairs;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.Await;
import dev.lifeguard.migrate.tests.server.Background;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.SchemaSnapshot;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Everything works through PgBouncer in transaction mode, with nothing set for it. */
@OnPostgres
final class PgBouncerTest {

    private static final String SETTINGS =
            """
            SELECT name, setting FROM pg_settings
            WHERE source = 'session' AND name NOT LIKE 'transaction\\_%'
            OR name IN ('search_path', 'TimeZone', 'idle_session_timeout', 'lock_timeout',
                'idle_in_transaction_session_timeout', 'client_connection_check_interval')
            ORDER BY 1
            """;

    @AutoClose private final Project project;
    private final TestDatabase database;

    PgBouncerTest(PostgresServer server) {
        project = new Project(server);
        database = project.database();
    }

    private MigratorBuilder through(PgBouncer pooler) {
        return project.migrator(pooler.dataSource());
    }

    @Test
    void theSampleGoesUpAndDown() {
        project.writeSample();
        try (PgBouncer pooler = PgBouncer.before(database, 2)) {
            assertThat(through(pooler).build().up().applied()).hasSize(4);
            assertThat(through(pooler).build().up().applied()).isEmpty();
            assertThat(through(pooler).build().down(Target.steps(10)).rolledBack()).hasSize(4);
        }
        assertThat(SchemaSnapshot.besideStateTable(database)).containsExactly("schema public");
    }

    @Test
    void batchesChangeEachRowOnce() {
        database.execute(
                "CREATE TABLE item (id bigint PRIMARY KEY, seen int NOT NULL DEFAULT 0)",
                "INSERT INTO item (id) SELECT n FROM generate_series(1, 3000) n");
        String batch =
                """
                -- lifeguard:batch table=item key=id size=100 max-size=100 %s
                UPDATE item SET seen = seen + 1 WHERE id > :from AND id <= :to;
                """;
        project.write("20240101000000_one.sql", batch.formatted("mode=blocking"));
        project.write("20240102000000_two.sql", batch.formatted("mode=background"));
        try (PgBouncer pooler = PgBouncer.before(database, 4)) {
            Migrator migrator = through(pooler).build();

            assertThat(migrator.up().applied()).hasSize(2);
            migrator.batches().run(BatchRun.all().workers(3));
        }
        assertThat(database.query("SELECT seen, count(*) FROM item GROUP BY seen"))
                .containsExactly("2|3000");
    }

    @Test
    void anotherToolsHistoryIsTakenOverAndTakenBack() {
        project.write("1_one.up.sql", "CREATE TABLE one (id int);");
        database.execute(
                "CREATE TABLE one (id int)",
                "CREATE TABLE ledger (place int, version text, length int, at timestamptz, ok"
                        + " bool)",
                "INSERT INTO ledger VALUES (1, '1', 26, now(), true)");
        try (PgBouncer pooler = PgBouncer.before(database, 2)) {
            Migrator migrator =
                    Migrator.builder(pooler.dataSource())
                            .source(
                                    MigrationSource.directory(
                                            project.directory(), new NumberedPairs()))
                            .build();

            assertThat(migrator.importHistory(Ledger.LEDGER).imported()).hasSize(1);
            assertThat(migrator.up().applied()).isEmpty();
            assertThat(migrator.undoImport(Ledger.LEDGER).takenBack()).hasSize(1);
        }
    }

    @Test
    void anIndexIsBuiltConcurrentlyWhileOthersWait() {
        project.write(
                "20240101000000_one.sql",
                "CREATE TABLE one (id int);\nCREATE INDEX CONCURRENTLY one_id ON one (id);\n");
        try (PgBouncer pooler = PgBouncer.before(database, 20)) {
            List<Background<MigrationReport>> runs =
                    IntStream.range(0, 11)
                            .mapToObj(ignored -> Background.start(through(pooler).build()::up))
                            .toList();

            assertThat(runs.stream().mapToInt(run -> run.result().applied().size()).sum())
                    .isEqualTo(1);
        }
        assertThat(project.history()).containsExactly("20240101000000|one|whole");
    }

    @Test
    void anIndexIsBuiltConcurrentlyOnTheOnlySession() {
        project.write(
                "20240101000000_one.sql",
                """
                CREATE TABLE one (id int);
                CREATE INDEX CONCURRENTLY one_id ON one (id);
                CREATE INDEX CONCURRENTLY one_id2 ON one (id);
                """);
        List<String> warnings = new ArrayList<>();
        try (PgBouncer pooler = PgBouncer.before(database, 1)) {
            through(pooler)
                    .listener(
                            event -> {
                                if (event instanceof MigrationEvent.Warning warning) {
                                    warnings.add(warning.message());
                                }
                            })
                    .build()
                    .up();
        }
        assertThat(project.history()).containsExactly("20240101000000|one|whole");
        // What was waited for the second connection is none of its time.
        assertThat(database.value("SELECT execution_time_ms < 4000 FROM lifeguard_migrations"))
                .isEqualTo("t");
        assertThat(warnings)
                .containsExactly(
                        "There was no second connection to be had: a statement that runs outside a"
                                + " transaction goes without one, and the lock's lease is extended"
                                + " before and after it only. Let the pool have two connections.");
    }

    @Test
    void whatAScriptLeavesStaysInNoSessionOfOthers() {
        String traces =
                """
                SELECT name FROM pg_prepared_statements WHERE from_sql
                UNION ALL SELECT name FROM pg_cursors WHERE is_holdable
                UNION ALL SELECT relname FROM pg_class WHERE relnamespace = pg_my_temp_schema()
                UNION ALL SELECT objid::text FROM pg_locks
                WHERE locktype = 'advisory' AND pid = pg_backend_pid()
                UNION ALL SELECT 'work_mem ' || current_setting('work_mem') ORDER BY 1
                """;
        project.write("20240101000000_item.sql", "CREATE TABLE item (a int);");
        project.write(
                "20240102000000_leaves.sql",
                """
                CREATE TEMP TABLE item (a int);
                PREPARE p AS SELECT 1;
                DECLARE c CURSOR WITH HOLD FOR SELECT 1;
                SELECT pg_advisory_lock(1), set_config('work_mem', '7MB', false);
                """);
        project.write("20240103000000_rows.sql", "INSERT INTO item VALUES (77);");
        try (PgBouncer pooler = PgBouncer.before(database, 1)) {
            pooler.query("SELECT pg_advisory_lock(6)");
            List<String> before = pooler.query(traces);

            assertThat(through(pooler).build().up().applied()).hasSize(3);

            assertThat(pooler.query(traces)).isEqualTo(before).contains("6");
        }
        assertThat(database.query("SELECT a FROM item")).containsExactly("77");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TEMP TABLE t (a int)",
                "CREATE LOCAL TEMPORARY TABLE t (a int)",
                "PREPARE p AS SELECT 1",
                "LISTEN c"
            })
    void whatNeedsASessionIsRefusedStatementByStatement(String statement) {
        project.write("20240101000000_one.sql", "VACUUM;\n" + statement + ";\n");
        try (PgBouncer pooler = PgBouncer.before(database, 1)) {
            assertThat(failureOf(() -> through(pooler).build().up()))
                    .hasMessageContaining("at 20240101000000_one.sql:2:1 does not last");
        }
    }

    @Test
    void nothingLeaksIntoTheSessionsOfOthers() {
        project.write(
                "20240101000000_sets.sql",
                """
                SET search_path = pg_catalog;
                SET statement_timeout = 600000;
                CREATE TABLE public.one (id int);
                """);
        project.write("20240102000000_outside.sql", "VACUUM public.one;\nVACUUM;\n");
        try (PgBouncer pooler = PgBouncer.before(database, 1)) {
            List<String> before = pooler.query(SETTINGS);

            assertThat(through(pooler).build().up().applied()).hasSize(2);

            assertThat(pooler.query(SETTINGS)).isEqualTo(before);
        }
    }

    @Test
    void looksAtATargetLeaveNothingInTheSessionsOfOthers() throws SQLException {
        project.writeSample();
        project.up();
        try (PgBouncer pooler = PgBouncer.before(database, 1)) {
            List<String> before = pooler.query(SETTINGS);
            PGSimpleDataSource target = pooler.dataSource();
            // So does the command line connect.
            target.setPrepareThreshold(0);

            assertThat(StatStatements.of(target)).isEmpty();
            assertThat(pooler.query(SETTINGS)).isEqualTo(before);

            try (TargetLook look = TargetLook.at(target)) {
                assertThat(look.roles()).contains("postgres");
                assertThat(pooler.query(SETTINGS)).isEqualTo(before);
            }
            assertThat(pooler.query(SETTINGS)).isEqualTo(before);
            assertThat(through(pooler).build().down(Target.steps(1)).rolledBack()).hasSize(1);
        }
    }

    @Test
    void theSurroundingsAreThoseOfADirectConnection() {
        project.write(
                "20240101000000_seen.sql",
                """
                -- lifeguard:no-transaction
                CREATE TABLE seen AS SELECT current_setting('TimeZone') AS zone;
                VACUUM seen;
                """);
        try (PgBouncer pooler = PgBouncer.before(database, 2)) {
            through(pooler).build().up();
        }
        assertThat(database.query("SELECT zone FROM seen")).containsExactly("UTC");
    }

    @Test
    void aSettingThatWouldNotLastIsRefused() {
        project.write(
                "20240101000000_sets.sql",
                "CREATE TABLE one (id int);\nSET work_mem = '1MB';\nVACUUM one;\n");
        try (PgBouncer pooler = PgBouncer.before(database, 2)) {
            assertThat(failureOf(() -> through(pooler).build().up()))
                    .hasMessage(
                            "LG-101 Migration 20240101000000 sets runs statement by statement, and"
                                + " a connection pooler may give each of them another session, so"
                                + " the SET at 20240101000000_sets.sql:2:1 does not last. Connect"
                                + " to the database directly, or leave it out.");
        }
        assertThat(database.has("one")).isFalse();
        assertThat(project.history()).isEmpty();
    }

    @Test
    void aSchemaThatCannotBeLookedIntoIsRefused() {
        project.write("20240101000000_one.sql", "CREATE TABLE one (id int);\nVACUUM one;\n");
        try (PgBouncer pooler = PgBouncer.before(database, 2)) {
            assertThat(failureOf(() -> through(pooler).schema("shop").build().up()))
                    .hasMessage(
                            "LG-101 Migration 20240101000000 one runs statement by statement, and a"
                                + " connection pooler may give each of them another session, so"
                                + " names cannot be looked up in the schema \"shop\" first. Connect"
                                + " to the database directly, or write the schema into the script"
                                + " and leave the option out.");
        }
        assertThat(database.has("shop.one")).isFalse();
    }

    @Test
    void manyRunnersApplyEachMigrationOnce() {
        for (int number = 10; number < 30; number++) {
            project.write(
                    "202402010000%s_t%s.sql".formatted(number, number),
                    "CREATE TABLE t%s (id int);\n".formatted(number));
        }
        try (PgBouncer pooler = PgBouncer.before(database, 10)) {
            List<Background<MigrationReport>> runs =
                    IntStream.range(0, 32)
                            .mapToObj(ignored -> Background.start(through(pooler).build()::up))
                            .toList();

            assertThat(runs.stream().mapToInt(run -> run.result().applied().size()).sum())
                    .isEqualTo(20);
        }
        assertThat(project.history()).hasSize(20);
    }

    @Test
    void twoHundredFindNothingToDo() {
        project.write("20240101000000_one.sql", "CREATE TABLE one (id int);\n");
        project.up();
        try (PgBouncer pooler = PgBouncer.before(database, 10)) {
            List<Background<MigrationReport>> runs =
                    IntStream.range(0, 200)
                            .mapToObj(ignored -> Background.start(through(pooler).build()::up))
                            .toList();

            assertThat(runs).allMatch(run -> run.result().applied().isEmpty());
        }
    }

    /** Whom it waits for is not known there, and nobody is terminated. */
    @Test
    void whatMeetsALockIsTriedAgain() throws SQLException {
        project.write("20240101000000_one.sql", "CREATE TABLE one (id int);\n");
        project.up();
        project.write("20240102000000_note.sql", "ALTER TABLE one ADD COLUMN note text;\n");
        List<MigrationEvent.TableLockMet> met = new CopyOnWriteArrayList<>();
        List<String> before;
        List<String> after;
        try (PgBouncer pooler = PgBouncer.before(database, 2);
                Connection blocker = database.connect()) {
            before = pooler.query(SETTINGS);
            blocker.setAutoCommit(false);
            TestDatabase.query(blocker, "SELECT FROM one");
            Background<MigrationReport> run =
                    Background.start(
                            through(pooler)
                                            .tableLockTimeout(Duration.ofMillis(300))
                                            .cancelBlockers("older-than=1ms")
                                            .listener(
                                                    event -> {
                                                        if (event
                                                                instanceof
                                                                MigrationEvent.TableLockMet each) {
                                                            met.add(each);
                                                        }
                                                    })
                                            .build()
                                    ::up);
            Await.until("it was tried twice", () -> met.size() > 1);
            blocker.rollback();

            MigrationReport report = run.result();
            assertThat(report.applied().getFirst().attempts()).isEqualTo(met.size() + 1);
            assertThat(report.warnings()).isEmpty();
            after = pooler.query(SETTINGS);
        }
        assertThat(met).extracting(MigrationEvent.TableLockMet::inTheWay).containsOnly(List.of());
        assertThat(after).isEqualTo(before);
        assertThat(project.history()).hasSize(2);
    }
}
