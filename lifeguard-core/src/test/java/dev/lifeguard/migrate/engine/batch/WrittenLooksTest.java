package dev.lifeguard.migrate.engine.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class WrittenLooksTest {

    private static final long MILLI = 1_000_000;

    private final WrittenLooks looks = new WrittenLooks();

    @Test
    void aReplicaThatAppliesNothingIsNoticedHoweverShortTheBatchesAre() {
        for (int at = 0; at < 10_000; at++) {
            looks.add(at * MILLI, at + 1);
        }

        assertThat(looks.notApplied(0.5, 10_000 * MILLI)).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void whatIsAppliedIsNotWaitedFor() {
        for (int at = 0; at < 10_000; at++) {
            looks.add(at * MILLI, at + 1);
        }

        assertThat(looks.notApplied(9_000, 10_000 * MILLI))
                .isBetween(Duration.ofMillis(900), Duration.ofSeconds(1));
        assertThat(looks.notApplied(10_000, 10_000 * MILLI)).isEqualTo(Duration.ZERO);
    }
}
