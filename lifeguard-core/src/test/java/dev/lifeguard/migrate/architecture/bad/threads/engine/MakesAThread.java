package dev.lifeguard.migrate.architecture.bad.threads.engine;

/** Makes a thread. */
final class MakesAThread {

    static Thread of(Runnable work) {
        return new Thread(work);
    }
}
