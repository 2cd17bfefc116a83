package dev.lifeguard.migrate.connect.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeguard.migrate.error.LockTimeoutException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DirectoryLockTest {

    @TempDir private Path temporary;
    private EmbeddedDirectory directory = new EmbeddedDirectory(Path.of("."), Path.of("."));

    @BeforeEach
    void makeTheDirectory() {
        directory = EmbeddedDirectory.at(temporary);
    }

    @Test
    void isFreeAgainOnceItIsClosed() {
        RecordingCaller caller = new RecordingCaller(Duration.ZERO);
        acquire(caller).close();

        try (DirectoryLock again = acquire(caller)) {
            assertThat(again).isNotNull();
            assertThat(directory.owner()).hasContent("process " + ProcessHandle.current().pid());
        }
        assertThat(directory.owner()).doesNotExist();
        assertThat(caller.shown()).isEmpty();
    }

    @Test
    void saysWhomItWaitsForUntilTheTimeout() {
        String owner = "process " + ProcessHandle.current().pid();
        RecordingCaller waiting = new RecordingCaller(Duration.ofMillis(1));
        try (DirectoryLock held = acquire(new RecordingCaller(Duration.ZERO))) {
            assertThat(held).isNotNull();
            assertThatThrownBy(() -> acquire(waiting))
                    .isInstanceOf(LockTimeoutException.class)
                    .hasMessage(
                            ("LG-401 The embedded server in \"%s\" was not got within 1ms: %s has"
                                            + " it. Run this again when that has ended, or wait"
                                            + " longer with --lock-timeout.")
                                    .formatted(temporary, owner));
        }
        assertThat(waiting.shown())
                .containsExactly("Waiting for the embedded server, which %s has".formatted(owner));
    }

    @Test
    void stopsWaitingWhereItsCallerIsToldTo() {
        RecordingCaller caller = new RecordingCaller(Duration.ofMinutes(1));
        caller.stop();
        try (DirectoryLock held = acquire(new RecordingCaller(Duration.ZERO))) {
            assertThat(held).isNotNull();
            assertThatThrownBy(() -> acquire(caller)).hasMessage("LG-101 stopped");
        }
    }

    @Test
    void isHeldStillAfterOthersOfThisProcessWaitedForIt() throws IOException, InterruptedException {
        try (DirectoryLock held = acquire(new RecordingCaller(Duration.ZERO))) {
            assertThat(held).isNotNull();
            assertThatThrownBy(() -> acquire(new RecordingCaller(Duration.ZERO)))
                    .isInstanceOf(LockTimeoutException.class);

            assertThat(ServerProcess.tryLock(temporary)).isEqualTo("held");
        }
        assertThat(ServerProcess.tryLock(temporary)).isEqualTo("free");
    }

    @Test
    void waitsForThoseWhoShareTheServerWhereItIsToBeOnesOwn() throws IOException {
        try (ServerUsers.User user = new ServerUsers(directory).enter()) {
            assertThat(user.file()).exists();
            acquire(new RecordingCaller(Duration.ZERO)).close();
            assertThatThrownBy(
                            () ->
                                    DirectoryLock.acquire(
                                            directory,
                                            ServerUse.ALONE,
                                            new RecordingCaller(Duration.ZERO)))
                    .isInstanceOf(LockTimeoutException.class)
                    .hasMessage(
                            ("LG-401 The embedded server in \"%s\" was not got within 0s: another"
                                            + " process has it. Run this again when that has"
                                            + " ended, or wait longer with --lock-timeout.")
                                    .formatted(temporary));
        }
        DirectoryLock.acquire(directory, ServerUse.ALONE, new RecordingCaller(Duration.ZERO))
                .close();
    }

    private DirectoryLock acquire(ServerCaller caller) {
        return DirectoryLock.acquire(directory, ServerUse.SHARED, caller);
    }
}
