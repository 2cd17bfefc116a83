package dev.lifeguard.migrate.tests.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.commandline.CommandLine.Result;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The help of every command, and what is said where there is no command. */
final class HelpTest {

    private final Path directory;

    HelpTest(@TempDir Path directory) {
        this.directory = directory;
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
    void ofACommandShowsItsUsageAndExamples(String command) {
        Result result =
                CommandLine.in(directory)
                        .with("LIFEGUARD_MIGRATIONS_DIR", directory.toString())
                        .inThisProcess()
                        .run(command, "--help");

        assertThat(result.exit()).isZero();
        assertThat(result.errors()).isEmpty();
        assertThat(result.output())
                .startsWith("Usage: lifeguard-migrate " + command)
                .contains("\n  lifeguard-migrate " + command)
                .containsPattern("\nExamples?:\n");
        assertThat(result.output()).contains("What ${KEY} in migrations stands for");
        assertThat(result.output().lines()).allMatch(line -> line.length() <= 100);
    }

    @Test
    void ofTheProgramListsTheCommandsAndTheExitCodes() {
        Result result = CommandLine.in(directory).run("--help");

        assertThat(result.exit()).isZero();
        assertThat(result.output())
                .startsWith("Usage: lifeguard-migrate COMMAND [OPTIONS]\n")
                .contains("Exit codes:");
    }

    @Test
    void standsOnTheStandardErrorWhereThereIsNoCommand() {
        Result result = CommandLine.in(directory).run();

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.output()).isEmpty();
        assertThat(result.errors()).startsWith("Usage: lifeguard-migrate COMMAND [OPTIONS]\n");
    }

    @Test
    void theVersionTellsTheBuild() {
        Result result = CommandLine.in(directory).run("--version");

        assertThat(result.exit()).isZero();
        assertThat(result.output()).matches("(?s)lifeguard-migrate \\d+\\.\\d+\\.\\d+\ncommit .*");
    }

    @Test
    void theCompletionIsAScript() {
        Result result = CommandLine.in(directory).run("generate-completion");

        assertThat(result.exit()).isZero();
        assertThat(result.output()).startsWith("#!/usr/bin/env bash\n").contains("complete -F");
    }
}
