package dev.lifeguard.migrate.inspect.trace;

import java.util.List;

/**
 * What one statement locks.
 *
 * @param locks the strongest first, then by the work, then by the name; the server does not tell in
 *     which order one statement takes them
 */
public record StatementTrace(List<RelationLock> locks) {

    /** Copies the list. */
    public StatementTrace {
        locks = List.copyOf(locks);
    }
}
