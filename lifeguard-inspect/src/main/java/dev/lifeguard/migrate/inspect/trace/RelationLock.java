package dev.lifeguard.migrate.inspect.trace;

/**
 * What a statement did with one relation.
 *
 * @param relation with its schema, each name in quotes where it needs them
 * @param kind what it is
 * @param mode the strongest lock that it took
 * @param work what it did under that lock
 * @param source how that is known
 */
public record RelationLock(String relation, Kind kind, LockMode mode, Work work, Source source) {

    /** What is locked. */
    public enum Kind {
        /** A table, partitioned or not, or a materialized view. */
        TABLE,
        /** An index. */
        INDEX,
        /** A view, a sequence or a foreign table. */
        OTHER
    }

    /** How something is known. */
    public enum Source {
        /** It was seen when the statement ran. */
        OBSERVED,
        /** PostgreSQL's manual says so of such a statement. */
        DOCUMENTATION
    }
}
