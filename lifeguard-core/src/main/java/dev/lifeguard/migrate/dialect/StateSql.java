package dev.lifeguard.migrate.dialect;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Statements on one state table: here those on the table itself, and on what statements that run
 * CONCURRENTLY leave beside it; those on its rows in {@link HistorySql}, and on the row with
 * version -1, which is the lock, in {@link LockSql}.
 */
public interface StateSql extends HistorySql, LockSql, TrustSql {

    /** One row for each column of the table or view of that name: kind of relation, column name. */
    BoundSql inspect();

    /**
     * Whether the table is in another schema than the one that the connection resolves first, which
     * the rows of an empty one cannot say; empty where it cannot be.
     */
    default Optional<BoundSql> elsewhere() {
        return Optional.empty();
    }

    /** A row where the schema is there; empty where the database has none of its own. */
    default Optional<BoundSql> findSchema() {
        return Optional.empty();
    }

    /** The statements on the log beside the table. */
    LogSql log();

    /** What is asked and done about rows that a way down takes away. */
    StakeSql stakes();

    /** The statements on rows that are taken over from another tool. */
    TakeOverSql takingOver();

    /** Creates the schema, if it is not there. */
    BoundSql createSchema();

    /** Creates the table, if it is not there. */
    BoundSql createTable();

    /**
     * Adds the columns behind the first six that a table lacks.
     *
     * @param present the columns that it has, in lower case
     */
    List<BoundSql> addColumns(Set<String> present);

    /**
     * The type of the version's column, and whether it alone is a unique key; no row where there is
     * no such table. Empty where {@link #requireUsual} looks at that.
     */
    default Optional<BoundSql> shape() {
        return Optional.empty();
    }

    /** Whether a type holds 14 digits as a number. */
    default boolean holdsVersions(String type) {
        return type.equalsIgnoreCase("bigint");
    }

    /**
     * The roles that may write rows into the table, by name, beside superusers, this role, the
     * owner, and who may become one of them; empty where the database does not tell.
     */
    default Optional<BoundSql> otherWriters() {
        return Optional.empty();
    }

    /**
     * State tables by their columns, in other places than this one's: schema, name, and the {@link
     * Kinship}; those of the search path first. Empty where there is no other place.
     */
    default Optional<BoundSql> others() {
        return Optional.empty();
    }

    /**
     * One row for each index: its qualified name, its table's, its name alone, whether it is valid,
     * the number of another session that builds one on that table, or null, and whether this role
     * may drop it.
     *
     * @param name of a table or an index, as a statement writes it
     */
    default BoundSql indexes(Indexes which, String name) {
        throw nothingConcurrent();
    }

    /**
     * The same of the INVALID ones that REINDEX CONCURRENTLY left.
     *
     * @param name of the table or the schema, as a statement writes it
     */
    default BoundSql leftByReindex(RebuildScope scope, String name) {
        throw nothingConcurrent();
    }

    /** One row with the qualified name of a table and its schema's, or none where it is not. */
    default BoundSql qualifiedTable(String name) {
        throw nothingConcurrent();
    }

    /**
     * One row where a table is a partition of another: the qualified names of both, and whether its
     * detachment was begun and not ended.
     */
    default BoundSql attachment(String parent, String partition) {
        throw nothingConcurrent();
    }

    private static IllegalStateException nothingConcurrent() {
        return new IllegalStateException("Nothing runs CONCURRENTLY here");
    }

    /** What a state table elsewhere has to do with a connection that has none in its place. */
    enum Kinship {
        /** Its own: this role made it before the schema of its own name was there. */
        SAME,
        /** It has the name that is looked for, in a schema in which names are looked up. */
        NAMESAKE,
        /** The same, and this user may not read it. */
        UNREADABLE,
        /** It may be the same application's. */
        POSSIBLE,
        /** Another database's of the same server, which may be another stage of the application. */
        SEPARATE
    }

    /** Which indexes are asked for. */
    enum Indexes {
        /** Those of a table. */
        OF_TABLE,
        /** The one of that name. */
        OF_NAME
    }

    /** Where indexes were built anew. */
    enum RebuildScope {
        /** On a table and its partitions. */
        TABLE,
        /** In a schema. */
        SCHEMA,
        /** In the whole database. */
        DATABASE
    }

    /**
     * Where the state table is.
     *
     * @param schema null stands for the schema that the connection resolves first
     * @param table its name without the schema
     */
    record TableName(@Nullable String schema, String table) {

        /** The name with which it is found where nothing else is configured. */
        public static final String DEFAULT_TABLE = "lifeguard_migrations";

        private static final String LOG = "_log";
        private static final int LONGEST = 63 - LOG.length();

        /** The same table in a schema that is known now. */
        public TableName in(String resolved) {
            return new TableName(resolved, table);
        }

        /** The log beside it: who did what. Whoever looks at a schema leaves both out. */
        public TableName log() {
            // PostgreSQL cuts a name behind 63 bytes, and it would be the state table's own.
            return new TableName(
                    schema, table.substring(0, Math.min(table.length(), LONGEST)) + LOG);
        }

        /** As messages show it. */
        @Override
        public String toString() {
            return schema == null ? table : schema + "." + table;
        }
    }
}
