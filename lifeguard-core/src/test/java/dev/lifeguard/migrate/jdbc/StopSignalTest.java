package dev.lifeguard.migrate.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.MigrationInterruptedException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class StopSignalTest {

    private static final Duration FOREVER = Duration.ofHours(1);

    private final StopSignal stop = new StopSignal();

    @Test
    void isNotRequestedAtFirst() {
        assertThat(stop.isRequested()).isFalse();
    }

    @Test
    void staysRequested() {
        stop.request();
        stop.request();

        assertThat(stop.isRequested()).isTrue();
    }

    @Test
    void pausesForTheGivenTime() {
        long start = System.nanoTime();

        stop.pause(Duration.ofMillis(20), "It was waiting.");

        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isGreaterThanOrEqualTo(Duration.ofMillis(20));
    }

    @Test
    void endsAPauseWhenItIsRequested() throws InterruptedException {
        Thread requesting = Thread.ofVirtual().start(stop::request);

        assertThatExceptionOfType(MigrationInterruptedException.class)
                .isThrownBy(() -> stop.pause(FOREVER, "It was waiting."))
                .withMessage("LG-601 The run was told to stop. It was waiting.")
                .extracting(MigrationInterruptedException::kind)
                .isEqualTo(ErrorKind.INTERRUPTED);
        requesting.join();
    }

    @Test
    void endsAPauseWhenItsThreadIsInterruptedAndKeepsTheFlag() {
        Thread.currentThread().interrupt();

        assertThatExceptionOfType(MigrationInterruptedException.class)
                .isThrownBy(() -> stop.pause(FOREVER, "It was waiting."))
                .withMessage("LG-601 The run was told to stop. It was waiting.");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void isRequestedForAThreadThatIsInterrupted() {
        Thread.currentThread().interrupt();

        assertThat(stop.isRequested()).isTrue();
        assertThat(Thread.interrupted()).isTrue();
    }
}
