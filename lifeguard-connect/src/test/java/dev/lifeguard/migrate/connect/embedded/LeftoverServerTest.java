package dev.lifeguard.migrate.connect.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LeftoverServerTest {

    @TempDir private Path temporary;
    private EmbeddedDirectory directory = new EmbeddedDirectory(Path.of("."), Path.of("."));
    private Path pidFile = Path.of(".");

    @BeforeEach
    void makeTheDirectory() throws IOException {
        directory = EmbeddedDirectory.at(temporary);
        pidFile = directory.data().resolve("postmaster.pid");
        Files.createDirectory(directory.data());
    }

    @Test
    void stopsNothingWhereNothingWasLeft() {
        LeftoverServer.of(directory).stop();

        assertThat(pidFile).doesNotExist();
    }

    @Test
    void leavesAnotherProgramAloneThatHasTheNumberNow() throws IOException, InterruptedException {
        Process other = new ProcessBuilder("sleep", "60").start();
        try {
            Files.writeString(pidFile, other.pid() + "\n" + directory.data() + "\n");

            LeftoverServer.of(directory).stop();

            assertThat(other.isAlive()).isTrue();
            assertThat(pidFile).doesNotExist();
        } finally {
            other.destroy();
            assertThat(other.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void leavesANumberThatNobodyHasToTheServer() throws IOException, InterruptedException {
        Process ended = new ProcessBuilder("true").start();
        assertThat(ended.waitFor()).isZero();
        Files.writeString(pidFile, ended.pid() + "\n");

        LeftoverServer.of(directory).stop();

        assertThat(pidFile).exists();
    }

    @Test
    void leavesAnUnreadableNumberToTheServer() throws IOException {
        Files.writeString(pidFile, "what?\n");

        LeftoverServer.of(directory).stop();

        assertThat(pidFile).exists();
    }
}
