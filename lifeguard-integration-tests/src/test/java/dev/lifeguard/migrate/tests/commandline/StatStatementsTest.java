package dev.lifeguard.migrate.tests.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.commandline.CommandLine.Result;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.OwnServer;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import org.junit.jupiter.api.Test;

/** {@code compat} with the statements that a database has run. */
@OnPostgres
final class StatStatementsTest {

    private final PostgresServer shared;

    StatStatementsTest(PostgresServer shared) {
        this.shared = shared;
    }

    @Test
    void takesThemFromTheDatabaseOrAnother() {
        try (OwnServer server =
                        OwnServer.like(shared, "shared_preload_libraries = 'pg_stat_statements'");
                Project project = new Project(server.server())) {
            run(project);
            looksAt(project);
        }
    }

    private static void run(Project project) {
        project.write(
                "20240101000000_people.sql",
                "CREATE TABLE people (id int PRIMARY KEY, name text, at timestamptz);\n");
        project.up();
        project.database()
                .execute(
                        "CREATE EXTENSION pg_stat_statements",
                        "SELECT pg_stat_statements_reset()",
                        "SELECT name FROM people WHERE at > now() - interval '1 day'",
                        "SELECT EXTRACT(year FROM at) FROM people WHERE id IN (1, 2, 3)",
                        "CREATE TABLE other (id int)");
        project.write("20240102000000_name.sql", "ALTER TABLE people RENAME name TO full_name;\n");
    }

    private static void looksAt(Project project) {
        CommandLine commandLine =
                CommandLine.in(project.directory())
                        .with("LIFEGUARD_DATABASE_URL", project.database().url())
                        .with("LIFEGUARD_MIGRATIONS_DIR", project.directory().toString())
                        .with("LIFEGUARD_SCRATCH_URL", project.database().url())
                        .inThisProcess();

        Result own = commandLine.run("compat");
        Result named = commandLine.run("compat", "--statements-from", project.database().url());

        assertThat(own.exit()).as(own.errors()).isEqualTo(10);
        assertThat(own.output())
                .contains(
                        """
                        20240102000000 name
                          breaks   SELECT name FROM people WHERE at > now() - interval $1
                                   PostgreSQL refuses it: column "name" does not exist (SQLState 42703).
                        """)
                .contains(
                        """
                          CREATE TABLE other (id int)
                            PostgreSQL prepares no statement of this kind.
                        """)
                .doesNotContain("EXTRACT");
        assertThat(named.exit()).isEqualTo(10);
        assertThat(named.output()).contains("  breaks   SELECT name FROM people");
    }
}
