package dev.lifeguard.migrate.report;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who holds the lock, as its row says. Immutable; this library makes it, and may give it more
 * methods.
 */
public interface LockHolder {

    /** Of this holding. */
    String token();

    /** Who it is, for people. */
    String holder();

    /** When it was got, on the database's clock. */
    Instant since();

    /** When it runs out unless it is extended, or null where the row has no lease. */
    @Nullable Instant leaseEnd();

    /** The number of its server process, or null where none is recorded. */
    @Nullable Integer backend();

    /** Whether the holder is known to be dead. */
    Liveness liveness();

    /** What its server process does, or null where that is not known. */
    @Nullable String backendState();

    /** Its last statement, or null where that is not known. */
    @Nullable String backendQuery();

    /** What is known of the holder. */
    enum Liveness {
        /** Its lease runs. */
        ALIVE,
        /** Its lease has run out, or its server process is gone: the next runner takes over. */
        DEAD,
        /** Its row has no lease: nobody but a person can tell. */
        UNKNOWN
    }
}
