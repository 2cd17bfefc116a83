package dev.lifeguard.migrate.state;

import java.time.Duration;

/**
 * A thread that works on the lease beside the run; no other code starts threads.
 *
 * <p>It is no virtual one: the first one of a process that uses a socket starts a thread that waits
 * in the operating system, for which the JVM then waits 0.3 s at its exit.
 */
final class LeaseThread {

    private final Thread thread;

    /** One that is not started yet. */
    LeaseThread(String name, Runnable work) {
        this.thread = Thread.ofPlatform().daemon().name(name).unstarted(work);
    }

    void start() {
        thread.start();
    }

    void interrupt() {
        thread.interrupt();
    }

    /**
     * Waits for its end, in an interrupted caller, too, whose flag stands again afterwards.
     *
     * @return false when it goes on
     */
    boolean endsWithin(Duration longest) {
        long end = System.nanoTime() + longest.toNanos();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return thread.join(Duration.ofNanos(end - System.nanoTime()));
                } catch (InterruptedException interrupt) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
