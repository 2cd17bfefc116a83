package dev.lifeguard.migrate.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeguard.migrate.cli.settings.SaidSettings.Said;
import dev.lifeguard.migrate.error.ConfigurationException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

final class ConfigFileTest {

    private final Path folder;
    private final Path file;

    ConfigFileTest(@TempDir Path folder) {
        this.folder = folder;
        this.file = folder.resolve("settings.toml");
    }

    private Settings read(String text, Map<String, String> environment, String... options) {
        try {
            Files.writeString(file, text);
        } catch (IOException full) {
            throw new java.io.UncheckedIOException(full);
        }
        List<String> arguments = new ArrayList<>(List.of("--config", file.toString()));
        arguments.addAll(List.of(options));
        GlobalOptions global = new GlobalOptions();
        new CommandLine(global.addTo(CommandSpec.create()))
                .parseArgs(arguments.toArray(String[]::new));
        return Settings.of(global, environment);
    }

    @Test
    void saysEverySetting() {
        Settings settings =
                read(
                        """
                        database-url = "postgresql://db/app"
                        database-password-file = "secret"
                        migrations-dir = ["db", "/more"]
                        schema = "app"
                        table = "history"
                        connect-timeout = "1m"
                        lock-timeout = "30s"
                        class-path = "lib/a.jar"
                        output = "json"
                        verbose = true
                        no-color = true
                        out-of-order = true
                        group = true

                        [placeholders]
                        tenant = "blue"
                        a.b = "dotted"
                        "c.d" = "quoted"
                        """,
                        Map.of());

        assertThat(settings.database().url()).contains("postgresql://db/app");
        assertThat(settings.database().passwordFile()).contains(folder.resolve("secret"));
        assertThat(settings.migrations()).containsExactly(folder.resolve("db"), Path.of("/more"));
        assertThat(settings.table().schema()).isEqualTo("app");
        assertThat(settings.table().table()).isEqualTo("history");
        assertThat(settings.waits().database()).isEqualTo(Duration.ofMinutes(1));
        assertThat(settings.waits().lock()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.classPath()).containsExactly(folder.resolve("lib/a.jar"));
        assertThat(settings.output()).isEqualTo(OutputFormat.JSON);
        assertThat(settings.verbosity()).isEqualTo(Verbosity.VERBOSE);
        assertThat(settings.defaults())
                .isEqualTo(new Settings.Defaults(true, true, true, Optional.empty()));
        assertThat(settings.placeholders().values())
                .isEqualTo(Map.of("tenant", "blue", "a.b", "dotted", "c.d", "quoted"));
    }

    @Test
    void isWeakerThanVariablesAndOptionsAndItsEnvironmentIsStrongerThanItsTop() {
        String text =
                """
                schema = "top"
                table = "top"
                lock-timeout = "1s"
                connect-timeout = "1s"
                [placeholders]
                one = "top"
                two = "top"
                [env.prod]
                table = "prod"
                lock-timeout = "2s"
                connect-timeout = "2s"
                [env.prod.placeholders]
                two = "prod"
                """;

        Settings settings =
                read(
                        text,
                        Map.of(
                                "LIFEGUARD_ENV", "prod",
                                "LIFEGUARD_LOCK_TIMEOUT", "3s",
                                "LIFEGUARD_CONNECT_TIMEOUT", "3s"),
                        "--connect-timeout",
                        "4s");

        assertThat(settings.said().settings())
                .contains(
                        new Said("schema", "top", file + ":1"),
                        new Said("table", "prod", file + ":9"),
                        new Said("lock-timeout", "3s", "LIFEGUARD_LOCK_TIMEOUT"),
                        new Said("connect-timeout", "4s", "--connect-timeout"),
                        new Said("placeholders.one", "***", file + ":6"),
                        new Said("placeholders.two", "***", file + ":13"));
        assertThat(settings.placeholders().values()).isEqualTo(Map.of("one", "top", "two", "prod"));
    }

    @Test
    void takesVariablesOfWhatIsUsedOnly() {
        String text =
                """
                database-url = "postgresql://app:${PASSWORD}@db/$${literal}"
                schema = "${NOT_SET}"
                [placeholders]
                tenant = "${NOT_SET}"
                [env.other]
                table = "${NOT_SET}"
                """;

        Settings settings =
                read(
                        text,
                        Map.of("PASSWORD", "a$b\\c", "LIFEGUARD_SCHEMA", "app"),
                        "--placeholder",
                        "tenant=blue");

        assertThat(settings.database().url()).contains("postgresql://app:a$b\\c@db/${literal}");
        assertThat(settings.table().schema()).isEqualTo("app");
    }

    @Test
    void hidesSecretsInWhatItShows() {
        Settings settings =
                read(
                        "database-url = \"jdbc:postgresql://db/app?user=u&password=${P}\"",
                        Map.of("P", "hunter2"));

        assertThat(settings.said().toString()).doesNotContain("hunter2");
    }

    /** A colon divides what one text names, and belongs to the name in a list. */
    @Test
    void takesEachElementOfAListAsOnePath() {
        String list = "migrations-dir = [\"a%sb\"]\n".formatted(File.pathSeparator);

        assertThat(read(list, Map.of()).migrations())
                .containsExactly(folder.resolve("a" + File.pathSeparator + "b"));
        assertThat(read(list.replaceAll("[\\[\\]]", ""), Map.of()).migrations())
                .containsExactly(folder.resolve("a"), folder.resolve("b"));
        assertThat(read("class-path = [\"${CP}\"]\n", Map.of("CP", "a:b")).classPath())
                .containsExactly(folder.resolve("a:b"));
    }

    @Test
    void saysWhereAValueIsThatCannotBeUsed() {
        assertThatThrownBy(
                        () ->
                                read(
                                        "output = 'yaml'\n[env.e]\nlock-timeout = '30'\n",
                                        Map.of("LIFEGUARD_ENV", "e")))
                .hasMessage(
                        ("LG-101 The lock timeout \"30\" (%s:3) is no duration. Write a whole"
                             + " number and its unit: 500ms, 30s, 5m or 1h. The output \"yaml\""
                             + " (%s:1) is unknown. Use text or json.")
                                .formatted(file, file));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    lock-timout = '1s'     | 1 | the key "lock-timout" is unknown. Did you mean "lock-timeout"?
                    [evn.prod]             | 1 | the key "evn" is unknown. Did you mean "env"?
                    colour = '1'           | 1 | the key "colour" is unknown. docs/configuration.md lists what there is.
                    steps = 1              | 1 | the key "steps" is unknown. docs/configuration.md lists what there is.
                    lock-timeout = 5       | 1 | the value of "lock-timeout" is not a text in quotes, as "30s".
                    group = 'true'         | 1 | the value of "group" is not true or false without quotes.
                    [prod]                 | 1 | the key "prod" is unknown. docs/configuration.md lists what there is. An environment is written [env.NAME].
                    env.schema = 'x'       | 1 | "schema" is no table. Write it below [env.NAME], or at the top of the file for all environments.
                    migrations-dir = [1]   | 1 | the value of "migrations-dir" is not a text in quotes, or a list of at least one.
                    migrations-dir = []    | 1 | the value of "migrations-dir" is not a text in quotes, or a list of at least one.
                    placeholders = 'x'     | 1 | "placeholders" is a table. Write [placeholders].
                    env = 'prod'           | 1 | "env" is a table. Write [env.NAME].
                    env = [{a = 'b'}]      | 1 | "env" is a table. Write [env.NAME].
                    DATABASE_URL = 'x'     | 1 | the key "DATABASE_URL" is unknown. Did you mean "database-url"?
                    LIFEGUARD_TABLE = 'x'  | 1 | the key "LIFEGUARD_TABLE" is unknown. Did you mean "table"?
                    --schema = 'x'         | 1 | the key "--schema" is unknown. Did you mean "schema"?
                    url = 'x'              | 1 | the key "url" is unknown. Did you mean "database-url"?
                    [env.my.prod]          | 1 | the key "prod" is unknown. docs/configuration.md lists what there is. An environment whose name has a dot is written [env."my.prod"].
                    schema = ''            | 1 | the value of "schema" is empty. Write one, or leave the line out.
                    migrations-dir = ['']  | 1 | the value of "migrations-dir" is empty. Write one, or leave the line out.
                    database-url = '${E}'  | 1 | the value of "database-url" is empty. Write one, or leave the line out.
                    env.prod = 'x'         | 1 | "prod" is no table. Write what holds for the environment "prod" below [env.prod].
                    placeholders.a = 1     | 1 | the value of the placeholder "a" is not a text in quotes.
                    env.a.tabel = 'x'      | 1 | the key "tabel" is unknown. Did you mean "table"?
                    schema = "${NOPE}"     | 1 | the value of "schema" needs the environment variable NOPE, which is not set. Set it, or write $${NOPE} for the characters themselves.
                    schema = "${a-b}"      | 1 | the value of "schema" has "${" without the name of an environment variable and "}" behind it. Write ${NAME}, or $${ for the characters themselves.
                    schema = "${a"         | 1 | the value of "schema" has "${" without the name of an environment variable and "}" behind it. Write ${NAME}, or $${ for the characters themselves.
                    """)
    void saysWhereAFaultIs(String text, int line, String sentence) {
        assertThatThrownBy(() -> read(text + "\n", Map.of("E", "")))
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        refused -> {
                            assertThat(refused)
                                    .hasMessage("LG-101 %s:%s: %s".formatted(file, line, sentence));
                            assertThat(refused.detail().line()).isEqualTo(line);
                            assertThat(refused.detail().file()).isEqualTo(file.toString());
                        });
    }

    @Test
    void saysAllUnknownKeysTogether() {
        assertThatThrownBy(
                        () -> read("[env.prod]\ntabel = 'x'\n[env.test]\nschem = 'x'\n", Map.of()))
                .hasMessage(
                        "LG-101 %1$s:2: the key \"tabel\" is unknown. Did you mean \"table\"? %1$s:4: the key \"schem\" is unknown. Did you mean \"schema\"?"
                                .formatted(file));
    }

    @Test
    void saysWhereItIsNoToml() {
        assertThatThrownBy(() -> read("schema = 'a'\ntable = 'b\n", Map.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("LG-101 " + file + ":2: this is no TOML: ");
    }

    @Test
    void readsWhatEditorsOnWindowsWrite() {
        assertThat(read("\ufefftable = \"history\"\r\n", Map.of()).table().table())
                .isEqualTo("history");
        assertThatThrownBy(() -> read("\ufefftabel = \"history\"\r\n", Map.of()))
                .hasMessageContaining("the key \"tabel\" is unknown");
    }

    @Test
    void refusesWhatNobodyWrites() {
        String deep = "schema = " + "[".repeat(20_000) + "]".repeat(20_000);

        assertThatThrownBy(() -> read(deep, Map.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(
                        "LG-101 The configuration file %s cannot be read: its brackets are nested too deep."
                                .formatted(file));
        assertThatThrownBy(() -> read("# " + "x".repeat(1 << 20), Map.of()))
                .hasMessage(
                        "LG-102 The configuration file %1$s cannot be read: %1$s: it has more than 1 MiB."
                                .formatted(file));
    }

    @Test
    void anEmptyNameIsNoName() {
        assertThatThrownBy(() -> refused("--config", ""))
                .hasMessage("LG-101 --config is empty. Write a name behind it, or leave it out.");
        assertThatThrownBy(() -> refused("--env", ""))
                .hasMessage("LG-101 --env is empty. Write a name behind it, or leave it out.");
        assertThatThrownBy(() -> refused("--database-password-file", ""))
                .hasMessage(
                        "LG-101 --database-password-file is empty. Name the password file, or leave"
                                + " it out.");
        assertThat(read("class-path = ''\n", Map.of()).classPath()).isEmpty();
    }

    private static Settings refused(String... arguments) {
        GlobalOptions global = new GlobalOptions();
        new CommandLine(global.addTo(CommandSpec.create())).parseArgs(arguments);
        return Settings.of(global, Map.of());
    }

    @Test
    void saysWhereALinkLeads() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link.toml"), Path.of("mounted.toml"));

        assertThatThrownBy(() -> refused("--config", link.toString()))
                .hasMessage(
                        "LG-102 The configuration file %1$s cannot be read: %1$s: it is a link to mounted.toml, which does not exist."
                                .formatted(link));
    }

    @Test
    void namesTheEnvironmentsThatThereAre() {
        assertThatThrownBy(() -> read("[env.prod]\n[env.test]\n", Map.of(), "--env", "stage"))
                .hasMessage(
                        "LG-101 There is no environment \"stage\" in %s. It has prod, test."
                                .formatted(file));
        assertThatThrownBy(() -> read("", Map.of(), "--env", "stage"))
                .hasMessageContaining("has no table [env.stage]. Write one.");
    }

    @Test
    void isRefusedWhenItCannotBeRead() {
        assertThatThrownBy(() -> read("", Map.of(), "--config", "other.toml"))
                .hasMessageContaining("--config is given twice: ");
        GlobalOptions missing = new GlobalOptions();
        new CommandLine(missing.addTo(CommandSpec.create()))
                .parseArgs("--config", folder.resolve("none.toml").toString());
        assertThatThrownBy(() -> Settings.of(missing, Map.of()))
                .hasMessage(
                        "LG-102 The configuration file %1$s cannot be read: %1$s does not exist."
                                .formatted(folder.resolve("none.toml")));
        assertThatThrownBy(
                        () ->
                                Settings.of(
                                        new GlobalOptions(),
                                        Map.of("LIFEGUARD_CONFIG", folder.toString())))
                .hasMessage(
                        "LG-102 The configuration file %s cannot be read: it is a folder."
                                .formatted(folder));
    }
}
