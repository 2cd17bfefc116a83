package dev.lifeguard.migrate.tests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A process that is killed at any event, or at any time, leaves nothing in doubt. */
@OnPostgres(18)
final class KillPointTest {

    private static final long SEED = 20240120;
    private static final int RANDOM_KILLS = 12;
    private static final Duration LONGEST = Duration.ofMillis(300);

    @AutoClose private final CrashProject crashed;
    private final KillTrial trial;

    KillPointTest(PostgresServer server) {
        crashed = new CrashProject(server);
        trial = new KillTrial(crashed);
    }

    @Test
    void theNextRunGoesOnFromEveryEvent() {
        int events = trial.events();

        List<Recovery.Outcome> outcomes =
                IntStream.rangeClosed(1, events).mapToObj(trial::killedAt).toList();

        // At an event no statement runs: it is either done or not begun.
        assertThat(outcomes).hasSize(events).doesNotContain(Recovery.Outcome.REPAIRED);
    }

    @Test
    void theNextRunGoesOnFromAnyTime() {
        Random random = new Random(SEED);

        assertThat(
                        Stream.generate(() -> random.nextLong(LONGEST.toNanos()))
                                .limit(RANDOM_KILLS)
                                .map(Duration::ofNanos)
                                .map(trial::haltedAfter))
                .hasSize(RANDOM_KILLS);
    }
}
