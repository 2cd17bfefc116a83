package dev.lifeguard.migrate.state;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.jdbc.Session;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks, while a migration runs, whether it waits for somebody's lock, and for whose.
 *
 * <ol>
 *   <li>A thread of its own asks on the second connection, for the first time when half of what a
 *       statement may wait is over: what is done by then costs no look, and no connection. The
 *       longer a try lasts the rarer it asks, and where the work waits for no lock the server does
 *       not look at its table of locks.
 *   <li>A wait that goes on for some seconds is told by that thread, once for each change of those
 *       in its way. The end of a try waits for that.
 *   <li>Where it was asked for, who is in the way is terminated ({@link CancelledBlockers}), while
 *       the try that waits goes on. What came of it is told on the thread of the migrations, as
 *       soon as that is there again: the end of a try waits for it.
 *   <li>Where there is no second connection, or the server's process of the work is not known, as
 *       behind a pooler, nothing is seen, and nothing is claimed. Where several looks in a row have
 *       no answer there is none any more.
 * </ol>
 */
public final class LockWatch implements AutoCloseable {

    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(2);
    private static final Duration LONGEST_END = Duration.ofSeconds(1);

    /** Behind so many looks without an answer there are no more. */
    private static final int MOST_UNANSWERED = 3;

    private final SecondConnection keeper;
    private final Optional<CancelledBlockers> blockers;
    private final List<BoundSql> question;
    private final LeaseThread thread = new LeaseThread("lifeguard-blockers", this::run);
    private final ReentrantLock state = new ReentrantLock();
    private final Condition changed = state.newCondition();

    private final SeenWaits waits = new SeenWaits();
    private final List<String> told = new ArrayList<>();
    private @Nullable WatchedTry current;
    private long working;
    private boolean started;
    private boolean closed;

    /** Whether somebody is being terminated, or told. */
    private boolean acting;

    private int unanswered;

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
     * A try begins, whose statements wait for a lock at most that long; zero for any time.
     *
     * @param hears is told on another thread of a wait that goes on, before the try ends
     */
    public void begin(Duration lockTimeout, Consumer<LongWait> hears) {
        if (blind || question.isEmpty()) {
            return;
        }
        state.lock();
        try {
            waits.begin();
            current = WatchedTry.begin(lockTimeout, hears);
            if (!started) {
                started = true;
                thread.start();
            }
            changed.signalAll();
        } finally {
            state.unlock();
        }
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

    /** Several run from now on that go to the server together: which one is not known. */
    public void workingTogether() {
        working(SeenWaits.TOGETHER);
    }

    /** Of those that went together it was that one which met a lock. */
    public void met(long version) {
        state.lock();
        try {
            waits.book(version);
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
            return waits.waited(version);
        } finally {
            state.unlock();
        }
    }

    /** Who was seen in the way of the last try, for the middle of a sentence each. */
    public List<String> inTheWay() {
        state.lock();
        try {
            return waits.inTheWay();
        } finally {
            state.unlock();
        }
    }

    /** What can be done about those, in sentences. */
    public List<String> advice() {
        state.lock();
        try {
            return waits.advice();
        } finally {
            state.unlock();
        }
    }

    private void run() {
        try {
            for (WatchedTry next = nextLook(); next != null; next = nextLook()) {
                Optional<List<SeenWait>> answer = keeper.ask(LONGEST_ANSWER, this::look);
                unanswered = answer.isPresent() ? 0 : unanswered + 1;
                if (unanswered == MOST_UNANSWERED) {
                    return;
                }
                if (answer.isPresent()) {
                    saw(next, answer.get());
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

    private void saw(WatchedTry seenIn, List<SeenWait> seen) {
        Optional<Optional<LongWait>> news = takeNote(seenIn, seen);
        if (news.isEmpty()) {
            return;
        }
        List<String> done = new ArrayList<>();
        try {
            news.get().ifPresent(seenIn.hears());
            done.addAll(
                    blockers.orElseThrow()
                            .heed(seen.stream().flatMap(it -> it.inTheWay().stream()).toList()));
        } catch (RuntimeException ofListener) {
            done.add(String.valueOf(ofListener.getMessage()));
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

    /** Empty where the try that a look was for has ended; else what is to be told of it. */
    private Optional<Optional<LongWait>> takeNote(WatchedTry seenIn, List<SeenWait> seen) {
        state.lock();
        try {
            if (!seenIn.equals(current)) {
                return Optional.empty();
            }
            acting = true;
            return Optional.of(waits.saw(working, seen));
        } finally {
            state.unlock();
        }
    }

    /** Waits for the time of the next look; null when it is over. */
    private @Nullable WatchedTry nextLook() throws InterruptedException {
        state.lock();
        try {
            WatchedTry last = current;
            long at = System.nanoTime() + (last == null ? 0 : last.between());
            while (!closed) {
                WatchedTry now = current;
                if (now == null) {
                    changed.await();
                    continue;
                }
                long first = now.equals(last) ? at : now.first();
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
