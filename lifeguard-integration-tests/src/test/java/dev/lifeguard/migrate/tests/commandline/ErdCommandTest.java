package dev.lifeguard.migrate.tests.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.commandline.CommandLine.Result;
import dev.lifeguard.migrate.tests.project.ChildProcess;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code erd} as text. */
@OnPostgres(18)
final class ErdCommandTest {

    private static final String MARK = "Written by lifeguard-migrate erd.";

    private static final String TEXT =
            """
            erDiagram
                posts {
                    bigint id PK
                    bigint author FK "null"
                }
                users {
                    bigint id PK
                    text name UK
                }
                users |o--o{ posts : "author"
            """;

    @AutoClose private final Project project;
    private final CommandLine commandLine;
    @TempDir private Path folder;

    ErdCommandTest(PostgresServer server) {
        project = new Project(server);
        commandLine =
                CommandLine.in(project.directory())
                        .with("LIFEGUARD_MIGRATIONS_DIR", project.directory().toString())
                        .with("LIFEGUARD_SCRATCH_URL", project.database().url())
                        .inThisProcess();
        project.write(
                "20240101000000_users.sql",
                """
                CREATE TABLE users (id bigint PRIMARY KEY, name text NOT NULL UNIQUE);
                CREATE TABLE posts (id bigint PRIMARY KEY, author bigint REFERENCES users);
                """);
    }

    private Result erd(String... more) {
        return run(List.of("--database-url", project.database().url()), more);
    }

    private Result run(List<String> first, String... more) {
        List<String> all = new ArrayList<>(List.of("erd"));
        all.addAll(first);
        all.addAll(List.of(more));
        return commandLine.run(all.toArray(String[]::new));
    }

    private void makeTables(int number) {
        for (int i = 0; i < number; i++) {
            project.database()
                    .execute(
                            "CREATE TABLE %s_%s (id int)".formatted(i < 7 ? "log" : "day", 10 + i));
        }
    }

    @Test
    void drawsTheDatabase() {
        project.up();

        assertThat(erd().output()).isEqualTo(TEXT);
    }

    @Test
    void drawsWhatTheMigrationsMakeWhereNoDatabaseIsNamed() {
        assertThat(run(List.of()).output()).isEqualTo(TEXT);
        assertThat(erd().output()).isEqualTo("erDiagram\n");
        assertThat(erd("--scratch-url", project.database().url()).output()).isEqualTo(TEXT);
    }

    @Test
    void tellsWhatItDrewInJson() {
        project.up();

        assertThat(erd("--tables", "public.posts", "--output", "json").json())
                .containsEntry("success", true)
                .containsEntry("command", "erd")
                .extractingByKey("erd", InstanceOfAssertFactories.MAP)
                .containsEntry("format", "mermaid")
                .containsEntry("path", null)
                .containsEntry(
                        "diagrams",
                        List.of(
                                Map.of(
                                        "tables",
                                        List.of("posts"),
                                        "neighbours",
                                        List.of("users"),
                                        "neighboursLeftOut",
                                        0L)))
                .extractingByKey("text", InstanceOfAssertFactories.STRING)
                .contains("users:::neighbour");
    }

    @Test
    void writesADocumentThatItWritesAnew() throws IOException {
        project.up();
        Path file = folder.resolve("docs").resolve("schema.md");

        assertThat(erd("--file", file.toString()).output())
                .isEqualTo("1 diagram of 2 tables: %s.\n".formatted(file));
        String first = Files.readString(file);
        assertThat(first)
                .startsWith("# Tables\n\nWritten by `lifeguard-migrate erd`.")
                .endsWith("\n```mermaid\n" + TEXT + "```\n");
        assertThat(erd("--file", file.toString()).exit()).isZero();
        assertThat(file).hasContent(first);
    }

    @Test
    void comparesADocument() throws IOException {
        project.database().execute("CREATE TABLE a (id integer PRIMARY KEY)");
        Path file = folder.resolve("schema.md");

        Result none = erd("--file", file.toString(), "--check");
        erd("--file", file.toString());
        Result same = erd("--file", file.toString(), "--check");
        project.database().execute("ALTER TABLE a ADD b text");
        String before = Files.readString(file);
        Result old = erd("--file", file.toString(), "--check", "--output", "json");

        String stale =
                "%s is not up to date. Run the same without --check, and commit it.\n"
                        .formatted(file);
        assertThat(none.exit()).isEqualTo(10);
        assertThat(none.output()).isEqualTo(stale);
        assertThat(same.exit()).isZero();
        assertThat(same.output()).isEqualTo("%s is up to date.\n".formatted(file));
        assertThat(old.exit()).isEqualTo(10);
        assertThat(old.output()).contains("\"success\":false").contains("\"upToDate\":false");
        assertThat(file).hasContent(before);
    }

    @Test
    void comparesNoPictureAndNothingWithoutAFile() {
        assertThat(erd("--check").errors())
                .contains("LG-101 --check compares a file. Name it with --file.");
        assertThat(erd("--check", "--file", "a.svg").errors())
                .contains(
                        "LG-101 --check compares text: a picture depends on the fonts of the"
                            + " machine. Keep a document (--file schema.md), and compare that.");
    }

    @Test
    void leavesADocumentOfSomebodyElse() throws IOException {
        project.up();
        Path file = folder.resolve("README.md");
        Files.writeString(file, "# Mine\n");

        Result refused = erd("--file", file.toString());

        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.errors())
                .contains(
                        "LG-101 %s is in the way: it does not say \"Written by `lifeguard-migrate erd`.\", so erd did not write it. Move it, or name another file."
                                .formatted(file));
        assertThat(file).hasContent("# Mine");
    }

    @Test
    void leavesFilesOfSomebodyElse() throws IOException {
        project.up();
        for (String name : List.of("mine.mmd", "mine.svg", "mine.png")) {
            Path file = folder.resolve(name);
            Files.writeString(file, "erDiagram\n    mine\n");

            Result refused = erd("--file", file.toString());

            assertThat(refused.exit()).isEqualTo(2);
            assertThat(refused.errors())
                    .contains(
                            "LG-101 %s is in the way: it does not say \"Written by lifeguard-migrate erd.\", so erd did not write it. Move it, or name another file."
                                    .formatted(file));
            assertThat(file).hasContent("erDiagram\n    mine");
        }
    }

    @Test
    void writesItsOwnFilesAnew() throws IOException {
        project.up();
        for (String name : List.of("tables.mmd", "tables.svg", "tables.png")) {
            Path file = folder.resolve(name);

            assertThat(erd("--file", file.toString()).exit()).isZero();
            byte[] first = Files.readAllBytes(file);
            assertThat(erd("--file", file.toString(), "--tables", "users").exit()).isZero();

            assertThat(Files.readAllBytes(file)).isNotEqualTo(first);
            assertThat(first).asString(StandardCharsets.ISO_8859_1).contains(MARK);
        }
    }

    @Test
    void writesPicturesOfEarlierVersionsAnew() throws IOException {
        project.up();
        Path svg = folder.resolve("tables.svg");
        Path png = folder.resolve("tables.png");
        Files.writeString(
                svg,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" version=\"1.1\""
                        + " data-diagram-type=\"CLASS\"><defs/></svg>");
        Files.writeString(
                png,
                "\u0089PNG\r\n\u001a\n tEXtcopyleft\0Generated by https://plantuml.com IDAT",
                StandardCharsets.ISO_8859_1);

        assertThat(erd("--file", svg.toString()).exit()).isZero();
        assertThat(erd("--file", png.toString()).exit()).isZero();
    }

    @Test
    void comparesTextWithAndWithoutTheMark() throws IOException {
        project.up();
        Path file = folder.resolve("tables.mmd");
        Files.writeString(file, TEXT);

        assertThat(erd("--file", file.toString(), "--check").exit()).isZero();
        assertThat(erd("--file", file.toString()).exit()).isZero();
        assertThat(file)
                .hasContent(TEXT.replace("erDiagram\n", "erDiagram\n    %% " + MARK + "\n"));
        assertThat(erd("--file", file.toString(), "--check").exit()).isZero();
    }

    @Test
    void writesNoFileWhoseFormatIsUnknown() throws IOException {
        for (String name : List.of("e.pdf", "app.sql")) {
            Path file = folder.resolve(name);

            Result refused = erd("--file", file.toString());

            assertThat(refused.exit()).isEqualTo(2);
            assertThat(refused.errors())
                    .contains(
                            "LG-101 The format of \"%s\" is unknown. Have its name end with .md, .mmd, .svg or .png, or name a format with --format."
                                    .formatted(file));
            assertThat(file).doesNotExist();
        }
    }

    @Test
    void writesIntoADirectoryOfMigrationsDocumentsAlone() {
        project.up();
        Path file = project.directory().resolve("20240111000000_x.sql");
        Path document = project.directory().resolve("SCHEMA_ERD.md");

        Result refused = erd("--format", "mermaid", "--file", file.toString());

        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.errors())
                .contains(
                        "LG-101 --file \"%s\" is in a directory of migrations, \"%s\", where it would be read. Name another one."
                                .formatted(file, project.directory()));
        assertThat(file).doesNotExist();
        assertThat(erd("--file", document.toString()).exit()).isZero();
    }

    @Test
    void warnsOfMoreTablesThanCanBeRead() {
        makeTables(24);

        Result all = erd();

        assertThat(all.exit()).isZero();
        assertThat(all.output().lines().filter(it -> it.endsWith("{"))).hasSize(24);
        assertThat(all.errors())
                .contains(
                        "These are 24 tables, and a diagram of more than 20 is hard to read. Choose"
                            + " with --tables, as in 'day*' (17 tables), 'log*' (7 tables), or have"
                            + " several diagrams in one document with --file schema.md.");
        assertThat(erd("--tables", "log*").output().lines().filter(it -> it.endsWith("{")))
                .hasSize(7);
    }

    @Test
    void hasSeveralDiagramsInADocument() throws IOException {
        makeTables(24);
        Path file = folder.resolve("schema.md");

        assertThat(erd("--file", file.toString()).output())
                .isEqualTo("2 diagrams of 24 tables: %s.\n".formatted(file));
        assertThat(Files.readString(file))
                .contains(
                        "\n- [day_17](#day_17): day_17, day_18, day_19, day_20, day_21,",
                        "\n## day_17\n\n```mermaid\nerDiagram\n",
                        "\n## day_32\n\n```mermaid\nerDiagram\n");
    }

    @Test
    void namesTheTablesThatThereAre() {
        assertThat(erd("--tables", "posts").errors())
                .contains("LG-101 No table fits \"posts\" (--tables). There are no tables.");
        project.up();

        Result alike = erd("--tables", "post");
        Result other = erd("--tables", "invoices");

        assertThat(alike.exit()).isEqualTo(2);
        assertThat(alike.errors())
                .contains("LG-101 No table fits \"post\" (--tables). Like it are: posts.");
        assertThat(other.errors())
                .contains("LG-101 No table fits \"invoices\" (--tables). There are: posts, users.");
        assertThat(erd("--tables", ",").errors())
                .contains("LG-101 --tables is empty. Name a table, or leave it out.");
    }

    @Test
    void paintsPictures() throws IOException {
        project.up();
        Path svg = folder.resolve("tables.SVG");
        Path png = folder.resolve("tables");

        assertThat(erd("--format", "svg", "--tables", "posts").output())
                .startsWith("<svg ")
                .contains(">posts</text>", ">users</text>");
        assertThat(erd("--file", svg.toString()).exit()).isZero();
        assertThat(svg).content().startsWith("<svg ");
        assertThat(erd("--format", "png", "--file", png.toString()).output())
                .isEqualTo("1 diagram of 2 tables: %s.\n".formatted(png));
        assertThat(Files.readAllBytes(png)).startsWith(0x89, 'P', 'N', 'G');
    }

    @Test
    void namesWhatPaintsPicturesWhereItIsMissing() throws IOException {
        try (Stream<Path> libraries = Files.list(CommandLine.JAR.resolveSibling("lib"))) {
            for (Path library : libraries.toList()) {
                if (!library.getFileName().toString().startsWith("lifeguard-erd-")) {
                    Files.copy(library, folder.resolve(library.getFileName()));
                }
            }
        }
        Path alone = CommandLine.JAR.resolveSibling("lifeguard-migrate-alone.jar");
        Files.copy(alone, folder.resolve(alone.getFileName()));

        try (ChildProcess refused =
                ChildProcess.java(
                        folder,
                        Map.of(),
                        "-cp",
                        folder + "/*",
                        "dev.lifeguard.migrate.cli.Main",
                        "erd",
                        "--format",
                        "svg")) {
            assertThat(refused.awaitExit()).isEqualTo(2);
            assertThat(refused.errors())
                    .isEqualTo(
                            "LG-101 Pictures are drawn by lifeguard-erd, which is not here. Put"
                                + " lifeguard-erd-*.jar and plantuml-mit-*.jar, which are in lib of"
                                + " each archive of lifeguard-migrate, into lib of this one, or use"
                                + " --format mermaid.\n");
        }
    }

    @Test
    void refusesWhatIsNoFormat() {
        assertThat(erd("--format", "pdf").errors())
                .contains("LG-101 The format \"pdf\" is unknown. Use mermaid, svg or png.");
        assertThat(erd("--format", "png").errors())
                .contains("LG-101 A picture of PNG is no text. Name its file with --file.");
    }
}
