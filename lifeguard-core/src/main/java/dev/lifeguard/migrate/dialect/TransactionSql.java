package dev.lifeguard.migrate.dialect;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a database answers about its transactions: what they can roll back, how they begin, wait and
 * end, and how it shows that one is still open.
 *
 * <p>A part of {@link Dialect}, which says where the rest is.
 */
interface TransactionSql {

    /** Whether its DDL can be rolled back together with the history's row. */
    boolean transactionalDdl();

    /**
     * Whether a migration's transaction is rolled back whole where it met another one's lock, so
     * that it can run again; and whether its waits for locks can be limited for it alone.
     */
    default boolean runsAgain() {
        return false;
    }

    /**
     * Whether a transaction of another connection can keep the lock's row in place while this one
     * works; not where a database has one writer at a time.
     */
    default boolean keepsRowsInPlace() {
        return true;
    }

    /**
     * What stands before a statement so that it waits for locks no longer; empty where there is
     * nothing of the kind, or a short limit already.
     *
     * @param product the name that the driver gives the database
     */
    default Optional<Dialect.LockWait> waitingAtMost(Duration longest, String product) {
        return Optional.empty();
    }

    /** The statement that begins a transaction, where the driver's own way will not do. */
    default Optional<String> begin() {
        return Optional.empty();
    }

    /**
     * What says whether a COMMIT waits for the disk, where a transaction cannot set that itself.
     */
    default Optional<Dialect.DiskWait> diskWait() {
        return Optional.empty();
    }

    /**
     * A query that says in its first column whether a transaction is open on a connection, for one
     * that is not in autocommit.
     */
    default Optional<BoundSql> openTransaction() {
        return Optional.empty();
    }

    /**
     * The same where no query says so: a statement that is refused while a transaction is open and
     * does nothing else.
     */
    default Optional<BoundSql> refusedInTransaction() {
        return Optional.empty();
    }

    /**
     * Asks for the settings of the server, which no session changes, with which a COMMIT does not
     * wait for the disk: one row for each, its name and its value. Empty where there are none.
     */
    default Optional<BoundSql> commitsBeforeTheDisk() {
        return Optional.empty();
    }

    /**
     * The statements at the start of a migration's transaction, whose settings end with it.
     *
     * @param idleTimeout how long a frozen runner may sit in it before the server ends it
     */
    List<BoundSql> transactionPrelude(Duration idleTimeout);

    /**
     * The database's own number of the failure to go back to a savepoint that is not there; empty
     * where nothing in a transaction commits it unseen, so that none has to be marked.
     */
    default Optional<Integer> savepointGone() {
        return Optional.empty();
    }

    /**
     * Marks the beginning of a transaction, where something in it may commit it unseen; empty where
     * nothing does.
     */
    default Optional<BoundSql> mark() {
        return savepointGone().map(code -> BoundSql.of("SAVEPOINT lifeguard_begin"));
    }

    /**
     * The same around code, which may end its transaction by a call or a text that nobody reads.
     */
    default Optional<BoundSql> codeMark() {
        return mark();
    }

    /**
     * Takes the mark around code away, and fails where its transaction has ended; empty where
     * statements end transactions as a matter of course.
     */
    default Optional<BoundSql> releaseCodeMark() {
        return Optional.empty();
    }

    /** Goes back to the mark, and fails where its transaction has ended; empty without a mark. */
    default Optional<BoundSql> backToMark() {
        return savepointGone().map(code -> BoundSql.of("ROLLBACK TO SAVEPOINT lifeguard_begin"));
    }

    /**
     * Whether the mark was not found because its transaction has ended.
     *
     * @param vendorCode the database's own number
     */
    default boolean saysMarkIsGone(String sqlState, int vendorCode) {
        return savepointGone().filter(code -> code == vendorCode).isPresent();
    }
}
