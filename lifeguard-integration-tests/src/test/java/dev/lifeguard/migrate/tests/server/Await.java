package dev.lifeguard.migrate.tests.server;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what another thread or process does, with a deadline. */
public final class Await {

    private static final Duration DEADLINE = Duration.ofSeconds(90);
    private static final Duration POLL = Duration.ofMillis(10);

    private Await() {}

    /** Waits until it is so; what it is stands in the error when it never becomes so. */
    public static void until(String what, BooleanSupplier condition) {
        until(() -> what, condition);
    }

    /** The same with a text that is made at the deadline. */
    public static void until(Supplier<String> what, BooleanSupplier condition) {
        long end = System.nanoTime() + DEADLINE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("Not so within %s: %s".formatted(DEADLINE, what.get()));
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }
}
