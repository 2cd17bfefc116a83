package dev.lifeguard.migrate.tests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A run whose connection is cut at any protocol message leaves nothing in doubt. */
@OnPostgres
final class CutPointTest {

    /**
     * Every so many messages, and fewer on the oldest server. A trial takes 0.23 s of processor
     * time; all 1,240 cuts took 324 s, as long as thirty other classes. {@code make torture} cuts
     * at any message. No factor of the number of kinds, so that each kind comes at each place.
     */
    private static final int STRIDE = 5;

    private static final int STRIDE_OF_OLDEST = 35;

    private final CutTrials trials;
    private final int stride;

    CutPointTest(PostgresServer server) {
        trials = new CutTrials(server);
        stride = server.major() == 18 ? STRIDE : STRIDE_OF_OLDEST;
    }

    @Test
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void theNextRunGoesOnFromACutAtAnyMessage() {
        List<Cut> cuts =
                CutTrials.inTurn(trials.messages()).stream()
                        .filter(cut -> cut.message() % stride == 0)
                        .toList();

        Map<Recovery.Outcome, Integer> outcomes = trials.run(cuts);

        assertThat(outcomes.values().stream().mapToInt(Integer::intValue).sum())
                .isEqualTo(cuts.size());
        // Only a cut in the one statement of which the catalogue knows nothing needs an answer; the
        // checks of the lock around it are messages, too.
        assertThat(outcomes.get(Recovery.Outcome.REPAIRED)).isBetween(1, cuts.size() / 4);
    }
}
