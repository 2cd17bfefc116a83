package dev.lifeguard.migrate.inspect.explain;

import dev.lifeguard.migrate.inspect.trace.RelationLock;
import dev.lifeguard.migrate.plan.Place;
import java.util.List;

/**
 * What one statement of a migration locks.
 *
 * @param number in its section, from 1
 * @param place where its first token is; of a migration in Java the file or class without a line
 * @param kind what it is, short and in upper case
 * @param sql without its closing semicolon
 * @param locks the strongest first
 */
public record ExplainedStatement(
        int number, Place place, String kind, String sql, List<RelationLock> locks) {

    /** Copies the list. */
    public ExplainedStatement {
        locks = List.copyOf(locks);
    }
}
