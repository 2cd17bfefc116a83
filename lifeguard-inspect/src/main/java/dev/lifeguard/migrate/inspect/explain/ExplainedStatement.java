package dev.lifeguard.migrate.inspect.explain;

import dev.lifeguard.migrate.inspect.trace.RelationLock;
import dev.lifeguard.migrate.inspect.trace.StatementTrace;
import dev.lifeguard.migrate.plan.Place;
import java.util.List;

/**
 * What one statement of a migration locks.
 *
 * @param number in its section, from 1
 * @param place where its first token is; of a migration in Java the file or class without a line,
 *     of a hook in its file
 * @param kind what it is, short and in upper case
 * @param sql without its closing semicolon
 * @param transaction the number of the transaction that it shares with others; 0 where it shares
 *     none
 * @param trace what it locked and changed
 */
public record ExplainedStatement(
        int number, Place place, String kind, String sql, int transaction, StatementTrace trace) {

    /** What it locked, the strongest first. */
    public List<RelationLock> locks() {
        return trace.locks();
    }
}
