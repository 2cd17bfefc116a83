package dev.lifeguard.migrate.tests.failure;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.plan.Target;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What of a run is kept when a migration fails. */
@OnPostgres
final class KeptStateTest {

    private static final String UP_AND_DOWN =
            """
            -- Up migration
            CREATE TABLE %1$s (id int);
            -- Down migration
            DROP TABLE %1$s;
            """;

    @AutoClose private final Project project;

    KeptStateTest(PostgresServer server) {
        project = new Project(server);
        project.write("20240101000000_one.sql", UP_AND_DOWN.formatted("one"));
        project.write("20240102000000_two.sql", UP_AND_DOWN.formatted("two"));
        project.write("20240103000000_three.sql", UP_AND_DOWN.formatted("three"));
    }

    @Test
    void earlierMigrationsStayTheFailedOneIsRolledBackAndLaterOnesDoNotRun() {
        project.write(
                "20240103000000_three.sql", "CREATE TABLE three (id int);\nDROP TABLE nowhere;\n");
        project.write("20240104000000_four.sql", "CREATE TABLE four (id int);\n");

        LifeguardException failure = failureOf(project::up);

        assertThat(failure)
                .hasMessage(
                        """
                        LG-201 Migration 20240103000000 three failed at \
                        20240103000000_three.sql:2:1: table "nowhere" does not exist (SQLState \
                        42P01). Nothing of it was kept: the transaction was rolled back. The 2 \
                        migrations before it stay applied. Fix the file and run up again.
                          2 | DROP TABLE nowhere
                            | ^\
                        """);
        assertThat(project.history())
                .containsExactly("20240101000000|one|whole", "20240102000000|two|whole");
        assertThat(project.database().has("two")).isTrue();
        assertThat(project.database().has("three")).isFalse();
        assertThat(project.database().has("four")).isFalse();
        assertThat(project.migrator().build().lockHolder()).isEmpty();
    }

    @Test
    void oneMigrationBeforeStays() {
        project.write("20240102000000_two.sql", "DROP TABLE nowhere;\n");

        assertThat(failureOf(project::up))
                .hasMessage(
                        """
                        LG-201 Migration 20240102000000 two failed at \
                        20240102000000_two.sql:1:1: table "nowhere" does not exist (SQLState \
                        42P01). Nothing of it was kept: the transaction was rolled back. The \
                        migration before it stays applied. Fix the file and run up again.
                          1 | DROP TABLE nowhere
                            | ^\
                        """);
        assertThat(project.history()).containsExactly("20240101000000|one|whole");
    }

    @Test
    void theNextRunGoesOnWithTheMendedFile() {
        project.write(
                "20240102000000_two.sql", "CREATE TABLE two (id int);\nDROP TABLE nowhere;\n");
        failureOf(project::up);
        project.write("20240102000000_two.sql", "CREATE TABLE two (id int);\n");

        assertThat(Project.names(project.up().applied())).containsExactly("two", "three");
    }

    @Test
    void rollbacksBeforeTheFailedOneStay() {
        project.write(
                "20240101000000_one.sql",
                """
                -- Up migration
                CREATE TABLE one (id int);
                -- Down migration
                DROP TABLE one, nowhere;
                """);
        project.up();

        assertThat(failureOf(() -> project.migrator().build().down(Target.all())))
                .hasMessage(
                        """
                        LG-201 The rollback of migration 20240101000000 one failed at \
                        20240101000000_one.sql:4:1: table "nowhere" does not exist (SQLState \
                        42P01). Nothing of it was kept: the transaction was rolled back. The 2 \
                        migrations before it stay rolled back. Fix the file, accept its \
                        new checksum (migrator.repair(new \
                        Repair.AcceptChecksum(20240101000000L))) and run down again.
                          4 | DROP TABLE one, nowhere
                            | ^\
                        """);
        assertThat(project.history()).containsExactly("20240101000000|one|whole");
        assertThat(project.database().has("one")).isTrue();
        assertThat(project.database().has("two")).isFalse();
    }
}
