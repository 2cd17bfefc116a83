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

/** How far {@code down} goes, and what it rolls back with. */
@OnPostgres
final class DownTest {

    private static final String UP_AND_DOWN =
            """
            -- Up migration
            CREATE TABLE %1$s (id int);
            -- Down migration
            DROP TABLE %1$s;
            """;

    @AutoClose private final Project project;

    DownTest(PostgresServer server) {
        project = new Project(server);
        project.write("20240101000000_one.sql", UP_AND_DOWN.formatted("one"));
        project.write("20240102000000_two.sql", UP_AND_DOWN.formatted("two"));
        project.write("20240103000000_three.sql", UP_AND_DOWN.formatted("three"));
        project.up();
    }

    @Test
    void goesAsManyStepsAsItIsToldNewestFirst() {
        MigrationReport report = project.migrator().build().down(Target.steps(2));

        assertThat(Project.names(report.rolledBack())).containsExactly("three", "two");
        assertThat(Project.pendingNames(report.pending())).containsExactly("two", "three");
        assertThat(project.history()).containsExactly("20240101000000|one|whole");
        assertThat(project.database().has("one")).isTrue();
        assertThat(project.database().has("two")).isFalse();
    }

    @Test
    void goesBackToTheTargetAndKeepsIt() {
        MigrationReport report = project.migrator().build().down(Target.version(20240101000000L));

        assertThat(Project.names(report.rolledBack())).containsExactly("three", "two");
        assertThat(project.history()).containsExactly("20240101000000|one|whole");
    }

    @Test
    void goesBackToTheBeginningForTheTargetZero() {
        MigrationReport report = project.migrator().build().down(Target.version(0));

        assertThat(Project.names(report.rolledBack())).containsExactly("three", "two", "one");
        assertThat(project.history()).isEmpty();
    }

    @Test
    void refusesATargetThatIsNotApplied() {
        project.migrator().build().down();

        assertThat(
                        failureOf(
                                () ->
                                        project.migrator()
                                                .build()
                                                .down(Target.version(20240103000000L))))
                .hasMessage(
                        "LG-101 The target version 20240103000000 is not applied, so it cannot be"
                                + " gone back to. migrator.status() lists the versions.");
        assertThat(project.history()).hasSize(2);
    }

    @Test
    void doesNothingOnAnEmptyHistory() {
        project.migrator().build().down(Target.all());

        MigrationReport report = project.migrator().build().down();

        assertThat(report.rolledBack()).isEmpty();
        assertThat(report.pending()).hasSize(3);
    }

    @Test
    void usesTheRecordedScriptWhenTheFileIsGone() {
        project.delete("20240103000000_three.sql");

        MigrationReport report = project.migrator().build().down();

        assertThat(Project.names(report.rolledBack())).containsExactly("three");
        assertThat(report.pending()).isEmpty();
        assertThat(report.warnings())
                .containsExactly(
                        "The database is ahead of this application: 1 applied migration is newer"
                                + " than everything here, the newest is 20240103000000 three.");
        assertThat(project.database().has("three")).isFalse();
        assertThat(project.history()).hasSize(2);
    }

    @Test
    void namesTheRecordedScriptWhenItFails() {
        project.delete("20240103000000_three.sql");
        project.database().execute("DROP TABLE three");

        assertThat(failureOf(() -> project.migrator().build().down()))
                .hasMessage(
                        """
                        LG-201 The rollback of migration 20240103000000 three failed at \
                        20240103000000_three.sql (recorded):1:1: table "three" does not exist \
                        (SQLState 42P01). Nothing was changed: the transaction was rolled back. \
                        Fix the file and run down again.
                          1 | DROP TABLE three
                            | ^\
                        """);
        assertThat(project.history()).hasSize(3);
    }

    @Test
    void refusesWhenNeitherTheFileNorARecordedScriptIsThere() {
        project.database().execute("UPDATE lifeguard_migrations SET down_script = NULL");
        project.delete("20240103000000_three.sql");

        assertThat(failureOf(() -> project.migrator().build().down()))
                .hasMessage(
                        "LG-305 Migration 20240103000000 three cannot be rolled back: its file is"
                                + " missing, and the history holds no down script of it. Restore"
                                + " the file.");
        assertThat(project.database().has("three")).isTrue();
    }

    @Test
    void refusesAMigrationWithoutADownSection() {
        project.write("20240104000000_four.sql", "CREATE TABLE four (id int);\n");
        project.up();

        assertThat(failureOf(() -> project.migrator().build().down(Target.steps(2))))
                .hasMessage(
                        "LG-307 Migration 20240104000000 four cannot be rolled back:"
                                + " \"20240104000000_four.sql\" has no down section. Undo it with"
                                + " a new migration that goes up, or restore a backup.");
        assertThat(project.history()).hasSize(4);
        assertThat(project.database().has("three")).isTrue();
    }

    @Test
    void refusesAMigrationThatSaysThatItIsIrreversible() {
        project.write(
                "20240104000000_four.sql",
                """
                -- lifeguard:irreversible the old addresses are gone
                CREATE TABLE four (id int);
                """);
        project.up();

        assertThat(failureOf(() -> project.migrator().build().down()))
                .hasMessage(
                        "LG-307 Migration 20240104000000 four cannot be rolled back: the old"
                                + " addresses are gone. Undo it with a new migration that goes up,"
                                + " or restore a backup.");
        assertThat(project.database().has("four")).isTrue();
    }

    @Test
    void takesADownSectionThatSaysSoForNothingToDo() {
        project.write(
                "20240104000000_four.sql",
                """
                -- migrate:up
                CREATE TABLE four (id int);
                -- migrate:down
                -- lifeguard:nothing-to-undo the table stays
                """);
        project.up();

        MigrationReport report = project.migrator().build().down();

        assertThat(Project.names(report.rolledBack())).containsExactly("four");
        assertThat(project.history()).hasSize(3);
        assertThat(project.database().has("four")).isTrue();
    }

    @Test
    void rollsBackWholeWhenAStatementFails() {
        project.write(
                "20240104000000_four.sql",
                """
                -- Up migration
                CREATE TABLE four (id int);
                -- Down migration
                DROP TABLE four;
                DROP TABLE nobody_made;
                """);
        project.up();

        assertThat(failureOf(() -> project.migrator().build().down()))
                .hasMessage(
                        """
                        LG-201 The rollback of migration 20240104000000 four failed at \
                        20240104000000_four.sql:5:1: table "nobody_made" does not exist \
                        (SQLState 42P01). Nothing was changed: the transaction was rolled back. \
                        Fix the file, accept its new checksum (migrator.repair(new \
                        Repair.AcceptChecksum(20240104000000L))) and run down again.
                          5 | DROP TABLE nobody_made
                            | ^\
                        """);
        assertThat(project.database().has("four")).isTrue();
        assertThat(project.history()).last().isEqualTo("20240104000000|four|whole");
    }

    @Test
    void usesTheEditedDownFileOfAPair() {
        project.write("20240104000000_four.up.sql", "CREATE TABLE four (id int);\n");
        project.write("20240104000000_four.down.sql", "DROP TABLE wrong;\n");
        project.up();
        project.write("20240104000000_four.down.sql", "DROP TABLE four;\n");

        MigrationReport report = project.migrator().build().down();

        assertThat(Project.names(report.rolledBack())).containsExactly("four");
        assertThat(project.database().has("four")).isFalse();
    }
}
