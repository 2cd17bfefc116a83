package dev.lifeguard.migrate.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.LeaseLostException;
import dev.lifeguard.migrate.report.LockHolder;
import dev.lifeguard.migrate.report.LockHolder.Liveness;
import dev.lifeguard.migrate.report.told.ToldHolder;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LockMessagesTest {

    private static final RunnerIdentity SELF =
            new RunnerIdentity(
                    "web-1", 7, "shop", Instant.parse("2026-06-01T12:00:00Z"), "deployer");
    private static final LockSettings SETTINGS =
            new LockSettings(Duration.ofSeconds(30), Duration.ofMinutes(5), SELF);

    @Test
    void tellsToWaitLongerForAHolderThatIsAtWork() {
        assertThat(timeout("web-2, process 7, shop, started …", Liveness.ALIVE))
                .isEqualTo(
                        "LG-401 The lock was not got within 5 min: \"web-2, process 7, shop,"
                                + " started …\" holds it since 2026-06-01T11:59:58Z. Run this again"
                                + " when it has finished, or wait longer with lockTimeout(…);"
                                + " migrator.lockHolder() shows what it does.");
    }

    @Test
    void tellsToWaitForTheStatementOfADeadHolder() {
        assertThat(timeout("web-2", Liveness.DEAD))
                .isEqualTo(
                        "LG-401 The lock was not got within 5 min: \"web-2\" holds it since"
                                + " 2026-06-01T11:59:58Z. Its lease has run out or its server"
                                + " process is gone, but a transaction keeps its row in place, or"
                                + " its last statement still runs. Run this again when that has"
                                + " ended; migrator.lockHolder() shows what is seen of it.");
    }

    @Test
    void tellsHowToRemoveARowThatNeverRunsOut() {
        assertThat(timeout("a writer that left no name", Liveness.UNKNOWN))
                .isEqualTo(
                        "LG-401 The lock was not got within 5 min: \"a writer that left no name\""
                            + " holds it since 2026-06-01T11:59:58Z. Its row has no lease, so it"
                            + " was written by hand or by another tool and never runs out. When"
                            + " nobody is at work, remove it: migrator.unlock()");
    }

    @Test
    void tellsThatThisProcessHoldsItItself() {
        assertThat(timeout(SELF.holder(), Liveness.ALIVE))
                .isEqualTo(
                        "LG-401 The lock was not got within 5 min: \"web-1, process 7, shop,"
                            + " started 2026-06-01T12:00:00Z\" holds it since 2026-06-01T11:59:58Z."
                            + " That is this very process: the lock is not re-entrant, so work that"
                            + " is done under it must not ask for it again.");
    }

    @Test
    void tellsThatTheLockWasLost() {
        SQLException cause = new SQLException("division by zero", "22012");

        assertThat(LockMessages.lost(cause))
                .hasMessage(
                        "LG-402 The lock was lost: this process stood still for longer than its"
                            + " lease, or its row was deleted. What was not committed by then is"
                            + " rolled back. Run this again: it goes on from what the history"
                            + " says.")
                .hasCause(cause)
                .extracting(LeaseLostException::kind)
                .isEqualTo(ErrorKind.LEASE_LOST);
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S, 0 s",
        "PT0.05S, 50 ms",
        "PT0.5S, 0.5 s",
        "PT1S, 1 s",
        "PT1.5S, 1.5 s",
        "PT30S, 30 s",
        "PT59.9S, 59.9 s",
        "PT1M, 1 min",
        "PT90S, 90 s",
        "PT1M0.5S, 60.5 s",
        "PT5M, 5 min",
        "PT1H, 60 min"
    })
    void speaksOfADurationAsPeopleDo(Duration time, String spoken) {
        assertThat(LockMessages.spoken(time)).isEqualTo(spoken);
    }

    private static String timeout(String holder, Liveness liveness) {
        LockHolder row =
                new ToldHolder(
                        "token",
                        holder,
                        Instant.parse("2026-06-01T11:59:58.765Z"),
                        null,
                        null,
                        liveness,
                        null,
                        null);
        return String.valueOf(LockMessages.timeout(row, SETTINGS).getMessage());
    }
}
