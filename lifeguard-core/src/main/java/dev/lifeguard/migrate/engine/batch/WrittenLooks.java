package dev.lifeguard.migrate.engine.batch;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What was written by when. Of too many looks every second one goes and the oldest stays, so that a
 * replica that applies nothing is noticed however short the batches are.
 */
final class WrittenLooks {

    private static final int MOST = 2000;

    private final Deque<Look> looks = new ArrayDeque<>();

    /** What was written at a moment of this machine's clock. */
    private record Look(long at, double written) {}

    /** Takes a further look. */
    void add(long at, double written) {
        looks.add(new Look(at, written));
        if (looks.size() > MOST) {
            thin();
        }
    }

    private void thin() {
        Deque<Look> all = new ArrayDeque<>(looks);
        looks.clear();
        while (!all.isEmpty()) {
            looks.add(all.remove());
            all.poll();
        }
    }

    /** For how long something has been written at least that is not applied yet. */
    Duration notApplied(double applied, long now) {
        while (!looks.isEmpty() && looks.getFirst().written() <= applied) {
            looks.remove();
        }
        return looks.isEmpty() ? Duration.ZERO : Duration.ofNanos(now - looks.getFirst().at());
    }
}
