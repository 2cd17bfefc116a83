package dev.lifeguard.migrate.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One batch of a {@link BatchMigration}: a range of keys, and the transaction that its rows are
 * changed in. It is used by one thread, until {@link BatchMigration#apply} returns.
 *
 * <p>The first statement here that fails ends the batch, also where its failure is caught.
 *
 * @param <K> what a key is read as
 */
public interface Batch<K> {

    /**
     * The condition in SQL on a row of the table to be in this batch, with the filter: {@code "id"
     * > 17 AND "id" <= 1017 AND (email_hash IS NULL)}. It names the columns of the key without
     * their table.
     */
    String condition();

    /**
     * The keys of the rows in this batch that pass the filter, in their order.
     *
     * @throws SQLException when they cannot be read
     */
    List<K> keys() throws SQLException;

    /**
     * Reads rows.
     *
     * @param sql with one {@code ?} for each value; rows that are changed by what is read end with
     *     {@code FOR UPDATE}, where the database has that
     * @param row reads one row and does not move on
     * @throws SQLException when it fails
     */
    <T> List<T> query(String sql, SchemaManager.RowMapper<T> row, @Nullable Object... values)
            throws SQLException;

    /**
     * Changes rows; gives how many.
     *
     * @param sql with one {@code ?} for each value
     * @throws SQLException when it fails
     */
    long update(String sql, @Nullable Object... values) throws SQLException;

    /**
     * Runs one statement for each list of values, sent together where the driver can.
     *
     * @param sql with one {@code ?} for each value of a list
     * @throws SQLException when one fails
     */
    void updateEach(String sql, List<? extends List<? extends @Nullable Object>> values)
            throws SQLException;

    /**
     * The connection of the batch, for what nothing else here does. Its transaction is the batch's:
     * commit, rollback, close and setAutoCommit are refused. Where it ends all the same, by a
     * statement, the batch fails.
     */
    Connection connection();
}
