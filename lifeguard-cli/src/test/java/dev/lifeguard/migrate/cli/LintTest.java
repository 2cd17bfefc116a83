package dev.lifeguard.migrate.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.cli.output.Console;
import dev.lifeguard.migrate.cli.process.Shutdown;
import dev.lifeguard.migrate.connect.words.Style;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code lint} without a database, as its users call it. */
final class LintTest {

    private static final String TABLE = "CREATE TABLE orders (id bigint PRIMARY KEY, total int);\n";
    private static final String INDEX = "CREATE INDEX orders_total\n    ON orders (total);\n";

    @TempDir private Path folder;
    private ByteArrayOutputStream out = new ByteArrayOutputStream();
    private ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void writeMigrations() throws IOException {
        write("db/20240101000000_orders.sql", TABLE);
        write("db/20240102000000_index.sql", "-- Finds them by total.\n" + INDEX);
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private ExitCode lint(String... options) {
        return lint(Map.of(), options);
    }

    private ExitCode lint(Map<String, String> environment, String... options) {
        out = new ByteArrayOutputStream();
        err = new ByteArrayOutputStream();
        List<String> arguments =
                new ArrayList<>(
                        List.of("lint", "--migrations-dir", folder.resolve("db").toString()));
        arguments.addAll(List.of(options));
        PrintStream stream = new PrintStream(out, true, UTF_8);
        Console console =
                new Console(
                        stream,
                        stream,
                        new PrintStream(err, true, UTF_8),
                        Style.PLAIN,
                        Style.PLAIN,
                        false);
        return new CommandRun(environment, new Shutdown(), arguments, console).run();
    }

    private String out() {
        return out.toString(UTF_8);
    }

    private String err() {
        return err.toString(UTF_8);
    }

    @Test
    void showsTheStatementAndTheSafeWay() {
        assertThat(lint("--since", "20240101000000")).isEqualTo(ExitCode.FOUND);

        assertThat(out())
                .startsWith(
                        folder.resolve("db/20240102000000_index.sql")
                                + ":2:1: error index-blocks-writes (LG-I01)\n")
                .contains(
                        """

                          2 | CREATE INDEX orders_total
                            | ^
                          3 |     ON orders (total);
                          Lock: ShareLock on public.orders while an index is built; others read, nobody writes meanwhile.
                          Safe way:
                        """)
                .contains("CREATE INDEX CONCURRENTLY orders_total")
                .endsWith("\n\n1 finding in 1 statement of 1 migration: 1 error.\n");
        assertThat(err()).isEmpty();
    }

    @Test
    void saysInWhatItFoundNothing() {
        assertThat(lint(folder.resolve("db/20240101000000_orders.sql").toString()))
                .isEqualTo(ExitCode.DONE);

        assertThat(out()).isEqualTo("Nothing found in 1 statement of 1 migration.\n");
    }

    @Test
    void saysWhatLooksBetterThanAllOfThem() {
        String more =
                "Tables that these migrations make count as empty. To see what locks them when they"
                        + " are full, use --since, a FILE or a database.\n";

        lint();
        assertThat(out()).isEqualTo("Nothing found in 2 statements of 2 migrations.\n" + more);
        lint("--since", "20240101000000");
        assertThat(out()).doesNotContain(more);
    }

    @Test
    void saysThatNothingWasThere() {
        assertThat(lint("--since", "20250101000000")).isEqualTo(ExitCode.DONE);

        assertThat(out()).isEqualTo("There was nothing to look at: no such migration is there.\n");
    }

    @ParameterizedTest
    @CsvSource({"--output,json", "--format,json"})
    void tellsItInTheDocumentOfAllCommands(String option, String json) {
        assertThat(lint("--since", "20240101000000", option, json)).isEqualTo(ExitCode.FOUND);

        assertThat(out())
                .startsWith(
                        "{\"command\":\"lint\",\"success\":false,\"applied\":[],\"rolledBack\":[],"
                                + "\"pending\":[],\"problems\":[],\"error\":null,\"findings\":["
                                + "{\"rule\":\"index-blocks-writes\",\"code\":\"LG-I01\","
                                + "\"level\":\"error\",\"version\":20240102000000,"
                                + "\"file\":\"20240102000000_index.sql\",")
                .contains("\"line\":2,\"column\":1,")
                .contains(
                        "\"locks\":[{\"relation\":\"public.orders\",\"mode\":\"ShareLock\","
                                + "\"work\":\"build\"}],\"safeWay\":\"")
                .endsWith(
                        "\"knowledge\":\"offline\"}],"
                                + "\"looked\":{\"migrations\":1,\"statements\":1}}\n");
    }

    @Test
    void formatGoesBeforeOutput() {
        lint(Map.of("LIFEGUARD_OUTPUT", "json"), "--format", "text");

        assertThat(out()).startsWith("Nothing found").isNotEmpty();
    }

    @Test
    void looksAtAFileThatIsNowhere() throws IOException {
        Path draft = write("my drafts/Entwürfe: 50%.sql", INDEX);

        assertThat(lint(draft.toString(), "--format", "json")).isEqualTo(ExitCode.FOUND);

        assertThat(out())
                .contains("\"version\":null,\"file\":\"" + draft + "\"")
                .contains("\"path\":\"" + draft + "\",\"line\":1");
    }

    @Test
    void looksAtSeveralFilesOfOneName() throws IOException {
        Path one = write("one/index.sql", INDEX);
        Path other = write("other/index.sql", INDEX);

        lint(one.toString(), other.toString());

        assertThat(out())
                .contains(one + ":1:1: error")
                .contains(other + ":1:1: error")
                .endsWith("2 findings in 2 statements of 2 migrations: 2 errors.\n");
    }

    @Test
    void needsNoDirectoryForAFile() throws IOException {
        Path draft = write("draft.sql", INDEX);

        assertThat(lint("--migrations-dir", folder.resolve("none").toString(), draft.toString()))
                .isEqualTo(ExitCode.FOUND);
    }

    @Test
    void refusesFilesThatAreNone() throws IOException {
        Path read = write("db/README.md", "");

        assertThat(lint("nowhere.sql")).isEqualTo(ExitCode.CONFIGURATION);
        assertThat(err())
                .isEqualTo(
                        "LG-102 A file that is named cannot be read: nowhere.sql does not"
                                + " exist.\n");
        assertThat(lint(folder.toString())).isEqualTo(ExitCode.CONFIGURATION);
        assertThat(err()).contains("is a folder. Name files, or the folder by --migrations-dir.");
        assertThat(lint(read.toString())).isEqualTo(ExitCode.CONFIGURATION);
        assertThat(err()).contains("is in the migrations directory and is no migration");
    }

    @Test
    void refusesWhatExcludesEachOther() {
        assertThat(lint("a.sql", "--since", "20240101000000")).isEqualTo(ExitCode.CONFIGURATION);
        assertThat(err())
                .isEqualTo("LG-101 FILE and --since exclude each other. Leave one of them out.\n");
        assertThat(lint("--format", "xml")).isEqualTo(ExitCode.CONFIGURATION);
        assertThat(err())
                .isEqualTo(
                        "LG-101 The format \"xml\" is unknown. Use text, json, sarif, github or"
                                + " gitlab.\n");
    }

    @Test
    void refusesFilesThatShouldBeMigrations() throws IOException {
        write("db/2024_short.sql", INDEX);

        assertThat(lint()).isEqualTo(ExitCode.REFUSED);
        assertThat(lint("--format", "sarif")).isEqualTo(ExitCode.REFUSED);
        assertThat(out()).isEmpty();
    }

    @Test
    void knowsPostgresqlAlone() {
        assertThat(lint("--offline", "--database-url", "mysql://u:p@127.0.0.1:9/db"))
                .isEqualTo(ExitCode.CONFIGURATION);
        assertThat(err()).startsWith("LG-101 lint knows the locks and the SQL of PostgreSQL only");
    }

    @Test
    void asksNoDatabaseOffline() {
        assertThat(lint("--offline", "--database-url", "postgresql://u:p@127.0.0.1:9/db"))
                .isNotEqualTo(ExitCode.UNREACHABLE);
        assertThat(lint("--database-url", "postgresql://u:p@127.0.0.1:9/db"))
                .isEqualTo(ExitCode.UNREACHABLE);
        String status = err();
        assertThat(
                        lint(
                                folder.resolve("db/20240102000000_index.sql").toString(),
                                "--database-url",
                                "postgresql://u:p@127.0.0.1:9/db"))
                .isEqualTo(ExitCode.UNREACHABLE);
        assertThat(err()).isEqualTo(status);
    }

    @Test
    void annotatesForGithub() throws IOException {
        Files.createDirectories(folder.resolve(".git"));
        Path file = write("my: files, 100%/index.sql", INDEX);

        assertThat(lint(file.toString(), "--format", "github")).isEqualTo(ExitCode.FOUND);

        assertThat(out().lines()).hasSize(1);
        assertThat(out())
                .startsWith(
                        "::error file=my%3A files%2C 100%25/index.sql,line=1,col=1,"
                                + "title=index-blocks-writes (LG-I01)::")
                .contains("%0ASafe way:%0A");
        lint("--format", "github");
        assertThat(out()).isEmpty();
    }

    @Test
    void fingerprintsStayWhereLinesMove() throws IOException {
        Path file = write("index.sql", INDEX + INDEX.replace("_total", "_other") + INDEX);
        lint(file.toString(), "--format", "gitlab");
        List<String> before = fingerprints();

        write("index.sql", "\n\n-- A comment\n\n" + Files.readString(file));
        lint(file.toString(), "--format", "gitlab");

        assertThat(fingerprints()).isEqualTo(before).hasSize(3).doesNotHaveDuplicates();
        assertThat(out()).contains("\"severity\" : \"critical\"").contains("\"begin\" : 5");
    }

    private List<String> fingerprints() {
        return out().lines().filter(line -> line.contains("\"fingerprint\"")).toList();
    }

    @Test
    void gitlabsReportIsAListAlsoWhereNothingIsFound() {
        assertThat(lint("--since", "20250101000000", "--format", "gitlab"))
                .isEqualTo(ExitCode.DONE);

        assertThat(out()).isEqualToIgnoringWhitespace("[]");
    }

    @Test
    void theFileOfSettingsSetsLevels() throws IOException {
        String file =
                write("lint.toml", "[lint]\nlevel.index-blocks-writes = \"info\"\n").toString();

        assertThat(lint("--since", "20240101000000", "--config", file)).isEqualTo(ExitCode.DONE);
        assertThat(out()).contains(": info index-blocks-writes").endsWith(": 1 remark.\n");

        write("lint.toml", "[lint.level]\nindex-blocks-writes = \"off\"\n");
        assertThat(lint("--since", "20240101000000", "--config", file)).isEqualTo(ExitCode.DONE);
        assertThat(out()).startsWith("Nothing found");
    }

    @Test
    void anEnvironmentHasItsOwnLevels() throws IOException {
        String file =
                write(
                                "lint.toml",
                                """
                                [lint]
                                level.index-blocks-writes = "off"
                                [env.ci.lint]
                                level.index-blocks-writes = "${LEVEL}"
                                """)
                        .toString();
        Map<String, String> level = Map.of("LEVEL", "warning");

        assertThat(lint("--since", "20240101000000", "--config", file)).isEqualTo(ExitCode.DONE);
        lint(level, "--since", "20240101000000", "--config", file, "--env", "ci");

        assertThat(out()).contains(": warning index-blocks-writes");
    }

    @Test
    void whatIsExcludedIsNotLookedAt() throws IOException {
        write("db/generated/20240103000000_more.sql", INDEX);
        String file = write("lint.toml", "[lint]\nexclude = [\"generated/**\"]\n").toString();

        lint("--since", "20240102000000", "--config", file);

        assertThat(out()).startsWith("There was nothing to look at");
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            quoteCharacter = '`',
            value = {
                "level.index-block-writes = \"off\" => the rule \"index-block-writes\" is unknown."
                        + " Did you mean \"index-blocks-writes\"?",
                "levels = 1 => the key \"levels\" is unknown. Did you mean \"level\"?",
                "level = \"off\" => \"level\" needs a rule. Write level.RULE = \"error\", for"
                        + " example.",
                "index-blocks-writes = \"off\" => the key \"index-blocks-writes\" is unknown. The"
                        + " level of a rule is level.index-blocks-writes = \"error\", for example.",
                "postgres-version = \"14\" => the value of \"postgres-version\" is not a number"
                        + " without quotes.",
                "small-table = 1 => the value of \"small-table\" is not a text in quotes.",
                "exclude = [1] => the value of \"exclude\" is not a list of texts in quotes."
            })
    void refusesKeysOfTheTable(String line, String message) throws IOException {
        String file = write("lint.toml", "[lint]\n" + line + "\n").toString();

        assertThat(lint("--config", file)).isEqualTo(ExitCode.CONFIGURATION);

        assertThat(err()).isEqualTo("LG-101 %s:2: %s\n".formatted(file, message));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "level.fk-validates-now = \"fatal\"",
                "postgres-version = 9",
                "small-table = \"1 elephant\"",
                "exclude = [\"[\"]"
            })
    void refusesValuesOfTheTable(String line) throws IOException {
        String file = write("lint.toml", "[lint]\n" + line + "\n").toString();

        assertThat(lint("--config", file)).isEqualTo(ExitCode.CONFIGURATION);

        assertThat(err()).startsWith("LG-101 ").contains(file + ":2");
    }
}
