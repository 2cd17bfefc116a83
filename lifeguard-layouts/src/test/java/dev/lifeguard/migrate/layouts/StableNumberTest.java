package dev.lifeguard.migrate.layouts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class StableNumberTest {

    @Test
    void isTheNumberOfAVersionOfDigits() {
        assertThat(StableNumber.of("0010")).isEqualTo(10);
        assertThat(StableNumber.of("000")).isZero();
        assertThat(StableNumber.of("0999999999999999999")).isEqualTo(999_999_999_999_999_999L);
    }

    /** Numbers that stand in state tables: a change of the rule would lose them. */
    @Test
    void isAboveAllDigitsForOtherTexts() {
        assertThat(StableNumber.of("1.1")).isEqualTo(7_788_844_790_303_193_372L);
        assertThat(StableNumber.of("1000000000000000000"))
                .isEqualTo(StableNumber.ofText("1000000000000000000"))
                .isGreaterThan(1L << 62);
    }
}
