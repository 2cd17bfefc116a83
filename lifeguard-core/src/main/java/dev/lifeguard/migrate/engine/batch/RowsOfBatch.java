package dev.lifeguard.migrate.engine.batch;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.jdbc.Session;
import dev.lifeguard.migrate.schema.Batch;
import dev.lifeguard.migrate.schema.SchemaManager.RowMapper;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a Java migration does the work of one batch with.
 *
 * @param <K> what a key is read as
 */
final class RowsOfBatch<K> implements Batch<K> {

    /** PostgreSQL's in_failed_sql_transaction. */
    static final String IN_FAILED_TRANSACTION = "25P02";

    private final Session session;
    private final String condition;
    private final String keys;
    private final RowMapper<K> reader;
    private @Nullable SQLException failure;
    private @Nullable SQLException caught;

    /**
     * Of one batch.
     *
     * @param condition on its rows
     * @param keys the question for their keys
     * @param reader makes a key of an answer
     */
    RowsOfBatch(Session session, String condition, String keys, RowMapper<K> reader) {
        this.session = session;
        this.condition = condition;
        this.keys = keys;
        this.reader = reader;
    }

    /** What failed first, also where the author caught it; null when nothing did. */
    @Nullable SQLException failure() {
        return failure;
    }

    /**
     * What failed last on {@link #connection()}, but for what was refused since the transaction was
     * broken by then; null when nothing did.
     */
    @Nullable SQLException caught() {
        return caught;
    }

    @Override
    public String condition() {
        return condition;
    }

    @Override
    public List<K> keys() throws SQLException {
        return query(keys, reader);
    }

    @Override
    public <T> List<T> query(String sql, RowMapper<T> row, @Nullable Object... values)
            throws SQLException {
        return attempt(() -> session.query(BoundSql.of(sql, values), row::map));
    }

    @Override
    public long update(String sql, @Nullable Object... values) throws SQLException {
        return attempt(() -> (long) session.update(BoundSql.of(sql, values)));
    }

    @Override
    public void updateEach(String sql, List<? extends List<? extends @Nullable Object>> values)
            throws SQLException {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        values.forEach(each -> rows.add(new ArrayList<>(each)));
        attempt(
                () -> {
                    session.insert(sql, rows);
                    return sql;
                });
    }

    @Override
    public Connection connection() {
        return session.guardedConnection(
                failed -> {
                    if (!IN_FAILED_TRANSACTION.equals(failed.getSQLState())) {
                        caught = failed;
                    }
                });
    }

    /** After the first failure nothing more is sent. */
    private <T> T attempt(Work<T> work) throws SQLException {
        if (failure != null) {
            throw failure;
        }
        try {
            return work.run();
        } catch (SQLException failed) {
            failure = failed;
            throw failed;
        }
    }

    @FunctionalInterface
    private interface Work<T> {

        T run() throws SQLException;
    }
}
