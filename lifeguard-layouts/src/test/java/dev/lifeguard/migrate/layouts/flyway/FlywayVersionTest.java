package dev.lifeguard.migrate.layouts.flyway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.source.MigrationVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FlywayVersionTest {

    private static MigrationVersion version(String written) {
        return FlywayVersion.of(written).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "1, 01",
        "1, 1.0",
        "1, 1_0.000",
        "0, 0.0",
        "10, 0010.0",
        "1.10, 01_010.0",
        "1000000000000000000, 01000000000000000000.0"
    })
    void areOneHoweverTheyAreWritten(String one, String other) {
        assertThat(version(one)).isEqualTo(version(other));
        assertThat(FlywayVersion.ORDER.compare(version(one), version(other))).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "1, 2",
        "9, 10",
        "1.9, 1.10",
        "1, 1.0.1",
        "1.9.9, 2",
        "0, 0.1",
        "99999999999999999999999998, 99999999999999999999999999",
        "20240101, 20240101120000",
        "1.2, 1.20"
    })
    void standPartByPart(String older, String newer) {
        assertThat(FlywayVersion.ORDER.compare(version(older), version(newer))).isNegative();
        assertThat(FlywayVersion.ORDER.compare(version(newer), version(older))).isPositive();
        assertThat(version(older)).isNotEqualTo(version(newer));
    }

    @Test
    void ofOneNumberIsThatNumber() {
        assertThat(version("20240101120000.0").number()).isEqualTo(20_240_101_120_000L);
        assertThat(version("1.1").number()).isGreaterThan(1L << 62);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "1.", ".1", "1..2", "-1", "1-2", "1 2", "latest"})
    void areWholeNumbersWithDots(String written) {
        assertThat(FlywayVersion.of(written)).isEmpty();
    }
}
