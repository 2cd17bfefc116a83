package dev.lifeguard.migrate.tests.statetable;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** A history that is not where this connection looks for it: it is never passed over. */
@OnPostgres({14, 18})
final class OtherPlaceTest {

    private static final String ONE = "20240101000000_one.sql";
    private static final String TWO = "20240102000000_two.sql";

    @AutoClose private final Project project;
    private final TestDatabase database;

    OtherPlaceTest(PostgresServer server) {
        project = new Project(server);
        database = project.database();
        project.write(ONE, "CREATE TABLE one (id int);\n");
    }

    private static void requireElsewhere(
            LifeguardException failure, String where, String options, String here) {
        assertThat(failure)
                .hasMessage(
                        refusal(
                                hereIn(here),
                                ("\"%s\" holds the history of these migrations: 20240101000000"
                                                + " one is applied there")
                                        .formatted(where),
                                options,
                                here));
    }

    /** The schema of schema("app") and the like. */
    private static String hereIn(String options) {
        return options.replaceAll("schema\\(\"(.*)\"\\)", "$1");
    }

    private static String refusal(String here, String found, String options, String begin) {
        return ("LG-101 There is no history in \"%s.lifeguard_migrations\", where this connection"
                    + " has its place, but %s. Nothing was run. Go on with that history by %s, or"
                    + " begin another one here by %s.")
                .formatted(here, found, options, begin);
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

        requireElsewhere(
                failureOf(() -> project.migrator(dataSource).build().up()),
                "public.lifeguard_migrations",
                "schema(\"public\")",
                "schema(\"%s\")".formatted(role));
        assertThat(project.migrator(dataSource).schema(role).build().up().applied()).hasSize(1);
    }

    @Test
    void aSearchPathThatChangesBetweenTwoRunsIsTold() {
        project.up();
        database.execute(
                "CREATE SCHEMA app",
                "ALTER DATABASE %s SET search_path TO app".formatted(database.name()));
        Migrator migrator = project.migrator().build();

        for (LifeguardException failure :
                new LifeguardException[] {
                    failureOf(migrator::up),
                    failureOf(migrator::status),
                    failureOf(migrator::validate),
                    failureOf(migrator::down),
                    failureOf(migrator::lock),
                    failureOf(migrator::unlock),
                    failureOf(() -> migrator.baseline(20240101000000L)),
                    failureOf(() -> migrator.repair(new Migrator.Repair.MarkDone(20240101000000L)))
                }) {
            requireElsewhere(
                    failure,
                    "public.lifeguard_migrations",
                    "schema(\"public\")",
                    "schema(\"app\")");
        }
        assertThat(database.has("app.lifeguard_migrations")).isFalse();
        assertThat(project.migrator().schema("public").build().up().applied()).isEmpty();
        assertThat(project.migrator().schema("app").build().up().applied()).hasSize(1);
    }

    @Test
    void aLaterSchemaOfTheSearchPathIsLookedInFirst() {
        database.execute("CREATE SCHEMA app", "CREATE SCHEMA later");
        project.migrator().schema("later").build().up();
        PGSimpleDataSource both = database.dataSource();
        both.setCurrentSchema("app,later");

        requireElsewhere(
                failureOf(() -> project.migrator(both).build().up()),
                "later.lifeguard_migrations",
                "schema(\"later\")",
                "schema(\"app\")");
    }

    @Test
    void aSchemaThatIsGivenOnceAndNotTheNextTimeIsTold() {
        project.migrator().schema("app").build().up();

        requireElsewhere(
                failureOf(project::up),
                "app.lifeguard_migrations",
                "schema(\"app\")",
                "schema(\"public\")");
    }

    @Test
    void aTableThatIsGivenOnceAndNotTheNextTimeIsTold() {
        project.migrator().table("history").build().up();

        requireElsewhere(
                failureOf(project::up),
                "public.history",
                "schema(\"public\") and table(\"history\")",
                "schema(\"public\")");
    }

    @Test
    void aSchemaThatIsGivenTheNextTimeOnlyIsAWarning() {
        project.up();

        assertThat(project.migrator().schema("app").build().up().warnings())
                .containsExactly(
                        "There is no history in \"app.lifeguard_migrations\" yet, but"
                                + " \"public.lifeguard_migrations\" holds the history of these"
                                + " migrations: 20240101000000 one is applied there. A history of"
                                + " its own begins here.");
        assertThat(project.migrator().schema("app").build().up().warnings()).isEmpty();
    }

    @Test
    void aHistoryThatThisUserMayNotReadIsTold() {
        project.up();
        String role = database.createRole("reader", "secret");
        database.execute("CREATE SCHEMA AUTHORIZATION " + role);

        requireRefused(
                project.migrator(database.dataSource(role, "secret")).build(),
                role,
                "\"public.lifeguard_migrations\" is one that this user may not read: whether it"
                        + " holds the history of these migrations is not known");
    }

    private static void requireRefused(Migrator migrator, String here, String found) {
        String message =
                refusal(here, found, "schema(\"public\")", "schema(\"%s\")".formatted(here));
        assertThat(failureOf(migrator::status)).hasMessage(message);
        assertThat(failureOf(migrator::up)).hasMessage(message);
    }

    private Migrator inAppAndPublic() {
        database.execute("CREATE SCHEMA IF NOT EXISTS app");
        PGSimpleDataSource both = database.dataSource();
        both.setCurrentSchema("app,public");
        return project.migrator(both).build();
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
                        refusal(
                                role,
                                "\"closed.lifeguard_migrations\" is one that this user may not"
                                        + " read: whether it holds the history of these"
                                        + " migrations is not known",
                                "schema(\"closed\")",
                                "schema(\"%s\")".formatted(role)));
    }

    @Test
    void aHistoryAlongTheSearchPathWhoseFilesAreGoneIsTold() {
        project.up();
        project.delete(ONE);
        project.write(TWO, "CREATE TABLE two (id int);\n");

        requireRefused(
                inAppAndPublic(),
                "app",
                "\"public.lifeguard_migrations\" holds a history, which has none of the migrations"
                        + " that are here: 20240101000000 one is applied there");
    }

    @Test
    void aBaselineAlongTheSearchPathIsTold() {
        project.migrator().build().baseline(20230101000000L);

        requireRefused(
                inAppAndPublic(),
                "app",
                "\"public.lifeguard_migrations\" holds a history, which has none of the migrations"
                        + " that are here: 20230101000000 baseline is applied there");
    }

    @Test
    void aMigrationThatIsThereInPartIsNotCalledApplied() {
        project.write(
                ONE, "-- lifeguard:no-transaction\nCREATE TABLE one (id int);\nSELECT 1/0;\n");
        failureOf(project::up);

        requireRefused(
                inAppAndPublic(),
                "app",
                "\"public.lifeguard_migrations\" holds the history of these migrations:"
                        + " 20240101000000 one is there in part");
    }

    @Test
    void anotherRolesHistoryAlongTheSearchPathIsTold() {
        String role = database.createRole("former", "secret");
        project.migrator(role(role)).build().up();

        requireRefused(
                inAppAndPublic(),
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
    void anEmptyTableAlongTheSearchPathIsNoHistory() {
        project.up();
        database.execute("DELETE FROM lifeguard_migrations", "DROP TABLE one");

        assertThat(inAppAndPublic().up().applied()).hasSize(1);
        assertThat(database.has("app.lifeguard_migrations")).isTrue();
    }

    /** A first run that failed left it. */
    @Test
    void anEmptyHistoryInTheFirstSchemaHidesNothing() {
        project.up();
        database.execute(
                "CREATE SCHEMA app",
                "CREATE TABLE app.lifeguard_migrations"
                        + " (LIKE public.lifeguard_migrations INCLUDING ALL)");
        PGSimpleDataSource both = database.dataSource();
        both.setCurrentSchema("app,public");

        requireElsewhere(
                failureOf(() -> project.migrator(both).build().up()),
                "public.lifeguard_migrations",
                "schema(\"public\")",
                "schema(\"app\")");
    }

    @Test
    void theHistoryOfOtherMigrationsIsNobodysBusiness() {
        project.migrator().schema("app").build().up();
        project.delete(ONE);
        project.write("20240101000000_other.sql", "CREATE TABLE other (id int);\n");

        assertThat(project.up().applied()).hasSize(1);
        assertThat(project.up().warnings()).isEmpty();
    }

    @Test
    void aHistoryThatIsNotToBeTrustedIsNobodys() {
        String role = database.createRole("mallory", "secret");
        database.execute("CREATE SCHEMA AUTHORIZATION " + role);
        project.migrator(database.dataSource(role, "secret")).schema(role).build().up();

        assertThat(project.up().applied()).hasSize(1);
    }

    @Test
    void aTemporaryTableOfItsNameHidesNothing() throws SQLException {
        project.up();
        HikariConfig config = new HikariConfig();
        config.setDataSource(database.dataSource());
        config.setMaximumPoolSize(1);
        try (HikariDataSource pool = new HikariDataSource(config)) {
            try (Connection connection = pool.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute(
                        "CREATE TEMPORARY TABLE lifeguard_migrations"
                                + " (LIKE public.lifeguard_migrations INCLUDING ALL)");
            }
            Migrator migrator = project.migrator(pool).build();

            assertThat(migrator.status().applied()).hasSize(1);
            assertThat(migrator.up().applied()).isEmpty();
            project.write(TWO, "CREATE TABLE two (id int);\n");
            assertThat(migrator.up().applied()).hasSize(1);
            assertThat(migrator.lockHolder()).isEmpty();
        }
        assertThat(project.history()).hasSize(2);
    }

    @Test
    void theStateTableIsNeverTemporary() {
        PGSimpleDataSource temporary = database.dataSource();
        temporary.setCurrentSchema("pg_temp");

        assertThat(failureOf(() -> project.migrator(temporary).build().up()))
                .hasMessageStartingWith(
                        "LG-101 The state table \"lifeguard_migrations\" cannot be in the schema"
                                + " \"pg_temp");
        assertThat(failureOf(() -> project.migrator().schema("pg_temp").build().status()))
                .hasMessage(
                        "LG-101 The state table \"pg_temp.lifeguard_migrations\" cannot be in the"
                                + " schema \"pg_temp\": it is the server's own, or ends with the"
                                + " session. Name a schema of the application's, or name another"
                                + " one with schema(…) and table(…).");
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
