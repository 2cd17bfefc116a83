package dev.lifeguard.migrate.inspect.trace;

import java.util.List;

/**
 * What one statement locks and changes.
 *
 * @param locks the strongest first, then by the work, then by the name; the server does not tell in
 *     which order one statement takes them
 * @param changes what became of relations that were there before it
 */
public record StatementTrace(List<RelationLock> locks, List<SchemaChange> changes) {

    /** Copies the lists. */
    public StatementTrace {
        locks = List.copyOf(locks);
        changes = List.copyOf(changes);
    }
}
