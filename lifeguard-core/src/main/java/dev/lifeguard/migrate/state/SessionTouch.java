package dev.lifeguard.migrate.state;

import dev.lifeguard.migrate.jdbc.Session;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Touches a session again and again, so that the server does not end it in a transaction while code
 * of a batch computes. A frozen process touches nothing, and its session is ended.
 *
 * <p>The driver makes it wait for a statement that runs, so it has a thread of its own.
 */
public final class SessionTouch implements AutoCloseable {

    private static final int TOUCHES = 4;

    private final Session session;
    private final Duration pause;
    private final CountDownLatch closed = new CountDownLatch(1);

    private SessionTouch(Session session, Duration pause) {
        this.session = session;
        this.pause = pause;
    }

    /**
     * Begins with it.
     *
     * @param idle after what the server ends the session
     */
    public static SessionTouch of(Session session, Duration idle) {
        SessionTouch touch = new SessionTouch(session, idle.dividedBy(TOUCHES));
        new LeaseThread("lifeguard-touch", touch::run).start();
        return touch;
    }

    private void run() {
        try {
            while (!closed.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
                session.touch();
            }
        } catch (InterruptedException unexpected) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
