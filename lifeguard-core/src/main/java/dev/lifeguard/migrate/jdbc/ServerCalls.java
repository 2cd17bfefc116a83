package dev.lifeguard.migrate.jdbc;

import java.util.OptionalLong;

/**
 * Numbers the calls of a session to its server, so that another thread sees whether one waits, and
 * whether it is still the same one.
 *
 * <p>The session's thread alone makes calls; any may ask. Where the driver does not let them be
 * counted, none is ever made.
 */
public final class ServerCalls {

    /** The number of the call that waits, or a negative one between two of them. */
    private volatile long call = -1;

    ServerCalls() {}

    /** The next one is sent. */
    void begin() {
        call = -call;
    }

    /** It is answered, or has failed. */
    void end() {
        call = -call - 1;
    }

    /** How many the server has answered, where that is known; it only grows. */
    public long answered() {
        return Math.abs(call) - 1;
    }

    /** The number of the one that waits now, where that is known; each has another one. */
    public OptionalLong waiting() {
        long now = call;
        return now < 0 ? OptionalLong.empty() : OptionalLong.of(now);
    }
}
