package dev.lifeguard.migrate.tests.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.cli.CommandHere;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code up --lint}, {@code plan --lint}, and {@code lint} of what is pending in a database. */
@OnPostgres(18)
final class LintOptionTest {

    private static final String FOUND = "\"rule\":\"index-blocks-writes\"";

    @AutoClose private final Project project;

    LintOptionTest(PostgresServer server) {
        project = new Project(server);
    }

    @BeforeEach
    void writeAnIndexOnATableThatIsThere() {
        project.write("20240101000000_orders.sql", "CREATE TABLE orders (id int, total int);");
        project.up();
        project.write("20240102000000_index.sql", "CREATE INDEX orders_total ON orders (total);");
    }

    private CommandHere run(Map<String, String> more, String... arguments) {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("LIFEGUARD_DATABASE_URL", project.database().url());
        environment.put("LIFEGUARD_MIGRATIONS_DIR", project.directory().toString());
        return new CommandHere(environment, List.of(arguments));
    }

    private CommandHere run(String... arguments) {
        return run(Map.of(), arguments);
    }

    @Test
    void errorRefusesBeforeAnythingRuns() {
        CommandHere refused = run("up", "--lint", "error", "--output", "json");

        assertThat(refused.exit()).isEqualTo(10);
        assertThat(refused.output())
                .contains("\"command\":\"up\",\"success\":false,\"applied\":[]")
                .contains("\"name\":\"index\"")
                .contains(FOUND);
        assertThat(project.database().has("orders_total")).isFalse();
    }

    @Test
    void errorTellsPeopleWhatItFoundAndThatNothingRan() {
        CommandHere refused = run(Map.of("LIFEGUARD_LINT", "error"), "up");

        assertThat(refused.exit()).isEqualTo(10);
        assertThat(refused.output())
                .contains(":1:1: error index-blocks-writes (LG-I01)")
                .contains("Nothing was changed: with --lint error, up does not start");
        assertThat(refused.errors()).isEmpty();
    }

    @Test
    void theOptionGoesBeforeTheVariable() {
        assertThat(run(Map.of("LIFEGUARD_LINT", "error"), "up", "--lint", "off").exit()).isZero();
    }

    @Test
    void warnTellsAndGoesOn() {
        CommandHere told = run("up", "--lint", "warn", "--output", "json");

        assertThat(told.exit()).isZero();
        assertThat(told.errors()).contains("Warning: ").contains("[index-blocks-writes]");
        assertThat(told.output())
                .contains("\"success\":true,\"applied\":[{\"version\":20240102000000")
                .contains(FOUND);
    }

    @Test
    void findsNothingWhereNothingIsPending() {
        project.up();

        CommandHere done = run("up", "--lint", "error", "--output", "json");

        assertThat(done.exit()).isZero();
        assertThat(done.output()).contains("\"findings\":[]");
    }

    @Test
    void planShowsFindings() {
        CommandHere shown = run("plan", "--lint");
        assertThat(shown.exit()).isZero();
        assertThat(shown.output())
                .contains("CREATE INDEX orders_total")
                .endsWith("1 finding in 1 statement of 1 pending migration: 1 error.\n");

        assertThat(run("plan", "--lint", "--output", "json").output())
                .contains("\"plan\":[")
                .contains(FOUND);
    }

    @Test
    void lintLooksAtWhatIsPending() {
        CommandHere found = run("lint", "--output", "json");

        assertThat(found.exit()).isEqualTo(10);
        assertThat(found.output())
                .contains("\"pending\":[{\"version\":20240102000000")
                .contains(FOUND)
                .endsWith("\"looked\":{\"migrations\":1,\"statements\":1}}\n");
    }

    @Test
    void refusesAnotherWord() {
        CommandHere refused = run("up", "--lint", "fatal");

        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.errors())
                .isEqualTo("LG-101 --lint is \"fatal\". Use off, warn or error.\n");
    }
}
