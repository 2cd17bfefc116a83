package dev.lifeguard.migrate.tests.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.commandline.CommandLine.Result;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Commands on the directory of another tool. */
@OnPostgres
final class LayoutOptionTest {

    @AutoClose private final Project project;

    LayoutOptionTest(PostgresServer server) {
        project = new Project(server);
    }

    @BeforeEach
    void writePairs() {
        project.write("9_one.up.sql", "CREATE TABLE one (id int);");
        project.write("9_one.down.sql", "DROP TABLE one;");
        project.write("10_two.up.sql", "CREATE TABLE two (id int);");
        project.write("10_two.down.sql", "DROP TABLE two;");
    }

    private Result run(String... arguments) {
        return CommandLine.of(project).with("LIFEGUARD_LAYOUT", "golang-migrate").run(arguments);
    }

    @Test
    void readsTheFilesAsTheyAre() {
        assertThat(run("plan").exit()).isZero();
        assertThat(run("validate", "--offline").exit()).isZero();
        assertThat(run("up", "--output", "json").json())
                .extracting("applied")
                .asString()
                .contains("label=9", "label=10");
        assertThat(run("status").output()).contains("9", "10", "one", "two");
        assertThat(run("down").exit()).isZero();
        assertThat(project.database().has("one")).isTrue();
        assertThat(project.database().has("two")).isFalse();
    }

    @Test
    void readsTheConfigurationFileToo() {
        project.write("lifeguard.toml", "layout = \"golang-migrate\"\n");

        Map<String, Object> status =
                CommandLine.in(project.directory())
                        .with("LIFEGUARD_DATABASE_URL", project.database().url())
                        .with("LIFEGUARD_MIGRATIONS_DIR", project.directory().toString())
                        .run("status", "--output", "json")
                        .json();

        assertThat((List<?>) status.get("pending")).hasSize(2);
    }

    @Test
    void namesTheNearestOfAnUnknownName() {
        Result refused = CommandLine.of(project).run("up", "--layout", "golang");

        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.errors())
                .contains("The layout \"golang\" is unknown. Did you mean \"golang-migrate\"?");
    }
}
