package dev.lifeguard.migrate.tests.lifecycle;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.Migrator.Repair;
import dev.lifeguard.migrate.plan.MigrationStatus;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Corrections of the history, each for one named migration. */
@OnPostgres
final class RepairTest {

    private static final long VERSION = 20240101000000L;
    private static final String FILE = "20240101000000_one.sql";
    private static final String SEE_STATUS = " migrator.status() lists what there is.";

    @AutoClose private final Project project;

    RepairTest(PostgresServer server) {
        project = new Project(server);
    }

    /** Statement 2 of 3 is recorded as started, and nobody can tell whether it took effect. */
    private void leaveInDoubt() {
        project.write(
                FILE,
                """
                -- lifeguard:no-transaction
                CREATE TABLE one (id int);
                DO $$ BEGIN PERFORM 1 / (SELECT count(*) FROM one); END $$;
                CREATE TABLE three (id int);
                """);
        failureOf(project::up);
        assertThat(progress()).isEqualTo("f|up|1|2");
    }

    /** Statement 2 of 3 failed and is not recorded as started. */
    private void leavePartWay() {
        project.write(
                FILE,
                """
                -- lifeguard:no-transaction
                CREATE TABLE one (id int);
                CREATE TABLE one (id int);
                CREATE TABLE three (id int);
                """);
        failureOf(project::up);
        assertThat(progress()).isEqualTo("f|up|1|");
    }

    private String progress() {
        return project.database()
                .value(
                        """
                        SELECT success, direction, statements_done, statement_started
                        FROM lifeguard_migrations WHERE version = 20240101000000
                        """);
    }

    private MigrationStatus repair(Repair repair) {
        return project.migrator().build().repair(repair);
    }

    private String refusal(Repair repair) {
        return failureOf(() -> repair(repair)).detail().coded();
    }

    @Test
    void acceptsAnEditedFile() {
        project.write(FILE, "CREATE TABLE one (id int);\n");
        project.up();
        project.write(FILE, "CREATE TABLE one (id int); -- with a comment\n");

        MigrationStatus status = repair(new Repair.AcceptChecksum(VERSION));

        assertThat(status.upToDate()).isTrue();
        assertThat(project.up().applied()).isEmpty();
    }

    @Test
    void marksAPartWayMigrationAsDone() {
        leavePartWay();
        project.database().execute("CREATE TABLE three (id int)");

        MigrationStatus status = repair(new Repair.MarkDone(VERSION));

        assertThat(status.upToDate()).isTrue();
        assertThat(progress()).isEqualTo("t|||");
        assertThat(project.up().applied()).isEmpty();
    }

    @Test
    void marksAPartWayMigrationAsUndone() {
        leavePartWay();
        project.database().execute("DROP TABLE one");
        project.write(FILE, "CREATE TABLE one (id int);\n");

        MigrationStatus status = repair(new Repair.MarkUndone(VERSION));

        assertThat(Project.pendingNames(status.pending())).containsExactly("one");
        assertThat(status.problems()).isEmpty();
        assertThat(project.history()).isEmpty();
        assertThat(Project.names(project.up().applied())).containsExactly("one");
    }

    @Test
    void settlesThatAStatementInDoubtTookEffect() {
        leaveInDoubt();

        repair(new Repair.StatementDone(VERSION));

        assertThat(progress()).isEqualTo("f|up|2|");
        assertThat(Project.names(project.up().applied())).containsExactly("one");
        assertThat(project.database().has("three")).isTrue();
        assertThat(progress()).isEqualTo("t|||");
    }

    @Test
    void settlesThatAStatementInDoubtDidNotTakeEffect() {
        leaveInDoubt();
        project.database().execute("INSERT INTO one VALUES (1)");

        repair(new Repair.StatementUndone(VERSION));

        assertThat(progress()).isEqualTo("f|up|1|");
        assertThat(Project.names(project.up().applied())).containsExactly("one");
        assertThat(progress()).isEqualTo("t|||");
    }

    @Test
    void refusesToSettleWhereNoStatementIsInDoubt() {
        leavePartWay();

        String refusal =
                "LG-101 No statement of migration 20240101000000 one is in doubt." + SEE_STATUS;
        assertThat(refusal(new Repair.StatementDone(VERSION))).isEqualTo(refusal);
        assertThat(refusal(new Repair.StatementUndone(VERSION))).isEqualTo(refusal);
        assertThat(progress()).isEqualTo("f|up|1|");
    }

    @Test
    void refusesToMarkAMigrationThatIsAppliedWhole() {
        project.write(FILE, "CREATE TABLE one (id int);\n");
        project.up();

        String refusal =
                "LG-101 Migration 20240101000000 one is not part-way: it is applied whole."
                        + SEE_STATUS;
        assertThat(refusal(new Repair.MarkDone(VERSION))).isEqualTo(refusal);
        assertThat(refusal(new Repair.MarkUndone(VERSION))).isEqualTo(refusal);
        assertThat(refusal(new Repair.StatementDone(VERSION))).isEqualTo(refusal);
        assertThat(refusal(new Repair.StatementUndone(VERSION))).isEqualTo(refusal);
        assertThat(project.history()).containsExactly("20240101000000|one|whole");
    }

    @Test
    void refusesAVersionThatTheHistoryDoesNotHave() {
        project.write(FILE, "CREATE TABLE one (id int);\n");

        String refusal = "LG-101 The history has no migration 20240101000000." + SEE_STATUS;
        assertThat(refusal(new Repair.AcceptChecksum(VERSION))).isEqualTo(refusal);
        assertThat(refusal(new Repair.MarkDone(VERSION))).isEqualTo(refusal);
        assertThat(refusal(new Repair.MarkUndone(VERSION))).isEqualTo(refusal);
        assertThat(refusal(new Repair.StatementDone(VERSION))).isEqualTo(refusal);
        assertThat(refusal(new Repair.StatementUndone(VERSION))).isEqualTo(refusal);
    }

    @Test
    void refusesToAcceptAFileThatIsNotThere() {
        project.write(FILE, "CREATE TABLE one (id int);\n");
        project.up();
        project.delete(FILE);

        assertThat(refusal(new Repair.AcceptChecksum(VERSION)))
                .isEqualTo("LG-101 No file has the version 20240101000000." + SEE_STATUS);
    }
}
