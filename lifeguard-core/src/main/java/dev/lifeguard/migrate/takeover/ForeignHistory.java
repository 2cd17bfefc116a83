package dev.lifeguard.migrate.takeover;

import java.io.IOException;
import java.sql.SQLException;

/**
 * The history that another tool keeps in a database; an extension point.
 *
 * <p>It is immutable, and changes nothing that the tool keeps: its rows have the values that they
 * had. Where a database has no other way to lock a row, as SQLite, {@link #lock} may write the
 * values that are there already, which fires triggers of that table. Both methods are called in one
 * transaction, {@link #lock} first, and what is written into this library's history is committed by
 * it. A dry run calls {@link #read} alone, and in no transaction.
 */
public interface ForeignHistory {

    /**
     * What the tool is called on the command line and in the state table's column {@code origin},
     * for example {@code flyway}; at most 100 characters.
     */
    String id();

    /** What messages call the tool, for example {@code Flyway}. */
    String tool();

    /**
     * Takes the tool's own lock without waiting for it, so that the tool migrates nothing
     * meanwhile. Where another one has it, it is asked again after a moment, in a new transaction,
     * until the time for waiting is over.
     *
     * <p>A lock that ends with the transaction is the best: nothing is left of it when this process
     * dies. A statement that fails since the lock of another is in its way, as {@code FOR UPDATE
     * NOWAIT} does, may just be thrown.
     *
     * @return what gives it back; {@link ForeignLock#taken} where the tool has no lock, or one that
     *     ends with the transaction
     */
    default ForeignLock lock(ForeignDatabase database) throws SQLException {
        return ForeignLock.taken();
    }

    /**
     * Reads the tool's table and compares it with the files.
     *
     * <p>What does not fit is a problem of the answer, not thrown, so that all is told at once.
     *
     * @throws dev.lifeguard.migrate.error.ConfigurationException when the table is not there, as
     *     {@link ForeignDatabase#table} throws it
     * @throws IOException when a file cannot be read
     */
    TakenOver read(ForeignDatabase database, KnownMigrations known)
            throws SQLException, IOException;
}
