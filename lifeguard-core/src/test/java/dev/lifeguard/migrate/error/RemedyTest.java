package dev.lifeguard.migrate.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each front end says in its own words what a message advises. */
final class RemedyTest {

    private static final ErrorDetail DETAIL =
            ErrorDetail.of(
                    ErrorKind.CHECKSUM_MISMATCH,
                    "Edited, and $1 \\ costs nothing: %s. %s shows it."
                            .formatted(
                                    Remedy.ACCEPT_CHECKSUM.of(20240101000000L, null),
                                    Remedy.STATUS.place()));

    @Test
    void isACallInProcess() {
        assertThat(DETAIL.message())
                .isEqualTo(
                        "Edited, and $1 \\ costs nothing: migrator.repair(new"
                            + " Repair.AcceptChecksum(20240101000000L)). migrator.status() shows"
                            + " it.");
        assertThat(new ValidationException(List.of(DETAIL)))
                .hasMessage("LG-304 " + DETAIL.message());
        assertThat(DETAIL.toString()).contains(DETAIL.message());
        assertThat(DETAIL.withVersion(1, null))
                .isEqualTo(DETAIL.worded(Remedy::inProcess).withVersion(1, null));
    }

    @Test
    void isWhatAFrontEndSays() {
        ErrorDetail worded = DETAIL.worded((remedy, version) -> remedy.name() + "$" + version);

        assertThat(worded.message())
                .isEqualTo(
                        "Edited, and $1 \\ costs nothing: ACCEPT_CHECKSUM$20240101000000. STATUS$"
                                + " shows it.");
        assertThat(worded.kind()).isEqualTo(DETAIL.kind());
    }

    @Test
    void namesALabelWhereTheVersionHasOne() {
        ErrorDetail plain =
                ErrorDetail.of(ErrorKind.CHECKSUM_MISMATCH, Remedy.MARK_DONE.of(7, "1.2"));
        ErrorDetail quoted =
                ErrorDetail.of(ErrorKind.CHECKSUM_MISMATCH, Remedy.MARK_DONE.of(7, "a b::c'd"));

        assertThat(plain.worded((remedy, version) -> version).message()).isEqualTo("1.2");
        assertThat(quoted.worded((remedy, version) -> version).message())
                .isEqualTo("'a b::c'\\''d'");
        assertThat(plain.message()).isEqualTo("migrator.repair(new Repair.MarkDone(7L))");
    }

    @Test
    void namesASchemaOrLeavesItOpen() {
        String advice = Remedy.SCHEMA.of("a b") + " and " + Remedy.TABLE.place();

        assertThat(ErrorDetail.of(ErrorKind.CONFIGURATION, advice).message())
                .isEqualTo("schema(\"a b\") and table(…)");
    }

    @ParameterizedTest
    @EnumSource(Remedy.class)
    void namesNoOptionOfTheCommandLineInProcess(Remedy remedy) {
        assertThat(Remedy.inProcess(remedy, "1")).doesNotContain("--", "lifeguard-migrate ");
    }
}
