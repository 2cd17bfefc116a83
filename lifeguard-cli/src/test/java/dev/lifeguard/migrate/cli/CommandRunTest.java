package dev.lifeguard.migrate.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.cli.output.Console;
import dev.lifeguard.migrate.cli.process.Shutdown;
import dev.lifeguard.migrate.connect.words.Style;
import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CommandRunTest {

    private static final String NOTHING_DONE =
            "\"success\":false,\"applied\":[],\"rolledBack\":[],\"pending\":[],\"problems\":[],";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            value = {
                "upp => There is no command \"upp\". Did you mean up?"
                        + " lifeguard-migrate --help lists what there is.",
                "up --stesp=3 => Unknown option: '--stesp=3'. Did you mean --steps?"
                        + " lifeguard-migrate up --help lists what there is.",
                "up now => The argument \"now\" is one too many."
                        + " lifeguard-migrate up --help lists what there is.",
                "up --steps 1 --target 2 => --steps, --target exclude each other. lifeguard-migrate"
                        + " up --help lists what there is.",
                "up --steps => Missing required parameter for option '--steps' (N)."
                        + " lifeguard-migrate up --help lists what there is.",
                "up --steps 0 => --steps is \"0\", which is no number of migrations. Give a whole"
                        + " number, at least 1.",
                "up --steps many => --steps is \"many\", which is no number of migrations. Give a"
                        + " whole number, at least 1.",
                "up --target 2024 => \"2024\" is not a version: 14 digits YYYYMMDDHHMMSS are"
                        + " needed. lifeguard-migrate status lists the versions.",
                "up --target 20241340000000 => \"20241340000000\" is not a date and time that"
                        + " exists. lifeguard-migrate status lists the versions.",
                "baseline => Missing required parameter: 'VERSION'."
                        + " lifeguard-migrate baseline --help lists what there is.",
                "baseline x => \"x\" is not a version: 14 digits YYYYMMDDHHMMSS are needed."
                        + " lifeguard-migrate status lists the versions.",
                "repair => Missing required argument (specify one of these):"
                        + " (--accept-checksum=VERSION | --mark-done=VERSION |"
                        + " --mark-undone=VERSION | --statement-done=VERSION |"
                        + " --statement-undone=VERSION)."
                        + " lifeguard-migrate repair --help lists what there is.",
                "repair --mark-done 1 => \"1\" is not a version: 14 digits YYYYMMDDHHMMSS are"
                        + " needed. lifeguard-migrate status lists the versions.",
                "--output xml up => The output \"xml\" is unknown. Use text or json.",
                "up --lock-timeout 5 => The lock timeout \"5\" is no duration. Write a whole number"
                        + " and its unit: 500ms, 30s, 5m or 1h.",
                "help upp => Unknown subcommand 'upp'. lifeguard-migrate --help lists what there"
                        + " is.",
                "status => No database is named. Use --database-url, LIFEGUARD_DATABASE_URL,"
                        + " DATABASE_URL, or database-url in lifeguard.toml, with"
                        + " postgresql://user:password@host:port/database, jdbc:postgresql:...,"
                        + " mysql://user:password@host:port/database, sqlite:FILE, jdbc:h2:... or"
                        + " embedded:postgresql[:DIR]."
            })
    void refusesWhatItCannotUse(String arguments, String message) {
        assertThat(run(Map.of(), arguments.split(" ", -1))).isEqualTo(ExitCode.CONFIGURATION);

        assertThat(err).hasToString("LG-101 " + message + System.lineSeparator());
        assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void refusesInJsonWhereThatIsAskedFor() {
        assertThat(run(Map.of(), "up", "--bogus", "--output", "json"))
                .isEqualTo(ExitCode.CONFIGURATION);

        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(out)
                .hasToString(
                        "{\"command\":\"up\","
                                + NOTHING_DONE
                                + "\"error\":{\"code\":\"LG-101\",\"kind\":\"CONFIGURATION\","
                                + "\"message\":\"Unknown option: '--bogus'."
                                + " lifeguard-migrate up --help lists what there is.\","
                                + "\"version\":null,\"file\":null,\"line\":null,\"column\":null,"
                                + "\"sqlState\":null}}"
                                + System.lineSeparator());
    }

    @Test
    void refusesInJsonWhereTheEnvironmentAsksForIt() {
        run(Map.of("LIFEGUARD_OUTPUT", "json"));

        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith("{\"command\":null," + NOTHING_DONE + "\"error\":{\"code\":\"LG-101\"")
                .contains("No command is given.");
    }

    @ParameterizedTest
    @CsvSource({
        "output = 'json', json, The lock timeout",
        "output = 'text', text, The lock timeout",
        "outptu = 'json', text, the key"
    })
    void refusesInTheFormThatTheConfigurationFileAsksFor(
            String output, String form, String message, @TempDir Path directory)
            throws IOException {
        Path file =
                Files.writeString(
                        directory.resolve("a.toml"), output + "\nlock-timeout = 'soon'\n");

        assertThat(run(Map.of("LIFEGUARD_CONFIG", file.toString()), "status"))
                .isEqualTo(ExitCode.CONFIGURATION);

        assertThat((form.equals("json") ? out : err).toString(StandardCharsets.UTF_8))
                .contains(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "up postgresql://app:s3cret@db/app",
                "up postgresql://app:pass s3cret@db/app",
                "--database-urll=postgresql://app:s3cret@db/app up",
                "up --database-url postgresql://app:s3cret@db:x/app",
                "up --database-url mysql://app:s3cret@db/app",
                "up --database-url jdbc:postgresql://app:s3cret@db/app",
                "up --database-url jdbc:postgresql://db/app?password=s3cret&x=y",
                "up jdbc:postgresql://db/app?password=s3cret"
            })
    void neverPrintsAPassword(String arguments) {
        assertThat(run(Map.of(), arguments.split(" ", -1))).isEqualTo(ExitCode.CONFIGURATION);

        assertThat(err.toString(StandardCharsets.UTF_8)).isNotEmpty().doesNotContain("s3cret");
    }

    @Test
    void showsTheUsageWhereNoCommandIsGiven() {
        assertThat(run(Map.of())).isEqualTo(ExitCode.CONFIGURATION);

        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith("Usage: lifeguard-migrate COMMAND [OPTIONS]");
        assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "up",
                "down",
                "status",
                "validate",
                "plan",
                "info",
                "generate",
                "repair",
                "baseline",
                "import",
                "unlock"
            })
    void helpsWithExamplesOnEveryCommand(String command) {
        assertThat(run(Map.of(), command, "--help")).isEqualTo(ExitCode.DONE);

        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith("Usage: lifeguard-migrate " + command)
                .contains("--database-url", "LIFEGUARD_DATABASE_URL", "Example")
                .contains("  lifeguard-migrate " + command)
                .doesNotContain("\033[");
    }

    @Test
    void completesInTheShell() {
        assertThat(run(Map.of(), "generate-completion")).isEqualTo(ExitCode.DONE);

        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith("#!/usr/bin/env bash")
                .contains("complete", "--accept-checksum");
    }

    @Test
    void showsTheVersion() {
        assertThat(run(Map.of(), "--version")).isEqualTo(ExitCode.DONE);

        assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("lifeguard-migrate 0.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--version", "up --help", "generate --output json x"})
    void failsWhereItsResultCannotBeWritten(String arguments, @TempDir Path directory)
            throws IOException {
        assertThat(
                        runOnAFullDevice(
                                Map.of("LIFEGUARD_MIGRATIONS_DIR", directory.toString()),
                                arguments))
                .isEqualTo(ExitCode.CONFIGURATION);
        assertThat(err.toString(UTF_8))
                .isEqualToNormalizingNewlines(
                        "LG-101 The result could not be written to the standard output. What the"
                                + " command changed, if anything, stays changed; lifeguard-migrate"
                                + " status shows it. Make room where the output goes, or let its"
                                + " reader read all of it.\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "status --output json"})
    void saysOnStderrWhatFailedWhereItsDocumentCannotBeWritten(String arguments)
            throws IOException {
        assertThat(runOnAFullDevice(Map.of(), arguments)).isEqualTo(ExitCode.CONFIGURATION);

        assertThat(err.toString(UTF_8)).startsWith("LG-101 No database is named.");
    }

    @Test
    void saysOnStderrWhatIsWrongWithItsArgumentsWhereItsDocumentCannotBeWritten()
            throws IOException {
        runOnAFullDevice(Map.of(), "upp --output json");

        assertThat(err.toString(UTF_8)).startsWith("LG-101 There is no command \"upp\".");
    }

    private ExitCode runOnAFullDevice(Map<String, String> environment, String arguments)
            throws IOException {
        try (PrintStream full = new PrintStream(new FileOutputStream("/dev/full"), false, UTF_8)) {
            PrintStream stderr = new PrintStream(err, false, UTF_8);
            Console console = new Console(full, full, stderr, Style.PLAIN, Style.PLAIN, false);
            return new CommandRun(
                            environment, new Shutdown(), List.of(arguments.split(" ", -1)), console)
                    .run();
        }
    }

    private ExitCode run(Map<String, String> environment, String... arguments) {
        PrintStream stdout = new PrintStream(out, false, StandardCharsets.UTF_8);
        PrintStream stderr = new PrintStream(err, false, StandardCharsets.UTF_8);
        Console console = new Console(stdout, stdout, stderr, Style.PLAIN, Style.PLAIN, false);
        return new CommandRun(environment, new Shutdown(), List.of(arguments), console).run();
    }
}
