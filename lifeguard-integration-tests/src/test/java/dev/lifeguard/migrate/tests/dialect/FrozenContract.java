package dev.lifeguard.migrate.tests.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.crash.CrashingRun;
import dev.lifeguard.migrate.tests.project.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Another process that stands still for longer than its lease, and wakes up afterwards. */
abstract class FrozenContract extends ProcessContract {

    FrozenContract(ContractDatabase database) {
        super(database);
    }

    @Test
    void itsLockIsTakenOverWhenTheLeaseHasRunOut() {
        try (ChildProcess child = start(3)) {
            awaitPause(child);
            child.kill();
        }
        assertThat(goOnAfterwards()).isEqualTo(1);
        requireWhole();
    }

    /** While it stands at an event, another runner takes over; then it wakes up. */
    @ParameterizedTest
    @ValueSource(ints = {3, 5, 6, 7})
    void changesNothingAfterAnotherTookOver(int event) throws IOException {
        try (ChildProcess child = start(event)) {
            awaitPause(child);
            child.signal("STOP");

            assertThat(goOnAfterwards()).isEqualTo(1);
            requireWhole();

            Files.createFile(goOn());
            child.signal("CONT");
            child.awaitExit();
            assertThat(child.output().replace(CrashingRun.PAUSED, "").strip())
                    .startsWith("LG-402 The lock was lost");
        }
        requireWhole();
    }
}
