package dev.lifeguard.migrate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.error.ErrorKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ExitCodeTest {

    @ParameterizedTest
    @EnumSource
    void isWhatTheTableOfExitCodesSays(ErrorKind kind) {
        int expected =
                switch (kind) {
                    case INTERNAL -> 1;
                    case CONFIGURATION, FILE_NOT_FOUND -> 2;
                    case INVALID_NAME,
                            INVALID_SCRIPT,
                            DUPLICATE_VERSION,
                            CHECKSUM_MISMATCH,
                            MISSING_MIGRATION,
                            OUT_OF_ORDER,
                            IRREVERSIBLE,
                            DATA_LOSS ->
                            3;
                    case SCRIPT_FAILED, LOCK_BUSY -> 4;
                    case PARTIALLY_APPLIED -> 5;
                    case LOCK_TIMEOUT -> 6;
                    case LEASE_LOST -> 7;
                    case DATABASE_UNREACHABLE -> 8;
                    case INTERRUPTED -> 130;
                };

        assertThat(ExitCode.of(kind).number()).isEqualTo(expected);
    }
}
