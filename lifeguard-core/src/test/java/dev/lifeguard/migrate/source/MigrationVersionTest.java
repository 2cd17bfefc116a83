package dev.lifeguard.migrate.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MigrationVersionTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "20240120120000",
                "20240229000000",
                "20000229235959",
                "20241231235959",
                "00010101000000",
                "99991231235959"
            })
    void readsADateAndTimeThatExists(String digits) {
        assertThat(MigrationVersion.parse(digits)).hasToString(digits);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "20230229000000",
                "19000229000000",
                "20240431000000",
                "20240132000000",
                "20240100000000",
                "20240001000000",
                "20241301000000",
                "20240101240000",
                "20240101006000",
                "20240101000060",
                "99999999999999",
                "00000101000000",
                "00000000000000"
            })
    void refusesADateOrTimeThatDoesNotExist(String digits) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MigrationVersion.parse(digits))
                .withMessage("\"%s\" is not a date and time that exists", digits);
    }

    @Test
    void namesTheImpossiblePartInItsCause() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MigrationVersion.parse("20230229000000"))
                .havingCause()
                .isInstanceOf(DateTimeException.class)
                .withMessage("Invalid date 'February 29' as '2023' is not a leap year");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "2024012012000",
                "202401201200000",
                "20240120120000 ",
                " 0240120120000",
                "-0240120120000",
                "+0240120120000",
                "2024012012000a",
                "2024_120120000",
                "٢٠٢٤٠١٢٠١٢٠٠٠٠"
            })
    void refusesAnythingButFourteenDigits(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MigrationVersion.parse(text))
                .withMessage("\"%s\" is not a version: 14 digits YYYYMMDDHHMMSS are needed", text);
    }

    @ParameterizedTest
    @ValueSource(
            longs = {Long.MIN_VALUE, MigrationVersion.LOCK, 100_000_000_000_000L, Long.MAX_VALUE})
    void refusesANumberThatIsNoVersion(long value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MigrationVersion.ofMoment(value))
                .withMessage("\"%s\" is not a version: 14 digits YYYYMMDDHHMMSS are needed", value);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 20261301000000L})
    void refusesANumberThatIsNoDateAndTime(long value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MigrationVersion.ofMoment(value))
                .withMessage("\"%014d\" is not a date and time that exists", value);
    }

    @Test
    void keepsMinusOneForTheLock() {
        assertThat(MigrationVersion.LOCK).isEqualTo(-1);
    }

    @Test
    void isTheMomentInWholeSeconds() {
        LocalDateTime moment = LocalDateTime.of(2026, 3, 4, 5, 6, 7, 999_999_999);

        assertThat(MigrationVersion.at(moment))
                .isEqualTo(MigrationVersion.ofMoment(20260304050607L));
    }

    @Test
    void refusesAMomentAfterTheYear9999() {
        LocalDateTime moment = LocalDateTime.of(10_000, 1, 1, 0, 0);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> MigrationVersion.at(moment))
                .withMessage(
                        "\"100000101000000\" is not a version: 14 digits YYYYMMDDHHMMSS are"
                                + " needed");
    }

    @Test
    void isCalledByItsLabel() {
        assertThat(new MigrationVersion(1_000_010, "1.10")).hasToString("1.10");
        assertThat(MigrationVersion.of(7)).hasToString("00000000000007");
    }

    @Test
    void isTheSameWhereItsNumberIs() {
        assertThat(new MigrationVersion(7, "7"))
                .isEqualTo(MigrationVersion.of(7))
                .hasSameHashCodeAs(MigrationVersion.of(7))
                .isNotEqualTo(new MigrationVersion(8, "7"));
    }

    @Test
    void refusesANegativeNumber() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MigrationVersion.of(-2))
                .withMessage("\"-2\" is not a version: it is negative");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void refusesABlankLabel(String label) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MigrationVersion(7, label))
                .withMessage("The label of the version 00000000000007 is blank");
    }

    @Test
    void callsARepeatableMigrationByItsLabelWhereItHasOne() {
        MigrationVersion version = MigrationVersion.ofRepeatableLabel("a.sql::1::me");

        assertThat(version).isEqualTo(MigrationVersion.ofRepeatable("a.sql::1::me"));
        assertThat(version).hasToString("a.sql::1::me");
        assertThat(version.label("1")).isEqualTo("a.sql::1::me 1");
        assertThat(MigrationVersion.ofRepeatable("views").label("views")).isEqualTo("r_views");
    }

    @Test
    void aRepeatableMigrationHasANumberThatFollowsFromItsName() {
        MigrationVersion version = MigrationVersion.ofRepeatable("views");

        assertThat(version.number()).isEqualTo(-6710941260442625925L);
        assertThat(version.isRepeatable()).isTrue();
        assertThat(version).hasToString("repeatable");
        assertThat(version.label("views")).isEqualTo("r_views");
        assertThat(MigrationVersion.of(version.number())).isEqualTo(version);
        assertThat(MigrationVersion.of(20240101000000L).isRepeatable()).isFalse();
    }
}
