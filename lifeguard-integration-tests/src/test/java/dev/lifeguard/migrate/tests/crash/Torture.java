package dev.lifeguard.migrate.tests.crash;

import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Cuts, kills and freezes beyond the lease without end, until one of them goes wrong; {@code make
 * torture} runs it.
 *
 * <p>Its first cuts are every one that there is, in an order that the seed gives, then any; some
 * kills and freezes at random times come between them. System properties: {@code torture.seed}, and
 * {@code torture.minutes} for an end.
 */
@OnPostgres(18)
final class Torture {

    private static final int CUTS_AT_ONCE = 200;
    private static final int KILLS_AT_ONCE = 10;
    private static final int FREEZES_AT_ONCE = 10;
    private static final Duration LONGEST_LIFE = Duration.ofMillis(300);
    private static final Duration SAY_EVERY = Duration.ofMinutes(1);

    private final long seed = Long.getLong("torture.seed", System.nanoTime());
    private final Duration end = Duration.ofMinutes(Long.getLong("torture.minutes", 100_000));
    private final Random random = new Random(seed);
    private final long start = System.nanoTime();
    private final CutTrials cutting;
    @AutoClose private final CrashProject killed;

    private int cuts;
    private int kills;
    private int freezes;
    private final Map<Recovery.Outcome, Integer> outcomes = new EnumMap<>(Recovery.Outcome.class);
    private Duration said = Duration.ZERO;

    Torture(PostgresServer server) {
        cutting = new CutTrials(server);
        killed = new CrashProject(server);
    }

    @Test
    @Timeout(value = 1000, unit = TimeUnit.DAYS)
    void untilSomethingGoesWrong() {
        int messages = cutting.messages();
        List<Cut> all = new ArrayList<>(CutTrials.all(messages));
        System.out.printf(
                "torture with seed %s: %s messages, %s cuts to try first%n",
                seed, messages, all.size());
        try {
            Collections.shuffle(all, random);
            for (int from = 0; from < all.size() && goesOn(); from += CUTS_AT_ONCE) {
                cut(all.subList(from, Math.min(from + CUTS_AT_ONCE, all.size())));
                kill();
                freeze();
            }
            while (goesOn()) {
                cut(Stream.generate(() -> any(all)).limit(CUTS_AT_ONCE).toList());
                kill();
                freeze();
            }
        } catch (AssertionError wrong) {
            throw new AssertionError(
                    "make torture SEED=%s failed after %s cuts, %s kills and %s freezes"
                            .formatted(seed, cuts, kills, freezes),
                    wrong);
        } finally {
            say();
        }
    }

    private Cut any(List<Cut> all) {
        return all.get(random.nextInt(all.size()));
    }

    private boolean goesOn() {
        Duration running = Duration.ofNanos(System.nanoTime() - start);
        if (running.minus(said).compareTo(SAY_EVERY) >= 0) {
            said = running;
            say();
        }
        return running.compareTo(end) < 0;
    }

    private void cut(List<Cut> some) {
        cutting.run(some).forEach((outcome, count) -> outcomes.merge(outcome, count, Integer::sum));
        cuts += some.size();
    }

    private void kill() {
        for (int number = 0; number < KILLS_AT_ONCE; number++) {
            Duration life = Duration.ofNanos(random.nextLong(LONGEST_LIFE.toNanos()));
            outcomes.merge(new KillTrial(killed).haltedAfter(life), 1, Integer::sum);
            kills++;
        }
    }

    private void freeze() {
        for (int number = 0; number < FREEZES_AT_ONCE; number++) {
            Duration life = Duration.ofNanos(random.nextLong(LONGEST_LIFE.toNanos()));
            outcomes.merge(new FreezeTrial(killed).frozenAfter(life), 1, Integer::sum);
            freezes++;
        }
    }

    private void say() {
        System.out.printf(
                "seed %s, %s s: %s cuts, %s kills, %s freezes, %s%n",
                seed,
                Duration.ofNanos(System.nanoTime() - start).toSeconds(),
                cuts,
                kills,
                freezes,
                outcomes);
    }
}
