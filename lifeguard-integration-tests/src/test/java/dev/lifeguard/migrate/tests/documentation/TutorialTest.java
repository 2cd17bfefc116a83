package dev.lifeguard.migrate.tests.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each block of the tutorial prints what stands below it. */
@OnPostgres(18)
final class TutorialTest {

    private static final Path JAR =
            Path.of("..", "lifeguard-cli", "target", "lifeguard-migrate.jar").toAbsolutePath();

    @AutoClose private final Project project;
    private final Path folder;

    TutorialTest(PostgresServer server, @TempDir Path folder) {
        project = new Project(server);
        this.folder = folder;
    }

    @Test
    void printsWhatItShows() throws Exception {
        String commands = String.join("\n", Example.all("docs/tutorial.md", "sh"));
        String shown = String.join("", Example.all("docs/tutorial.md", "text"));

        String printed =
                run(
                        commands.replace(
                                "=embedded:postgresql",
                                "='%s'".formatted(project.database().url())));

        assertThat(comparable(printed)).isEqualTo(comparable(shown));
    }

    /** With the standard error in the same place, but without the progress on it. */
    private String run(String commands) throws IOException, InterruptedException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Path output = folder.resolve("output");
        Process shell =
                new ProcessBuilder(
                                "bash",
                                "-euo",
                                "pipefail",
                                "-c",
                                "lifeguard-migrate() { \"%s\" -jar \"%s\" -q \"$@\"; }\n%s"
                                        .formatted(java, JAR, commands))
                        .directory(Files.createDirectory(folder.resolve("work")).toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        assertThat(shell.waitFor(5, TimeUnit.MINUTES)).isTrue();
        String printed = Files.readString(output);
        assertThat(shell.exitValue()).as(printed).isZero();
        return printed;
    }

    /** Without versions and times, which are others each time. */
    private static List<String> comparable(String text) {
        return text.replaceAll("\\b\\d{14}(?=[_ \"\\n])", "VERSION")
                .replaceAll("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d", "MOMENT")
                .replaceAll("\\d+ ms|\\d+\\.\\d s", "TIME")
                .replaceAll(" {2,}", "  ")
                .lines()
                .map(String::stripTrailing)
                .toList();
    }
}
