package dev.lifeguard.migrate.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.ValidationException;
import dev.lifeguard.migrate.plan.Target;
import dev.lifeguard.migrate.source.Direction;
import org.junit.jupiter.api.Test;

final class PlanTest {

    private final Situation situation = new Situation();

    @Test
    void letsRunWhatNothingForbids() {
        PlannedRun plan = situation.file("20260101120000_a.sql", "SELECT 1;").up(Target.all());

        assertThatCode(plan::requireRunnable).doesNotThrowAnyException();
    }

    @Test
    void refusesWithAllThatForbidsTheRunAndTheFirstAsItsOwnError() {
        PlannedRun plan =
                situation
                        .file("V1__b.sql", "")
                        .row(20260101120000L, "a")
                        .applied("20260101120009_z.sql", "")
                        .up(Target.all());

        assertThatExceptionOfType(ValidationException.class)
                .isThrownBy(plan::requireRunnable)
                .withMessage(
                        "LG-305 Migration 20260101120000 a is applied, but its file is missing"
                                + " although newer ones are there. Restore the file.\nLG-301 The"
                                + " file \"V1__b.sql\" fits no pattern of a migration. Name it"
                                + " \"YYYYMMDDHHMMSS_b.sql\", with the UTC date and time as its"
                                + " version.")
                .extracting(ValidationException::problems)
                .satisfies(
                        problems ->
                                assertThat(problems)
                                        .map(ErrorDetail::kind)
                                        .containsExactly(
                                                ErrorKind.MISSING_MIGRATION,
                                                ErrorKind.INVALID_NAME));
    }

    @Test
    void mayRunAlthoughItIsNotValid() {
        PlannedRun plan =
                situation
                        .partWay("20260101120000_a.sql", "SELECT 1;SELECT 2;", Direction.UP, 1)
                        .up(Target.all());

        assertThatCode(plan::requireRunnable).doesNotThrowAnyException();
        assertThatExceptionOfType(ValidationException.class)
                .isThrownBy(plan::requireValid)
                .withMessage(
                        "LG-202 Migration 20260101120000 a stopped part-way on its way up: 1 of its"
                                + " statements is done. Run up again: it goes on at statement 2.");
    }

    @Test
    void isNotUpToDateWithAProblem() {
        PlannedRun plan = situation.file("V1__b.sql", "").up(Target.all());

        assertThat(plan.status().pending()).isEmpty();
        assertThat(plan.status().upToDate()).isFalse();
    }

    @Test
    void cannotBeChanged() {
        PlannedRun plan = situation.file("20260101120000_a.sql", "").up(Target.all());

        assertThat(plan.planned()).isUnmodifiable();
        assertThat(plan.refusals()).isUnmodifiable();
        assertThat(plan.status().applied()).isUnmodifiable();
        assertThat(plan.status().pending()).isUnmodifiable();
        assertThat(plan.status().problems()).isUnmodifiable();
        assertThat(plan.status().warnings()).isUnmodifiable();
    }
}
