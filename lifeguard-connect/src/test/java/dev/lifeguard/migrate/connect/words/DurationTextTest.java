package dev.lifeguard.migrate.connect.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DurationTextTest {

    @ParameterizedTest
    @CsvSource({"500ms, PT0.5S", "0s, PT0S", "30s, PT30S", "5m, PT5M", "1h, PT1H", "90m, PT1H30M"})
    void readsANumberAndItsUnit(String text, Duration expected) {
        assertThat(DurationText.parse(text)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "s", "5 s", "-5s", "5.5s", "5S", "5d", "1m30s", "9999999999s"})
    void refusesAnythingElse(String text) {
        assertThat(DurationText.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0s", "1500ms", "30s", "90s", "5m", "90m", "2h"})
    void writesWhatItReads(String text) {
        assertThat(DurationText.of(DurationText.parse(text).orElseThrow())).isEqualTo(text);
    }
}
