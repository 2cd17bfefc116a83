package dev.lifeguard.migrate.state;

import dev.lifeguard.migrate.jdbc.Session;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Looks after the session of the work from a thread of its own, which waits for nobody.
 *
 * <ol>
 *   <li>Touching: while a transaction is open, the session is touched every quarter of the lease,
 *       so that the server does not end it while the thread that works on it thinks. A frozen
 *       process touches nothing.
 *   <li>Silence: a statement of the second connection that is not answered for two thirds of the
 *       lease, which is when the lease runs out, while no call of the main one is answered either,
 *       means that the network swallows everything. Then all connections are aborted, and the
 *       statement that waits on the main one fails. While the second connection is answered, a
 *       statement takes as long as it takes.
 *   <li>Both are counted in looks and not by the clock: a process that stood still in between has
 *       looked once, and takes its own sleep for nobody's silence.
 * </ol>
 */
final class LeaseWatch implements AutoCloseable {

    private static final int LOOKS_A_LEASE = 12;
    private static final int LOOKS_BETWEEN_TOUCHES = LOOKS_A_LEASE / 4;
    private static final int LOOKS_OF_SILENCE = LOOKS_A_LEASE / 3 * 2;

    private final Holding holding;
    private final Session session;
    private final LeaseConnection second;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final LeaseThread thread = new LeaseThread("lifeguard-watch", this::run);
    private @Nullable LeaseThread touching;
    private int looks;
    private int unanswered;
    private long answers;
    private volatile boolean silent;
    private volatile boolean heeding;

    LeaseWatch(Holding holding, Session session, LeaseConnection second) {
        this.holding = holding;
        this.session = session;
        this.second = second;
    }

    void start() {
        thread.start();
    }

    void heedSilence() {
        heeding = holding.sql().answersRenewals();
    }

    /** Whether the database was found not to answer any more. */
    boolean isSilent() {
        return silent;
    }

    private void run() {
        try {
            while (!silent && !closed.await(nanosBetweenLooks(), TimeUnit.NANOSECONDS)) {
                look();
            }
        } catch (InterruptedException unexpected) {
            Thread.currentThread().interrupt();
        }
    }

    private long nanosBetweenLooks() {
        return holding.lease().toNanos() / LOOKS_A_LEASE;
    }

    private void look() {
        looks++;
        if (looks % LOOKS_BETWEEN_TOUCHES == 0) {
            touch();
        }
        unanswered = heeding && isUnanswered() ? unanswered + 1 : 0;
        if (unanswered > LOOKS_OF_SILENCE) {
            giveUp();
        }
    }

    /** On a slow network what the second connection does takes several answers and long. */
    private boolean isUnanswered() {
        long before = answers;
        answers = session.calls().answered() + second.answers();
        return answers == before && !second.isAnswered();
    }

    /** The driver makes it wait for a statement that runs, so it has a thread of its own. */
    private void touch() {
        LeaseThread before = touching;
        if (holding.sql().endsIdleSessions()
                && session.isInTransaction()
                && (before == null || before.endsWithin(Duration.ZERO))) {
            LeaseThread next = new LeaseThread("lifeguard-touch", session::touch);
            touching = next;
            next.start();
        }
    }

    private void giveUp() {
        silent = true;
        Duration waited = Duration.ofNanos(nanosBetweenLooks() * LOOKS_OF_SILENCE);
        String why =
                "the database has not answered for "
                        + LockMessages.spoken(Duration.ofMillis(waited.toMillis()));
        session.giveUp(why);
        second.abort();
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
