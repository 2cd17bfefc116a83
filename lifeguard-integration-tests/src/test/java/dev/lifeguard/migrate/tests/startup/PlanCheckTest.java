package dev.lifeguard.migrate.tests.startup;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.ValidationException;
import dev.lifeguard.migrate.plan.Finding;
import dev.lifeguard.migrate.plan.Finding.Level;
import dev.lifeguard.migrate.plan.Place;
import dev.lifeguard.migrate.plan.Plan;
import dev.lifeguard.migrate.plan.PlannedStatement.LockClass;
import dev.lifeguard.migrate.plan.Target;
import dev.lifeguard.migrate.report.MigrationEvent;
import dev.lifeguard.migrate.report.MigrationReport;
import dev.lifeguard.migrate.schema.Migration;
import dev.lifeguard.migrate.schema.SchemaManager;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What an application's own checks see of a plan, when they are asked, and what they can do. */
@OnPostgres
final class PlanCheckTest {

    private static final Finding FRIDAY =
            Finding.of("no-friday", Level.ERROR, "No migrations on Fridays.");

    @AutoClose private final Project project;
    private final TestDatabase database;
    private final List<MigrationEvent> heard = new ArrayList<>();
    private final List<Plan> seen = new ArrayList<>();

    PlanCheckTest(PostgresServer server) {
        project = new Project(server);
        database = project.database();
        project.write(
                "20240101000000_one.sql",
                """
                -- Up migration
                CREATE TABLE one (id int);
                  CREATE INDEX i ON one (id);
                -- Down migration
                DROP TABLE one;
                """);
    }

    private MigratorBuilder finding(Finding... findings) {
        return project.migrator()
                .listener(heard::add)
                .check(
                        plan -> {
                            seen.add(plan);
                            return List.of(findings);
                        });
    }

    @Test
    void anErrorRefusesTheRunBeforeTheLock() {
        assertThat(failureOf(() -> finding(FRIDAY).build().up()))
                .isInstanceOf(ValidationException.class)
                .hasMessage("LG-302 No migrations on Fridays. [no-friday]");
        assertThat(seen).hasSize(1);
        assertThat(heard).isEmpty();
        assertThat(database.has("lifeguard_migrations")).isFalse();
    }

    @Test
    void anErrorHasItsPlaceAndItsSafeWay() {
        Finding found =
                Finding.of("index-blocks-writes", Level.ERROR, "This blocks writes.")
                        .at(new Place("20240101000000_one.sql", 3, 3))
                        .withSafeWay("Use CREATE INDEX CONCURRENTLY.");

        assertThat(failureOf(() -> finding(found).build().up()))
                .hasMessage(
                        "LG-302 20240101000000_one.sql:3:3: This blocks writes. Use CREATE INDEX"
                                + " CONCURRENTLY. [index-blocks-writes]")
                .extracting(failure -> ((ValidationException) failure).detail())
                .isEqualTo(
                        new ErrorDetail(
                                ErrorKind.INVALID_SCRIPT,
                                "20240101000000_one.sql:3:3: This blocks writes. Use CREATE INDEX"
                                        + " CONCURRENTLY. [index-blocks-writes]",
                                null,
                                "20240101000000_one.sql",
                                3,
                                3,
                                null));
    }

    @Test
    void anErrorRefusesTheWayDownToo() {
        project.up();

        assertThat(failureOf(() -> finding(FRIDAY).build().down()))
                .hasMessage("LG-302 No migrations on Fridays. [no-friday]");
        assertThat(database.has("one")).isTrue();
    }

    @Test
    void anErrorIsAProblemOfThePlan() {
        Plan plan = finding(FRIDAY).build().plan(Target.all());

        assertThat(plan.steps()).isEmpty();
        assertThat(plan.findings()).containsExactly(FRIDAY);
        assertThat(plan.refusals())
                .extracting(problem -> problem.detail().message())
                .containsExactly("No migrations on Fridays. [no-friday]");
        assertThat(failureOf(plan::requireRunnable)).isInstanceOf(ValidationException.class);
    }

    @Test
    void anErrorMakesWhatIsPendingInvalid() {
        assertThat(failureOf(() -> finding(FRIDAY).build().validate()))
                .hasMessage("LG-302 No migrations on Fridays. [no-friday]");
    }

    @Test
    void validationTellsBesideWhatElseIsWrong() {
        project.write("V2__two.sql", "");

        ValidationException refusal =
                (ValidationException) failureOf(() -> finding(FRIDAY).build().validate());

        assertThat(refusal.problems())
                .extracting(ErrorDetail::kind)
                .containsExactly(ErrorKind.INVALID_NAME, ErrorKind.INVALID_SCRIPT);
    }

    @Test
    void aWarningIsToldLikeOthers() {
        MigrationReport report =
                finding(
                                Finding.of("late", Level.WARNING, "It is late."),
                                Finding.of("info", Level.INFO, "It is dark."))
                        .build()
                        .up();

        assertThat(report.applied()).hasSize(1);
        assertThat(report.warnings()).containsExactly("It is late. [late]");
        assertThat(heard)
                .filteredOn(MigrationEvent.Warning.class::isInstance)
                .extracting(event -> ((MigrationEvent.Warning) event).message())
                .containsExactly("It is late. [late]");
        assertThat(seen).hasSize(1);
        assertThat(project.migrator().check(plan -> List.of()).build().validate().warnings())
                .isEmpty();
    }

    @Test
    void nothingIsAskedWhereNothingIsPending() {
        project.up();

        finding(FRIDAY).build().up();
        finding(FRIDAY).build().validate();
        finding(FRIDAY).build().status();

        assertThat(seen).isEmpty();
    }

    @Test
    void aCheckSeesTheStatements() {
        List<String> statements = new ArrayList<>();
        project.migrator()
                .check(
                        plan -> {
                            plan.steps()
                                    .getFirst()
                                    .forEachStatement(
                                            it ->
                                                    statements.add(
                                                            "%s %s %s %s"
                                                                    .formatted(
                                                                            it.number(),
                                                                            it.place(),
                                                                            it.kind(),
                                                                            it.text())));
                            return List.of();
                        })
                .build()
                .validate();

        assertThat(statements)
                .containsExactly(
                        "1 20240101000000_one.sql:2:1 CREATE TABLE CREATE TABLE one (id int)",
                        "2 20240101000000_one.sql:3:3 CREATE INDEX CREATE INDEX i ON one (id)");
    }

    @Test
    void aCheckSeesHowAStatementLocks() {
        List<LockClass> locks = new ArrayList<>();
        project.write("20240102000000_two.sql", "CREATE INDEX CONCURRENTLY j ON one (id);\n");

        project.migrator()
                .check(
                        plan -> {
                            plan.steps()
                                    .getLast()
                                    .forEachStatement(
                                            it -> {
                                                locks.add(it.lockClass());
                                                assertThat(it.runsOutsideTransaction()).isTrue();
                                                assertThat(it.changes())
                                                        .extracting(Object::toString)
                                                        .containsExactly(
                                                                "Change[action=CREATE, kind=INDEX,"
                                                                        + " name=j]");
                                            });
                            return List.of();
                        })
                .build()
                .up();

        assertThat(locks).containsExactly(LockClass.LONG_HARMLESS);
    }

    @Test
    void aCheckSeesWhatIsLeftOfAPartWayMigration() {
        project.write(
                "20240101000000_one.sql",
                "-- lifeguard:no-transaction\nCREATE TABLE one (id int);\nSELECT 1/0;\n");
        failureOf(project::up);
        project.write(
                "20240101000000_one.sql",
                "-- lifeguard:no-transaction\nCREATE TABLE one (id int);\nSELECT 1;\n");
        List<String> left = new ArrayList<>();

        project.migrator()
                .check(
                        plan -> {
                            plan.steps().getFirst().forEachStatement(it -> left.add(it.text()));
                            return List.of();
                        })
                .build()
                .up();

        assertThat(left).containsExactly("SELECT 1");
    }

    @Test
    void aPlanShowsTheStatementsOfJavaAndARunDoesNot() {
        Migration two =
                new Migration() {
                    @Override
                    public long version() {
                        return 20240102000000L;
                    }

                    @Override
                    public String name() {
                        return "two";
                    }

                    @Override
                    public void up(SchemaManager schema) {
                        schema.execute("CREATE TABLE two (id int)");
                    }

                    @Override
                    public void down(SchemaManager schema) {
                        schema.dropTable("two");
                    }
                };
        List<String> statements = new ArrayList<>();
        MigratorBuilder builder =
                project.migrator()
                        .source(MigrationSource.of(two))
                        .check(
                                plan -> {
                                    statements.add("asked");
                                    plan.steps()
                                            .getLast()
                                            .forEachStatement(it -> statements.add(it.text()));
                                    return List.of();
                                });

        builder.build().plan(Target.all());
        builder.build().up();

        assertThat(statements).containsExactly("asked", "CREATE TABLE two (id int)", "asked");
    }
}
