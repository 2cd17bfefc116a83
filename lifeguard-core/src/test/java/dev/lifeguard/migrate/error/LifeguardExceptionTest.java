package dev.lifeguard.migrate.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LifeguardExceptionTest {

    @Test
    void saysItsCodeFirst() {
        ErrorDetail detail = ErrorDetail.of(ErrorKind.LOCK_TIMEOUT, "The lock was not got.");

        LifeguardException error = new LockTimeoutException(detail, null);

        assertThat(error).hasMessage("LG-401 The lock was not got.").hasNoCause();
        assertThat(error.code()).isEqualTo("LG-401");
        assertThat(error.kind()).isEqualTo(ErrorKind.LOCK_TIMEOUT);
        assertThat(error.detail()).isEqualTo(detail);
    }

    @Test
    void keepsItsCause() {
        IllegalStateException cause = new IllegalStateException();

        assertThat(new LeaseLostException(ErrorDetail.of(ErrorKind.LEASE_LOST, "Lost."), cause))
                .hasCause(cause);
    }

    @Test
    void isClosedByFinalClasses() {
        assertThat(Arrays.stream(LifeguardException.class.getPermittedSubclasses()))
                .isNotEmpty()
                .allSatisfy(
                        type ->
                                assertThat(type)
                                        .isFinal()
                                        .isPublic()
                                        .hasPackage(LifeguardException.class.getPackageName()));
    }

    @Test
    void namesThePlaceInAScriptFirst() {
        InvalidScriptException error =
                new InvalidScriptException("Something is wrong.", "a.sql", 14, 3);

        assertThat(error).hasMessage("LG-302 a.sql:14:3: Something is wrong.");
        assertThat(error.detail())
                .isEqualTo(
                        new ErrorDetail(
                                ErrorKind.INVALID_SCRIPT,
                                "a.sql:14:3: Something is wrong.",
                                null,
                                "a.sql",
                                14,
                                3,
                                null));
    }

    @Test
    void takesTheFirstProblemOfAValidationForItsOwn() {
        ErrorDetail first = ErrorDetail.of(ErrorKind.MISSING_MIGRATION, "One is missing.");
        ErrorDetail second = ErrorDetail.of(ErrorKind.OUT_OF_ORDER, "One is late.");
        List<ErrorDetail> given = new ArrayList<>(List.of(first, second));

        ValidationException error = new ValidationException(given);
        given.clear();

        assertThat(error).hasMessage("LG-305 One is missing.");
        assertThat(error.detail()).isEqualTo(first);
        assertThat(error.problems()).containsExactly(first, second).isUnmodifiable();
    }
}
