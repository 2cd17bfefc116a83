package dev.lifeguard.migrate.tests.moving;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.error.ValidationException;
import dev.lifeguard.migrate.layouts.OtherTool;
import dev.lifeguard.migrate.plan.Plan;
import dev.lifeguard.migrate.plan.Target;
import dev.lifeguard.migrate.source.Layout;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import javax.sql.DataSource;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A program that runs another tool's files does not repeat what that tool applied. */
@OnPostgres
final class FirstRunOfProgramsTest {

    private static final OtherTool TOOL = OtherTool.GOLANG_MIGRATE;

    @AutoClose private final Project project;

    FirstRunOfProgramsTest(PostgresServer server) {
        project = new Project(server);
    }

    @BeforeEach
    void applyOne() {
        project.write("1_one.up.sql", "CREATE TABLE one (id int);");
        project.database()
                .execute(
                        "CREATE TABLE schema_migrations (version bigint PRIMARY KEY, dirty"
                                + " boolean)",
                        "INSERT INTO schema_migrations VALUES (1, false)");
    }

    private Migrator migrator(DataSource dataSource) {
        return builder(dataSource, TOOL.layout())
                .check(TOOL.firstRunCheck(layout -> builder(dataSource, layout).build()))
                .build();
    }

    private MigratorBuilder builder(DataSource dataSource, Layout layout) {
        return Migrator.builder(dataSource)
                .source(MigrationSource.directory(project.directory(), layout));
    }

    /** An application's role, which the tool's table was not made for. */
    private DataSource role() {
        String role = project.database().createRole("app", "secret");
        project.database().execute("GRANT CREATE, USAGE ON SCHEMA public TO " + role);
        return project.database().dataSource(role, "secret");
    }

    @Test
    void aProgramIsRefusedUntilItTookTheHistoryOver() {
        Migrator migrator = migrator(project.database().dataSource());

        assertThat(failureOf(migrator::up))
                .isInstanceOf(ValidationException.class)
                .message()
                .contains(
                        "public.schema_migrations holds what golang-migrate applied to this"
                            + " database (1 migration), and this project's history is empty: what"
                            + " is applied would run again. Take that history over first:"
                            + " Migrator.importHistory, or lifeguard-migrate import golang-migrate."
                            + " [history-of-another-tool]");
        migrator.importHistory(TOOL.history(null).orElseThrow());
        assertThat(migrator.up().applied()).isEmpty();
    }

    @Test
    void aTableThatCannotBeReadRefusesTheRun() {
        assertThat(failureOf(migrator(role())::up))
                .isInstanceOf(ValidationException.class)
                .message()
                .contains(
                        "public.schema_migrations looks like the history of golang-migrate, and it"
                                + " cannot be read. What it says is applied would run again. The"
                                + " history of golang-migrate may not be read by this user:"
                                + " permission denied for table schema_migrations (SQLState 42501)."
                                + " Grant SELECT on its table and USAGE on its schema, or run this"
                                + " as the user that golang-migrate runs as."
                                + " [history-of-another-tool]");
        assertThat(project.database().has("one")).isFalse();
    }

    @Test
    void whereNoSecondConnectionIsGivenThatIsSaid() {
        DataSource role = role();
        project.database().limitConnections(1);

        Plan plan = migrator(role).plan(Target.all());

        assertThat(plan.status().warnings())
                .singleElement(InstanceOfAssertFactories.STRING)
                .startsWith(
                        "Whether another tool applied these migrations to this database is not"
                                + " known. The database takes no more connections:")
                .contains("SQLState 53300");
    }
}
