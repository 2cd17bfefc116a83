package dev.lifeguard.migrate.inspect.trace;

/**
 * What a statement made of a relation that was there before it.
 *
 * @param kind what became of it
 * @param relation with its schema, each name in quotes where it needs them, as before the statement
 * @param what the column, constraint, index or other name that it is about; the relation's own
 *     where it is about none
 */
public record SchemaChange(Kind kind, String relation, String what) {

    /** What becomes of a relation. */
    public enum Kind {
        /** It is not there any more. */
        DROPPED,
        /** It has another name or schema. */
        RENAMED,
        /** All its rows went, in a moment. */
        EMPTIED,
        /** It has a column more. */
        COLUMN_ADDED,
        /** It has a column more that numbers its rows by itself. */
        IDENTITY_ADDED,
        /** It has a column more that is computed and kept. */
        STORED_ADDED,
        /** It has a column less. */
        COLUMN_DROPPED,
        /** A column has another name. */
        COLUMN_RENAMED,
        /** A column has another type. */
        TYPE_CHANGED,
        /** A column takes no NULL any more. */
        NOT_NULL_SET,
        /** A column takes NULL from here on. */
        NOT_NULL_DROPPED,
        /** A CHECK holds for all rows from here on. */
        CHECK_ADDED,
        /** A foreign key holds for all rows from here on. */
        FOREIGN_KEY_ADDED,
        /** A foreign key is gone. */
        FOREIGN_KEY_DROPPED,
        /** It has a primary key. */
        PRIMARY_KEY_ADDED,
        /** It has a UNIQUE constraint more. */
        UNIQUE_ADDED,
        /** It has an EXCLUDE constraint more. */
        EXCLUSION_ADDED,
        /** A constraint that did not hold for all rows does. */
        VALIDATED,
        /** It has an index more. */
        INDEX_ADDED,
        /** A table that was there before is a partition of it. */
        PARTITION_ATTACHED,
        /** It has a partition that is new. */
        PARTITION_MADE,
        /** It has a partition less, which is there still. */
        PARTITION_DETACHED
    }
}
