package dev.lifeguard.migrate.inspect.trace;

/**
 * What a statement did with one relation.
 *
 * @param relation with its schema, each name in quotes where it needs them
 * @param mode the strongest lock that it took
 * @param work what it did under that lock
 * @param source how that is known
 */
public record RelationLock(String relation, LockMode mode, Work work, Source source) {

    /** How something is known. */
    public enum Source {
        /** It was seen when the statement ran. */
        OBSERVED,
        /** PostgreSQL's manual says so of such a statement. */
        DOCUMENTATION
    }
}
