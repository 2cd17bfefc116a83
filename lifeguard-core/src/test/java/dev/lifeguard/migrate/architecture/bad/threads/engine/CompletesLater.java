package dev.lifeguard.migrate.architecture.bad.threads.engine;

import java.util.concurrent.CompletableFuture;

/** Runs something on the common pool. */
final class CompletesLater {

    static CompletableFuture<Void> later(Runnable work) {
        return CompletableFuture.runAsync(work);
    }
}
