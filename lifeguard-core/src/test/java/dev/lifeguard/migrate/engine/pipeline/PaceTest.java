package dev.lifeguard.migrate.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PaceTest {

    private final Pace pace = new Pace();
    private int finished;
    private long now = System.nanoTime();

    @BeforeEach
    void begin() {
        pace.finished(0, now);
    }

    private void took(int migrations, Duration time) {
        finished += migrations;
        now += time.toNanos();
        pace.finished(finished, now);
    }

    private void finishTheFirst(Duration each) {
        for (int number = 0; number < 8; number++) {
            assertThat(pace.next()).isEqualTo(1);
            took(1, each);
        }
    }

    @Test
    void letsTheFirstEightGoOneByOne() {
        finishTheFirst(Duration.ZERO);

        assertThat(pace.next()).isEqualTo(25);
    }

    @ParameterizedTest
    @CsvSource({"1, 25", "4, 25", "5, 20", "30, 3", "99, 1", "100, 1", "600000, 1"})
    void sendsAsManyAsTakeATenthOfASecond(long milliseconds, int expected) {
        finishTheFirst(Duration.ofMillis(milliseconds));

        assertThat(pace.next()).isEqualTo(expected);
    }

    @Test
    void goesByTheLastOnesAlone() {
        finishTheFirst(Duration.ofMillis(1));
        took(25, Duration.ofSeconds(5));

        assertThat(pace.next()).isEqualTo(1);

        took(1, Duration.ofMillis(10));

        assertThat(pace.next()).isEqualTo(10);
    }
}
