package dev.lifeguard.migrate.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.lifeguard.migrate.schema.BatchSpec.Load;
import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Limits for which a batch waits. */
final class BatchLoadTest {

    @Test
    void refusesLimitsForWhichABatchWouldWaitForEver() {
        String refusal =
                "a limit of lag or WAL is not more than zero, or one of active sessions is"
                        + " negative";

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Load.ANY.lag(Duration.ofMillis(-1)))
                .withMessage(refusal);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Load.ANY.active(-1))
                .withMessage(refusal);
        assertThat(Load.ANY.active(0).active()).isEqualTo(OptionalInt.of(0));
    }
}
