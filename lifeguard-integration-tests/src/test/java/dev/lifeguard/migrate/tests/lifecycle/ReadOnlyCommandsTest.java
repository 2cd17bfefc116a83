package dev.lifeguard.migrate.tests.lifecycle;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.error.ValidationException;
import dev.lifeguard.migrate.plan.MigrationStatus;
import dev.lifeguard.migrate.plan.Plan;
import dev.lifeguard.migrate.plan.PlanStep;
import dev.lifeguard.migrate.plan.PlanStep.TransactionMode;
import dev.lifeguard.migrate.plan.Target;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.SchemaSnapshot;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The commands that only look. */
@OnPostgres
final class ReadOnlyCommandsTest {

    @AutoClose private final Project project;

    ReadOnlyCommandsTest(PostgresServer server) {
        project = new Project(server);
        project.write(
                "20240101000000_one.sql",
                """
                -- Up migration
                CREATE TABLE one (id int);
                -- Down migration
                DROP TABLE one;
                """);
        project.write("20240102000000_two.sql", "CREATE INDEX CONCURRENTLY one_id ON one (id);\n");
    }

    @Test
    void changeNothingOnAnEmptyDatabase() {
        Migrator migrator = project.migrator().build();

        MigrationStatus status = migrator.status();
        assertThat(migrator.validate()).isEqualTo(status);
        assertThat(migrator.plan(Target.all()).steps()).hasSize(2);
        assertThat(migrator.planDown(Target.all()).steps()).isEmpty();
        assertThat(migrator.lockHolder()).isEmpty();
        assertThat(migrator.unlock()).isEmpty();

        assertThat(Project.pendingNames(status.pending())).containsExactly("one", "two");
        assertThat(SchemaSnapshot.of(project.database())).containsExactly("schema public");
    }

    @Test
    void changeNothingOnAMigratedDatabase() {
        project.up();
        List<String> schema = SchemaSnapshot.of(project.database());
        List<String> rows = rowsWithTheirTransactions();
        Migrator migrator = project.migrator().build();

        migrator.status();
        migrator.validate();
        migrator.plan(Target.all());
        migrator.planDown(Target.steps(1));
        migrator.lockHolder();

        assertThat(SchemaSnapshot.of(project.database())).isEqualTo(schema);
        assertThat(rowsWithTheirTransactions()).isEqualTo(rows);
    }

    private List<String> rowsWithTheirTransactions() {
        return project.database()
                .query("SELECT xmin, ctid, m.* FROM lifeguard_migrations m ORDER BY version");
    }

    @Test
    void planTellsWhatUpWouldDoAndHow() {
        Plan plan = project.migrator().build().plan(Target.all());

        assertThat(plan.steps()).extracting(PlanStep::name).containsExactly("one", "two");
        assertThat(plan.steps())
                .extracting(PlanStep::transactionMode)
                .containsExactly(TransactionMode.WHOLE, TransactionMode.PER_STATEMENT);
        assertThat(plan.refusals()).isEmpty();
    }

    @Test
    void planDownTellsWhatDownWouldDo() {
        project.migrator().build().up(Target.steps(1));

        Plan plan = project.migrator().build().planDown(Target.steps(5));

        assertThat(plan.steps()).extracting(PlanStep::name).containsExactly("one");
        assertThat(plan.steps().getFirst().statementCount()).hasValue(1);
    }

    @Test
    void validateFailsWithAllProblemsTheFirstOfThemByVersion() {
        project.up();
        project.write("20240101000000_one.sql", "CREATE TABLE one (id bigint);\n");
        project.write("20240101120000_late.sql", "CREATE TABLE late (id int);\n");
        project.write("2024_wrong.sql", "CREATE TABLE wrong (id int);\n");

        ValidationException failure =
                (ValidationException) failureOf(() -> project.migrator().build().validate());

        assertThat(failure.problems())
                .extracting(problem -> problem.kind().code())
                .containsExactly("LG-304", "LG-306", "LG-301");
        assertThat(failure.detail()).isEqualTo(failure.problems().getFirst());
        assertThat(failure)
                .hasMessage(
                        "LG-304 Migration 20240101000000 one was edited after it was applied: the"
                            + " file \"20240101000000_one.sql\" has the checksum"
                            + " 3deeecf1de36a6f901607576b308a59d9923d3088a4665388cae40f1f3b53042,"
                            + " the history has"
                            + " 743301e1ae5e31a24855427c377fe537b8622a4d7fd4d551e02ea5375cb0a514."
                            + " Restore the file as it was and put the change into a new migration,"
                            + " or accept it: migrator.repair(new"
                            + " Repair.AcceptChecksum(20240101000000L))\n"
                            + "LG-306 Migration 20240101120000 late is pending, but older than the"
                            + " newest applied one, 20240102000000 two. Give it a newer version, or"
                            + " apply it all the same: outOfOrder(OutOfOrder.ALLOW)\n"
                            + "LG-301 The file \"2024_wrong.sql\" fits no pattern of a migration."
                            + " Name it \"YYYYMMDDHHMMSS_wrong.sql\", with the UTC date and time as"
                            + " its version.");
    }

    @Test
    void statusListsProblemsWithoutFailing() {
        project.up();
        project.delete("20240101000000_one.sql");

        MigrationStatus status = project.migrator().build().status();

        assertThat(status.problems())
                .extracting(problem -> problem.detail().coded())
                .containsExactly(
                        "LG-305 Migration 20240101000000 one is applied, but its file is missing"
                                + " although newer ones are there. Restore the file.");
        assertThat(status.upToDate()).isFalse();
    }
}
