package dev.lifeguard.migrate.jdbc;

import dev.lifeguard.migrate.dialect.BoundSql;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.Field;
import org.postgresql.core.NativeQuery;
import org.postgresql.core.ParameterList;
import org.postgresql.core.Query;
import org.postgresql.core.QueryExecutor;
import org.postgresql.core.ResultCursor;
import org.postgresql.core.ResultHandlerBase;
import org.postgresql.core.SqlCommand;
import org.postgresql.core.TransactionState;
import org.postgresql.core.Tuple;
import org.postgresql.jdbc.PgConnection;
import org.postgresql.jdbc.PreferQueryMode;
import org.postgresql.util.PSQLWarning;
import org.postgresql.util.ServerErrorMessage;

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
    private static final int[] NO_PARAMETERS = {};
    private static final int LONGEST_VALUE = 32;

    private final BaseConnection connection;

    /** This library's own statements, of which there are few, as they are sent. */
    private final Map<String, NativeQuery> numbered = new HashMap<>();

    private final int prepareThresholdBefore;
    private Notices notices = new Notices((severity, warning, message) -> {});

    /** The number of the call that waits for the server, or a negative one between two of them. */
    private volatile long call = -1;

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
        Query nothing =
                executor.wrap(List.of(new NativeQuery("", NO_PARAMETERS, false, SqlCommand.BLANK)));
        executor.execute(
                nothing,
                nothing.createParameterList(),
                new Counter(List.of(), (index, value) -> {}, 0, 0),
                0,
                0,
                FLAGS | QueryExecutor.QUERY_SUPPRESS_BEGIN);
    }

    void copyIn(String sql, InputStream data) throws SQLException, IOException {
        call = -call;
        try {
            connection.getCopyAPI().copyIn(sql, data);
        } finally {
            call = -call - 1;
        }
    }

    /** How many calls the server has answered. */
    long answeredCalls() {
        return Math.abs(call) - 1;
    }

    /** The number of the call that waits for the server now; each one has another number. */
    OptionalLong waitingCall() {
        long now = call;
        return now < 0 ? OptionalLong.empty() : OptionalLong.of(now);
    }

    void run(List<BoundSql> first, List<String> then, List<BoundSql> last)
            throws StatementFailedException {
        List<BoundSql> all = new ArrayList<>(first);
        for (String sql : then) {
            all.add(BoundSql.of(sql));
        }
        all.addAll(last);
        int behind = first.size() + then.size();
        run(all, new Counter(all, (index, value) -> {}, first.size(), behind));
    }

    /**
     * Runs statements in one flush.
     *
     * @param answers hears of each, while the answers come in; it must not throw
     */
    void run(List<BoundSql> statements, Answers answers) throws StatementFailedException {
        run(statements, new Counter(statements, answers, 0, statements.size()));
    }

    private void run(List<BoundSql> statements, Counter counter) throws StatementFailedException {
        call = -call;
        try {
            execute(statements, counter);
        } catch (SQLException failure) {
            throw new StatementFailedException(
                    Math.min(counter.completed, statements.size() - 1), failure);
        } finally {
            call = -call - 1;
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
        Query query =
                executor.wrap(
                        List.of(new NativeQuery(sql, NO_PARAMETERS, false, SqlCommand.BLANK)));
        PreferQueryMode before = executor.getPreferQueryMode();
        // A driver that was told otherwise may not heed the flag of one statement.
        executor.setPreferQueryMode(PreferQueryMode.SIMPLE);
        call = -call;
        try {
            executor.execute(
                    query,
                    query.createParameterList(),
                    new Counter(List.of(), (index, value) -> {}, 0, 1),
                    0,
                    0,
                    FLAGS
                            | QueryExecutor.QUERY_NO_RESULTS
                            | QueryExecutor.QUERY_EXECUTE_AS_SIMPLE
                            | QueryExecutor.QUERY_SUPPRESS_BEGIN);
        } finally {
            call = -call - 1;
            executor.setPreferQueryMode(before);
            notices.throwWhatWasThrown();
        }
    }

    /** Whether the server is in a transaction, also in one that has failed. */
    boolean isInTransaction() {
        return connection.getTransactionState() != TransactionState.IDLE;
    }

    private void execute(List<BoundSql> statements, Counter counter) throws SQLException {
        QueryExecutor executor = connection.getQueryExecutor();
        List<NativeQuery> queries = new ArrayList<>(statements.size());
        for (BoundSql statement : statements) {
            queries.add(numbered(statement));
        }
        Query query = executor.wrap(queries);
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

    /** The author's statements have no values, and question marks of their own. */
    private NativeQuery numbered(BoundSql statement) {
        if (statement.values().isEmpty()) {
            return new NativeQuery(statement.sql(), NO_PARAMETERS, false, SqlCommand.BLANK);
        }
        NativeQuery known = numbered.get(statement.sql());
        if (known == null) {
            known = withNumbers(statement);
            numbered.put(statement.sql(), known);
        }
        return known;
    }

    /** Each question mark becomes the parameter of its number, as the server wants it. */
    private static NativeQuery withNumbers(BoundSql own) {
        StringBuilder sql = new StringBuilder(own.sql());
        int[] positions = new int[own.values().size()];
        int at = 0;
        for (int number = 1; number <= positions.length; number++) {
            at = sql.indexOf("?", at);
            positions[number - 1] = at;
            sql.replace(at, at + 1, NativeQuery.bindName(number));
        }
        return new NativeQuery(sql.toString(), positions, false, SqlCommand.BLANK);
    }

    /** Counts the statements that the server has answered. */
    private final class Counter extends ResultHandlerBase {

        private final List<BoundSql> statements;
        private final Answers answers;
        private final int heardFrom;
        private final int heardTo;
        private int completed;

        /** What is said during the statements of these indexes is handed on. */
        private Counter(List<BoundSql> statements, Answers answers, int heardFrom, int heardTo) {
            this.statements = statements;
            this.answers = answers;
            this.heardFrom = heardFrom;
            this.heardTo = heardTo;
        }

        @Override
        public void handleResultRows(
                Query from,
                Field @Nullable [] fields,
                List<Tuple> rows,
                @Nullable ResultCursor cursor) {
            answers.answered(completed++, rows.isEmpty() ? null : lastValue(rows.getFirst()));
        }

        /** Of this library's own statements, whose values are short and in ASCII. */
        private static @Nullable String lastValue(Tuple row) {
            byte[] value = row.fieldCount() == 0 ? null : row.get(row.fieldCount() - 1);
            return value == null || value.length > LONGEST_VALUE
                    ? null
                    : new String(value, StandardCharsets.US_ASCII);
        }

        @Override
        public void handleCommandStatus(String status, long updateCount, long insertOid) {
            // A failed transaction is rolled back by its COMMIT, without an error.
            if (status.equals("ROLLBACK")
                    && completed < statements.size()
                    && commits(statements.get(completed))) {
                handleError(new SQLException("the transaction was rolled back", "40000"));
                return;
            }
            answers.answered(completed++, null);
        }

        private static boolean commits(BoundSql statement) {
            return statement.equals(Session.COMMIT) || statement.equals(Session.COMMIT_AND_BEGIN);
        }

        @Override
        public void handleWarning(SQLWarning warning) {
            if (completed >= heardFrom && completed < heardTo) {
                notices.said(severity(warning), warning);
            }
        }

        private static String severity(SQLWarning warning) {
            ServerErrorMessage said =
                    warning instanceof PSQLWarning postgres
                            ? postgres.getServerErrorMessage()
                            : null;
            String severity = said == null ? null : said.getSeverity();
            return severity == null ? "NOTICE" : severity;
        }
    }
}
