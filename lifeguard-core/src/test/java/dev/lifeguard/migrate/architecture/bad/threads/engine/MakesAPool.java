package dev.lifeguard.migrate.architecture.bad.threads.engine;

import java.util.concurrent.ForkJoinPool;

/** Makes a pool by its constructor. */
final class MakesAPool {

    static ForkJoinPool pool() {
        return new ForkJoinPool();
    }
}
