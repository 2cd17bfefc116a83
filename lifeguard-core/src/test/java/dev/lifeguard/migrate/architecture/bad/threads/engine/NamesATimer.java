package dev.lifeguard.migrate.architecture.bad.threads.engine;

import java.util.Timer;
import java.util.function.Supplier;

/** Makes a timer by a reference to its constructor. */
final class NamesATimer {

    static Supplier<Timer> timer() {
        return Timer::new;
    }
}
