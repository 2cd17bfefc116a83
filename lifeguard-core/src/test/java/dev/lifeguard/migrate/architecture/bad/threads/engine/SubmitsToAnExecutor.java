package dev.lifeguard.migrate.architecture.bad.threads.engine;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Makes an executor. */
final class SubmitsToAnExecutor {

    static ExecutorService executor() {
        return Executors.newCachedThreadPool();
    }
}
