package dev.lifeguard.migrate.tests.dialect;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.Migrator.Repair;
import dev.lifeguard.migrate.error.MigrationInterruptedException;
import dev.lifeguard.migrate.plan.Problem;
import dev.lifeguard.migrate.report.MigrationReport;
import dev.lifeguard.migrate.tests.dialect.CutDataSource.Moment;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.Await;
import dev.lifeguard.migrate.tests.server.Background;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a statement left is dropped or named, whatever its author makes of the file. */
@OnPostgres
final class LeftBehindTest {

    private static final String FILE = "20240101000000_a.sql";
    private static final long VERSION = 20240101000000L;
    private static final String TABLE = "CREATE TABLE a (k int);\nINSERT INTO a VALUES (1), (1);\n";
    private static final String UNIQUE = "CREATE UNIQUE INDEX CONCURRENTLY a_k_uq ON a(k)";
    private static final String PART_WAY =
            "LG-202 Migration 20240101000000 a stopped part-way on its way up: 2 of its statements"
                    + " are done. It left an INVALID index, public.a_k_uq, which DROP INDEX"
                    + " CONCURRENTLY public.a_k_uq removes. ";

    private static final String IN_THE_WAY =
            "in the place of the index that it builds there is an INVALID index, public.a_k_uq.";

    @AutoClose private final Project project;
    private final TestDatabase database;

    LeftBehindTest(PostgresServer server) {
        project = new Project(server);
        database = project.database();
    }

    private List<String> indexes() {
        return database.query(
                """
                SELECT indexrelid::regclass::text, indisvalid FROM pg_index
                WHERE indrelid = 'a'::regclass ORDER BY 1
                """);
    }

    private void fail() {
        project.write(FILE, TABLE + UNIQUE + ";\n");
        failureOf(project::up);
        assertThat(indexes()).containsExactly("a_k_uq|f");
    }

    private List<String> problems() {
        Migrator migrator = project.migrator().build();
        List<String> found =
                migrator.status().problems().stream()
                        .map(Problem::detail)
                        .map(detail -> detail.coded())
                        .toList();
        if (found.isEmpty()) {
            migrator.validate();
        } else {
            assertThat(failureOf(migrator::validate)).hasMessage(found.getFirst());
        }
        return found;
    }

    @Test
    void ifNotExistsDoesNotPassOverOneThatWasThere() {
        fail();
        database.execute("DELETE FROM lifeguard_migrations", "DELETE FROM a");
        project.write(FILE, "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS a_k_uq ON a(k);\n");

        assertThat(failureOf(project::up))
                .hasMessageStartingWith(
                        "LG-201 Migration 20240101000000 a failed at 20240101000000_a.sql:1:1: "
                                + IN_THE_WAY
                                + " Nothing was changed. Look whether another session still builds"
                                + " it, remove it with DROP INDEX CONCURRENTLY IF EXISTS"
                                + " public.a_k_uq, and run up again.");
        assertThat(project.history()).isEmpty();
        database.execute("DROP INDEX CONCURRENTLY a_k_uq");
        project.up();
        assertThat(indexes()).containsExactly("a_k_uq|t");
    }

    @Test
    void baselineDoesNotTakeItForApplied() {
        fail();

        assertThat(failureOf(() -> project.migrator().build().baseline(VERSION)))
                .hasMessage(
                        "LG-101 Migration 20240101000000 a stopped part-way, so what it is cannot"
                            + " be taken for granted. Bring it to its end, or say which it is by a"
                            + " repair, and repeat this command. migrator.status() lists what there"
                            + " is.");
    }

    @Test
    void statusAndValidateNameIt() {
        fail();

        assertThat(problems())
                .containsExactly(
                        PART_WAY
                                + "Run up again: it does that by itself and goes on at statement"
                                + " 3.");
    }

    @Test
    void aChangedStatementFindsItGone() {
        fail();
        project.write(FILE, TABLE + "CREATE INDEX CONCURRENTLY a_k_ix ON a(k);\n");

        project.up();

        assertThat(indexes()).containsExactly("a_k_ix|t");
        assertThat(problems()).isEmpty();
    }

    @Test
    void aRemovedStatementFindsItGone() {
        fail();
        project.write(FILE, TABLE);

        project.up();

        assertThat(indexes()).isEmpty();
    }

    @Test
    void aFileThatIsGoneNamesIt() {
        fail();
        project.delete(FILE);

        String whole =
                PART_WAY
                        + "Its file is missing. Restore it, or put the database right by hand and"
                        + " say which it is: migrator.repair(new Repair.MarkDone(20240101000000L))"
                        + " or migrator.repair(new Repair.MarkUndone(20240101000000L))";
        assertThat(problems()).containsExactly(whole);
        assertThat(failureOf(project::up)).hasMessage(whole);
    }

    @Test
    void theHistoryIsNotRepairedOverIt() {
        fail();
        Migrator migrator = project.migrator().build();

        for (Repair repair :
                List.of(new Repair.MarkDone(VERSION), new Repair.MarkUndone(VERSION))) {
            assertThat(failureOf(() -> migrator.repair(repair)))
                    .hasMessage(
                            "LG-101 Migration 20240101000000 a left an INVALID index,"
                                    + " public.a_k_uq, which DROP INDEX CONCURRENTLY public.a_k_uq"
                                    + " removes. Do that first, and repeat this command."
                                    + " migrator.status() lists what there is.");
        }
        database.execute("DROP INDEX a_k_uq");
        migrator.repair(new Repair.MarkUndone(VERSION));

        assertThat(project.history()).isEmpty();
    }

    @Test
    void whatWasMadeValidByHandIsDone() {
        fail();
        database.execute("DELETE FROM a", "REINDEX INDEX a_k_uq");

        project.up();

        assertThat(indexes()).containsExactly("a_k_uq|t");
    }

    @ParameterizedTest
    @ValueSource(strings = {"BEFORE", "AFTER"})
    void aChangedStatementThatTookEffectIsItsAuthorsToSettle(Moment moment) {
        String index = "CREATE INDEX CONCURRENTLY a_old ON a(k)";
        cut(index, moment);
        project.write(FILE, TABLE + "CREATE INDEX CONCURRENTLY a_new ON a(k);\n");

        if (moment == Moment.AFTER) {
            assertThat(failureOf(project::up))
                    .hasMessage(
                            "LG-202 Migration 20240101000000 a stopped part-way in"
                                + " 20240101000000_a.sql:3:1: statement 3 (CREATE INDEX"
                                + " CONCURRENTLY) was started and then cut off, it took effect (the"
                                + " index public.a_old on public.a), and was changed or removed in"
                                + " the file since. Statements 1 to 2 of 3 are done and stay. Put"
                                + " it back and run up again, or undo its effect by hand, say so"
                                + " with migrator.repair(new"
                                + " Repair.StatementUndone(20240101000000L)), and run up again.");
            database.execute("DROP INDEX a_old");
            project.migrator().build().repair(new Repair.StatementUndone(VERSION));
        }
        project.up();
        assertThat(indexes()).containsExactly("a_new|t");
    }

    private void cut(String statement, Moment moment) {
        project.write(FILE, TABLE + statement + ";\n");
        failureOf(
                () ->
                        project.migrator(
                                        new CutDataSource(database.dataSource(), statement, moment))
                                .lease(Duration.ofSeconds(1))
                                .build()
                                .up());
    }

    @Test
    void anInvalidIndexOfAnotherHandStays() {
        project.write(FILE, TABLE + "VACUUM nowhere;\n" + UNIQUE + ";\n");
        failureOf(project::up);
        failsToBuild("a_k_uq", "a_other");
        database.execute("CREATE TABLE nowhere ()");

        assertThat(failureOf(project::up)).hasMessageContaining(IN_THE_WAY);
        assertThat(failureOf(project::up)).hasMessageContaining(IN_THE_WAY);

        assertThat(indexes()).containsExactly("a_k_uq|f", "a_other|f");
        assertThat(problems()).singleElement().asString().doesNotContain("INVALID");
    }

    private void failsToBuild(String... names) {
        for (String name : names) {
            try (Connection connection = database.connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE UNIQUE INDEX CONCURRENTLY %s ON a(k)".formatted(name));
            } catch (SQLException duplicates) {
                assertThat(duplicates.getSQLState()).isEqualTo("23505");
            }
        }
    }

    @Test
    void anUnnamedIndexIsToldFromOthers() {
        String unnamed = "CREATE UNIQUE INDEX CONCURRENTLY ON a(k)";
        project.write(FILE, TABLE + "VACUUM nowhere;\n" + unnamed + ";\n");
        failureOf(project::up);
        failsToBuild("a_k_idx", "a_k_idx5");
        database.execute("CREATE TABLE nowhere ()");
        failureOf(project::up);
        assertThat(indexes()).containsExactly("a_k_idx|f", "a_k_idx1|f", "a_k_idx5|f");
        database.execute("DELETE FROM a");

        project.up();

        assertThat(indexes()).containsExactly("a_k_idx|f", "a_k_idx1|t", "a_k_idx5|f");
    }

    @Test
    void whichOfSeveralIsItsOwnIsNotGuessed() {
        cut("CREATE UNIQUE INDEX CONCURRENTLY ON a(k)", Moment.BEFORE);
        failsToBuild("a_k_idx", "a_k_idx1");

        assertThat(failureOf(project::up))
                .hasMessage(
                        "LG-202 Migration 20240101000000 a stopped part-way in"
                            + " 20240101000000_a.sql:3:1: statement 3 (CREATE INDEX CONCURRENTLY)"
                            + " was started and then cut off, and which of the indexes that were"
                            + " made since is its own cannot be told: public.a_k_idx,"
                            + " public.a_k_idx1. Statements 1 to 2 of 3 are done and stay. Look at"
                            + " the database, then say which: migrator.repair(new"
                            + " Repair.StatementDone(20240101000000L)) if it did, or"
                            + " migrator.repair(new Repair.StatementUndone(20240101000000L)) if it"
                            + " did not; then run up again.");
        assertThat(indexes()).containsExactly("a_k_idx|f", "a_k_idx1|f");
    }

    @Test
    void whatAnotherSessionIsBuildingStays() throws SQLException {
        String index = "CREATE INDEX CONCURRENTLY a_ix ON a(k)";
        cut(index, Moment.BEFORE);
        try (Connection open = database.connect();
                Statement statement = open.createStatement()) {
            open.setAutoCommit(false);
            statement.execute("INSERT INTO a VALUES (2)");
            Background<Object> other =
                    Background.start(
                            () -> {
                                database.execute(index);
                                return indexes();
                            });
            Await.until("it builds", () -> indexes().contains("a_ix|f"));

            assertThat(failureOf(project::up).getMessage())
                    .contains("the index public.a_ix is INVALID while another session (process ")
                    .endsWith("Run up again when that has ended.");
            open.commit();
            other.result();
        }
        project.up();
        assertThat(indexes()).containsExactly("a_ix|t");
    }

    @Test
    void aRunThatIsToldToStopSaysWhatItLeaves() throws SQLException {
        project.write("20230101000000_first.sql", TABLE);
        project.up();
        project.write(FILE, "INSERT INTO a VALUES (3);\n" + UNIQUE + ";\n");
        Migrator migrator = project.migrator().build();
        try (Connection open = database.connect();
                Statement statement = open.createStatement()) {
            open.setAutoCommit(false);
            statement.execute("INSERT INTO a VALUES (2)");
            Background<MigrationReport> run = Background.start(Thread.ofPlatform(), migrator::up);
            Await.until("it builds", () -> indexes().contains("a_k_uq|f"));

            migrator.stop();

            assertThat(run.failure(MigrationInterruptedException.class))
                    .hasMessage(
                            "LG-601 The run was told to stop in the middle of migration"
                                + " 20240101000000 a. It runs statement by statement: statement 1"
                                + " of 2 is done and stays. It left an INVALID index,"
                                + " public.a_k_uq, which the next up removes before it tries again."
                                + " Run up again: it goes on at statement 2.");
        }
    }

    @Test
    void theWayDownDoesTheSame() {
        String file =
                "-- migrate:up\n" + TABLE + "-- migrate:down\nDELETE FROM a WHERE k > 1;\n%s;\n";
        project.write(FILE, file.formatted(UNIQUE));
        project.up();
        failureOf(() -> project.migrator().build().down());
        assertThat(indexes()).containsExactly("a_k_uq|f");
        assertThat(problems())
                .singleElement()
                .asString()
                .contains("It left an INVALID index, public.a_k_uq,");
        project.write(FILE, file.formatted("VACUUM a"));

        project.migrator().build().down();

        assertThat(indexes()).isEmpty();
    }
}
