package dev.lifeguard.migrate.tests.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.commandline.CommandLine.Result;
import dev.lifeguard.migrate.tests.project.ChildProcess;
import dev.lifeguard.migrate.tests.server.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code embedded:postgresql}: a server of the command's own, as long as the command runs. */
final class EmbeddedServerTest {

    private final Path directory;
    private final CommandLine commandLine;

    EmbeddedServerTest(@TempDir Path directory) {
        this.directory = directory;
        this.commandLine = CommandLine.in(directory).with("DATABASE_URL", "embedded:postgresql");
    }

    @BeforeEach
    void writeMigrations() throws IOException {
        Files.createDirectory(directory.resolve("migrations"));
        write("20240101000000_one.sql", "CREATE TABLE one (id int);\n");
    }

    private void write(String fileName, String text) throws IOException {
        Files.writeString(directory.resolve("migrations").resolve(fileName), text);
    }

    private List<ProcessHandle> servers() {
        String mark = directory.getFileName().toString();
        return ProcessHandle.allProcesses()
                .filter(
                        process ->
                                process.info()
                                        .arguments()
                                        .filter(words -> String.join(" ", words).contains(mark))
                                        .isPresent())
                .filter(
                        process ->
                                process.info()
                                        .command()
                                        .filter(command -> command.endsWith("/postgres"))
                                        .isPresent())
                .toList();
    }

    @Test
    void keepsItsDataFromRunToRunAndIsGoneAfterEach() throws IOException {
        Result first = commandLine.run("up");

        assertThat(first.exit()).as(first.errors()).isZero();
        assertThat(first.output()).contains("1 migration applied in ");
        assertThat(servers()).isEmpty();
        write("20240102000000_two.sql", "CREATE TABLE two (id int);\n");

        Result second = commandLine.run("up", "--output", "json");

        assertThat(second.exit()).as(second.errors()).isZero();
        assertThat(second.json().get("applied"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .singleElement()
                .extracting("name")
                .isEqualTo("two");
        assertThat(servers()).isEmpty();
        assertThat(directory.resolve(".lifeguard/postgresql")).isDirectory();
    }

    @Test
    void isEndedByASignalToo() throws IOException {
        write("20240102000000_two.sql", "SELECT pg_sleep(600);\n");
        try (ChildProcess process = commandLine.start("up")) {
            Await.until("it applies", () -> process.errors().contains("Applying 2 of 2"));
            process.signal("TERM");

            assertThat(process.awaitExit()).isEqualTo(143);
        }
        assertThat(servers()).isEmpty();
    }

    @Test
    void ofAKilledRunIsSweptByTheNext() throws IOException {
        write("20240102000000_two.sql", "SELECT pg_sleep(600);\n");
        try (ChildProcess process = commandLine.start("up")) {
            Await.until("it applies", () -> process.errors().contains("Applying 2 of 2"));
            process.kill();
        }
        write("20240102000000_two.sql", "CREATE TABLE two (id int);\n");

        Result next = commandLine.run("up");

        assertThat(next.exit()).as(next.errors()).isZero();
        assertThat(next.output()).contains("20240102000000  two");
        assertThat(servers()).isEmpty();
    }

    /** The program that makes its files goes on without it for a while. */
    @ParameterizedTest
    @ValueSource(strings = {"data", "data/global", "data/base/1", "data/postgresql.conf"})
    void ofARunKilledInItsFirstStartBeginsAnew(String file) {
        Path made = directory.resolve(".lifeguard/postgresql").resolve(file);
        try (ChildProcess process = commandLine.start("up")) {
            Await.until("it makes " + file, () -> Files.exists(made));
            process.kill();
        }

        Result next = commandLine.run("up");

        assertThat(next.exit()).as(next.errors()).isZero();
        assertThat(next.output()).contains("1 migration applied in ");
        assertThat(servers()).isEmpty();
    }
}
