package dev.lifeguard.migrate.state;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.jdbc.Session;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Looks, while a migration runs, whether it waits for somebody's lock, and for whose.
 *
 * <ol>
 *   <li>A thread of its own asks on the second connection, for the first time when half of what a
 *       statement may wait is over: what is done by then costs no look, and no connection.
 *   <li>The server knows since when a session waits. So a look that comes late tells the whole
 *       wait, and each wait counts once, with the longest that was seen of it.
 *   <li>Where it was asked for, who is in the way is terminated ({@link CancelledBlockers}), while
 *       the try that waits goes on. What came of it is told on the thread of the migrations, as
 *       soon as that is there again: the end of a try waits for it.
 *   <li>Where there is no second connection, or the server's process of the work is not known, as
 *       behind a pooler, nothing is seen, and nothing is claimed.
 * </ol>
 */
public final class LockWatch implements AutoCloseable {

    private static final Duration SHORTEST = Duration.ofMillis(30);
    private static final Duration LONGEST = Duration.ofSeconds(1);
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(2);
    private static final Duration LONGEST_END = Duration.ofSeconds(1);

    /** So many who are in the way are named. */
    private static final int MOST_NAMED = 3;

    private final SecondConnection keeper;
    private final Optional<CancelledBlockers> blockers;
    private final List<BoundSql> question;
    private final LeaseThread thread = new LeaseThread("lifeguard-blockers", this::run);
    private final ReentrantLock state = new ReentrantLock();
    private final Condition changed = state.newCondition();

    /** What was waited while a migration of that number ran, by when each wait began. */
    private final Map<Long, Map<Long, Long>> waits = new HashMap<>();

    private final Set<String> inTheWay = new LinkedHashSet<>();
    private final List<String> told = new ArrayList<>();
    private @Nullable Try current;
    private long working;
    private boolean started;
    private boolean closed;

    /** Whether somebody is being terminated. */
    private boolean acting;

    /** Whether it is not known which process of the server works. */
    private boolean blind;

    LockWatch(SecondConnection keeper, Optional<CancelledBlockers> blockers) {
        this.keeper = keeper;
        this.blockers = blockers;
        this.question = blockers.map(CancelledBlockers::question).orElse(List.of());
    }

    /** Sees nothing from now on: the number of the process is a pooler's. */
    public void seeNothing() {
        blind = true;
    }

    /**
     * A try that is watched.
     *
     * @param began on the JVM's clock
     * @param pause before the first look; half of it is between two looks
     */
    private record Try(long began, long pause) {}

    /** A try begins, whose statements wait for a lock at most that long; zero for any time. */
    public void begin(Duration lockTimeout) {
        if (blind || question.isEmpty()) {
            return;
        }
        state.lock();
        try {
            inTheWay.clear();
            current = new Try(System.nanoTime(), pause(lockTimeout));
            if (!started) {
                started = true;
                thread.start();
            }
            changed.signalAll();
        } finally {
            state.unlock();
        }
    }

    private static long pause(Duration lockTimeout) {
        if (lockTimeout.isZero()) {
            return LONGEST.toNanos();
        }
        long half = lockTimeout.toNanos() / 2;
        return Math.max(SHORTEST.toNanos(), Math.min(LONGEST.toNanos(), half));
    }

    /** A migration of that number runs from now on. */
    public void working(long version) {
        state.lock();
        try {
            working = version;
        } finally {
            state.unlock();
        }
    }

    /** The try has ended; gives what was done about those in its way, in sentences. */
    public List<String> end() {
        state.lock();
        try {
            current = null;
            long left = LONGEST_ANSWER.toNanos();
            while (acting && left > 0) {
                left = changed.awaitNanos(left);
            }
            return takeTold();
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            return takeTold();
        } finally {
            state.unlock();
        }
    }

    private List<String> takeTold() {
        List<String> taken = List.copyOf(told);
        told.clear();
        return taken;
    }

    /** What was seen of the waits of a migration, over all of its tries. */
    public Duration waited(long version) {
        state.lock();
        try {
            return Duration.ofMillis(
                    waits.getOrDefault(version, Map.of()).values().stream()
                            .mapToLong(Long::longValue)
                            .sum());
        } finally {
            state.unlock();
        }
    }

    /** Who was seen in the way of the last try, for the middle of a sentence each. */
    public List<String> inTheWay() {
        state.lock();
        try {
            return inTheWay.stream().limit(MOST_NAMED).toList();
        } finally {
            state.unlock();
        }
    }

    private void run() {
        try {
            for (Try next = nextLook(); next != null; next = nextLook()) {
                List<SeenWait> seen = keeper.ask(LONGEST_ANSWER, this::look).orElse(List.of());
                if (saw(next, seen)) {
                    terminate(seen);
                }
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private List<SeenWait> look(Session session) throws SQLException {
        for (BoundSql before : question.subList(0, question.size() - 1)) {
            session.query(before, row -> null);
        }
        return session.query(question.getLast(), SeenWait::of);
    }

    private void terminate(List<SeenWait> seen) {
        List<String> done = List.of();
        try {
            done =
                    blockers.orElseThrow()
                            .heed(seen.stream().flatMap(it -> it.inTheWay().stream()).toList());
        } finally {
            state.lock();
            try {
                told.addAll(done);
                acting = false;
                changed.signalAll();
            } finally {
                state.unlock();
            }
        }
    }

    /** Waits for the time of the next look; null when it is over. */
    private @Nullable Try nextLook() throws InterruptedException {
        state.lock();
        try {
            Try last = current;
            long at = System.nanoTime() + (last == null ? 0 : last.pause() / 2);
            while (!closed) {
                Try now = current;
                if (now == null) {
                    changed.await();
                    continue;
                }
                long first = now.equals(last) ? at : now.began() + now.pause();
                long left = first - System.nanoTime();
                if (left <= 0) {
                    return now;
                }
                changed.awaitNanos(left);
            }
            return null;
        } finally {
            state.unlock();
        }
    }

    /** Takes note of a look; whether the try that it was for still goes on. */
    private boolean saw(Try seenIn, List<SeenWait> all) {
        state.lock();
        try {
            if (!seenIn.equals(current)) {
                return false;
            }
            List<String> named = new ArrayList<>();
            for (SeenWait seen : all) {
                waits.computeIfAbsent(working, version -> new HashMap<>())
                        .merge(seen.began(), seen.waited(), Math::max);
                seen.inTheWay().ifPresent(it -> named.add(it.said()));
            }
            if (!named.isEmpty()) {
                // The last look knows best who it is now.
                inTheWay.clear();
                inTheWay.addAll(named);
            }
            acting = true;
            return true;
        } finally {
            state.unlock();
        }
    }

    @Override
    public void close() {
        state.lock();
        try {
            closed = true;
            current = null;
            changed.signalAll();
        } finally {
            state.unlock();
        }
        if (started) {
            thread.interrupt();
            thread.endsWithin(LONGEST_END);
        }
    }
}
