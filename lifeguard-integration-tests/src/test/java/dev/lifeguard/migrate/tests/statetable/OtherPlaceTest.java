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
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** A history that is not where this connection looks for it: it is never passed over. */
@OnPostgres
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
            Elsewhere.requireElsewhere(
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
    void aHistoryOfRepeatableMigrationsAloneIsToldToo() {
        project.delete(ONE);
        project.write("r_one.sql", "CREATE TABLE IF NOT EXISTS one (id int);\n");
        project.migrator().schema("app").build().up();

        assertThat(failureOf(project::up))
                .hasMessageContaining(
                        "\"app.lifeguard_migrations\" holds the history of these migrations: r_one"
                                + " is applied there.");
    }

    @Test
    void aLaterSchemaOfTheSearchPathIsLookedInFirst() {
        database.execute("CREATE SCHEMA app", "CREATE SCHEMA later");
        project.migrator().schema("later").build().up();
        PGSimpleDataSource both = database.dataSource();
        both.setCurrentSchema("app,later");

        Elsewhere.requireElsewhere(
                failureOf(() -> project.migrator(both).build().up()),
                "later.lifeguard_migrations",
                "schema(\"later\")",
                "schema(\"app\")");
    }

    @Test
    void aSchemaThatIsGivenOnceAndNotTheNextTimeIsTold() {
        project.migrator().schema("app").build().up();

        Elsewhere.requireElsewhere(
                failureOf(project::up),
                "app.lifeguard_migrations",
                "schema(\"app\")",
                "schema(\"public\")");
    }

    @Test
    void aTableThatIsGivenOnceAndNotTheNextTimeIsTold() {
        project.migrator().table("history").build().up();

        Elsewhere.requireElsewhere(
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
    void aHistoryAlongTheSearchPathWhoseFilesAreGoneIsTold() {
        project.up();
        project.delete(ONE);
        project.write(TWO, "CREATE TABLE two (id int);\n");

        Elsewhere.requireRefused(
                Elsewhere.inAppAndPublic(project),
                "app",
                "\"public.lifeguard_migrations\" holds a history, which has none of the migrations"
                        + " that are here: 20240101000000 one is applied there");
    }

    @Test
    void aBaselineAlongTheSearchPathIsTold() {
        project.migrator().build().baseline(20230101000000L);

        Elsewhere.requireRefused(
                Elsewhere.inAppAndPublic(project),
                "app",
                "\"public.lifeguard_migrations\" holds a history, which has none of the migrations"
                        + " that are here: 20230101000000 baseline is applied there");
    }

    @Test
    void aMigrationThatIsThereInPartIsNotCalledApplied() {
        project.write(
                ONE, "-- lifeguard:no-transaction\nCREATE TABLE one (id int);\nSELECT 1/0;\n");
        failureOf(project::up);

        Elsewhere.requireRefused(
                Elsewhere.inAppAndPublic(project),
                "app",
                "\"public.lifeguard_migrations\" holds the history of these migrations:"
                        + " 20240101000000 one is there in part");
    }

    @Test
    void anEmptyTableAlongTheSearchPathIsNoHistory() {
        project.up();
        database.execute("DELETE FROM lifeguard_migrations", "DROP TABLE one");

        assertThat(Elsewhere.inAppAndPublic(project).up().applied()).hasSize(1);
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

        Elsewhere.requireElsewhere(
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
}
