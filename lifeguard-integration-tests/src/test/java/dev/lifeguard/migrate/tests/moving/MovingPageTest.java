package dev.lifeguard.migrate.tests.moving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.cli.CommandHere;
import dev.lifeguard.migrate.tests.documentation.Example;
import dev.lifeguard.migrate.tests.project.ChildProcess;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The page on moving over: each of its commands, behind a run of the real Flyway. */
@OnPostgres(18)
final class MovingPageTest {

    @AutoClose private final Project project;

    MovingPageTest(PostgresServer server) {
        project = new Project(server);
    }

    private String run(int exit, String... arguments) {
        Map<String, String> variables = ChildProcess.inherited(System.getenv());
        variables.put("LIFEGUARD_DATABASE_URL", project.database().url());
        variables.put("LIFEGUARD_MIGRATIONS_DIR", project.directory().toString());
        CommandHere command = new CommandHere(variables, List.of(arguments));
        assertThat(command.exit()).as(command.output() + command.errors()).isEqualTo(exit);
        return command.output() + command.errors();
    }

    private void migrate(String schema, String table) {
        Flyway.configure()
                .dataSource(project.database().dataSource())
                .locations("filesystem:" + project.directory())
                .schemas(schema)
                .defaultSchema(schema)
                .table(table)
                .load()
                .migrate();
    }

    private static List<String[]> commands() throws IOException {
        return Example.all("docs/moving/README.md", "sh").stream()
                .flatMap(String::lines)
                .map(line -> line.replaceFirst("^./lifeguard-migrate ", "").split(" "))
                .toList();
    }

    @Test
    void eachCommandDoesWhatThePageSays() throws IOException {
        project.write("V1__one.sql", "CREATE TABLE one (id int);");
        migrate("public", "flyway_schema_history");
        migrate("app", "schema_version");
        project.write("V2__two.sql", "CREATE TABLE two (id int);");
        project.write("U2__two.sql", "DROP TABLE two;");

        for (String[] command : commands()) {
            if (List.of(command).containsAll(List.of("--undo", "--dry-run"))) {
                assertThat(run(2, command)).contains("so the import cannot be taken back");
                run(0, "down", "--layout", "flyway");
            }
            run(0, command);
        }

        assertThat(
                        project.database()
                                .query(
                                        "SELECT version FROM lifeguard_migrations WHERE version >"
                                                + " 0"))
                .isEmpty();
        migrate("public", "flyway_schema_history");
        assertThat(project.database().has("two")).isTrue();
    }

    @Test
    void aDryRunAndAnImportTellTheSameAsDocuments() {
        project.write("V1__one.sql", "CREATE TABLE one (id int);");
        migrate("public", "flyway_schema_history");

        String dry = run(0, "import", "flyway", "--dry-run", "--output", "json");
        String done = run(0, "import", "flyway", "--output", "json");
        String again = run(0, "import", "flyway", "--output", "json");

        assertThat(dry)
                .contains("\"success\":true", "\"label\":\"1\",\"name\":\"one\",\"appliedAt\":\"2");
        assertThat(done).isEqualTo(dry);
        assertThat(again).contains("\"imported\":[],\"undone\":[]");
    }

    @Test
    void whatCannotBeMeantIsRefusedWithTheNextStep() {
        project.write("V1__one.sql", "CREATE TABLE one (id int);");

        assertThat(run(2, "import", "flywya"))
                .contains(
                        "The tool \"flywya\" is unknown. Did you mean \"flyway\"? There are"
                                + " flyway");
        assertThat(run(2, "import", "flyway", "--layout", "goose"))
                .contains(
                        "The layout that is set is another one than that of Flyway. Leave --layout"
                                + " and LIFEGUARD_LAYOUT out");
        assertThat(run(2, "import", "flyway"))
                .contains(
                        "There is no table \"flyway_schema_history\" in the schema \"public\"",
                        "lifeguard-migrate baseline VERSION");
        assertThat(run(2, "import", "flyway", "--undo")).contains("there is nothing to take back");
        assertThat(run(2, "import", "flyway", "--undo", "--dry-run"))
                .contains("there is nothing to take back");
    }

    @Test
    void tellsWhatWouldBeTakenBackAndNeedsNoTableForThat() {
        project.write("V1__one.sql", "CREATE TABLE one (id int);");
        migrate("public", "flyway_schema_history");
        run(0, "import", "flyway", "--from-table", "flyway_schema_history");

        String dry =
                run(0, "import", "flyway", "--undo", "--dry-run", "--from-table", "app.nowhere");
        String told = run(0, "import", "flyway", "--undo", "--dry-run", "--output", "json");

        assertThat(dry)
                .contains(
                        "Would remove  1  one",
                        "1 migration of Flyway would not be recorded here any more. Nothing was"
                                + " changed.");
        assertThat(told).contains("\"undone\":[{", "\"label\":\"1\"", "\"pending\":[{");
        assertThat(run(0, "import", "flyway", "--undo", "--from-table", "app.nowhere"))
                .contains("Removed  1  one");
    }

    @Test
    void problemsEndWithThreeAndAreInTheDocument() {
        project.write("V1__one.sql", "CREATE TABLE one (id int);");
        migrate("public", "flyway_schema_history");
        project.write("V1__one.sql", "CREATE TABLE one (id bigint);");

        assertThat(run(3, "import", "flyway", "--output", "json"))
                .contains(
                        "\"command\":\"import\",\"success\":false",
                        "\"kind\":\"CHECKSUM_MISMATCH\"");
    }
}
