package dev.lifeguard.migrate.script;

import dev.lifeguard.migrate.dialect.Dialect.CatalogName;
import java.util.List;
import java.util.Optional;

/**
 * What a statement that commits by itself leaves in the catalogue, as its tokens tell it.
 *
 * <p>Names are as the database takes them: a word as it is written, anything else between quotes,
 * with its escapes resolved.
 */
public sealed interface Effect {

    /** The catalogue tells nothing of it. */
    record Unknown() implements Effect {}

    /** Its second run makes the same of what the first one left, or does nothing. */
    record Repeatable() implements Effect {}

    /**
     * It creates and drops things, all of them or none.
     *
     * @param all at least one
     */
    record Changes(List<Change> all) implements Effect {

        /** Copies the list. */
        public Changes {
            all = List.copyOf(all);
        }
    }

    /**
     * What becomes of one thing.
     *
     * @param action what is done to it
     * @param object what it is
     */
    record Change(Action action, CatalogName object) {}

    /** What is done to a thing. */
    enum Action {
        /** It is there afterwards. */
        CREATE,
        /** It is not. */
        DROP
    }

    /**
     * CREATE INDEX CONCURRENTLY, which leaves an INVALID index when it is cut off.
     *
     * @param table with its schema if the statement names one
     * @param index empty where the server chooses the name
     * @param chosen the name that it chooses then, to which it may add a number; empty where that
     *     cannot be told
     */
    record IndexBuild(String table, Optional<String> index, Optional<String> chosen)
            implements Effect {}

    /**
     * DROP INDEX CONCURRENTLY, which leaves the index INVALID when it is cut off.
     *
     * @param index with its schema if the statement names one
     */
    record IndexDrop(String index) implements Effect {}

    /**
     * REINDEX CONCURRENTLY, which leaves INVALID indexes beside the others when it is cut off.
     *
     * @param scope of what the indexes are built anew
     * @param name of that, with its schema if the statement names one; empty for the database
     */
    record IndexRebuild(Scope scope, Optional<String> name) implements Effect {}

    /** Of what indexes are built anew. */
    enum Scope {
        /** One index, or those of its partitions. */
        INDEX,
        /** A table, with its partitions. */
        TABLE,
        /** A schema. */
        SCHEMA,
        /** The database. */
        DATABASE
    }

    /**
     * ALTER TABLE … DETACH PARTITION … CONCURRENTLY, which is left pending when it is cut off.
     *
     * @param parent the partitioned table
     * @param partition the table that leaves it
     */
    record Detachment(String parent, String partition) implements Effect {}
}
