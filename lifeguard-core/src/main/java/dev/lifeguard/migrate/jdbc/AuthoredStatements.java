package dev.lifeguard.migrate.jdbc;

import dev.lifeguard.migrate.dialect.BoundSql;
import java.io.IOException;
import java.io.InputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Runs an author's statements exactly as they are, and this library's own that go with them.
 *
 * <p>It is used by the session's thread, whose interrupt cancels what runs of the author's. What
 * the server says beside its answers is handed on.
 */
public final class AuthoredStatements {

    /** Begins the first of several transactions that are sent together. */
    public static final BoundSql BEGIN = BoundSql.of("BEGIN ISOLATION LEVEL READ COMMITTED");

    /** Commits one of them and begins the next one in the same way. */
    public static final BoundSql COMMIT_AND_BEGIN = BoundSql.of("COMMIT AND CHAIN");

    /** Commits the last of them. */
    public static final BoundSql COMMIT = BoundSql.of("COMMIT");

    private final BorrowedConnection connection;
    private final RunningStatement running;
    private final OwnStatements own;
    private final ServerWarnings warnings;

    AuthoredStatements(
            BorrowedConnection connection,
            RunningStatement running,
            OwnStatements own,
            ServerWarnings warnings) {
        this.connection = connection;
        this.running = running;
        this.own = own;
        this.warnings = warnings;
    }

    /** From now on somebody hears what the server says of them. */
    public void hear(ServerHearing hearing) {
        PgSession postgres = connection.postgres();
        if (postgres != null) {
            postgres.hear(hearing);
        } else {
            warnings.hear(hearing);
        }
    }

    /**
     * Whether the server may be asked behind a statement what it warns of; not where the next one
     * asks for what that has left.
     */
    public void askForWarnings(Asking asking) {
        warnings.ask(asking);
    }

    /** Whether the server is asked for its warnings. */
    public enum Asking {
        /** It is, behind each statement of the author's that has any. */
        YES,
        /** It is not. */
        NO
    }

    /**
     * Runs statements one after the other, in one flush where the driver lets them.
     *
     * @throws StatementFailedException with the index of the one that failed, over all three lists
     */
    void run(List<BoundSql> first, List<String> then, List<BoundSql> last)
            throws StatementFailedException {
        if (then.isEmpty()) {
            send(first, then, last);
            return;
        }
        CancelOnInterrupt cancelling = cancelling(first.size());
        try {
            send(first, then, last);
        } finally {
            cancelling.done();
        }
    }

    private CancelOnInterrupt cancelling(int firstOfAuthor) throws StatementFailedException {
        try {
            return CancelOnInterrupt.of(running);
        } catch (SQLException interrupted) {
            throw new StatementFailedException(firstOfAuthor, interrupted);
        }
    }

    private void send(List<BoundSql> first, List<String> then, List<BoundSql> last)
            throws StatementFailedException {
        PgSession postgres = connection.postgres();
        if (postgres == null) {
            sendOneByOne(first, then, last);
            return;
        }
        try {
            postgres.run(first, then, last);
        } catch (StatementFailedException failed) {
            throw connection.failures().told(failed);
        }
    }

    private void sendOneByOne(List<BoundSql> first, List<String> then, List<BoundSql> last)
            throws StatementFailedException {
        int index = 0;
        try {
            for (BoundSql sql : first) {
                own.update(sql);
                index++;
            }
            for (String sql : then) {
                running.execute(sql);
                warnings.tell();
                index++;
            }
            for (BoundSql sql : last) {
                own.update(sql);
                index++;
            }
        } catch (SQLException failure) {
            throw new StatementFailedException(index, failure);
        }
    }

    /**
     * Runs whole transactions, from {@link #BEGIN} to {@link #COMMIT}, all sent before the first
     * answer is waited for. The first statement that fails ends it: its transaction is rolled back,
     * none after it runs, and those before it are committed.
     *
     * @throws StatementFailedException with the index of the one that failed
     */
    public void runTransactions(List<BoundSql> statements, Answers answers)
            throws StatementFailedException {
        PgSession postgres =
                Objects.requireNonNull(connection.postgres(), "sendsInOneFlush() said no");
        try {
            CancelOnInterrupt cancelling = cancelling(0);
            try {
                postgres.run(statements, answers);
            } catch (StatementFailedException failed) {
                throw connection.failures().told(failed);
            } finally {
                cancelling.done();
            }
        } catch (StatementFailedException failed) {
            rollBackFailed(postgres, failed);
            throw failed;
        }
    }

    private void rollBackFailed(PgSession postgres, StatementFailedException failed) {
        if (postgres.isInTransaction() && !SqlError.lostConnection(failed.failure())) {
            try {
                running.execute("ROLLBACK");
            } catch (SQLException broken) {
                failed.failure().addSuppressed(broken);
            }
        }
    }

    /** Runs one that changes rows; gives how many it changed. */
    public long change(String sql) throws SQLException {
        CancelOnInterrupt cancelling = CancelOnInterrupt.of(running);
        try {
            return running.ask(
                    connection.jdbc()::createStatement,
                    statement -> {
                        statement.setEscapeProcessing(false);
                        return (long) statement.executeUpdate(sql);
                    });
        } finally {
            cancelling.done();
        }
    }

    /** What a reader makes of the first row that one gives; empty where it gives none. */
    public <T> Optional<T> firstRow(String sql, RowReader<T> reader) throws SQLException {
        return rows(sql, 1, reader).stream().findFirst();
    }

    /** What a reader makes of each row that one gives. */
    public <T> List<T> rows(String sql, RowReader<T> reader) throws SQLException {
        return rows(sql, 0, reader);
    }

    private <T> List<T> rows(String sql, int most, RowReader<T> reader) throws SQLException {
        CancelOnInterrupt cancelling = CancelOnInterrupt.of(running);
        try {
            return running.ask(
                    connection.jdbc()::createStatement,
                    statement -> {
                        statement.setEscapeProcessing(false);
                        statement.setMaxRows(most);
                        return rows(statement, sql, reader);
                    });
        } finally {
            cancelling.done();
        }
    }

    private static <T> List<T> rows(Statement statement, String sql, RowReader<T> reader)
            throws SQLException {
        List<T> read = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                read.add(reader.read(rows));
            }
        }
        return read;
    }

    /** Runs one to its end, whatever it gives, and keeps nothing of that. */
    public void runDroppingRows(String sql) throws SQLException {
        PgSession postgres = connection.postgres();
        CancelOnInterrupt cancelling = CancelOnInterrupt.of(running);
        try {
            if (postgres != null) {
                postgres.runDroppingRows(sql);
            } else {
                running.execute(sql);
                warnings.tell();
            }
        } catch (SQLException failure) {
            throw connection.failures().told(failure);
        } finally {
            cancelling.done();
        }
    }

    /**
     * Streams data into a COPY … FROM STDIN.
     *
     * @throws IOException when the data cannot be read
     */
    public void copyIn(String sql, InputStream data) throws SQLException, IOException {
        PgSession postgres = connection.postgres();
        if (postgres == null) {
            throw new SQLException("COPY FROM STDIN needs the PostgreSQL driver", "0A000");
        }
        CancelOnInterrupt cancelling = CancelOnInterrupt.of(running);
        try {
            postgres.copyIn(sql, data);
        } catch (SQLException failure) {
            throw connection.failures().told(failure);
        } finally {
            cancelling.done();
        }
    }
}
