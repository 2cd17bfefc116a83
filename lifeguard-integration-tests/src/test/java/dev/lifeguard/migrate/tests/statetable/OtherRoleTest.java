package dev.lifeguard.migrate.tests.statetable;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import javax.sql.DataSource;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A history of another role, or in a schema of another role, is never passed over either. */
@OnPostgres
final class OtherRoleTest {

    private static final String ONE = "20240101000000_one.sql";
    private static final String TWO = "20240102000000_two.sql";

    @AutoClose private final Project project;
    private final TestDatabase database;

    OtherRoleTest(PostgresServer server) {
        project = new Project(server);
        database = project.database();
        project.write(ONE, "CREATE TABLE one (id int);\n");
    }

    private DataSource role(String role) {
        database.execute(
                "GRANT CREATE ON DATABASE %s TO %s".formatted(database.name(), role),
                "GRANT CREATE ON SCHEMA public TO " + role);
        return database.dataSource(role, "secret");
    }

    @Test
    void aScriptThatMakesTheRolesOwnSchemaLeavesTheHistoryWhereItIs() {
        String role = database.createRole("shop", "secret");
        DataSource dataSource = role(role);
        project.write(
                ONE, "CREATE SCHEMA %1$s; CREATE TABLE %1$s.orders (id int);\n".formatted(role));
        Migrator migrator = project.migrator(dataSource).build();
        assertThat(migrator.up().applied()).hasSize(1);

        assertThat(migrator.up().applied()).isEmpty();
        assertThat(migrator.status().applied()).hasSize(1);
        project.write(TWO, "CREATE TABLE two (id int);\n");
        assertThat(migrator.up().applied()).hasSize(1);

        assertThat(database.value("SELECT count(*) FROM public.lifeguard_migrations"))
                .isEqualTo("2");
        assertThat(database.has(role + ".lifeguard_migrations")).isFalse();
        assertThat(database.has(role + ".two")).isTrue();
    }

    @Test
    void anotherRolesHistoryIsNotUsedForARoleWithItsOwnSchema() {
        project.up();
        String role = database.createRole("tenant", "secret");
        DataSource dataSource = role(role);
        database.execute(
                "CREATE SCHEMA AUTHORIZATION " + role,
                "GRANT SELECT ON lifeguard_migrations TO " + role);

        Elsewhere.requireElsewhere(
                failureOf(() -> project.migrator(dataSource).build().up()),
                "public.lifeguard_migrations",
                "schema(\"public\")",
                "schema(\"%s\")".formatted(role));
        assertThat(project.migrator(dataSource).schema(role).build().up().applied()).hasSize(1);
    }

    @Test
    void aHistoryThatThisUserMayNotReadIsTold() {
        project.up();
        String role = database.createRole("reader", "secret");
        database.execute("CREATE SCHEMA AUTHORIZATION " + role);

        Elsewhere.requireRefused(
                project.migrator(database.dataSource(role, "secret")).build(),
                role,
                "\"public.lifeguard_migrations\" is one that this user may not read: whether it"
                        + " holds the history of these migrations is not known");
    }

    @Test
    void aHistoryInASchemaThatThisUserMayNotUseIsTold() {
        database.execute("CREATE SCHEMA closed");
        project.migrator().schema("closed").build().up();
        String role = database.createRole("reader", "secret");
        database.execute(
                "CREATE SCHEMA AUTHORIZATION " + role,
                "ALTER ROLE %s IN DATABASE %s SET search_path = \"$user\", closed"
                        .formatted(role, database.name()));

        assertThat(failureOf(project.migrator(database.dataSource(role, "secret")).build()::up))
                .hasMessage(
                        Elsewhere.refusal(
                                role,
                                "\"closed.lifeguard_migrations\" is one that this user may not"
                                        + " read: whether it holds the history of these"
                                        + " migrations is not known",
                                "schema(\"closed\")",
                                "schema(\"%s\")".formatted(role)));
    }

    @Test
    void anotherRolesHistoryAlongTheSearchPathIsTold() {
        String role = database.createRole("former", "secret");
        project.migrator(role(role)).build().up();

        Elsewhere.requireRefused(
                Elsewhere.inAppAndPublic(project),
                "app",
                ("whether \"public.lifeguard_migrations\" holds it is not known. The state table"
                                + " \"public.lifeguard_migrations\" belongs to the role \"%1$s\","
                                + " which is neither this role, \"postgres\", nor one that it is a"
                                + " member of, nor a superuser: its owner could make it run"
                                + " anything with the rights of \"postgres\". Nothing of it was"
                                + " read. Run this as \"%1$s\" or as a member of it, or, if what it"
                                + " holds is right, give it to a role that is trusted, with ALTER"
                                + " TABLE … OWNER TO")
                        .formatted(role));
        assertThat(project.migrator().schema("app").build().up().applied()).hasSize(1);
    }

    @Test
    void aRolesOwnHistoryIsUsedAlsoWhereItsFilesAreGone() {
        String role = database.createRole("shop", "secret");
        DataSource dataSource = role(role);
        project.migrator(dataSource).build().up();
        database.execute("CREATE SCHEMA AUTHORIZATION " + role);
        project.delete(ONE);
        project.write(TWO, "CREATE TABLE two (id int);\n");

        assertThat(failureOf(project.migrator(dataSource).build()::up))
                .hasMessage(
                        "LG-305 Migration 20240101000000 one is applied, but its file is missing"
                                + " although newer ones are there. Restore the file.");
    }

    @Test
    void aHistoryThatIsNotToBeTrustedIsNobodys() {
        String role = database.createRole("mallory", "secret");
        database.execute("CREATE SCHEMA AUTHORIZATION " + role);
        project.migrator(database.dataSource(role, "secret")).schema(role).build().up();

        assertThat(project.up().applied()).hasSize(1);
    }

    @Test
    void aSchemaThatIsThereIsNotMade() {
        String role = database.createRole("shop", "secret");
        database.execute("CREATE SCHEMA app AUTHORIZATION " + role);

        assertThat(
                        project.migrator(database.dataSource(role, "secret"))
                                .schema("app")
                                .build()
                                .up()
                                .applied())
                .hasSize(1);
    }
}
