package dev.lifeguard.migrate.inspect.compat;

/** When a constraint is checked; the later, the more it lets pass. */
enum Deferral {
    /** With each statement: NOT DEFERRABLE. */
    NEVER,
    /** Later where the transaction asks for that: DEFERRABLE. */
    ON_REQUEST,
    /** At the end of the transaction: INITIALLY DEFERRED. */
    AT_COMMIT;

    /** Whether it is checked earlier than another one, which lets more pass. */
    boolean isEarlierThan(Deferral other) {
        return compareTo(other) < 0;
    }
}
