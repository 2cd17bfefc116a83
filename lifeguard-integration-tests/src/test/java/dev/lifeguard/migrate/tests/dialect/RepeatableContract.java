package dev.lifeguard.migrate.tests.dialect;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static dev.lifeguard.migrate.tests.project.Project.names;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.Migrator.Repair;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.error.RunReport;
import dev.lifeguard.migrate.plan.MigrationRecord;
import dev.lifeguard.migrate.plan.MigrationStatus;
import dev.lifeguard.migrate.plan.MigrationStatus.PendingMigration;
import dev.lifeguard.migrate.plan.PlanStep;
import dev.lifeguard.migrate.plan.Target;
import dev.lifeguard.migrate.report.MigrationEvent;
import dev.lifeguard.migrate.report.MigrationReport;
import dev.lifeguard.migrate.report.MigrationReport.MigrationResult;
import dev.lifeguard.migrate.source.MigrationVersion;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Migrations that are applied whenever they were edited. */
abstract class RepeatableContract {

    private static final String ONE = "20240101000000_one.sql";

    @AutoClose private final ContractProject project;
    private final ContractDatabase database;

    RepeatableContract(ContractDatabase database) {
        this.database = database;
        this.project = ContractProject.of(database);
        project.write(
                ONE,
                """
                -- Up migration
                CREATE TABLE one (id int, n int);
                -- Down migration
                DROP TABLE one;
                """);
        insert("b", 1);
        insert("a", 2);
    }

    final ContractProject project() {
        return project;
    }

    final ContractDatabase database() {
        return database;
    }

    private void insert(String name, int value) {
        project.write(
                "r_%s.sql".formatted(name),
                "INSERT INTO one (id, n) VALUES (%s, %s);\n".formatted(value, value * 10));
    }

    private Migrator migrator() {
        return project.migrator().build();
    }

    final List<String> ids() {
        return database.query("SELECT id FROM one ORDER BY id");
    }

    private static List<String> pending(List<PendingMigration> pending) {
        return pending.stream().map(PendingMigration::name).toList();
    }

    private static List<String> applied(MigrationStatus status) {
        return status.applied().stream().map(MigrationRecord::name).toList();
    }

    @Test
    void runBehindTheOthersInTheOrderOfTheirNames() {
        MigrationReport report = project.up();

        assertThat(names(report.applied())).containsExactly("one", "a", "b");
        assertThat(report.applied())
                .map(MigrationResult::repeatable)
                .containsExactly(false, true, true);
        assertThat(report.pending()).isEmpty();
        assertThat(ids()).containsExactly("1", "2");
        MigrationStatus status = migrator().status();
        assertThat(status.upToDate()).isTrue();
        assertThat(applied(status)).containsExactly("one", "a", "b");
        assertThat(status.applied())
                .map(MigrationRecord::repeatable)
                .containsExactly(false, true, true);
        assertThat(project.up().applied()).isEmpty();
    }

    @Test
    void runAgainWhenTheyWereEdited() {
        project.up();
        insert("a", 3);

        MigrationStatus status = migrator().validate();
        assertThat(status.problems()).isEmpty();
        assertThat(pending(status.pending())).containsExactly("a");
        assertThat(status.edited()).containsExactly(MigrationVersion.ofRepeatable("a"));
        assertThat(migrator().plan(Target.all()).steps())
                .map(PlanStep::label)
                .containsExactly("r_a");
        assertThat(ids()).containsExactly("1", "2");

        assertThat(names(project.up().applied())).containsExactly("a");
        assertThat(ids()).containsExactly("1", "2", "3");
        assertThat(project.up().applied()).isEmpty();
        assertThat(migrator().status().applied()).hasSize(3);
        assertThat(
                        database.query(
                                "SELECT count(*) FROM lifeguard_migrations"
                                        + " WHERE version < -1 AND execution_time_ms < 60000"))
                .containsExactly("2");
    }

    @Test
    void waitUntilNothingElseIsPending() {
        project.write("20240102000000_two.sql", "CREATE TABLE two (id int);\n");

        MigrationReport report = migrator().up(Target.steps(1));
        assertThat(names(report.applied())).containsExactly("one");
        assertThat(pending(report.pending())).containsExactly("two", "a", "b");

        report = migrator().up(Target.version(20240101000000L));
        assertThat(report.applied()).isEmpty();
        assertThat(pending(report.pending())).containsExactly("two", "a", "b");

        assertThat(names(migrator().up(Target.steps(1)).applied()))
                .containsExactly("two", "a", "b");
    }

    @Test
    void stepsCountTheOthersOnly() {
        assertThat(names(migrator().up(Target.steps(1)).applied()))
                .containsExactly("one", "a", "b");
        insert("a", 3);
        insert("c", 4);

        assertThat(names(migrator().up(Target.steps(1)).applied())).containsExactly("a", "c");
    }

    @Test
    void downLeavesThemAlone() {
        project.up();
        insert("b", 5);

        MigrationReport report = migrator().down(Target.all());

        assertThat(names(report.rolledBack())).containsExactly("one");
        assertThat(pending(report.pending())).containsExactly("one", "b");
        assertThat(applied(migrator().status())).containsExactly("a", "b");
        assertThat(names(project.up().applied())).containsExactly("one", "b");
        assertThat(ids()).containsExactly("5");
    }

    @Test
    void aDeletedFileIsNoProblem() throws Exception {
        project.up();
        Files.delete(project.directory().resolve("r_a.sql"));

        MigrationStatus status = migrator().validate();
        assertThat(status.upToDate()).isTrue();
        assertThat(status.warnings()).isEmpty();
        assertThat(applied(status)).containsExactly("one", "a", "b");
        assertThat(status.ahead()).isEmpty();
        assertThat(status.withoutFile()).containsExactly(MigrationVersion.ofRepeatable("a"));
        assertThat(project.up().applied()).isEmpty();
        insert("a", 2);
        assertThat(project.up().applied()).isEmpty();
    }

    @Test
    void aRenamedOneIsANewOne() throws Exception {
        project.up();
        Files.move(project.directory().resolve("r_a.sql"), project.directory().resolve("r_z.sql"));

        assertThat(names(project.up().applied())).containsExactly("z");
        assertThat(ids()).containsExactly("1", "2", "2");
    }

    @Test
    void aFailedOneKeepsWhatWasAppliedBefore() {
        project.write(
                "r_b.sql",
                "INSERT INTO one (id, n) VALUES (7, 7);\nINSERT INTO nothing VALUES (1);\n");

        List<MigrationEvent> events = new ArrayList<>();
        LifeguardException failure =
                failureOf(() -> project.migrator().listener(events::add).build().up());

        assertThat(failure.kind()).isEqualTo(ErrorKind.SCRIPT_FAILED);
        assertThat(failure.detail().version()).isNull();
        assertThat(failure.detail().file()).isEqualTo("r_b.sql");
        assertThat(failure.detail().line()).isEqualTo(2);
        assertThat(failure.detail().message())
                .startsWith("Migration r_b failed at r_b.sql:2:")
                .contains("Nothing of it was kept: the transaction was rolled back.");
        RunReport report = failure.report().orElseThrow();
        assertThat(report.applied()).map(RunReport.Step::name).containsExactly("one", "a");
        assertThat(report.left()).map(RunReport.Step::repeatable).containsExactly(true);
        assertThat(ids()).containsExactly("2");
        assertThat(pending(migrator().status().pending())).containsExactly("b");
        assertThat(events)
                .filteredOn(MigrationEvent.MigrationFailed.class::isInstance)
                .map(event -> ((MigrationEvent.MigrationFailed) event).step().label())
                .containsExactly("r_b");
        insert("b", 1);
        assertThat(names(project.up().applied())).containsExactly("b");
    }

    @Test
    void aFailedEditLeavesTheRowAsItWas() {
        project.up();
        List<String> row =
                database.query(
                        "SELECT * FROM lifeguard_migrations WHERE name = 'a' AND version < 0");
        project.write("r_a.sql", "INSERT INTO nothing VALUES (1);\n");

        failureOf(project::up);

        assertThat(
                        database.query(
                                "SELECT * FROM lifeguard_migrations WHERE name = 'a' AND version <"
                                        + " 0"))
                .isEqualTo(row);
        assertThat(pending(migrator().status().pending())).containsExactly("a");
    }

    @Test
    void aBaselineDoesNotRecordThem() {
        database.execute("CREATE TABLE one (id int, n int)");

        MigrationReport report = migrator().baseline(20240101000000L);

        assertThat(names(report.applied())).containsExactly("one");
        assertThat(pending(report.pending())).containsExactly("a", "b");
        assertThat(names(project.up().applied())).containsExactly("a", "b");
    }

    @Test
    void manyOfThemAreAppliedInALongRun() {
        IntStream.range(10, 50).forEach(each -> insert("m" + each, each));

        assertThat(project.up().applied()).hasSize(43);
        insert("m20", 100);
        insert("m49", 101);

        assertThat(names(project.up().applied())).containsExactly("m20", "m49");
        assertThat(ids()).hasSize(44);
    }

    @Test
    void aRowOfAKindThatIsNotKnownIsStillLeftOut() {
        project.up();
        database.execute(
                """
                INSERT INTO lifeguard_migrations
                    (version, name, checksum, applied_at, execution_time_ms, success)
                SELECT -2, name, checksum, applied_at, 5, success
                FROM lifeguard_migrations WHERE version = 20240101000000
                """);

        assertThat(migrator().status().applied()).hasSize(3);
        assertThat(project.up().applied()).isEmpty();
    }

    private static final String STOPS =
            """
            -- lifeguard:no-transaction
            INSERT INTO one (id, n) VALUES (7, 7);
            INSERT INTO nothing VALUES (1);
            """;

    @Test
    void onePartWayWhoseFileIsGoneIsToldUntilSomebodySaysWhatItIs() throws Exception {
        project.write("r_b.sql", STOPS);
        failureOf(project::up);
        Files.delete(project.directory().resolve("r_b.sql"));

        assertThat(project.up().applied()).isEmpty();
        MigrationStatus status = migrator().status();
        assertThat(status.pending()).map(PendingMigration::statementsDone).containsExactly(1);
        ErrorDetail problem = failureOf(() -> migrator().validate()).detail();
        assertThat(problem.kind()).isEqualTo(ErrorKind.PARTIALLY_APPLIED);
        assertThat(problem.file()).isEqualTo("r_b.sql");
        assertThat(problem.message())
                .isEqualTo(
                        "Migration r_b stopped part-way on its way up: 1 of its statements is done."
                            + " Its file is missing, so up does not go on with it. Restore it and"
                            + " run up again, or put the database right by hand and say which it"
                            + " is: migrator.repair(new"
                            + " Repair.MarkDone(MigrationVersion.ofRepeatable(\"b\").number())) or"
                            + " migrator.repair(new"
                            + " Repair.MarkUndone(MigrationVersion.ofRepeatable(\"b\").number()))");
        long number = MigrationVersion.ofRepeatable("b").number();
        assertThat(failureOf(() -> migrator().repair(new Repair.StatementDone(number))))
                .hasMessageContaining(
                        "Migration r_b is repeatable, and begins again at its first statement: run"
                                + " up.");
        assertThat(migrator().repair(new Repair.MarkUndone(number)).upToDate()).isTrue();
        assertThat(applied(migrator().status())).containsExactly("one", "a");
    }

    @Test
    void onePartWayMayBeMarkedDone() {
        project.write("r_b.sql", STOPS);
        failureOf(project::up);

        MigrationStatus status =
                migrator().repair(new Repair.MarkDone(MigrationVersion.ofRepeatable("b").number()));

        assertThat(status.upToDate()).isTrue();
        assertThat(project.up().applied()).isEmpty();
    }

    @Test
    void repairRunsOneAgainOrTakesItsEdit() {
        project.up();
        long number = MigrationVersion.ofRepeatable("a").number();
        insert("a", 5);

        assertThat(migrator().repair(new Repair.AcceptChecksum(number)).upToDate()).isTrue();
        assertThat(project.up().applied()).isEmpty();
        assertThat(pending(migrator().repair(new Repair.MarkUndone(number)).pending()))
                .containsExactly("a");
        assertThat(names(project.up().applied())).containsExactly("a");
        assertThat(ids()).containsExactly("1", "2", "5");
        long unknown = MigrationVersion.ofRepeatable("unknown").number();
        assertThat(failureOf(() -> migrator().repair(new Repair.MarkDone(unknown))))
                .hasMessageContaining("The history has no such repeatable migration.");
    }

    @Test
    void oneIsNeverIrreversible() {
        project.write("r_b.sql", "-- lifeguard:irreversible it is so\nSELECT 1;\n");

        assertThat(failureOf(project::up))
                .hasMessageContaining(
                        "r_b.sql:1:1: A directive says that there is no way back, and a repeatable"
                                + " migration never has one: down leaves it alone. Take it out.");
    }

    @Test
    void oneThatRunsStatementByStatementBeginsAgain() {
        project.write(
                "r_b.sql",
                """
                -- lifeguard:no-transaction
                INSERT INTO one (id, n) VALUES (7, 7);
                INSERT INTO nothing VALUES (1);
                """);

        LifeguardException failure = failureOf(project::up);

        assertThat(failure.kind()).isEqualTo(ErrorKind.PARTIALLY_APPLIED);
        assertThat(failure.detail().message())
                .contains(
                        "It runs statement by statement: statement 1 of 2 is done and stays. The 2"
                                + " migrations before it stay applied.",
                        "ix the statement and run up again: it begins again at its first"
                                + " statement.");
        project.write(
                "r_b.sql",
                """
                -- lifeguard:no-transaction
                INSERT INTO nothing VALUES (1);
                """);
        assertThat(failureOf(project::up).detail().message())
                .contains(
                        "It runs statement by statement: this run did none of its statements; the"
                                + " one that an earlier run did stays. ");
        MigrationStatus status = migrator().status();
        assertThat(status.pending()).map(PendingMigration::statementsDone).containsExactly(1);
        assertThat(status.problems())
                .map(problem -> problem.detail().message())
                .containsExactly(
                        "Migration r_b stopped part-way on its way up: 1 of its statements is done."
                                + " Run up again: it begins again at its first statement.");
        project.write(
                "r_b.sql",
                """
                -- lifeguard:no-transaction
                INSERT INTO one (id, n) VALUES (8, 8);
                INSERT INTO one (id, n) VALUES (9, 9);
                """);

        assertThat(names(project.up().applied())).containsExactly("b");
        assertThat(ids()).containsExactly("2", "7", "8", "9");
        assertThat(migrator().status().upToDate()).isTrue();
    }
}
