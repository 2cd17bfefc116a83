package dev.lifeguard.migrate.architecture.bad.threads.engine;

/** Looks at the thread that it is run by. */
final class KnowsItsThread {

    static boolean stopped() {
        return Thread.currentThread().isInterrupted();
    }
}
