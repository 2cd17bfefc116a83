package dev.lifeguard.migrate.tests.crash;

/**
 * Where the connections between a runner and its server are cut.
 *
 * @param message number of the protocol message, over both directions and all connections, from 1
 * @param moment before it, in its middle, or after it
 * @param scope what is cut
 */
record Cut(int message, Moment moment, Scope scope) {

    /** How much of the message arrives. */
    enum Moment {
        /** Nothing. */
        BEFORE,
        /** The first half of its bytes. */
        HALF,
        /** All of it. */
        AFTER
    }

    /** What is cut. */
    enum Scope {
        /** The connection that the message is on; others go on, and new ones can be made. */
        CONNECTION,
        /** All connections of the runner, who gets no new one: as if its machine were gone. */
        EVERYTHING
    }

    /** The same at another message. */
    Cut at(int other) {
        return new Cut(other, moment, scope);
    }
}
