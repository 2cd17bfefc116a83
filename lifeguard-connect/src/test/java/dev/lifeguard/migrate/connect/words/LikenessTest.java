package dev.lifeguard.migrate.connect.words;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LikenessTest {

    @ParameterizedTest
    @CsvSource({
        "upp, up",
        "pu, up",
        "staus, status",
        "stauts, status",
        "vaildate, validate",
        "gen, generate",
        "--databse-url, --database-url",
        "--lock-timeuot, --lock-timeout",
        "rollback, rollbacks"
    })
    void mayBeTheSameWordMistyped(String given, String meant) {
        assertThat(Likeness.of(given, meant)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "xyzzyfoo, info",
        "migrate, generate",
        "rollback, unlock",
        "u, info",
        "down, info",
        "--verbose, --database-url"
    })
    void isAnotherWord(String given, String meant) {
        assertThat(Likeness.of(given, meant)).isFalse();
    }
}
