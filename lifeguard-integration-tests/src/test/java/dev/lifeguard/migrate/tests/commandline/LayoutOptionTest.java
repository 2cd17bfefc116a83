package dev.lifeguard.migrate.tests.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.commandline.CommandLine.Result;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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
        return inLayout().inThisProcess().run(arguments);
    }

    private CommandLine inLayout() {
        return CommandLine.of(project).with("LIFEGUARD_LAYOUT", "golang-migrate");
    }

    @Test
    void readsTheFilesAsTheyAre() {
        assertThat(inLayout().run("status").output()).contains("9", "10", "one", "two");
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
    void takesLabelsForVersions() {
        assertThat(run("plan", "9").exit()).isEqualTo(2);
        assertThat(run("up", "--dry-run", "--target", "9").output())
                .contains("9 one")
                .doesNotContain("two");
        assertThat(run("baseline", "0009").output()).contains("Recorded  9  one");
        assertThat(run("up", "--target", "10").exit()).isZero();
        assertThat(run("info", "10").output()).contains("10 two");
        assertThat(run("info", "10", "--output", "json").output())
                .contains("\"version\":10,\"label\":\"10\"");
        project.write("10_two.up.sql", "CREATE TABLE two (id bigint);");
        assertThat(run("repair", "--accept-checksum", "10").output())
                .contains("The file's checksum is now the recorded one of 10.");
        assertThat(run("down", "--target", "9").exit()).isZero();
        assertThat(run("repair", "--accept-checksum", "10").errors())
                .contains("The history has no migration 10.");
        assertThat(run("down", "--target", "10").errors())
                .contains("The target version 10 is not applied");
    }

    @Test
    void takesZeroForAVersionWhereOneIsCalledSo() {
        assertThat(run("up", "--target", "10").exit()).isZero();
        assertThat(run("down", "--target", "0").exit()).isZero();
        assertThat(project.database().has("one")).isFalse();
        project.write("000000_zero.up.sql", "CREATE TABLE zero (id int);");
        project.write("000000_zero.down.sql", "DROP TABLE zero;");
        assertThat(run("up", "--target", "0").output()).contains("zero").doesNotContain("one");
        assertThat(run("up").exit()).isZero();
        assertThat(run("down", "--target", "000000").exit()).isZero();
        assertThat(project.database().has("zero")).isTrue();
        assertThat(project.database().has("one")).isFalse();
        assertThat(run("down").exit()).isZero();
        assertThat(run("down", "--target", "0").errors())
                .contains("The target version 000000 is not applied");
    }

    @Test
    void writesNewFilesAsTheLayoutNamesThem() {
        Result written = run("generate", "add e-mail");
        Result java = run("generate", "--java", "x");

        assertThat(written.output())
                .isEqualTo(
                        "%1$s/11_add_e_mail.up.sql\n%1$s/11_add_e_mail.down.sql\n"
                                .formatted(project.directory()));
        assertThat(java.exit()).isEqualTo(2);
        assertThat(java.errors())
                .contains(
                        "--java writes a migration of this project's own layout, and another layout"
                                + " is set. Leave one of them out.");
        assertThat(run("generate", "more", "--output", "json").output())
                .contains("\"generated\":{\"version\":12,\"label\":\"12\",\"name\":\"more\",")
                .contains("12_more.up.sql\",\"");
    }

    @Test
    void saysWhatToWriteWhereANameIsThatOfAFileAlready() {
        Result repeatable = run("generate", "R__views", "--layout", "flyway");
        Result versioned = run("generate", "V2__users.sql", "--layout", "flyway");
        Result hook = run("generate", "afterMigrate", "--layout", "flyway");
        Result baseline = run("generate", "B5__all", "--layout", "flyway");

        assertThat(repeatable.exit()).isEqualTo(2);
        assertThat(repeatable.errors())
                .contains(
                        ("The name \"R__views\" is that of a repeatable migration, which has no"
                                        + " version. Write the file \"%s/R__views.sql\" yourself:"
                                        + " its statements are all that it holds.")
                                .formatted(project.directory()));
        assertThat(versioned.exit()).isEqualTo(2);
        assertThat(versioned.errors())
                .contains(
                        "The name \"V2__users.sql\" has a version, and what is generated gets the"
                                + " next one. Say what it does alone: users.");
        assertThat(hook.errors())
                .contains("The name \"afterMigrate\" is that of a hook, which has no version.");
        assertThat(baseline.errors()).contains("a migration that stands for all older ones.");
        assertThat(run("generate", "2024_budget").output()).contains("11_2024_budget.up.sql");
    }

    @Test
    void namesTheNearestLabelsOfOneThatIsNotThere() {
        for (String command : List.of("info", "baseline")) {
            Result refused = run(command, "100");

            assertThat(refused.exit()).isEqualTo(2);
            assertThat(refused.errors())
                    .contains(
                            "There is no migration 100, neither among the files nor in the history."
                                    + " The nearest is 10. lifeguard-migrate status --layout"
                                    + " golang-migrate lists the versions.");
        }
    }

    @Test
    void saysWhichOptionReadsTheFilesOfAnotherTool() {
        String hint =
                "10_two.down.sql is one half of a pair, as golang-migrate's and sqlx's files are"
                        + " (3 more like it). Another tool's files are read by"
                        + " --layout golang-migrate or --layout sqlx.";
        Result up = CommandLine.of(project).inThisProcess().run("up");
        Result status = CommandLine.of(project).inThisProcess().run("status");
        Result generate = CommandLine.of(project).inThisProcess().run("generate", "x");

        assertThat(up.exit()).isEqualTo(3);
        assertThat(up.errors()).contains(hint);
        assertThat(status.errors()).contains(hint);
        assertThat(generate.exit()).isEqualTo(2);
        assertThat(generate.errors()).contains(hint);
    }

    private void applyByTool() {
        project.database()
                .execute(
                        "CREATE TABLE schema_migrations (version bigint PRIMARY KEY, dirty"
                                + " boolean); INSERT INTO schema_migrations VALUES (9, false);"
                                + " CREATE TABLE one (id int)");
    }

    @Test
    void advisesTheWholeCommandThatGoesOn() throws IOException {
        applyByTool();
        Path sql = Files.createDirectory(project.directory().resolve("db's"));
        Files.move(project.directory().resolve("9_one.up.sql"), sql.resolve("9_one.up.sql"));
        String[] given = {
            "--migrations-dir", sql.toString(), "--placeholder", "a=b", "--table", "history"
        };

        Result refused = withOptions("up", given, "--layout", "golang-migrate");
        Result taken = withOptions("import", given, "golang-migrate");
        Result dry = withOptions("import", given, "golang-migrate", "--undo", "--dry-run");

        String options =
                " --migrations-dir '%s' --table history --placeholder a=b"
                        .formatted(sql.toString().replace("'", "'\\''"));
        assertThat(refused.errors())
                .contains(
                        "Take that history over first: lifeguard-migrate import golang-migrate"
                                + options
                                + ".");
        assertThat(taken.output())
                .endsWith(
                        "Nothing is pending. Go on with: lifeguard-migrate up --layout"
                                + " golang-migrate"
                                + options
                                + "\n");
        assertThat(dry.exit()).isZero();
    }

    private Result withOptions(String command, String[] given, String... more) {
        List<String> all = new ArrayList<>(List.of(command));
        all.addAll(List.of(more));
        all.addAll(List.of(given));
        return CommandLine.of(project).inThisProcess().run(all.toArray(String[]::new));
    }

    @Test
    void namesTheLayoutOfWhatWasTakenOver() throws IOException {
        applyByTool();
        assertThat(run("import", "golang-migrate").exit()).isZero();
        String hint =
                "What is applied was taken over from golang-migrate, whose files --layout"
                        + " golang-migrate reads.";
        Path empty = Files.createDirectory(project.directory().resolve("empty"));

        Result status = CommandLine.of(project).inThisProcess().run("status");
        Result up = CommandLine.of(project).inThisProcess().run("up");
        Result goose = run("status", "--layout", "goose");
        Result nothing = CommandLine.of(project).run("status", "--migrations-dir", "empty");
        Result json = run("status", "--output", "json");

        for (Result each : List.of(status, up, goose, nothing)) {
            assertThat(each.errors()).contains(hint).doesNotContain("Another tool's files");
        }
        assertThat(empty).isEmptyDirectory();
        assertThat(json.errors()).isEmpty();
        assertThat(json.output())
                .contains("\"origin\":\"golang-migrate\"")
                .doesNotContain("\"origin\":null");
    }

    @Test
    void saysThatALayoutIsMissingWithWhichSomethingWasApplied() throws IOException {
        assertThat(run("up").exit()).isZero();
        Files.createDirectory(project.directory().resolve("empty"));
        String hint =
                "What is applied has versions as another tool's files have them. Name whose they"
                        + " are: --layout NAME.";

        Result status = CommandLine.of(project).run("status", "--migrations-dir", "empty");
        Result down = CommandLine.of(project).run("down", "--migrations-dir", "empty");

        assertThat(status.errors()).contains(hint);
        assertThat(down.errors()).contains(hint);
        assertThat(project.database().has("two")).isTrue();
    }

    @Test
    void saysOfADirectoryWithoutFilesThatItIsTheWrongOne() throws IOException {
        applyByTool();
        Path empty = Files.createDirectory(project.directory().resolve("empty"));

        Result taken = run("import", "golang-migrate", "--migrations-dir", empty.toString());
        Result converted =
                run("convert", "golang-migrate", "new", "--migrations-dir", empty.toString());

        assertThat(taken.exit()).isEqualTo(3);
        assertThat(taken.errors())
                .contains(
                        "LG-305 The history of golang-migrate has migrations, and there is none in"
                                + " directory "
                                + empty
                                + ". Name where its files are: --migrations-dir DIR.");
        assertThat(converted.exit()).isEqualTo(2);
        assertThat(converted.errors())
                .contains(
                        "There is no migration in directory "
                                + empty
                                + ". Name where they are: --migrations-dir DIR.");
    }

    @Test
    void refusesToRepeatWhatTheToolApplied() {
        project.database()
                .execute(
                        "CREATE TABLE schema_migrations (version bigint PRIMARY KEY, dirty"
                                + " boolean); INSERT INTO schema_migrations VALUES (10, false)");

        Result up = run("up");
        Result status = run("status");
        Result validate = run("validate");

        assertThat(up.exit()).isEqualTo(3);
        assertThat(up.errors())
                .contains(
                        "public.schema_migrations holds what golang-migrate applied to this"
                            + " database (2 migrations), and this project's history is empty: what"
                            + " is applied would run again. Take that history over first:"
                            + " lifeguard-migrate import golang-migrate.");
        assertThat(project.database().has("one")).isFalse();
        assertThat(status.errors())
                .contains(
                        "public.schema_migrations holds what golang-migrate applied to this"
                                + " database. To go on from there: lifeguard-migrate import"
                                + " golang-migrate.");
        assertThat(validate.errors()).isEqualTo(status.errors());
    }

    @Test
    void beginsInASchemaWhereTheToolAppliedNothing() {
        project.database()
                .execute(
                        "CREATE SCHEMA other; CREATE TABLE other.schema_migrations (version bigint"
                                + " PRIMARY KEY, dirty boolean); INSERT INTO"
                                + " other.schema_migrations VALUES (10, false)");

        assertThat(run("status").errors())
                .doesNotContain("golang-migrate applied")
                .contains("\"other.schema_migrations\" looks like a history of golang-migrate");
        assertThat(run("up", "--schema", "other").exit()).isEqualTo(3);
        Result up = run("up");
        assertThat(up.exit()).isZero();
        assertThat(up.errors()).contains("\"other.schema_migrations\" looks like a history");
        assertThat(project.database().has("two")).isTrue();
    }

    @Test
    void saysWhereAHistoryCannotBeRead() {
        project.database()
                .execute(
                        "CREATE TABLE schema_migrations (version bigint PRIMARY KEY, dirty"
                                + " boolean); ALTER TABLE schema_migrations ENABLE ROW LEVEL"
                                + " SECURITY; ALTER TABLE schema_migrations FORCE ROW LEVEL"
                                + " SECURITY; CREATE ROLE reader_of_nothing; GRANT CREATE, USAGE ON"
                                + " SCHEMA public TO reader_of_nothing; GRANT SELECT ON"
                                + " schema_migrations TO reader_of_nothing");

        Result plan =
                run(
                        "plan",
                        "--database-url",
                        project.database().url() + "&options=-c%20role%3Dreader_of_nothing");

        project.database().execute("DROP OWNED BY reader_of_nothing; DROP ROLE reader_of_nothing");
        assertThat(plan.errors())
                .contains(
                        "Whether another tool applied these migrations to this database is not"
                                + " known. Row-level");
    }

    @Test
    void aProgramWithoutTheJarThatKnowsOtherToolsIsRefused() throws Exception {
        Path lib = Files.createDirectory(project.directory().resolve("lib"));
        try (Stream<Path> jars = Files.list(CommandLine.JAR.resolveSibling("lib"))) {
            for (Path jar : jars.toList()) {
                if (!jar.getFileName().toString().startsWith("lifeguard-layouts-")) {
                    Files.copy(jar, lib.resolve(jar.getFileName()));
                }
            }
        }
        Files.copy(
                CommandLine.JAR.resolveSibling("lifeguard-migrate-alone.jar"),
                lib.resolve("lifeguard-migrate-alone.jar"));
        project.write("own/20240101120000_own.sql", "CREATE TABLE own (id int);");

        Result up =
                CommandLine.withLibraries(project, lib)
                        .with("LIFEGUARD_MIGRATIONS_DIR", project.directory() + "/own")
                        .run("up");

        assertThat(up.exit()).isEqualTo(2);
        assertThat(up.errors())
                .contains(
                        "This program is not complete: there is no lifeguard-layouts-*.jar in"
                                + " [%s]. Install it again.".formatted(lib));
        assertThat(project.database().has("own")).isFalse();
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
        Result refused = CommandLine.of(project).inThisProcess().run("up", "--layout", "golang");

        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.errors())
                .contains("The layout \"golang\" is unknown. Did you mean \"golang-migrate\"?");
    }
}
