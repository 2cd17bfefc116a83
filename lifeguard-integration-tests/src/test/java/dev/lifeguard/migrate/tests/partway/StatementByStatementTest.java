package dev.lifeguard.migrate.tests.partway;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.plan.MigrationStatus;
import dev.lifeguard.migrate.planning.AssessedStatus.Unapplied;
import dev.lifeguard.migrate.source.MigrationVersion;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A migration that fails part-way keeps what is done, says so, and goes on there. */
@OnPostgres
final class StatementByStatementTest {

    private static final String FILE = "20240101000000_slow.sql";
    private static final String FIVE_STATEMENTS =
            """
            CREATE TABLE one (id int);
            INSERT INTO one VALUES (1), (1);
            CREATE UNIQUE INDEX CONCURRENTLY one_id ON %s (id);
            INSERT INTO one VALUES (2);
            CREATE TABLE five (id int);
            """;

    @AutoClose private final Project project;
    private final TestDatabase database;

    StatementByStatementTest(PostgresServer server) {
        project = new Project(server);
        database = project.database();
    }

    private void failAtStatementThree() {
        project.write(FILE, FIVE_STATEMENTS.formatted("nowhere"));
        failureOf(project::up);
        assertThat(PartWayRow.of(database)).isEqualTo("up, 2 done");
    }

    @Test
    void isRecognisedByAStatementThatCannotRunInATransaction() {
        project.write(
                FILE,
                """
                CREATE TABLE one (id int);
                CREATE INDEX CONCURRENTLY one_id ON one (id);
                """);

        assertThat(Project.names(project.up().applied())).containsExactly("slow");

        assertThat(PartWayRow.of(database)).isEqualTo(PartWayRow.WHOLE);
        assertThat(
                        database.value(
                                "SELECT indisvalid FROM pg_index"
                                        + " WHERE indexrelid = 'one_id'::regclass"))
                .isEqualTo("t");
    }

    @Test
    void saysWhatIsDoneWhereItFailed() {
        project.write(FILE, FIVE_STATEMENTS.formatted("nowhere"));

        assertThat(failureOf(project::up).detail())
                .isEqualTo(
                        new ErrorDetail(
                                ErrorKind.PARTIALLY_APPLIED,
                                """
                                Migration 20240101000000 slow failed at \
                                20240101000000_slow.sql:3:1: relation "nowhere" does not exist \
                                (SQLState 42P01). It runs statement by statement: statements 1 to \
                                2 of 5 are done and stay. Fix the statement and run up again: it \
                                goes on at statement 3.
                                  3 | CREATE UNIQUE INDEX CONCURRENTLY one_id ON nowhere (id)
                                    | ^\
                                """,
                                20240101000000L,
                                FILE,
                                3,
                                1,
                                "42P01"));
        assertThat(PartWayRow.of(database)).isEqualTo("up, 2 done");
        assertThat(database.value("SELECT count(*) FROM one")).isEqualTo("2");
        assertThat(database.has("five")).isFalse();
    }

    @Test
    void isPendingWithWhatIsDoneAndWithAProblem() {
        failAtStatementThree();

        MigrationStatus status = project.migrator().build().status();

        assertThat(status.applied()).isEmpty();
        assertThat(status.pending())
                .containsExactly(new Unapplied(MigrationVersion.of(20240101000000L), "slow", 2));
        assertThat(status.problems())
                .extracting(problem -> problem.detail().coded())
                .containsExactly(
                        "LG-202 Migration 20240101000000 slow stopped part-way on its way up: 2 of"
                                + " its statements are done. Run up again: it goes on at statement"
                                + " 3.");
    }

    @Test
    void goesOnAtTheMendedStatementWithoutRepeatingTheOthers() {
        failAtStatementThree();
        project.write(
                FILE,
                FIVE_STATEMENTS.formatted("one").replace("CREATE UNIQUE INDEX", "CREATE INDEX"));

        assertThat(Project.names(project.up().applied())).containsExactly("slow");

        assertThat(database.query("SELECT id FROM one ORDER BY id")).containsExactly("1", "1", "2");
        assertThat(database.has("five")).isTrue();
        assertThat(PartWayRow.of(database)).isEqualTo(PartWayRow.WHOLE);
        assertThat(project.migrator().build().status().upToDate()).isTrue();
    }

    @Test
    void recordsTheChecksumOfTheFileThatItEndedWith() {
        failAtStatementThree();
        project.write(
                FILE,
                FIVE_STATEMENTS.formatted("one").replace("CREATE UNIQUE INDEX", "CREATE INDEX"));
        project.up();

        assertThat(project.up().applied()).isEmpty();
        assertThat(project.migrator().build().validate().problems()).isEmpty();
    }

    @Test
    void refusesToGoOnWhenADoneStatementWasEdited() {
        failAtStatementThree();
        project.write(FILE, FIVE_STATEMENTS.formatted("one").replace("(1), (1)", "(1), (2)"));

        assertThat(failureOf(project::up))
                .hasMessage(
                        "LG-202 Migration 20240101000000 slow stopped part-way on its way up: 2 of"
                            + " its statements are done. Those statements were edited in the file"
                            + " since. Restore them and run up again, or put the database right by"
                            + " hand and say which it is: migrator.repair(new"
                            + " Repair.MarkDone(20240101000000L)) or migrator.repair(new"
                            + " Repair.MarkUndone(20240101000000L))");
        assertThat(PartWayRow.of(database)).isEqualTo("up, 2 done");
    }

    @Test
    void refusesToGoOnWhenTheFileIsMissing() {
        failAtStatementThree();
        project.delete(FILE);

        assertThat(failureOf(project::up))
                .hasMessage(
                        "LG-202 Migration 20240101000000 slow stopped part-way on its way up: 2 of"
                                + " its statements are done. Its file is missing. Restore it, or"
                                + " put the database right by hand and say which it is:"
                                + " migrator.repair(new Repair.MarkDone(20240101000000L)) or"
                                + " migrator.repair(new Repair.MarkUndone(20240101000000L))");
    }

    @Test
    void keepsNothingWhenItsFirstStatementFails() {
        project.write("20230101000000_before.sql", "CREATE TABLE before (id int);\n");
        project.write(FILE, "CREATE INDEX CONCURRENTLY one_id ON nowhere (id);\nSELECT 1;\n");

        assertThat(failureOf(project::up))
                .hasMessage(
                        """
                        LG-201 Migration 20240101000000 slow failed at \
                        20240101000000_slow.sql:1:1: relation "nowhere" does not exist (SQLState \
                        42P01). Nothing of it was kept: its first statement failed. The migration \
                        before it stays applied. Fix the file and run up again.
                          1 | CREATE INDEX CONCURRENTLY one_id ON nowhere (id)
                            | ^\
                        """);
        assertThat(project.history()).containsExactly("20230101000000|before|whole");
    }

    @Test
    void rollsBackAStatementThatCanRunInATransaction() {
        project.write(
                FILE,
                """
                -- lifeguard:no-transaction
                CREATE TABLE one (id int PRIMARY KEY);
                INSERT INTO one VALUES (1), (2), (1);
                """);

        assertThat(failureOf(project::up))
                .hasMessage(
                        """
                        LG-202 Migration 20240101000000 slow failed at \
                        20240101000000_slow.sql:3:1: duplicate key value violates unique \
                        constraint "one_pkey" (SQLState 23505). It runs statement by statement: \
                        statement 1 of 2 is done and stays. Fix the statement and run up again: it \
                        goes on at statement 2.
                          3 | INSERT INTO one VALUES (1), (2), (1)
                            | ^
                          Detail: Key (id)=(1) already exists.\
                        """);
        assertThat(database.value("SELECT count(*) FROM one")).isEqualTo("0");
        assertThat(PartWayRow.of(database)).isEqualTo("up, 1 done");
    }

    @Test
    void commitsEachStatementTogetherWithItsProgress() {
        project.write(
                FILE,
                """
                -- lifeguard:no-transaction
                CREATE TABLE one (id int);
                CREATE TABLE two (id int);
                CREATE TABLE two (id int);
                """);
        failureOf(project::up);

        assertThat(
                        database.value(
                                """
                                SELECT c.xmin = m.xmin FROM pg_class c, lifeguard_migrations m
                                WHERE c.relname = 'two'
                                """))
                .isEqualTo("t");
    }

    @Test
    void repeatsTheSettingsOfItsSessionWhenItGoesOn() {
        project.write(
                FILE,
                """
                -- lifeguard:no-transaction
                CREATE SCHEMA elsewhere;
                SET search_path = elsewhere;
                CREATE TABLE one (id int);
                VACUUM nowhere;
                CREATE TABLE two (id int);
                """);
        failureOf(project::up);
        assertThat(PartWayRow.of(database)).isEqualTo("up, 3 done");
        database.execute("CREATE TABLE elsewhere.nowhere (id int)");

        project.up();

        assertThat(database.has("elsewhere.two")).isTrue();
        assertThat(database.has("public.two")).isFalse();
    }

    @Test
    void takesTheRowsOfACopyFromTheScript() {
        project.write(
                FILE,
                """
                -- lifeguard:no-transaction
                CREATE TABLE one (id int);
                COPY one FROM STDIN;
                1
                2
                \\.
                VACUUM one;
                VACUUM nowhere;
                """);
        failureOf(project::up);
        assertThat(PartWayRow.of(database)).isEqualTo("up, 3 done");
        database.execute("CREATE TABLE nowhere (id int)");

        project.up();

        assertThat(database.value("SELECT count(*) FROM one")).isEqualTo("2");
        assertThat(PartWayRow.of(database)).isEqualTo(PartWayRow.WHOLE);
    }
}
