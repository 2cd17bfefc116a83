package dev.lifeguard.migrate.tests.trust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.cli.CommandHere;
import dev.lifeguard.migrate.tests.documentation.Example;
import dev.lifeguard.migrate.tests.project.ChildProcess;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/**
 * Every command with the rights that {@code docs/security.md} gives, and nothing left to PUBLIC.
 */
@OnPostgres({14, 18})
final class LeastPrivilegeTest {

    private static final String PASSWORD = "change me";

    @AutoClose private final Project project;
    private final PostgresServer server;
    private final String migrator;
    private final String monitor;

    LeastPrivilegeTest(PostgresServer server) {
        this.server = server;
        project = new Project(server);
        // Made here so that they go with the database; the document makes them for a first time.
        migrator = project.database().createRole("migrator", PASSWORD);
        monitor = project.database().createRole("monitor", PASSWORD);
        List<String> blocks = blocks();
        project.database()
                .execute(
                        "REVOKE ALL ON DATABASE %s FROM PUBLIC".formatted(database()),
                        "REVOKE ALL ON SCHEMA public FROM PUBLIC");
        project.database().execute(named(blocks.getFirst().replaceAll("CREATE ROLE .*\n", "")));
        project.write(
                "20240101000000_one.sql",
                """
                -- Up migration
                CREATE TABLE one (id int);
                -- Down migration
                DROP TABLE one;
                """);
        project.write(
                "20240101000001_index.sql",
                """
                -- Up migration
                CREATE INDEX CONCURRENTLY one_id ON one (id);
                -- Down migration
                DROP INDEX CONCURRENTLY one_id;
                """);
    }

    private static List<String> blocks() {
        return Example.all("docs/security.md", "sql");
    }

    private String database() {
        return project.database().name();
    }

    private String named(String block) {
        return block.replace("DATABASE app", "DATABASE " + database())
                .replaceAll("\\bmigrator\\b", migrator)
                .replaceAll("\\bmonitor\\b", monitor);
    }

    private int run(String role, String... arguments) {
        String url =
                project.database().url().replace("user=postgres", "user=" + role)
                        + "&password="
                        + PASSWORD.replace(" ", "%20");
        Map<String, String> variables = ChildProcess.inherited(System.getenv());
        variables.put("LIFEGUARD_DATABASE_URL", url);
        variables.put("LIFEGUARD_SCHEMA", "app");
        variables.put("LIFEGUARD_MIGRATIONS_DIR", project.directory().toString());
        CommandHere command = new CommandHere(variables, List.of(arguments));
        assertThat(command.errors()).doesNotContain("Warning", "LG-");
        return command.exit();
    }

    @Test
    void runsEveryCommandAsTheOwnerOfASchema() {
        for (List<String> command :
                List.of(
                        List.of("status"),
                        List.of("plan"),
                        List.of("up"),
                        List.of("up"),
                        List.of("wait"),
                        List.of("validate"),
                        List.of("info"),
                        List.of("info", "--log"),
                        List.of("info", "20240101000001"),
                        List.of("unlock"),
                        List.of("unlock", "--force"),
                        List.of("down", "--target", "0"),
                        List.of("baseline", "20240101000000"),
                        List.of("repair", "--accept-checksum", "20240101000000"))) {
            assertThat(run(migrator, command.toArray(String[]::new)))
                    .as(command.toString())
                    .isZero();
        }
        assertThat(project.database().value("SELECT count(*) FROM app.lifeguard_migrations"))
                .isEqualTo("1");
    }

    @Test
    void looksBeforeThereIsAHistory() {
        assertThat(run(monitor, "status")).isZero();
        assertThat(run(monitor, "plan")).isZero();
        assertThat(run(monitor, "wait", "--timeout", "0s")).isEqualTo(10);
    }

    @Test
    void looksAsARoleThatMayReadTheHistory() {
        assertThat(run(migrator, "up")).isZero();
        String block = named(blocks().get(1));
        project.database()
                .execute(
                        server.major() >= 16
                                ? block
                                : "ALTER ROLE %s NOINHERIT; %s"
                                        .formatted(
                                                monitor,
                                                block.replace(
                                                        " WITH INHERIT FALSE, SET FALSE", "")));

        for (List<String> command :
                List.of(
                        List.of("status"),
                        List.of("wait"),
                        List.of("validate"),
                        List.of("plan"),
                        List.of("info"),
                        List.of("info", "--log"),
                        List.of("info", "20240101000000"),
                        List.of("unlock"))) {
            assertThat(run(monitor, command.toArray(String[]::new)))
                    .as(command.toString())
                    .isZero();
        }
    }
}
