package dev.lifeguard.migrate.connect.words;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.source.MigrationVersion;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WordingTest {

    @ParameterizedTest
    @CsvSource({
        "PT0S, 0 ms",
        "PT0.041S, 41 ms",
        "PT0.9999S, 999 ms",
        "PT1S, 1.0 s",
        "PT3.44S, 3.4 s",
        "PT59.94S, 59.9 s",
        "PT2M5S, 2 min 5 s",
        "PT3H7M59S, 3 h 7 min"
    })
    void saysTimes(Duration time, String expected) {
        assertThat(Wording.time(time)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 bytes",
        "1023, 1023 bytes",
        "1024, 1.0 kB",
        "40960, 40 kB",
        "1258291, 1.2 MB",
        "1610612736, 1.5 GB",
        "5497558138880, 5.0 TB"
    })
    void saysSizes(long bytes, String expected) {
        assertThat(Wording.size(bytes)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0, table, 0 tables", "1, index, 1 index", "2, index, 2 indexes"})
    void counts(long number, String noun, String expected) {
        assertThat(Wording.count(number, noun)).isEqualTo(expected);
    }

    @Test
    void saysMomentsInUtc() {
        assertThat(Wording.moment(Instant.parse("2026-11-22T18:04:05.678Z")))
                .isEqualTo("2026-11-22 18:04:05");
    }

    @Test
    void showsAllDigitsOfAVersion() {
        assertThat(Wording.digits(7)).isEqualTo("00000000000007");
        assertThat(Wording.version(MigrationVersion.of(7))).isEqualTo("00000000000007");
        assertThat(Wording.version(new MigrationVersion(7, "1.0"))).isEqualTo("1.0");
    }
}
