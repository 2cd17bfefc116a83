package dev.lifeguard.migrate.dialect;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Statements on one state table; the lock is the row with version -1 in it.
 *
 * <p>Every time in them is the database's clock.
 */
public interface StateSql {

    /**
     * All rows, oldest version first. The columns are, in this order: version, name, checksum,
     * applied_at in microseconds since 1970 in UTC, execution_time_ms; 1 where the table is in
     * another schema than the one that the connection resolves first, 2 where any column behind
     * this one is to be read, null elsewhere; success, down_script, statements_done,
     * statement_started, done_checksum, direction, down_checksum, applied_order.
     *
     * @param columns which of the columns that hold large values to read
     */
    BoundSql history(HistoryColumns columns);

    /**
     * Whether the table is in another schema than the one that the connection resolves first, which
     * the rows of an empty one cannot say; empty where it cannot be.
     */
    default Optional<BoundSql> elsewhere() {
        return Optional.empty();
    }

    /**
     * The same from a table that lacks some of the columns behind the first six: null stands for
     * them.
     *
     * @param present the columns that it has, in lower case
     */
    BoundSql history(HistoryColumns columns, Set<String> present);

    /**
     * The roles that may write rows into the table, by name, beside superusers, this role, the
     * owner, and who may become one of them; empty where the database does not tell.
     */
    default Optional<BoundSql> otherWriters() {
        return Optional.empty();
    }

    /**
     * Fails by a division by zero unless it is certain that nothing in the table runs code of
     * others; and as every statement on it does where it is not there. It stands before the first
     * statement that reads the table; empty where others cannot make such a table.
     */
    default Optional<BoundSql> requireUsual() {
        return Optional.empty();
    }

    /**
     * Why the table might run code of others, the weightiest reason first: its kind, what it is
     * about, and who this role is; no row where there is none after all.
     */
    default BoundSql reasonsAgainst() {
        throw new IllegalStateException("Nothing speaks against a state table here");
    }

    /** The same as {@link #requireUsual}, for a table without reasons against it. */
    default BoundSql requireNoReasons() {
        throw new IllegalStateException("Nothing speaks against a state table here");
    }

    /** One row for each column of the table or view of that name: kind of relation, column name. */
    BoundSql inspect();

    /**
     * State tables by their columns, in other places than this one's: schema, name, and the {@link
     * Kinship}; those of the search path first. Empty where there is no other place.
     */
    default Optional<BoundSql> others() {
        return Optional.empty();
    }

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

    /** A row where the schema is there; empty where the database has none of its own. */
    default Optional<BoundSql> findSchema() {
        return Optional.empty();
    }

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
     * Whether a change of the history checks the lock and extends its lease in the same statement;
     * else it is done in a transaction that has extended the lease.
     */
    boolean changesUnderLock();

    /** Whether an insert of the lock's row may wait for its holder's transaction. */
    boolean acquireWaits();

    /** Inserts the lock's row, if there is none; 1 row when the lock was got. */
    BoundSql acquire(LockRequest request);

    /** The lock's row: token, holder, since, lease end, and whether it may be taken over. */
    BoundSql holder();

    /** The same from a table that has the first six columns only: token, since. */
    BoundSql holderOfSixColumns();

    /** The statements of one transaction that deletes a dead holder's row, if it is still dead. */
    List<BoundSql> takeOver(String deadToken, Duration lockTimeout);

    /**
     * Who has locked the whole table, or waits to, so that its rows cannot be read or written: a
     * text for each; empty where the database does not tell.
     */
    default Optional<BoundSql> tableLockers() {
        return Optional.empty();
    }

    /** Extends the lease; 1 row while the lock is held. */
    BoundSql renew(String token, Duration lease);

    /**
     * The statements of a transaction that extends the lease beside the work, the last of them with
     * 1 row while the lock is held: they are answered soon, whoever locks the row or its table.
     */
    default List<BoundSql> renewal(String token, Duration lease, Duration lockTimeout) {
        return List.of(renew(token, lease));
    }

    /** Takes back what {@link #renewal} set, where it outlives its transaction. */
    default List<BoundSql> renewalOver() {
        return List.of();
    }

    /** Whether a {@link #renewal} that is not answered means that the database is out of reach. */
    default boolean answersRenewals() {
        return true;
    }

    /**
     * Statements of which the last tells what the server's process of a number does: {@code
     * active}, or it has done what it was asked, or no row when it is gone; null when that may not
     * be seen. Empty where the database does not tell.
     */
    default List<BoundSql> activity(long backend) {
        return List.of();
    }

    /** Fails, and the transaction with it, unless the lock is held; else keeps its row in place. */
    BoundSql fence(String token);

    /**
     * All that stands between the BEGIN of a migration that is sent with others and its script: the
     * settings of {@link Dialect#transactionPrelude} and {@link Dialect#surroundings}, and the
     * fence, in one statement.
     */
    default BoundSql opening(String token, Opening opening) {
        throw new IllegalStateException("Statements are sent one by one here");
    }

    /** As the first statement of a transaction: each statement sees what others have committed. */
    BoundSql readCommitted();

    /** Returns a row while the lock is held, and keeps that row in place in a transaction. */
    BoundSql hold(String token);

    /**
     * Lets the server end this transaction when it sits idle for longer; as the last statement it
     * leaves no snapshot open.
     */
    BoundSql idleTimeout(Duration longest);

    /** Lets the server end the session when it sits idle outside a transaction for longer. */
    BoundSql idleSession(Duration longest);

    /** Takes back what {@link #idleTimeout} set, where it outlives its transaction. */
    default List<BoundSql> idleTimeoutOver() {
        return List.of();
    }

    /** Takes back what {@link #idleSession} set. */
    List<BoundSql> idleSessionOver();

    /** Whether the server ends a session that sits idle, so that a living one must be touched. */
    default boolean endsIdleSessions() {
        return true;
    }

    /** Deletes the lock's row of a token. */
    BoundSql release(String token);

    /** The same unless the holder's server process is still there, which may still be at work. */
    BoundSql releaseOfEnded(String token);

    /**
     * The statements that begin a transaction after a COMMIT whose answer was lost: they wait until
     * the transaction that wrote the history has ended, committed or not.
     */
    List<BoundSql> awaitWriter(String token, Duration lease, Duration lockTimeout);

    /**
     * The statements that begin a transaction after a connection was lost on which several
     * transactions were under way: the last of them waits until the one that is open has ended, and
     * deletes the lock's row, so that no other passes its fence. 1 row while the lock is held.
     */
    default List<BoundSql> endWriter(String token, Duration lockTimeout) {
        throw new IllegalStateException("Statements are sent one by one here");
    }

    /** Records an applied migration and extends the lease; 1 row while the lock is held. */
    BoundSql insertApplied(String token, Duration lease, RowToWrite row);

    /**
     * The same for a driver that sends it together with the script, and perhaps with the COMMIT:
     * the server itself ends the transaction unless the lock is held and one row appears. Its last
     * column is the time since the transaction began, in milliseconds.
     */
    default BoundSql closeApplied(String token, Duration lease, Closing closing, RowToWrite row) {
        throw new IllegalStateException("Statements are sent one by one here");
    }

    /** The same for a migration that is rolled back: its row disappears. */
    default BoundSql closeRolledBack(String token, Duration lease, Closing closing, long version) {
        throw new IllegalStateException("Statements are sent one by one here");
    }

    /**
     * The same as one of several in a transaction. The lock's row stays as it is, so that its lease
     * can be extended until the commit; the time is that since the previous one's.
     *
     * @param previous the version before it in the transaction, or null for the first
     */
    default BoundSql closeAmong(String token, RowToWrite row, @Nullable Long previous) {
        throw new IllegalStateException("Each migration has its own transaction here");
    }

    /** Records progress of a migration; 1 row while the lock is held. */
    BoundSql recordProgress(String token, Duration lease, RowToWrite row);

    /** Deletes a migration's row and extends the lease; 1 row while the lock is held. */
    BoundSql deleteRecord(String token, Duration lease, long version);

    /** Sets the checksum of a migration; 1 row while the lock is held. */
    BoundSql updateChecksum(String token, Duration lease, long version, String checksum);

    /**
     * One row for each index: its qualified name, its table's, its name alone, whether it is valid,
     * and the number of another session that builds one on that table, or null.
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

    /**
     * What a started statement of a part-way migration works on; one row, or none. Empty where
     * nothing runs CONCURRENTLY.
     */
    default Optional<BoundSql> startedWork(long version) {
        return Optional.empty();
    }

    private static IllegalStateException nothingConcurrent() {
        return new IllegalStateException("Nothing runs CONCURRENTLY here");
    }

    /** What a state table elsewhere has to do with a connection that has none in its place. */
    enum Kinship {
        /** Its own: this role made it before the schema of its own name was there. */
        SAME,
        /** It may be the same application's. */
        POSSIBLE,
        /** The same; it stands where names are looked up, and this user may not read it. */
        UNREADABLE,
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
     * What a migration's transaction begins with.
     *
     * @param idleTimeout how long a frozen runner may sit in it before the server ends it
     * @param searchPath in the database's own notation
     * @param lockTimeout null for as long as it takes
     */
    record Opening(Duration idleTimeout, String searchPath, @Nullable Duration lockTimeout) {}

    /** How the COMMIT behind a migration is done. */
    enum Closing {
        /** When it is answered, it is on the disk, whatever the defaults or the script say. */
        DURABLE,
        /** A later COMMIT of the same session is waited for instead. */
        FOLLOWED
    }

    /** Which large columns a read of the history includes. */
    enum HistoryColumns {
        /** All but the down scripts. */
        WITHOUT_DOWN_SCRIPTS,
        /** All. */
        WITH_DOWN_SCRIPTS
    }

    /**
     * Who asks for the lock.
     *
     * @param token fresh and random
     * @param holder who it is, for people
     * @param lease how long it is held without being extended
     * @param backend the driver's own number of the server process, or null where it has none
     */
    record LockRequest(String token, String holder, Duration lease, @Nullable Integer backend) {}

    /**
     * A history row.
     *
     * @param version the 14 digits
     * @param name the migration's name
     * @param checksum of its file
     * @param executionTime what its statements took
     * @param down what rolls it back, or null
     * @param appliedBy who ran it
     * @param appliedOrder its place among those applied; null leaves the one that is recorded
     * @param progress how far it got, or null for whole
     */
    record RowToWrite(
            long version,
            String name,
            String checksum,
            @Nullable Duration executionTime,
            @Nullable DownToWrite down,
            String appliedBy,
            @Nullable Long appliedOrder,
            @Nullable ProgressToWrite progress) {

        /** What stands in the column of the down script. */
        @Nullable String downScript() {
            return down == null ? null : down.script();
        }

        /** What stands in the column of its checksum. */
        @Nullable String downChecksum() {
            return down == null ? null : down.checksum();
        }
    }

    /**
     * What rolls a migration back when its file is not there.
     *
     * @param script its statements
     * @param checksum of them and the migration's version
     */
    record DownToWrite(String script, String checksum) {}

    /**
     * How far a part-way migration got.
     *
     * @param direction {@code up} or {@code down}
     * @param statementsDone how many statements took effect
     * @param statementStarted a statement whose effect is not known yet, or null
     * @param doneChecksum of the statements that are done
     * @param startedWork what a started statement works on that runs CONCURRENTLY, so that what is
     *     left of it is found; null for any other
     */
    record ProgressToWrite(
            String direction,
            int statementsDone,
            @Nullable Integer statementStarted,
            String doneChecksum,
            @Nullable String startedWork) {}

    /**
     * Where the state table is.
     *
     * @param schema null stands for the schema that the connection resolves first
     * @param table its name without the schema
     */
    record TableName(@Nullable String schema, String table) {

        /** The name with which it is found where nothing else is configured. */
        public static final String DEFAULT_TABLE = "lifeguard_migrations";

        /** The same table in a schema that is known now. */
        public TableName in(String resolved) {
            return new TableName(resolved, table);
        }

        /** As messages show it. */
        @Override
        public String toString() {
            return schema == null ? table : schema + "." + table;
        }
    }
}
