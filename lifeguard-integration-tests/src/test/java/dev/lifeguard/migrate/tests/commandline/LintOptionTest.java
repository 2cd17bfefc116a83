package dev.lifeguard.migrate.tests.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.cli.CommandHere;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code up --lint}, {@code plan --lint}, and {@code lint} of what is pending in a database. */
@OnPostgres(18)
final class LintOptionTest {

    private static final String FOUND = "\"rule\":\"index-blocks-writes\"";
    private static final String BY_SCHEMA = "\"knowledge\":\"schema\"";

    @AutoClose private final Project project;
    @TempDir private Path drafts;

    LintOptionTest(PostgresServer server) {
        project = new Project(server);
    }

    @BeforeEach
    void writeAnIndexOnATableThatIsThere() {
        project.write(
                "20240101000000_orders.sql",
                """
                CREATE TABLE orders (id int, total int);
                INSERT INTO orders SELECT n, n FROM generate_series(1, 50000) n;
                """);
        project.up();
        project.write("20240102000000_index.sql", "CREATE INDEX orders_total ON orders (total);");
    }

    private CommandHere run(Map<String, String> more, String... arguments) {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("LIFEGUARD_DATABASE_URL", project.database().url());
        environment.put("LIFEGUARD_MIGRATIONS_DIR", project.directory().toString());
        return new CommandHere(environment, List.of(arguments));
    }

    private String draft(String sql) {
        try {
            return Files.writeString(drafts.resolve("idea.sql"), sql).toString();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
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
                .contains(FOUND)
                .contains(BY_SCHEMA);
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
                .contains(FOUND)
                .contains(BY_SCHEMA);
    }

    @Test
    void lintLooksAtWhatIsPending() {
        CommandHere found = run("lint", "--output", "json");

        assertThat(found.exit()).isEqualTo(10);
        assertThat(found.output())
                .contains("\"pending\":[{\"version\":20240102000000")
                .contains(FOUND)
                .contains(BY_SCHEMA)
                .endsWith("\"looked\":{\"migrations\":1,\"statements\":1}}\n");
    }

    @Test
    void findsNothingWhereTheTableIsEmpty() {
        project.database().execute("TRUNCATE orders");

        assertThat(run("lint").output())
                .isEqualTo("Nothing found in 1 statement of 1 pending migration.\n");
        assertThat(run("plan", "--lint").output())
                .endsWith("Nothing found in 1 statement of 1 pending migration.\n");
        assertThat(run("up", "--lint", "error").exit()).isZero();
    }

    @Test
    void asksTheDatabaseAboutAFile() {
        String draft = draft("CREATE INDEX i ON orders (id);");

        CommandHere found = run("lint", draft, "--output", "json");

        assertThat(found.exit()).isEqualTo(10);
        assertThat(found.output()).contains(FOUND).contains(BY_SCHEMA);
        assertThat(run("lint", draft, "--offline", "--output", "json").output())
                .contains("\"knowledge\":\"offline\"");

        project.database().execute("TRUNCATE orders");
        assertThat(run("lint", draft).exit()).isZero();
    }

    @Test
    void takesWhatIsPendingToRunBeforeAFile() {
        project.write("20240103000000_notes.sql", "CREATE TABLE notes (id int, t varchar(9));");
        String draft = draft("ALTER TABLE notes ALTER t TYPE varchar(10);");

        assertThat(run("lint", draft).output()).startsWith("Nothing found");
    }

    @Test
    void looksAtADatabaseWithoutAHistory() {
        project.database().execute("DROP TABLE lifeguard_migrations, orders");

        assertThat(run("lint").output())
                .isEqualTo("Nothing found in 3 statements of 2 pending migrations.\n");

        assertThat(project.database().has("lifeguard_migrations")).isFalse();
    }

    @Test
    void findsAMigrationThatIsOlderThanWhatIsApplied() {
        project.up();
        project.write("20240101120000_late.sql", "CREATE TABLE late (id bigint PRIMARY KEY);");

        CommandHere found = run("lint");

        assertThat(found.exit()).isZero();
        assertThat(found.output())
                .contains("20240101120000_late.sql:1:1: warning out-of-order (LG-X15)\n")
                .contains(
                        "  The migration is older than 20240102000000 index, which is applied: in a"
                                + " new database it runs before that one, and here it is refused"
                                + " unless out-of-order is allowed. Give it a version that is"
                                + " newer.\n");
        CommandHere ran = run("up", "--lint", "warn", "--out-of-order");
        assertThat(ran.exit()).isZero();
        assertThat(ran.errors()).contains("[out-of-order]");
    }

    @Test
    void aSuppressionAtTheTopIsForTheWholeFile() {
        project.up();
        project.write(
                "20240101120000_late.sql",
                "-- lifeguard:allow out-of-order merged late\nCREATE TABLE late (id bigint);");

        assertThat(run("lint").output()).doesNotContain("out-of-order");
    }

    @Test
    void refusesAnotherWord() {
        CommandHere refused = run("up", "--lint", "fatal");

        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.errors())
                .isEqualTo("LG-101 --lint is \"fatal\". Use off, warn or error.\n");
    }
}
