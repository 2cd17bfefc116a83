package dev.lifeguard.migrate.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
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
    void survivesSerialization() throws Exception {
        ErrorDetail detail = ErrorDetail.of(ErrorKind.CHECKSUM_MISMATCH, "It was edited.");
        ValidationException error = new ValidationException(List.of(detail, detail));
        error.initReport(new RunReport(List.of(), List.of(), List.of()));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(error);
        }

        Object read;
        try (ObjectInputStream in =
                new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            read = in.readObject();
        }

        ValidationException copy = (ValidationException) read;
        assertThat(copy.code()).isEqualTo("LG-304");
        assertThat(copy.detail()).isEqualTo(detail);
        assertThat(copy.problems()).isEqualTo(error.problems());
        assertThat(copy.report()).isEqualTo(error.report());
    }

    @Test
    void hasTheFirstTwentyOfManyProblemsInItsMessage() {
        List<ErrorDetail> two =
                List.of(
                        ErrorDetail.of(ErrorKind.INVALID_NAME, "One."),
                        ErrorDetail.of(ErrorKind.DUPLICATE_VERSION, "Two."));

        assertThat(new ValidationException(two)).hasMessage("LG-301 One.\nLG-303 Two.");
        assertThat(new ValidationException(Collections.nCopies(50_000, two.getFirst())))
                .hasMessage(
                        "LG-301 One.\n".repeat(20)
                                + "… and 49980 more of 50000 problems; problems() has all of"
                                + " them.");
    }

    @Test
    void keepsTheFirstReport() {
        LifeguardException error =
                new LeaseLostException(ErrorDetail.of(ErrorKind.LEASE_LOST, "Lost."), null);
        RunReport first =
                new RunReport(List.of(), List.of(), List.of(new RunReport.Step(1, null, "a")));
        assertThat(error.report()).isEmpty();

        error.initReport(first);
        error.initReport(new RunReport(List.of(), List.of(), List.of()));

        assertThat(error.report()).contains(first);
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

        assertThat(error).hasMessage("LG-305 One is missing.\nLG-306 One is late.");
        assertThat(error.detail()).isEqualTo(first);
        assertThat(error.problems()).containsExactly(first, second).isUnmodifiable();
    }
}
