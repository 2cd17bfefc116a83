package dev.lifeguard.migrate.jdbc;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.jdbc.AnswerCounter.Heard;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.ParameterList;
import org.postgresql.core.Query;
import org.postgresql.core.QueryExecutor;
import org.postgresql.core.TransactionState;
import org.postgresql.jdbc.PgConnection;
import org.postgresql.jdbc.PreferQueryMode;

/**
 * What pgjdbc can do beyond the JDBC interface.
 *
 * <p>Statements are handed to its executor as they are. The way through {@code java.sql.Statement}
 * would let the driver split the text anew and treat braces as JDBC's escapes, would not say which
 * of several statements failed, and its batches refuse statements that return rows.
 */
final class PgSession {

    private static final int FLAGS =
            QueryExecutor.QUERY_ONESHOT | QueryExecutor.QUERY_NO_BINARY_TRANSFER;

    private final BaseConnection connection;
    private final DriverQueries queries = new DriverQueries();
    private final ServerCalls calls = new ServerCalls();
    private final int prepareThresholdBefore;
    private Notices notices = new Notices((severity, warning, message) -> {});

    /**
     * Keeps the driver from naming statements on the server, its own COMMIT among them: behind a
     * pooler the name would be looked for in another server process, or be taken there, and a
     * script's DEALLOCATE or DISCARD would remove it.
     */
    private PgSession(BaseConnection connection) {
        this.connection = connection;
        this.prepareThresholdBefore = connection.getPrepareThreshold();
        connection.setPrepareThreshold(0);
    }

    /** Null when the connection is not pgjdbc's, also not behind a wrapper. */
    static @Nullable PgSession of(Connection connection) {
        try {
            return connection.isWrapperFor(BaseConnection.class)
                    ? new PgSession(connection.unwrap(BaseConnection.class))
                    : null;
        } catch (SQLException otherDriver) {
            return null;
        }
    }

    /** From now on somebody hears what the server says while statements of an author's run. */
    void hear(ServerHearing hearing) {
        notices = new Notices(hearing);
    }

    /** Whether a connection is the driver's own, and nobody's wrapper of it. */
    boolean isConnection(Connection other) {
        return connection.equals(other);
    }

    /** Leaves the connection as it was. */
    void giveBack() {
        connection.setPrepareThreshold(prepareThresholdBefore);
    }

    /** The calls that are made here, but for {@link #touch()} and {@link #cancel()}. */
    ServerCalls calls() {
        return calls;
    }

    int backend() {
        return connection.getBackendPID();
    }

    /** The URL that it was made with, which the driver's meta data tell of an open one only. */
    @Nullable String url() throws SQLException {
        return connection instanceof PgConnection open ? open.getURL() : null;
    }

    /** What the server reports by itself: PostgreSQL manual, 55.2.7, "ParameterStatus". */
    Optional<String> reportedSetting(String name) {
        return Optional.ofNullable(connection.getParameterStatus(name));
    }

    void cancel() throws SQLException {
        connection.cancelQuery();
    }

    /**
     * Sends a statement that does nothing: it takes no snapshot, begins no transaction, and fails
     * without harm in one that has failed. The driver lets one thread at a time speak.
     */
    void touch() throws SQLException {
        QueryExecutor executor = connection.getQueryExecutor();
        Query nothing = executor.wrap(List.of(DriverQueries.plain("")));
        executor.execute(
                nothing,
                nothing.createParameterList(),
                AnswerCounter.unheard(),
                0,
                0,
                FLAGS | QueryExecutor.QUERY_SUPPRESS_BEGIN);
    }

    void copyIn(String sql, InputStream data) throws SQLException, IOException {
        calls.begin();
        try {
            connection.getCopyAPI().copyIn(sql, data);
        } finally {
            calls.end();
        }
    }

    void run(List<BoundSql> first, List<String> then, List<BoundSql> last)
            throws StatementFailedException {
        List<BoundSql> all = new ArrayList<>(first);
        for (String sql : then) {
            all.add(BoundSql.of(sql));
        }
        all.addAll(last);
        int behind = first.size() + then.size();
        run(all, AnswerCounter.of(all, new Heard(notices, first.size(), behind)));
    }

    /**
     * Runs statements in one flush.
     *
     * @param answers hears of each, while the answers come in; it must not throw
     */
    void run(List<BoundSql> statements, Answers answers) throws StatementFailedException {
        run(statements, AnswerCounter.telling(statements, answers, notices));
    }

    private void run(List<BoundSql> statements, AnswerCounter counter)
            throws StatementFailedException {
        calls.begin();
        try {
            execute(statements, counter);
        } catch (SQLException failure) {
            throw new StatementFailedException(
                    Math.min(counter.completed(), statements.size() - 1), failure);
        } finally {
            calls.end();
            notices.throwWhatWasThrown();
        }
    }

    /**
     * Runs one statement as psql does: by a simple query its rows come as they are made, and the
     * driver passes over each. In any other way it keeps all of them, or asks for a part only,
     * which is all that the server then makes.
     */
    void runDroppingRows(String sql) throws SQLException {
        QueryExecutor executor = connection.getQueryExecutor();
        Query query = executor.wrap(List.of(DriverQueries.plain(sql)));
        PreferQueryMode before = executor.getPreferQueryMode();
        // A driver that was told otherwise may not heed the flag of one statement.
        executor.setPreferQueryMode(PreferQueryMode.SIMPLE);
        calls.begin();
        try {
            executor.execute(
                    query,
                    query.createParameterList(),
                    AnswerCounter.of(List.of(), new Heard(notices, 0, 1)),
                    0,
                    0,
                    FLAGS
                            | QueryExecutor.QUERY_NO_RESULTS
                            | QueryExecutor.QUERY_EXECUTE_AS_SIMPLE
                            | QueryExecutor.QUERY_SUPPRESS_BEGIN);
        } finally {
            calls.end();
            executor.setPreferQueryMode(before);
            notices.throwWhatWasThrown();
        }
    }

    /** Whether the server is in a transaction, also in one that has failed. */
    boolean isInTransaction() {
        return connection.getTransactionState() != TransactionState.IDLE;
    }

    /** Whether the server ended the transaction that is still open, by a failure of a statement. */
    boolean isTransactionFailed() {
        return connection.getTransactionState() == TransactionState.FAILED;
    }

    private void execute(List<BoundSql> statements, AnswerCounter counter) throws SQLException {
        QueryExecutor executor = connection.getQueryExecutor();
        Query query = executor.wrap(queries.of(statements));
        ParameterList parameters = query.createParameterList();
        int at = 1;
        for (BoundSql statement : statements) {
            for (Object value : statement.values()) {
                if (value == null) {
                    parameters.setNull(at++, 0);
                } else {
                    parameters.setStringParameter(at++, value.toString(), 0);
                }
            }
        }
        int begin = connection.getAutoCommit() ? QueryExecutor.QUERY_SUPPRESS_BEGIN : 0;
        executor.execute(query, parameters, counter, 0, 0, FLAGS | begin);
    }
}
