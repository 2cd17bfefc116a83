package dev.lifeguard.migrate.inspect.explain;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A relation of the target, as it is now.
 *
 * @param relation with its schema
 * @param presence whether it is there
 * @param bytes with its indexes and TOAST; empty where that is not known
 * @param rows about so many; empty where nobody has counted since it was made
 * @param queriesPerMinute how many that name it, by pg_stat_statements; empty where not known
 * @param holders who has a lock on it
 */
public record RelationNow(
        String relation,
        Presence presence,
        Optional<Long> bytes,
        Optional<Long> rows,
        Optional<Double> queriesPerMinute,
        List<Holder> holders) {

    /** Copies the list. */
    public RelationNow {
        holders = List.copyOf(holders);
    }

    /** Whether a relation is there. */
    public enum Presence {
        /** It is. */
        THERE,
        /** It is not. */
        MISSING,
        /** It could not be looked at. */
        UNKNOWN
    }

    /**
     * Somebody who has a lock.
     *
     * @param pid the number of the server's process; empty of a prepared transaction
     * @param mode the lock, as {@code AccessShareLock}
     * @param application what the session calls itself; may be empty, or not visible
     * @param user who it is
     * @param transactionAge how long its transaction is open; empty where that is not visible
     * @param query what it runs or ran last, cut; may be empty, or not visible
     */
    public record Holder(
            Optional<Integer> pid,
            String mode,
            String application,
            String user,
            Optional<Duration> transactionAge,
            String query) {}
}
