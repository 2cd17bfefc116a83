package dev.lifeguard.migrate.tests.lifecycle;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.plan.Target;
import dev.lifeguard.migrate.report.MigrationReport;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** How far {@code up} goes, and what it takes for a migration. */
@OnPostgres
final class UpTest {

    @AutoClose private final Project project;

    UpTest(PostgresServer server) {
        project = new Project(server);
        project.write("20240101000000_one.sql", "CREATE TABLE one (id int);\n");
        project.write("20240102000000_two.sql", "CREATE TABLE two (id int);\n");
        project.write("20240103000000_three.sql", "CREATE TABLE three (id int);\n");
    }

    @Test
    void goesAsManyStepsAsItIsTold() {
        MigrationReport report = project.migrator().build().up(Target.steps(2));

        assertThat(Project.names(report.applied())).containsExactly("one", "two");
        assertThat(Project.pendingNames(report.pending())).containsExactly("three");
        assertThat(project.database().has("two")).isTrue();
        assertThat(project.database().has("three")).isFalse();
    }

    @Test
    void recordsNoDownScriptWhereThereIsNone() {
        project.up();

        assertThat(
                        project.database()
                                .value(
                                        "SELECT count(*), count(down_script)"
                                                + " FROM lifeguard_migrations"))
                .isEqualTo("3|0");
    }

    @Test
    void goesNoFurtherThanThereIs() {
        MigrationReport report = project.migrator().build().up(Target.steps(20));

        assertThat(Project.names(report.applied())).containsExactly("one", "two", "three");
        assertThat(report.pending()).isEmpty();
    }

    @Test
    void goesAsFarAsTheTargetAndAppliesIt() {
        MigrationReport report = project.migrator().build().up(Target.version(20240102000000L));

        assertThat(Project.names(report.applied())).containsExactly("one", "two");
        assertThat(Project.pendingNames(report.pending())).containsExactly("three");
    }

    @Test
    void doesNothingWhenTheTargetIsApplied() {
        project.up();

        MigrationReport report = project.migrator().build().up(Target.version(20240101000000L));

        assertThat(report.applied()).isEmpty();
        assertThat(project.history()).hasSize(3);
    }

    @Test
    void refusesATargetThatNothingKnows() {
        assertThat(failureOf(() -> project.migrator().build().up(Target.version(20240102000001L))))
                .hasMessage(
                        "LG-101 There is no migration with the target version 20240102000001."
                                + " migrator.status() lists the versions.");
        assertThat(project.database().has("lifeguard_migrations")).isFalse();
    }

    @Test
    void refusesANumberOfStepsBelowOne() {
        assertThat(failureOf(() -> Target.steps(0)))
                .hasMessage("LG-101 The number of steps is 0. Give at least 1.");
    }

    @Test
    void findsMigrationsInSubFoldersButNotInHiddenOnes() {
        project.write("2025/01/20250101000000_deep.sql", "CREATE TABLE deep (id int);\n");
        project.write(".git/20250102000000_hidden.sql", "CREATE TABLE hidden (id int);\n");
        project.write("2025/.20250103000000_swap.sql", "CREATE TABLE swap (id int);\n");
        project.write("2025/notes.txt", "not a migration");

        MigrationReport report = project.up();

        assertThat(Project.names(report.applied())).containsExactly("one", "two", "three", "deep");
        assertThat(project.database().has("hidden")).isFalse();
    }

    @Test
    void takesTheHalvesOfAPairForOneMigration() {
        project.write("20240201000000_pair.up.sql", "CREATE TABLE pair (id int);\n");
        project.write("20240201000000_pair.down.sql", "DROP TABLE pair;\n");
        project.up();
        assertThat(project.history()).last().isEqualTo("20240201000000|pair|whole");
        assertThat(project.database().has("pair")).isTrue();
        assertThat(
                        project.database()
                                .value(
                                        "SELECT checksum, down_script FROM lifeguard_migrations"
                                                + " WHERE name = 'pair'"))
                .isEqualTo(
                        "a82890db188f67b971c927f076dd1f54b4ee38beb21c409398a2d73731e3f5ee"
                                + "|DROP TABLE pair;\n");

        project.migrator().build().down();

        assertThat(project.database().has("pair")).isFalse();
        assertThat(project.history()).hasSize(3);
    }

    @Test
    void sendsScriptsAsTheyAreWithQuestionMarksBracesAndDollars() {
        project.write(
                "20240301000000_marks.sql",
                """
                CREATE TABLE marks (document jsonb, text text);
                INSERT INTO marks VALUES ('{"a": 1}', '{fn now()} $1 ? ?? :name ; \\');
                CREATE VIEW keys AS SELECT document ? 'a' AS has_a FROM marks;
                CREATE FUNCTION twice(number int) RETURNS int LANGUAGE plpgsql AS $body$
                BEGIN
                    RETURN number * 2; -- a semicolon; inside
                END;
                $body$;
                CREATE FUNCTION thrice(number int) RETURNS int
                BEGIN ATOMIC
                    SELECT number * 3;
                END;
                /* a comment /* in a comment; */ still one; */
                INSERT INTO marks (text) VALUES (E'it\\'s; fine'), (U&'\\00e9');
                """);

        project.up();

        assertThat(project.database().query("SELECT text FROM marks"))
                .containsExactly("{fn now()} $1 ? ?? :name ; \\", "it's; fine", "é");
        assertThat(project.database().query("SELECT has_a FROM keys")).containsExactly("t", "", "");
        assertThat(project.database().value("SELECT twice(4), thrice(4)")).isEqualTo("8|12");
    }
}
