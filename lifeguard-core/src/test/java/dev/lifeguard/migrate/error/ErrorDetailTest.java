package dev.lifeguard.migrate.error;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ErrorDetailTest {

    private static final ErrorDetail FULL =
            new ErrorDetail(ErrorKind.SCRIPT_FAILED, "boom", 1L, "a.sql", 2, 3, "42P01");

    @Test
    void beginsWithItsCode() {
        assertThat(FULL.coded()).isEqualTo("LG-201 boom");
    }

    @Test
    void mayBelongToNothing() {
        assertThat(ErrorDetail.of(ErrorKind.INTERNAL, "boom"))
                .isEqualTo(
                        new ErrorDetail(ErrorKind.INTERNAL, "boom", null, null, null, null, null));
    }

    @Test
    void mayBelongToTheServerAlone() {
        assertThat(ErrorDetail.ofServer(ErrorKind.DATABASE_UNREACHABLE, "boom", "08006"))
                .isEqualTo(
                        new ErrorDetail(
                                ErrorKind.DATABASE_UNREACHABLE,
                                "boom",
                                null,
                                null,
                                null,
                                null,
                                "08006"));
    }

    @Test
    void keepsEverythingElseWithAnotherVersion() {
        assertThat(FULL.withVersion(9, null))
                .isEqualTo(
                        new ErrorDetail(
                                ErrorKind.SCRIPT_FAILED, "boom", 9L, "a.sql", 2, 3, "42P01"));
    }

    @Test
    void keepsEverythingElseWithAnotherFile() {
        assertThat(FULL.withFile("b.sql"))
                .isEqualTo(
                        new ErrorDetail(
                                ErrorKind.SCRIPT_FAILED, "boom", 1L, "b.sql", 2, 3, "42P01"));
    }

    @Test
    void saysOtherwiseHowThingsStand() {
        String message = ErrorDetail.message("It failed.", "Run up again.\n  2 | DROP\n  Hint: x");
        ErrorDetail other =
                ErrorDetail.of(ErrorKind.SCRIPT_FAILED, message).standing("It is gone.");

        assertThat(other.message()).isEqualTo("It failed. It is gone.\n  2 | DROP\n  Hint: x");
        assertThat(other.happened()).isEqualTo("It failed.");
        assertThat(FULL.standing("It is gone.").message()).isEqualTo("boom It is gone.");
    }
}
