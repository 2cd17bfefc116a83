package dev.lifeguard.migrate.tests.lifecycle;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.Migrator.Repair;
import dev.lifeguard.migrate.report.MigrationReport;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A database that was there before its history. */
@OnPostgres
final class BaselineTest {

    @AutoClose private final Project project;

    BaselineTest(PostgresServer server) {
        project = new Project(server);
        project.database().execute("CREATE TABLE one (id int)", "CREATE TABLE two (id int)");
        project.write(
                "20240101000000_one.sql",
                """
                -- Up migration
                CREATE TABLE one (id int);
                -- Down migration
                DROP TABLE one;
                """);
        project.write("20240102000000_two.sql", "CREATE TABLE two (id int);\n");
        project.write("20240103000000_three.sql", "CREATE TABLE three (id int);\n");
    }

    @Test
    void recordsMigrationsAsAppliedWithoutRunningThem() {
        MigrationReport report = project.migrator().build().baseline(20240102000000L);

        assertThat(Project.names(report.applied())).containsExactly("one", "two");
        assertThat(Project.pendingNames(report.pending())).containsExactly("three");
        assertThat(
                        project.database()
                                .query(
                                        """
                                        SELECT version, name, length(checksum), success,
                                               execution_time_ms, down_script
                                        FROM lifeguard_migrations ORDER BY version
                                        """))
                .containsExactly(
                        "20240101000000|one|64|t||DROP TABLE one;\n", "20240102000000|two|64|t||");
    }

    @Test
    void isWhereUpGoesOn() {
        project.migrator().build().baseline(20240102000000L);

        MigrationReport report = project.up();

        assertThat(Project.names(report.applied())).containsExactly("three");
        assertThat(project.history()).hasSize(3);
    }

    @Test
    void leavesOutWhatIsRecordedAlready() {
        project.migrator().build().baseline(20240101000000L);

        MigrationReport report = project.migrator().build().baseline(20240102000000L);

        assertThat(Project.names(report.applied())).containsExactly("two");
        assertThat(project.history()).hasSize(2);
    }

    @Test
    void takesAVersionWhoseFileIsNotHere() {
        project.delete("20240101000000_one.sql");
        project.delete("20240102000000_two.sql");

        MigrationReport report = project.migrator().build().baseline(20240102000001L);

        assertThat(Project.names(report.applied())).containsExactly("baseline");
        assertThat(project.history()).containsExactly("20240102000001|baseline|whole");
        assertThat(project.migrator().build().validate().warnings()).isEmpty();
        assertThat(Project.names(project.up().applied())).containsExactly("three");
        assertThat(project.up().applied()).isEmpty();
    }

    @Test
    void coversOlderFilesThatComeBackLater() {
        project.delete("20240101000000_one.sql");
        project.migrator().build().baseline(20240102000001L);
        project.write("20240101000000_one.sql", "CREATE TABLE one (id int);\n");

        MigrationReport report = project.up();

        assertThat(Project.names(report.applied())).containsExactly("three");
        assertThat(report.warnings())
                .containsExactly(
                        "1 migration is older than the baseline 20240102000001 and counts as"
                                + " applied: the first is 20240101000000 one.");
    }

    @Test
    void isNoWayBack() {
        project.migrator().build().baseline(20240101000001L);

        assertThat(failureOf(() -> project.migrator().build().down()))
                .hasMessage(
                        "LG-305 Migration 20240101000001 baseline cannot be rolled back: it stands"
                                + " for what the database held before its history. Roll back"
                                + " less.");
    }

    @Test
    void refusesAVersionOfTheFutureThatNoFileHasAndMakesNothing() {
        assertThat(failureOf(() -> project.migrator().build().baseline(99990101000000L)))
                .hasMessage(
                        "LG-101 No file has the version 99990101000000, and it is in the future:"
                                + " all migrations until then would count as applied. Give the"
                                + " version of the last one that the database holds.");
        assertThat(project.database().has("lifeguard_migrations")).isFalse();
    }

    @Test
    void isNamedWhereTheFirstRunFindsItsTablesThereAlready() {
        assertThat(failureOf(project::up))
                .hasMessageStartingWith(
                        "LG-201 Migration 20240101000000 one failed at 20240101000000_one.sql:2:1:"
                            + " relation \"one\" already exists (SQLState 42P07). Nothing was"
                            + " changed: the transaction was rolled back. If this database had that"
                            + " before its first migration, record what it has with"
                            + " migrator.baseline(…); else fix the file and run up again.");
        project.migrator().build().baseline(20240101000000L);

        assertThat(failureOf(project::up).getMessage())
                .contains("Fix the file and run up again.")
                .doesNotContain("baseline");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ALTER TABLE one ADD PRIMARY KEY (id)                        | 42P16
                    INSERT INTO kept VALUES (1)                                 | 23505
                    ALTER TABLE kept ADD CONSTRAINT kept_pkey CHECK (true)      | 42710
                    CREATE FUNCTION f() RETURNS int LANGUAGE sql RETURN 1       | 42723
                    CREATE OR REPLACE FUNCTION f() RETURNS text LANGUAGE sql RETURN '1' | 42P13
                    CREATE OR REPLACE VIEW v AS SELECT 1 AS other               | 42P16
                    CREATE OR REPLACE VIEW kept AS SELECT 1                     | 42809
                    CREATE TYPE t AS ENUM ('a')                                 | 42710
                    CREATE SCHEMA public                                        | 42P06
                    ALTER TABLE one ADD COLUMN id int                           | 42701
                    """)
    void isNamedForAllKindsOfWhatIsThere(String statement, String state) {
        project.database()
                .execute(
                        "ALTER TABLE one ADD PRIMARY KEY (id)",
                        "CREATE TABLE kept (id int PRIMARY KEY)",
                        "INSERT INTO kept VALUES (1)",
                        "CREATE FUNCTION f() RETURNS int LANGUAGE sql RETURN 1",
                        "CREATE VIEW v AS SELECT 1 AS one",
                        "CREATE TYPE t AS ENUM ('a')");
        project.write("20240101000000_one.sql", statement + ";\n");

        assertThat(failureOf(project::up).getMessage())
                .contains("(SQLState " + state + ")")
                .contains(
                        "If this database had that before its first migration, record what it has"
                                + " with migrator.baseline(…); else fix the file and run up"
                                + " again.");
    }

    @Test
    void aRepairOfNothingMakesNothing() {
        assertThat(
                        failureOf(
                                () ->
                                        project.migrator()
                                                .build()
                                                .repair(new Repair.MarkDone(20240101000000L))))
                .hasMessage(
                        "LG-101 The history has no migration 20240101000000. migrator.status()"
                                + " lists what there is.");
        assertThat(project.migrator().build().unlock()).isEmpty();
        assertThat(project.database().has("lifeguard_migrations")).isFalse();
    }
}
