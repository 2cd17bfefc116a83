package dev.lifeguard.migrate.lint;

import dev.lifeguard.migrate.inspect.trace.LockMode;
import dev.lifeguard.migrate.inspect.trace.Work;

/**
 * A lock that a statement takes.
 *
 * @param relation with its schema, each name in quotes where it needs them; where the statement
 *     names no schema, the first one of the search path as far as that is known
 * @param mode the strongest one
 * @param work what is done under it
 */
public record LintLock(String relation, LockMode mode, Work work) {}
