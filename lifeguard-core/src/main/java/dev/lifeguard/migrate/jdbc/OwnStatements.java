package dev.lifeguard.migrate.jdbc;

import dev.lifeguard.migrate.dialect.BoundSql;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs this library's own statements, with their values bound and their waits limited.
 *
 * <p>Several go to the server in one flush where PostgreSQL's driver is there, which alone is known
 * to take several statements in one text.
 */
final class OwnStatements {

    private static final int BATCH_ROWS = 1000;

    private final BorrowedConnection connection;
    private final RunningStatement running;
    private final WaitLimits limits;

    OwnStatements(BorrowedConnection connection, RunningStatement running, WaitLimits limits) {
        this.connection = connection;
        this.running = running;
        this.limits = limits;
    }

    /** What a reader makes of a query's rows, without those that it makes null of. */
    <T> List<T> query(BoundSql sql, RowReader<? extends @Nullable T> reader) throws SQLException {
        return this.<T>results(sql, 0, 1, reader).getFirst();
    }

    /** The same behind a statement that fails where the query must not run. */
    <T> List<T> query(BoundSql condition, BoundSql sql, RowReader<? extends @Nullable T> reader)
            throws SQLException {
        if (connection.postgres() == null) {
            query(condition, row -> null);
            return query(sql, reader);
        }
        return this.<T>results(joined(List.of(condition, sql)), 1, 1, reader).getFirst();
    }

    /** What a reader makes of the rows of each of some statements; of one without any, nothing. */
    <T> List<List<T>> queryAll(List<BoundSql> all, RowReader<? extends @Nullable T> reader)
            throws SQLException {
        if (connection.postgres() != null) {
            return this.<T>results(joined(all), 0, all.size(), reader);
        }
        List<List<T>> results = new ArrayList<>();
        for (BoundSql sql : all) {
            results.add(query(sql, reader));
        }
        return results;
    }

    private static BoundSql joined(List<BoundSql> all) {
        StringBuilder text = new StringBuilder();
        List<@Nullable Object> values = new ArrayList<>();
        for (BoundSql sql : all) {
            text.append(text.isEmpty() ? "" : ";\n").append(sql.sql());
            values.addAll(sql.values());
        }
        return new BoundSql(text.toString(), values);
    }

    /**
     * The rows of some of the results that a text gives.
     *
     * @param passedOver how many results come before them
     */
    private <T> List<List<T>> results(
            BoundSql sql, int passedOver, int count, RowReader<? extends @Nullable T> reader)
            throws SQLException {
        return running.ask(
                () -> limits.prepare(sql.sql()),
                statement -> {
                    boolean rows = executed(statement, sql);
                    for (int passed = 0; passed < passedOver; passed++) {
                        rows = statement.getMoreResults();
                    }
                    List<List<T>> results = new ArrayList<>();
                    results.add(result(statement, rows, reader));
                    while (results.size() < count) {
                        rows = statement.getMoreResults();
                        results.add(result(statement, rows, reader));
                    }
                    return results;
                });
    }

    private static <T> List<T> result(
            PreparedStatement statement, boolean hasRows, RowReader<? extends @Nullable T> reader)
            throws SQLException {
        if (!hasRows) {
            return List.of();
        }
        List<T> rows = new ArrayList<>();
        try (ResultSet result = statement.getResultSet()) {
            while (result.next()) {
                @Nullable T row = reader.read(result);
                if (row != null) {
                    rows.add(row);
                }
            }
        }
        return rows;
    }

    /** Runs a statement; gives the number of rows that it changed. */
    int update(BoundSql sql) throws SQLException {
        return running.ask(
                () -> limits.prepare(sql.sql()),
                statement -> {
                    executed(statement, sql);
                    return Math.max(0, statement.getUpdateCount());
                });
    }

    /** Whether it has rows: the result of the statement itself, not that of its limit. */
    private boolean executed(PreparedStatement statement, BoundSql sql) throws SQLException {
        bind(statement, sql.values());
        limits.applyTo(statement);
        boolean rows = statement.execute();
        int ofLimit = limits.results();
        for (int passed = 0; passed < ofLimit; passed++) {
            rows = statement.getMoreResults();
        }
        return rows;
    }

    /** Runs one statement for each row of values. */
    void insert(String sql, List<List<@Nullable Object>> rows) throws SQLException {
        running.run(
                () -> connection.jdbc().prepareStatement(sql),
                statement -> {
                    int waiting = 0;
                    for (List<@Nullable Object> row : rows) {
                        bind(statement, row);
                        statement.addBatch();
                        waiting++;
                        if (waiting == BATCH_ROWS) {
                            statement.executeBatch();
                            waiting = 0;
                        }
                    }
                    if (waiting > 0) {
                        statement.executeBatch();
                    }
                });
    }

    private static void bind(PreparedStatement statement, List<@Nullable Object> values)
            throws SQLException {
        int at = 1;
        for (Object value : values) {
            statement.setObject(at++, value);
        }
    }

    /** Runs a text as it is, and drops what it gives. */
    void execute(String sql) throws SQLException {
        running.execute(sql);
    }
}
