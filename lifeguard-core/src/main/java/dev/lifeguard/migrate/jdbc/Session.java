package dev.lifeguard.migrate.jdbc;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.dialect.Dialect;
import dev.lifeguard.migrate.error.ConfigurationException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * One connection and what is done on it: the one face of the parts that do it.
 *
 * <p>It is used by one thread, but for {@link #cancel()}, {@link #giveUp}, {@link #abort()}, {@link
 * #touch()}, {@link #isInTransaction()}, {@link #driverBackend()} and {@link #calls()}, which any
 * may call.
 */
public final class Session implements AutoCloseable {

    private final BorrowedConnection connection;
    private final @Nullable PgSession postgres;
    private final ServerCalls calls;
    private final RunningStatement running;
    private final TransactionStatus status;
    private final WaitLimits limits;
    private final OwnStatements own;
    private final ServerIdentity server;
    private final SessionTransaction transaction;
    private final AuthoredStatements authored;

    private Session(BorrowedConnection connection) throws SQLException {
        this.connection = connection;
        this.postgres = connection.postgres();
        this.calls = postgres == null ? new ServerCalls() : postgres.calls();
        this.running = new RunningStatement(connection);
        this.status = new TransactionStatus(connection);
        this.limits = new WaitLimits(connection, running, status);
        this.own = new OwnStatements(connection, running, limits);
        this.server = new ServerIdentity(connection, own);
        this.transaction = new SessionTransaction(connection, status, own, server);
        ServerWarnings warnings = new ServerWarnings(connection, own, server.product());
        this.authored = new AuthoredStatements(connection, running, own, warnings);
    }

    /**
     * Takes a connection, in autocommit.
     *
     * @throws SQLException when there is none
     * @throws ConfigurationException where somebody else's transaction is open on it; the
     *     connection stays as it is, and is not closed
     */
    public static Session open(DataSource dataSource) throws SQLException {
        BorrowedConnection connection = BorrowedConnection.from(dataSource);
        try {
            Session session = new Session(connection);
            GivenTransaction.refuse(session, connection);
            connection.useAutoCommit();
            return session;
        } catch (ConfigurationException notOurs) {
            connection.leave();
            throw notOurs;
        } catch (SQLException unusable) {
            connection.closeAfter(unusable);
            throw unusable;
        }
    }

    /** The name that the driver gives the database. */
    public String product() {
        return server.product();
    }

    /** The dialect of the database; empty where it is none that is known. */
    public Optional<Dialect> dialect() {
        return server.dialect();
    }

    /** A setting that the driver knows without asking; empty where it does not know it. */
    public Optional<String> reportedSetting(String name) {
        return server.reportedSetting(name);
    }

    /** The driver's own number of the server's process, where it has one. */
    public OptionalInt driverBackend() {
        return postgres == null ? OptionalInt.empty() : OptionalInt.of(postgres.backend());
    }

    /** The calls to the server, as far as the driver lets them be counted. */
    public ServerCalls calls() {
        return calls;
    }

    /** What a reader makes of a query's rows, without those that it makes null of. */
    public <T> List<T> query(BoundSql sql, RowReader<? extends @Nullable T> reader)
            throws SQLException {
        return own.query(sql, reader);
    }

    /**
     * The same behind a statement that fails where the query must not run: the server does not look
     * at it then. Both are sent in one flush where the driver lets them.
     */
    public <T> List<T> query(
            BoundSql condition, BoundSql sql, RowReader<? extends @Nullable T> reader)
            throws SQLException {
        return own.query(condition, sql, reader);
    }

    /**
     * What a reader makes of the rows of each of some statements, in one flush where the driver
     * lets them; of one that gives none, nothing.
     */
    public <T> List<List<T>> queryAll(List<BoundSql> all, RowReader<? extends @Nullable T> reader)
            throws SQLException {
        return own.queryAll(all, reader);
    }

    /** Runs a statement; gives the number of rows that it changed. */
    public int update(BoundSql sql) throws SQLException {
        return own.update(sql);
    }

    /** Runs one statement for each row of values. */
    public void insert(String sql, List<List<@Nullable Object>> rows) throws SQLException {
        own.insert(sql, rows);
    }

    /**
     * Limits what this library's own statements outside a transaction wait for, from now on.
     *
     * @param first what the very first waits, whose limit must not cost a statement
     * @param lockTimeout what each of the others waits for a lock
     * @param answer what an answer of any kind may take
     */
    public void limit(Duration first, Duration lockTimeout, Duration answer) {
        server.waitingAtMost(lockTimeout).ifPresent(limit -> limits.set(limit, first, answer));
    }

    /** The limits of what this library's own statements wait for. */
    public WaitLimits limits() {
        return limits;
    }

    /** Looks for tables and what they have. */
    public SchemaLookup lookup() {
        return product().equals("PostgreSQL")
                ? new PostgresLookup(this)
                : new MetaDataLookup(connection.jdbc());
    }

    /**
     * Begins a transaction whose COMMIT waits for the disk where that is a setting of the session;
     * where the driver's own way does, nothing is sent at once.
     */
    public void begin() throws SQLException {
        transaction.begin();
    }

    /** Whether a transaction was begun that is neither committed nor rolled back. */
    public boolean isInTransaction() {
        return status.isOpen();
    }

    /**
     * Whether a failure may be that of a statement on this connection: where the driver tells how
     * the transaction stands, it has failed.
     */
    public boolean mayHaveFailedHere() {
        return postgres == null || postgres.isTransactionFailed();
    }

    /** Commits the transaction and goes back to autocommit. */
    public void commit() throws SQLException {
        transaction.commit();
    }

    /**
     * Commits the transaction, and runs statements of this library's own behind it, in the same
     * flush where the driver lets them.
     *
     * @return the value that the last of them gave; null where they were not all run
     * @throws SQLException when the COMMIT fails
     */
    public @Nullable String commit(List<BoundSql> behind) throws SQLException {
        return transaction.commit(behind);
    }

    /** Rolls the transaction back, if there is one, and goes back to autocommit. */
    public Undone rollback() throws SQLException {
        return transaction.rollback();
    }

    /** Starts the idle time of an open transaction anew, from any thread; never fails. */
    public void touch() {
        status.touch();
    }

    /** The connection for an author's own work; its transaction is not his. */
    public Connection guardedConnection() {
        return guardedConnection(failure -> {});
    }

    /** The same; what statements on it fail with is heard, also where the author catches it. */
    public Connection guardedConnection(Consumer<SQLException> failures) {
        return GuardedConnection.of(connection.jdbc(), failures);
    }

    /** Whether {@link #run} sends all its statements before it waits for an answer. */
    public boolean sendsInOneFlush() {
        return postgres != null;
    }

    /**
     * Runs statements one after the other, in one flush where the driver lets them, whatever they
     * return. An interrupt of the thread cancels the author's.
     *
     * @param first statements of this library's own
     * @param then statements of the author's, sent exactly as they are
     * @param last statements of this library's own
     * @throws StatementFailedException with the index of the one that failed, over all three lists
     */
    public void run(List<BoundSql> first, List<String> then, List<BoundSql> last)
            throws StatementFailedException {
        authored.run(first, then, last);
    }

    /** The statements of an author's, and who hears what the server says of them. */
    public AuthoredStatements authored() {
        return authored;
    }

    /** Cancels the running statement, if there is one; never fails. */
    public void cancel() {
        running.cancel();
    }

    /**
     * Aborts it for a reason, which its statements fail with from then on.
     *
     * @param why for the middle of a sentence
     */
    public void giveUp(String why) {
        connection.failures().giveUp(why);
        abort();
    }

    /**
     * The same failure, of this connection, which is asked where it looks as if it were gone: a
     * trigger or a function can fail with the codes of a lost connection, too.
     */
    public SQLException asked(SQLException failure) {
        return connection.failures().asked(failure);
    }

    /** Whether the connection is a pool's, which may make the next one wait for this one. */
    public boolean isPooled() {
        return connection.isPooled();
    }

    /** Has the server forget all of the session; false where the driver has no way to it. */
    public boolean resetByServer() throws SQLException {
        return ServerReset.of(connection.jdbc());
    }

    /** Something stays in the session that must reach nobody: its connection is not given back. */
    public void spoil() {
        connection.spoil();
    }

    /** Ends the connection from any thread, also one whose server does not answer; never fails. */
    public void abort() {
        connection.abort();
    }

    /**
     * Rolls back what is open and gives the connection back as it was.
     *
     * <p>It never fails: what could be lost is committed already, and a broken connection is told
     * by the statement that it broke under.
     */
    @Override
    public void close() {
        connection.giveBack(this::cleanUp);
    }

    private void cleanUp() throws SQLException {
        limits.lift();
        if (status.isOpen() || !connection.jdbc().getAutoCommit()) {
            rollback();
        }
    }
}
