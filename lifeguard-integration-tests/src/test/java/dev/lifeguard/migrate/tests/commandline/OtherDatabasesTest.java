package dev.lifeguard.migrate.tests.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.commandline.CommandLine.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line on databases beside PostgreSQL, each a file. */
final class OtherDatabasesTest {

    @TempDir private Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {"sqlite:app.db", "jdbc:sqlite:app.db", "jdbc:h2:./app;PASSWORD=hunter2"})
    void goUpAndDown(String url) throws IOException {
        Files.createDirectory(directory.resolve("migrations"));
        Files.writeString(
                directory.resolve("migrations/20240101000000_one.sql"),
                """
                -- Up migration
                CREATE TABLE one (id int);
                INSERT INTO one VALUES (1);
                -- Down migration
                DROP TABLE one;
                """);
        CommandLine commandLine = CommandLine.in(directory).with("LIFEGUARD_DATABASE_URL", url);

        requireDone(commandLine.run("up"), "1 migration applied");
        requireDone(commandLine.run("up"), "up to date");
        requireDone(commandLine.run("status"), "1 applied, 0 pending.");
        Result info = commandLine.run("info");
        requireDone(info, "1, the newest is 20240101000000 one (");
        assertThat(info.output())
                .containsIgnoringCase("lifeguard_migrations")
                .containsPattern("(?i)(main|public)  +1 +0 +0 +0 +0")
                .containsPattern("server +(SQLite|H2) [0-9]");
        requireDone(commandLine.run("info", "20240101000000"), "20240101000000_one.sql");
        Result down = commandLine.run("down");
        requireDone(down, "Rolled back  20240101000000  one");
        assertThat(down.errors())
                .contains("takes away 1 row of the table", "no more than migrations put there");
        assertThat(directory)
                .isDirectoryNotContaining(file -> file.toString().endsWith(".trace.db"));
    }

    /** As in a container with a root file system that nobody may write to. */
    @Test
    void saysWhatTheDriverOfSqliteNeeds() throws IOException {
        Files.createDirectory(directory.resolve("migrations"));
        CommandLine commandLine =
                CommandLine.in(directory)
                        .with("LIFEGUARD_DATABASE_URL", "sqlite:app.db")
                        .with("JDK_JAVA_OPTIONS", "-Dorg.sqlite.tmpdir=/dev/null/none");

        Result result = commandLine.run("up");

        assertThat(result.exit()).isEqualTo(8);
        assertThat(result.errors())
                .contains(
                        "the library of SQLite's driver could not be unpacked into"
                                + " \"/dev/null/none\", or not be loaded from there; it needs a"
                                + " directory that can be written to and is not mounted noexec, and"
                                + " XDG_CACHE_HOME may name one");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite:typo.db", "jdbc:h2:./typo"})
    void whatLooksMakesNoFile(String url) throws IOException {
        Files.createDirectory(directory.resolve("migrations"));
        Files.writeString(
                directory.resolve("migrations/20240101000000_one.sql"),
                "CREATE TABLE one (id int);\n");
        CommandLine commandLine = CommandLine.in(directory).with("LIFEGUARD_DATABASE_URL", url);

        for (String[] command :
                new String[][] {
                    {"status"},
                    {"up", "--dry-run"},
                    {"unlock", "--force"},
                    {"repair", "--mark-done", "20240101000000"}
                }) {
            Result result = commandLine.run(command);
            assertThat(result.exit()).as(result.errors()).isEqualTo(8);
            assertThat(result.errors())
                    .contains("LG-501 The database does not exist: there is no file \"")
                    .contains("Check its path; up makes it.");
        }
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .noneMatch(name -> name.startsWith("typo"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:h2:mem:a;NO_SUCH=1",
                "sqlite:app.db?busy_timeout=abc",
                "mysql://root:hunter2@127.0.0.1:1/app?connectTimeout=abc"
            })
    void aParameterThatTheDriverRefusesIsConfiguration(String url) throws IOException {
        Files.createDirectory(directory.resolve("migrations"));

        Result result = CommandLine.in(directory).with("LIFEGUARD_DATABASE_URL", url).run("up");

        assertThat(result.exit()).as(result.errors()).isEqualTo(2);
        assertThat(result.errors())
                .contains("LG-101 The settings of the connection are refused: ")
                .doesNotContain("hunter2");
    }

    @Test
    void offlineTheUrlTellsAsWhatScriptsAreRead() throws IOException {
        Files.createDirectory(directory.resolve("migrations"));
        Files.writeString(
                directory.resolve("migrations/20240101000000_one.sql"),
                "INSERT INTO one VALUES ('it\\'s; x');\n");
        CommandLine nobodyThere =
                CommandLine.in(directory)
                        .with("LIFEGUARD_DATABASE_URL", "mysql://root:hunter2@127.0.0.1:1/app");

        requireDone(nobodyThere.run("validate", "--offline"), "");
        Result asPostgres = CommandLine.in(directory).run("validate", "--offline");
        assertThat(asPostgres.exit()).isEqualTo(3);
        assertThat(asPostgres.errors()).contains("LG-302");
    }

    @Test
    void sqliteTakesWhatItsShellTakes() throws IOException {
        Files.createDirectory(directory.resolve("migrations"));
        Files.writeString(
                directory.resolve("migrations/20240101000000_one.sql"),
                """
                CREATE TABLE one (a text);
                INSERT INTO one VALUES ('%s');
                INSERT INTO one SELECT max(0%s);
                """
                        .formatted("x".repeat(1_200_000), ", 1".repeat(126)));

        requireDone(
                CommandLine.in(directory).with("LIFEGUARD_DATABASE_URL", "sqlite:app.db").run("up"),
                "1 migration applied");
    }

    private static void requireDone(Result result, String output) {
        assertThat(result.exit()).as(result.errors()).isZero();
        assertThat(result.output()).contains(output);
        assertThat(result.output() + result.errors()).doesNotContain("hunter2");
    }
}
