package dev.lifeguard.migrate.tests.partway;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.plan.MigrationRecord;
import dev.lifeguard.migrate.plan.Target;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A statement outside a transaction whose runner died: the catalogue says whether it is done. */
@OnPostgres
final class InDoubtTest {

    private static final String FILE = "20240101000000_slow.sql";
    private static final String INDEX_IN_THE_MIDDLE =
            """
            CREATE TABLE one (id int);
            INSERT INTO one VALUES (1), (1);
            CREATE UNIQUE INDEX CONCURRENTLY one_id ON one (id);
            CREATE TABLE four (id int);
            """;

    @AutoClose private final Project project;
    private final TestDatabase database;

    InDoubtTest(PostgresServer server) {
        project = new Project(server);
        database = project.database();
    }

    /** The index is INVALID, and the history says that statement 3 failed. */
    private void failAtTheIndex() {
        project.write(FILE, INDEX_IN_THE_MIDDLE);
        failureOf(project::up);
        assertThat(PartWayRow.of(database)).isEqualTo("up, 2 done");
        assertThat(indexes()).containsExactly("one_id|f");
    }

    private List<String> indexes() {
        return database.query(
                """
                SELECT indexrelid::regclass, indisvalid FROM pg_index
                WHERE indrelid = 'one'::regclass ORDER BY 1
                """);
    }

    private void requireGoesOn() {
        assertThat(Project.names(project.up().applied())).containsExactly("slow");
        assertThat(indexes()).containsExactly("one_id|t");
        assertThat(database.has("four")).isTrue();
        assertThat(PartWayRow.of(database)).isEqualTo(PartWayRow.WHOLE);
    }

    @Test
    void aFailedIndexIsSaidToBeInvalid() {
        project.write(FILE, INDEX_IN_THE_MIDDLE);

        assertThat(failureOf(project::up))
                .hasMessage(
                        """
                        LG-202 Migration 20240101000000 slow failed at \
                        20240101000000_slow.sql:3:1: could not create unique index "one_id" \
                        (SQLState 23505). It runs statement by statement: statements 1 to 2 of 4 \
                        are done and stay. The failed one left an INVALID index, public.one_id, \
                        which the next up removes before it tries again. Mend the cause and run up again.
                          3 | CREATE UNIQUE INDEX CONCURRENTLY one_id ON one (id)
                            | ^
                          Detail: Key (id)=(1) is duplicated.\
                        """);
    }

    @Test
    void aPlanKnowsWhatIsRemovedFirst() {
        failAtTheIndex();

        assertThat(project.migrator().build().plan(Target.all()).steps().getFirst().partial())
                .get()
                .extracting(MigrationRecord.Progress::left)
                .isEqualTo(
                        List.of(
                                "an INVALID index, public.one_id, which DROP INDEX CONCURRENTLY"
                                        + " public.one_id removes"));
    }

    @Test
    void aProcedureThatCommittedIsInDoubtInTheStatusToo() {
        project.write(
                FILE,
                """
                -- lifeguard:no-transaction
                CREATE PROCEDURE fills() LANGUAGE plpgsql
                    AS 'BEGIN COMMIT; RAISE EXCEPTION ''no''; END';
                CALL fills();
                """);
        failureOf(project::up);

        assertThat(project.migrator().build().status().problems())
                .singleElement()
                .extracting(problem -> problem.detail().message())
                .asString()
                .endsWith(
                        "1 of its statements is done. Statement 2 was started, and the history does"
                            + " not say whether it took effect. Run up again: it looks whether the"
                            + " database can tell, and goes on or says what to look at.");
    }

    @Test
    void anInvalidIndexOfAFailedStatementIsDroppedAndBuiltAgain() {
        failAtTheIndex();
        String before = database.value("SELECT 'one_id'::regclass::oid");
        database.execute("DELETE FROM one");

        requireGoesOn();

        assertThat(database.value("SELECT 'one_id'::regclass::oid")).isNotEqualTo(before);
    }

    @Test
    void anInvalidIndexIsDroppedAlsoWhenTheCauseIsStillThere() {
        failAtTheIndex();

        failureOf(project::up);
        failureOf(project::up);

        assertThat(indexes()).containsExactly("one_id|f");
        assertThat(PartWayRow.of(database)).isEqualTo("up, 2 done");
    }

    @Test
    void afterACrashAnInvalidIndexIsDroppedAndBuiltAgain() {
        failAtTheIndex();
        PartWayRow.markStarted(database, 3);
        database.execute("DELETE FROM one");

        requireGoesOn();
    }

    @Test
    void afterACrashAValidIndexIsDone() {
        failAtTheIndex();
        PartWayRow.markStarted(database, 3);
        database.execute("DELETE FROM one", "REINDEX INDEX one_id");
        String before = database.value("SELECT 'one_id'::regclass::oid");

        requireGoesOn();

        assertThat(database.value("SELECT 'one_id'::regclass::oid")).isEqualTo(before);
    }

    @Test
    void afterACrashAMissingIndexIsBuilt() {
        failAtTheIndex();
        PartWayRow.markStarted(database, 3);
        database.execute("DELETE FROM one", "DROP INDEX one_id");

        requireGoesOn();
    }

    @Test
    void aValidIndexOfAnotherHandIsNotTakenForTheFailedStatements() {
        project.write(
                FILE,
                """
                CREATE TABLE one (id int);
                CREATE INDEX CONCURRENTLY two_id ON two (id);
                CREATE TABLE four (id int);
                """);
        failureOf(project::up);
        database.execute("CREATE TABLE two (id int)", "CREATE INDEX two_id ON two (id)");

        assertThat(failureOf(project::up).detail().sqlState()).isEqualTo("42P07");
        assertThat(PartWayRow.of(database)).isEqualTo("up, 1 done");
    }

    @Test
    void afterACrashADroppedIndexIsDone() {
        project.write(
                FILE,
                """
                CREATE TABLE one (id int);
                DROP INDEX CONCURRENTLY one_id;
                CREATE TABLE four (id int);
                """);
        failureOf(project::up);
        PartWayRow.markStarted(database, 2);

        assertThat(Project.names(project.up().applied())).containsExactly("slow");
        assertThat(PartWayRow.of(database)).isEqualTo(PartWayRow.WHOLE);
    }

    @Test
    void afterACrashAnIndexThatIsStillThereIsDropped() {
        project.write(
                FILE,
                """
                CREATE TABLE one (id int);
                DROP INDEX CONCURRENTLY one_id;
                CREATE TABLE four (id int);
                """);
        failureOf(project::up);
        database.execute("CREATE INDEX one_id ON one (id)");
        PartWayRow.markStarted(database, 2);

        project.up();

        assertThat(indexes()).isEmpty();
        assertThat(database.has("four")).isTrue();
    }

    @Test
    void afterACrashAStatementThatDoesNoHarmTwiceRunsAgain() {
        project.write(
                FILE, "CREATE TABLE one (id int);\nVACUUM nowhere;\nCREATE TABLE four (id int);\n");
        failureOf(project::up);
        database.execute("CREATE TABLE nowhere (id int)");
        PartWayRow.markStarted(database, 2);

        assertThat(Project.names(project.up().applied())).containsExactly("slow");
        assertThat(database.has("four")).isTrue();
    }

    @Test
    void whereTheCatalogueCannotTellItNamesTheTwoCommands() {
        project.write(
                FILE,
                """
                -- lifeguard:no-transaction
                CREATE TABLE one (id int);
                DO $$ BEGIN INSERT INTO one VALUES (1); COMMIT; PERFORM 1 / 0; END $$;
                CREATE TABLE four (id int);
                """);
        assertThat(failureOf(project::up))
                .hasMessage(
                        """
                        LG-202 Migration 20240101000000 slow failed at \
                        20240101000000_slow.sql:3:1: division by zero (SQLState 22012). It runs \
                        statement by statement: statement 1 of 3 is done and stays. The failed one \
                        may have committed something. Look at the database, then say which: \
                        migrator.repair(new Repair.StatementDone(20240101000000L)) if statement 2 \
                        took effect, or migrator.repair(new Repair.StatementUndone(20240101000000L)) \
                        if it did not; then run up again.
                          3 | DO $$ BEGIN INSERT INTO one VALUES (1); COMMIT; PERFORM 1 / 0; END $$
                            | ^
                          Context: SQL statement "SELECT 1 / 0"
                            PL/pgSQL function inline_code_block line 1 at PERFORM\
                        """);
        assertThat(PartWayRow.of(database)).isEqualTo("up, 1 done, 2 started");

        assertThat(failureOf(project::up).detail())
                .isEqualTo(
                        new ErrorDetail(
                                ErrorKind.PARTIALLY_APPLIED,
                                "Migration 20240101000000 slow stopped part-way in"
                                    + " 20240101000000_slow.sql:3:1: statement 2 (DO) was started"
                                    + " and then cut off, and the catalogue cannot tell whether it"
                                    + " took effect. Statement 1 of 3 is done and stays. Look at"
                                    + " the database, then say which: migrator.repair(new"
                                    + " Repair.StatementDone(20240101000000L)) if it did, or"
                                    + " migrator.repair(new"
                                    + " Repair.StatementUndone(20240101000000L)) if it did not;"
                                    + " then run up again.",
                                20240101000000L,
                                FILE,
                                3,
                                1,
                                null));
        assertThat(database.value("SELECT count(*) FROM one")).isEqualTo("1");
        assertThat(database.has("four")).isFalse();
    }
}
