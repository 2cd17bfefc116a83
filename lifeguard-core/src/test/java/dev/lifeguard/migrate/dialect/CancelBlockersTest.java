package dev.lifeguard.migrate.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CancelBlockersTest {

    @Test
    void isReadAsItIsTyped() {
        assertThat(CancelBlockers.parse("none")).contains(new CancelBlockers.None());
        assertThat(CancelBlockers.parse("autovacuum")).contains(new CancelBlockers.Autovacuum());
        assertThat(CancelBlockers.parse("older-than=1ms")).contains(older(Duration.ofMillis(1)));
        assertThat(CancelBlockers.parse("older-than=30s")).contains(older(Duration.ofSeconds(30)));
        assertThat(CancelBlockers.parse("older-than=5m")).contains(older(Duration.ofMinutes(5)));
        assertThat(CancelBlockers.parse("older-than=2h")).contains(older(Duration.ofHours(2)));
    }

    private static CancelBlockers older(Duration open) {
        return new CancelBlockers.OlderThan(open);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "all",
                "Autovacuum",
                "older-than",
                "older-than=",
                "older-than=5",
                "older-than=0s",
                "older-than=-5m",
                "older-than 5m",
                "older-than=5m,autovacuum",
                "older-than=9999999999s"
            })
    void anythingElseIsRefused(String text) {
        assertThat(CancelBlockers.parse(text)).isEmpty();
    }
}
