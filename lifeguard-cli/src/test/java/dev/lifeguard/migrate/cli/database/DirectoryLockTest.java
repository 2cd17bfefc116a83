package dev.lifeguard.migrate.cli.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeguard.migrate.cli.output.Console;
import dev.lifeguard.migrate.cli.output.Progress;
import dev.lifeguard.migrate.cli.output.Style;
import dev.lifeguard.migrate.cli.process.Shutdown;
import dev.lifeguard.migrate.cli.settings.Verbosity;
import dev.lifeguard.migrate.error.LockTimeoutException;
import dev.lifeguard.migrate.error.MigrationInterruptedException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DirectoryLockTest {

    @TempDir private Path temporary;
    private EmbeddedDirectory directory = new EmbeddedDirectory(Path.of("."), Path.of("."), "18");
    private final Shutdown shutdown = new Shutdown();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void makeTheDirectory() {
        directory = EmbeddedDirectory.at(temporary, "18");
    }

    @Test
    void isFreeAgainOnceItIsClosed() {
        acquire(Duration.ZERO).close();

        try (DirectoryLock again = acquire(Duration.ZERO)) {
            assertThat(again).isNotNull();
            assertThat(directory.owner()).hasContent("process " + ProcessHandle.current().pid());
        }
        assertThat(directory.owner()).doesNotExist();
        assertThat(err.size()).isZero();
    }

    @Test
    void saysWhomItWaitsForUntilTheTimeout() {
        String owner = "process " + ProcessHandle.current().pid();
        try (DirectoryLock held = acquire(Duration.ZERO)) {
            assertThat(held).isNotNull();
            assertThatThrownBy(() -> acquire(Duration.ofMillis(1)))
                    .isInstanceOf(LockTimeoutException.class)
                    .hasMessage(
                            ("LG-401 The embedded server in \"%s\" was not got within 1ms: %s has"
                                            + " it. Run this again when that has ended, or wait"
                                            + " longer with --lock-timeout.")
                                    .formatted(temporary, owner));
        }
        assertThat(err)
                .hasToString("Waiting for the embedded server, which %s has%n".formatted(owner));
    }

    @Test
    void stopsWaitingAtASignal() {
        shutdown.onRequest(() -> {}, () -> Duration.ZERO);
        shutdown.request();
        try (DirectoryLock held = acquire(Duration.ZERO)) {
            assertThat(held).isNotNull();
            assertThatThrownBy(() -> acquire(Duration.ofMinutes(1)))
                    .isInstanceOf(MigrationInterruptedException.class);
        }
    }

    private DirectoryLock acquire(Duration timeout) {
        PrintStream stderr = new PrintStream(err, false, StandardCharsets.UTF_8);
        Console console = new Console(stderr, stderr, stderr, Style.PLAIN, Style.PLAIN, false);
        try (Progress progress = new Progress(console, Verbosity.NORMAL, event -> {})) {
            return DirectoryLock.acquire(directory, timeout, progress, shutdown);
        }
    }
}
