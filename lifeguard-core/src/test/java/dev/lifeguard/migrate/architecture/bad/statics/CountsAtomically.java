package dev.lifeguard.migrate.architecture.bad.statics;

import java.util.concurrent.atomic.AtomicLong;

/** Has a counter that all share. */
final class CountsAtomically {

    private static final AtomicLong CALLS = new AtomicLong();

    static long next() {
        return CALLS.incrementAndGet();
    }
}
