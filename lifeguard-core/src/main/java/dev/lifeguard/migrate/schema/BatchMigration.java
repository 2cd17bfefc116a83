package dev.lifeguard.migrate.schema;

import java.sql.Connection;
import java.util.Optional;

/**
 * A change of the rows of a big table in Java, in many short transactions; an extension point.
 *
 * <p>Each batch is one transaction: its range of keys, the work of {@link #apply}, and how far it
 * is. So each row is worked on exactly once, whatever is killed, as far as the work is done on the
 * connection of the batch; what it does elsewhere may be done twice.
 *
 * <pre>{@code
 * public final class m20240120120000_hash_emails
 *         implements BatchMigration<Long>, IrreversibleMigration {
 *
 *     private record User(long id, String email) {}
 *
 *     public BatchSpec<Long> spec() {
 *         return BatchSpec.of("app.users", row -> row.getLong(1), "id")
 *                 .filter("email_hash IS NULL")
 *                 .size(500);
 *     }
 *
 *     public long apply(Batch<Long> batch) throws SQLException {
 *         List<User> users = batch.query(
 *                 "SELECT id, email FROM app.users WHERE " + batch.condition() + " FOR UPDATE",
 *                 row -> new User(row.getLong(1), row.getString(2)));
 *         batch.updateEach(
 *                 "UPDATE app.users SET email_hash = ? WHERE id = ?",
 *                 users.stream().map(it -> List.<Object>of(hash(it.email()), it.id())).toList());
 *         return users.size();
 *     }
 * }
 * }</pre>
 *
 * <p>A way down is {@link #down} as of any migration, in one transaction; without one it is an
 * {@link IrreversibleMigration}, too. Several batches may be worked on at once by one instance.
 *
 * @param <K> what a key of the table is read as: a {@code Long}, a {@code UUID}, or for several
 *     columns a record
 */
public interface BatchMigration<K> extends Migration {

    /**
     * What is walked, and how fast; asked before anything runs, and the same each time. An edit of
     * its table, key or filter while the batches are under way is refused.
     */
    BatchSpec<K> spec();

    /**
     * Does the work of one batch.
     *
     * <p>It is called again for the same rows where what it did was rolled back: it met another
     * transaction's lock, for example.
     *
     * @return how many rows it changed, for people to see
     * @throws Exception when it cannot; the batch is rolled back, and those before it stay
     */
    long apply(Batch<K> batch) throws Exception;

    /**
     * Looks whether all is done, behind the last batch and before the migration counts as done.
     *
     * @param connection for reading; in the transaction that says that all is done
     * @return what is not as it should be, for people; empty where all is right
     * @throws Exception when it cannot look
     */
    default Optional<String> verify(Connection connection) throws Exception {
        return Optional.empty();
    }

    /** Never called: {@link #apply} is, batch by batch. */
    @Override
    default void up(SchemaManager schema) {
        throw new UnsupportedOperationException("It runs in batches");
    }
}
