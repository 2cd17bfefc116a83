package dev.lifeguard.migrate.state;

import java.time.Duration;
import java.util.function.Consumer;

/** A try that is looked at while it waits for locks; it equals itself alone. */
final class WatchedTry {

    private static final Duration SHORTEST = Duration.ofMillis(30);
    private static final Duration LONGEST = Duration.ofSeconds(1);
    private static final Duration LONGEST_BETWEEN = Duration.ofSeconds(2);

    /** Between two looks passes this part of the time that the try has lasted. */
    private static final int RARER = 8;

    /** On the JVM's clock. */
    private final long began;

    /** Before the first look; half of it is between two looks at first. */
    private final long pause;

    private final Consumer<LongWait> hears;

    private WatchedTry(long began, long pause, Consumer<LongWait> hears) {
        this.began = began;
        this.pause = pause;
        this.hears = hears;
    }

    /** With what its statements wait for a lock at most; zero for any time. */
    static WatchedTry begin(Duration lockTimeout, Consumer<LongWait> hears) {
        return new WatchedTry(System.nanoTime(), pause(lockTimeout), hears);
    }

    private static long pause(Duration lockTimeout) {
        if (lockTimeout.isZero()) {
            return LONGEST.toNanos();
        }
        long half = lockTimeout.toNanos() / 2;
        return Math.max(SHORTEST.toNanos(), Math.min(LONGEST.toNanos(), half));
    }

    /** Who is told of a wait that goes on. */
    Consumer<LongWait> hears() {
        return hears;
    }

    /** When its first look is. */
    long first() {
        return began + pause;
    }

    /** How long it is from now to the next one. */
    long between() {
        long age = System.nanoTime() - began;
        return Math.max(pause / 2, Math.min(LONGEST_BETWEEN.toNanos(), age / RARER));
    }
}
