package dev.lifeguard.migrate.tests.moving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.layouts.OtherTool;
import dev.lifeguard.migrate.tests.dialect.ContractDatabase;
import dev.lifeguard.migrate.tests.documentation.Example;
import dev.lifeguard.migrate.tests.project.ChildProcess;
import dev.lifeguard.migrate.tests.server.FileTree;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/**
 * The page of each tool: its commands, on a small directory of which the tool has applied two of
 * three migrations. What another program is to run stands in no block of {@code sh}.
 */
@OnPostgres(18)
final class ToolPagesTest {

    private static final String PROGRAM = "./lifeguard-migrate ";
    private static final String DIRECTORY = "--migrations-dir";
    private static final String ONE = "CREATE TABLE one (id int);\n";
    private static final String TWO = "CREATE TABLE two (id int);\n";
    private static final String THREE = "CREATE TABLE three (id int);\n";

    @AutoClose private final ContractDatabase database;

    @TempDir private Path root;

    ToolPagesTest(PostgresServer server) {
        database = ContractDatabase.postgresql(server);
    }

    private static List<List<String>> blocks(String page) {
        List<List<String>> blocks = new ArrayList<>();
        for (String block : Example.all("docs/moving/%s.md".formatted(page), "sh")) {
            assertThat(block.lines()).as(page).allMatch(line -> line.startsWith(PROGRAM));
            blocks.add(block.lines().map(line -> line.substring(PROGRAM.length())).toList());
        }
        return blocks;
    }

    /** What a command is given as its directory, or else what it takes without. */
    private Path directory(String command) {
        List<String> words = List.of(command.split(" "));
        int option = words.indexOf(DIRECTORY);
        return root.resolve(option < 0 ? "migrations" : words.get(option + 1));
    }

    private void write(Path directory, String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private String run(String command) {
        return run(command, Map.of());
    }

    private String run(String command, Map<String, String> settings) {
        List<String> call = new ArrayList<>(List.of("dev.lifeguard.migrate.cli.Main"));
        call.addAll(List.of(command.split(" ")));
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("LIFEGUARD_DATABASE_URL", database.url());
        try (ChildProcess child =
                ChildProcess.java(root, environment, call.toArray(String[]::new))) {
            assertThat(child.awaitExit())
                    .as(command + "\n" + child.output() + child.errors())
                    .isZero();
            return child.output();
        }
    }

    /** The block at the top of each page. */
    private void runFirst(List<String> commands, Map<String, String> settings) {
        assertThat(commands).hasSize(3);
        assertThat(run(commands.get(0), settings)).contains("Nothing was changed");
        assertThat(run(commands.get(1), settings)).contains("2 migrations taken over");
        assertThat(run(commands.get(2), settings)).contains("1 migration applied");
        assertThat(database.query("SELECT count(*) FROM three")).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"FLYWAY", "LIQUIBASE_SQL"})
    void eachCommandTakesOverAndGoesOn(OtherTool tool) throws IOException {
        List<List<String>> blocks =
                blocks(tool == OtherTool.NODE_PG_MIGRATE_SQL ? "node-pg-migrate" : tool.id());
        ToolFiles files = ToolFiles.of(tool);
        for (Map.Entry<String, String> file : files.texts().entrySet()) {
            write(directory(blocks.getFirst().getFirst()), file.getKey(), file.getValue());
        }
        database.execute(
                "CREATE TABLE one (id int PRIMARY KEY)", "CREATE TABLE two (id int PRIMARY KEY)");
        files.table(ToolTables.POSTGRESQL).forEach(database::execute);

        assertThat(blocks).hasSize(1);
        runFirst(blocks.getFirst(), Map.of());
    }

    @Test
    void eachCommandOfThePageOnLiquibase() throws IOException {
        LiquibaseProject project = LiquibaseProject.of(database);
        try {
            project.write("1.sql", "--changeset a:1\n" + ONE + "--changeset a:2\n" + TWO);
            project.update();
            project.write("2.sql", "--changeset a:3\n" + THREE);

            assertThat(blocks("liquibase")).hasSize(1);
            runFirst(
                    blocks("liquibase").getFirst(),
                    Map.of("LIFEGUARD_MIGRATIONS_DIR", project.directory().toString()));
        } finally {
            FileTree.delete(project.root());
        }
    }

    private void flyway(Path directory, String schema) throws IOException {
        write(directory, "V1__one.sql", ONE);
        write(directory, "V1.1__two.sql", TWO);
        write(directory, "U1.1__two.sql", "DROP TABLE two;\n");
        Flyway.configure()
                .dataSource(database.dataSource())
                .locations("filesystem:" + directory)
                .schemas(schema)
                .load()
                .migrate();
        write(directory, "V2__three.sql", THREE);
    }

    @Test
    void theFirstCommandsOfThePageOnFlyway() throws IOException {
        flyway(root.resolve("migrations"), "public");

        runFirst(blocks("flyway").getFirst(), Map.of());
    }

    @Test
    void infoTellsWhichToolARowWasTakenOverFrom() throws IOException {
        flyway(root.resolve("migrations"), "public");
        run("import flyway");
        run("up --layout flyway");

        assertThat(run("info 1.1 --layout flyway")).contains("origin", "the history of flyway");
        assertThat(run("info 1.1 --layout flyway --output json")).contains("\"origin\":\"flyway\"");
        assertThat(run("info 2 --layout flyway --output json")).doesNotContain("origin");
    }

    @Test
    void theOtherCommandsOfThePageOnFlyway() throws IOException {
        List<List<String>> blocks = blocks("flyway");
        flyway(root.resolve("migrations"), "app");

        assertThat(blocks).hasSize(3);
        assertThat(run(blocks.get(1).getFirst())).contains("2 migrations taken over");
        assertThat(run(blocks.get(2).getFirst())).contains("2 migrations of Flyway");
        assertThat(database.query("SELECT version FROM lifeguard_migrations WHERE version > 0"))
                .isEmpty();
    }

    @Test
    void eachCommandOfThePageOnConvert() throws IOException {
        List<List<String>> blocks = blocks("convert");
        flyway(directory(blocks.getFirst().getFirst()), "public");

        assertThat(blocks).hasSize(2);
        assertThat(run(blocks.get(0).get(0))).contains("3 migrations converted into db/lifeguard");
        assertThat(run(blocks.get(0).get(1))).contains("3 pending");
        assertThat(run(blocks.get(1).get(0))).contains("2 migrations taken over");
        assertThat(run(blocks.get(1).get(1))).contains("1 migration applied");
    }
}
