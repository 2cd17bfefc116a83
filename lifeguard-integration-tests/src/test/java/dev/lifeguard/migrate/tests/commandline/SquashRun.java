package dev.lifeguard.migrate.tests.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.commandline.CommandLine.Result;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Runs {@code squash} on a project of its own, whose files are moved beside it. */
final class SquashRun implements AutoCloseable {

    private final Project project;
    private final Path moved;
    private final CommandLine commandLine;

    SquashRun(PostgresServer server) throws IOException {
        project = new Project(server);
        moved = Files.createTempDirectory("moved").resolve("old");
        commandLine =
                CommandLine.in(project.directory())
                        .with("LIFEGUARD_DATABASE_URL", project.database().url())
                        .with("LIFEGUARD_MIGRATIONS_DIR", project.directory().toString())
                        .with("LIFEGUARD_SCRATCH_URL", project.database().url())
                        .inThisProcess();
    }

    Project project() {
        return project;
    }

    /** Where the squashed files go. */
    Path moved() {
        return moved;
    }

    CommandLine commandLine() {
        return commandLine;
    }

    Result squashed(String... arguments) {
        List<String> all = new ArrayList<>(List.of("squash"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--move-to", moved.toString()));
        return commandLine.run(all.toArray(String[]::new));
    }

    void assertSquashed(String... arguments) {
        Result result = squashed(arguments);
        assertThat(result.exit()).as(result.output() + result.errors()).isZero();
    }

    /** It ends with 2 and that message, and no file is changed. */
    void assertRefused(String message, String... arguments) {
        List<String> before = files();
        Result result = squashed(arguments);
        assertThat(result.exit()).as(result.output() + result.errors()).isEqualTo(2);
        assertThat(result.errors()).contains(message);
        assertThat(files()).isEqualTo(before);
    }

    /** The names of the migrations' files. */
    List<String> files() {
        try (Stream<Path> files = Files.list(project.directory())) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        project.close();
    }
}
