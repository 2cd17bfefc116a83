package dev.lifeguard.migrate.tests.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.commandline.CommandLine.Result;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whichever command looks, a database that is not there is told in the same words. */
@OnPostgres(18)
final class MissingDatabaseTest {

    @AutoClose private final Project project;
    private final CommandLine commandLine;

    MissingDatabaseTest(PostgresServer server) {
        project = new Project(server);
        commandLine =
                CommandLine.in(project.directory())
                        .with("LIFEGUARD_DATABASE_URL", missing())
                        .with("LIFEGUARD_MIGRATIONS_DIR", project.directory().toString())
                        .inThisProcess();
        project.write("20240101000000_one.sql", "CREATE TABLE one (id int);\n");
    }

    private String missing() {
        return project.database().url().replace(project.database().name(), "nowhere");
    }

    @ParameterizedTest
    @ValueSource(strings = {"snapshot", "erd", "lint", "plan"})
    void isToldAsStatusTellsIt(String command) {
        Result status = commandLine.run("status");
        Result look = commandLine.run(command);

        assertThat(status.errors()).startsWith("LG-501 ").contains("database \"nowhere\"");
        assertThat(look.errors()).endsWith(status.errors());
        assertThat(look.exit()).isEqualTo(status.exit()).isEqualTo(8);
    }

    @Test
    void isToldOfTheOneThatHasTheStatements() {
        Result status = commandLine.run("status");

        Result compat =
                commandLine
                        .with("LIFEGUARD_DATABASE_URL", project.database().url())
                        .run("compat", "--statements-from", missing());

        assertThat(compat.errors()).isEqualTo(status.errors());
        assertThat(compat.exit()).isEqualTo(8);
    }
}
