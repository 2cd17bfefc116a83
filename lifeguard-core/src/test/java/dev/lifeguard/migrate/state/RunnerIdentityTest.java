package dev.lifeguard.migrate.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.report.LockHolder;
import dev.lifeguard.migrate.report.LockHolder.Liveness;
import dev.lifeguard.migrate.report.told.ToldHolder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

final class RunnerIdentityTest {

    private static final Instant STARTED = Instant.parse("2026-06-01T12:00:00Z");
    private static final RunnerIdentity SELF =
            new RunnerIdentity("web-1", 7, "shop", STARTED, "deployer");

    @Test
    void writesItselfIntoTheLocksRow() {
        assertThat(SELF.holder()).isEqualTo("web-1, process 7, shop, started 2026-06-01T12:00:00Z");
    }

    @Test
    void writesItsStartToTheSecond() {
        Instant started = Instant.parse("2026-06-01T00:00:09Z");

        assertThat(new RunnerIdentity("web-1", 7, "shop", started, "deployer").holder())
                .endsWith(", started " + started);
    }

    @Test
    void writesItselfIntoTheHistory() {
        assertThat(SELF.appliedBy()).isEqualTo("deployer@web-1");
    }

    @Test
    void knowsTheProcessThatItIsIn() {
        RunnerIdentity current = RunnerIdentity.current("shop");

        assertThat(current.process()).isEqualTo(ProcessHandle.current().pid());
        assertThat(current.application()).isEqualTo("shop");
        assertThat(current.host()).isNotBlank();
        assertThat(current.started()).isEqualTo(current.started().truncatedTo(ChronoUnit.SECONDS));
        assertThat(current.user()).isEqualTo(System.getProperty("user.name"));
    }

    @Test
    void knowsItsOwnRow() {
        assertThat(SELF.wrote(row(SELF.holder()))).isTrue();
    }

    @Test
    void knowsTheRowOfAnotherApplicationInThisProcess() {
        RunnerIdentity other = new RunnerIdentity("web-1", 7, "reports", STARTED, "deployer");

        assertThat(SELF.wrote(row(other.holder()))).isTrue();
    }

    @Test
    void doesNotTakeAnotherProcessForItself() {
        RunnerIdentity other = new RunnerIdentity("web-1", 71, "shop", STARTED, "deployer");

        assertThat(SELF.wrote(row(other.holder()))).isFalse();
    }

    @Test
    void doesNotTakeAnotherHostForItself() {
        RunnerIdentity other = new RunnerIdentity("web-10", 7, "shop", STARTED, "deployer");

        assertThat(SELF.wrote(row(other.holder()))).isFalse();
    }

    @Test
    void doesNotTakeAnEarlierProcessOfTheSameNumberForItself() {
        RunnerIdentity dead =
                new RunnerIdentity("web-1", 7, "shop", STARTED.minusSeconds(60), "deployer");

        assertThat(SELF.wrote(row(dead.holder()))).isFalse();
    }

    private static LockHolder row(String holder) {
        return new ToldHolder("token", holder, STARTED, null, null, Liveness.ALIVE, null, null);
    }
}
