package dev.lifeguard.migrate.jdbc;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.dialect.Dialect;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection and what is done on it.
 *
 * <p>It is used by one thread, but for {@link #cancel()} and {@link #abort()}, which any may call.
 */
public final class Session implements AutoCloseable {

    /** Made when there is something to write. */
    private static final class Log {

        private static final Logger LOG = LoggerFactory.getLogger(Session.class);
    }

    /** Begins the first of several transactions that are sent together. */
    public static final BoundSql BEGIN = BoundSql.of("BEGIN ISOLATION LEVEL READ COMMITTED");

    /** Commits one of them and begins the next one in the same way. */
    public static final BoundSql COMMIT_AND_BEGIN = BoundSql.of("COMMIT AND CHAIN");

    /** Commits the last of them. */
    public static final BoundSql COMMIT = BoundSql.of("COMMIT");

    private static final int BATCH_ROWS = 1000;

    private final Connection connection;
    private final boolean autoCommitBefore;
    private final @Nullable PgSession postgres;
    private final String product;
    private final @Nullable Dialect dialect;
    private @Nullable String version;
    private volatile @Nullable Statement running;
    private boolean inTransaction;

    /** Of the setting that a transaction raised so that its COMMIT waits for the disk. */
    private @Nullable String diskWaitBefore;

    private Session(Connection connection, boolean autoCommitBefore) throws SQLException {
        this.connection = connection;
        this.autoCommitBefore = autoCommitBefore;
        this.postgres = PgSession.of(connection);
        // The same that pgjdbc answers, without its class of a thousand methods on the catalogue.
        this.product =
                postgres != null ? "PostgreSQL" : connection.getMetaData().getDatabaseProductName();
        this.dialect = dialectOf(product);
    }

    private @Nullable Dialect dialectOf(String name) {
        // First by itself: each of the others is one more class on the way of every run.
        Dialect usual = Dialect.postgresql();
        if (usual.serves(name, this::reportedSetting)) {
            return usual;
        }
        for (Dialect known : Dialect.known()) {
            if (known.serves(name, this::reportedSetting)) {
                return known;
            }
        }
        return null;
    }

    /**
     * Takes a connection, in autocommit.
     *
     * @throws SQLException when there is none
     */
    public static Session open(DataSource dataSource) throws SQLException {
        Connection connection = dataSource.getConnection();
        try {
            boolean before = connection.getAutoCommit();
            if (!before) {
                connection.setAutoCommit(true);
            }
            return new Session(connection, before);
        } catch (SQLException unusable) {
            closeAfter(connection, unusable);
            throw unusable;
        }
    }

    /** The name that the driver gives the database. */
    public String product() {
        return product;
    }

    /** The dialect of the database; empty where it is none that is known. */
    public Optional<Dialect> dialect() {
        return Optional.ofNullable(dialect);
    }

    /** The driver's own number of the server's process, where it has one. */
    public OptionalInt driverBackend() {
        return postgres == null ? OptionalInt.empty() : OptionalInt.of(postgres.backend());
    }

    /** A setting that the driver knows without asking; empty where it does not know it. */
    public Optional<String> reportedSetting(String name) {
        return postgres == null ? asked(name) : postgres.reportedSetting(name);
    }

    /** Other drivers for PostgreSQL tell none, and the databases that call themselves so differ. */
    private Optional<String> asked(String name) {
        if (name.equals("version") && version == null && product.equals("PostgreSQL")) {
            try {
                version =
                        query(BoundSql.of("SELECT version()"), row -> row.getString(1)).getFirst();
            } catch (SQLException unanswered) {
                Log.LOG.debug("The server does not tell its version", unanswered);
            }
        }
        return name.equals("version") ? Optional.ofNullable(version) : Optional.empty();
    }

    /** What a reader makes of a query's rows, without those that it makes null of. */
    public <T> List<T> query(BoundSql sql, RowReader<? extends @Nullable T> reader)
            throws SQLException {
        try (PreparedStatement statement = prepare(sql)) {
            running = statement;
            List<T> rows = new ArrayList<>();
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    @Nullable T row = reader.read(result);
                    if (row != null) {
                        rows.add(row);
                    }
                }
            }
            return rows;
        } finally {
            running = null;
        }
    }

    /** Runs a statement; gives the number of rows that it changed. */
    public int update(BoundSql sql) throws SQLException {
        try (PreparedStatement statement = prepare(sql)) {
            running = statement;
            return statement.execute() ? 0 : statement.getUpdateCount();
        } finally {
            running = null;
        }
    }

    /** Runs one statement for each row of values. */
    public void insert(String sql, List<List<@Nullable Object>> rows) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            running = statement;
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
        } finally {
            running = null;
        }
    }

    /** The connection for an author's own work; its transaction is not his. */
    public Connection guardedConnection() {
        return GuardedConnection.of(connection);
    }

    /** Looks for tables and what they have. */
    public SchemaLookup lookup() {
        return new SchemaLookup(connection);
    }

    /**
     * Begins a transaction whose COMMIT waits for the disk where that is a setting of the session;
     * where the driver's own way does, nothing is sent at once.
     */
    public void begin() throws SQLException {
        Optional<Dialect.DiskWait> setting = diskWait();
        if (setting.isPresent()) {
            raise(setting.get());
        }
        Optional<String> own = ownBegin();
        if (own.isPresent()) {
            execute(own.get());
        } else {
            connection.setAutoCommit(false);
        }
        inTransaction = true;
    }

    /** Whether a transaction was begun that is neither committed nor rolled back. */
    public boolean isInTransaction() {
        return inTransaction;
    }

    /** Commits the transaction and goes back to autocommit. */
    public void commit() throws SQLException {
        if (ownBegin().isPresent()) {
            execute("COMMIT");
        } else {
            connection.commit();
            connection.setAutoCommit(true);
        }
        inTransaction = false;
        lowerDiskWait();
    }

    /** Rolls the transaction back, if there is one, and goes back to autocommit. */
    public void rollback() throws SQLException {
        boolean began = inTransaction;
        inTransaction = false;
        if (ownBegin().isEmpty()) {
            connection.rollback();
            connection.setAutoCommit(true);
        } else if (began) {
            execute("ROLLBACK");
            lowerDiskWait();
        }
    }

    private Optional<Dialect.DiskWait> diskWait() {
        return dialect().flatMap(Dialect::diskWait);
    }

    private void raise(Dialect.DiskWait setting) throws SQLException {
        List<String> tooWeak = query(setting.tooWeak(), row -> row.getString(1));
        if (!tooWeak.isEmpty()) {
            diskWaitBefore = tooWeak.getFirst();
            execute(setting.set() + setting.waits());
        }
    }

    private void lowerDiskWait() throws SQLException {
        String before = diskWaitBefore;
        diskWaitBefore = null;
        if (before != null) {
            execute(diskWait().orElseThrow().set() + before);
        }
    }

    private Optional<String> ownBegin() {
        return dialect().flatMap(Dialect::begin);
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
            return CancelOnInterrupt.of(this);
        } catch (SQLException interrupted) {
            throw new StatementFailedException(firstOfAuthor, interrupted);
        }
    }

    /**
     * Runs whole transactions, from {@link #BEGIN} to {@link #COMMIT}, all sent before the first
     * answer is waited for. The first statement that fails ends it: its transaction is rolled back,
     * none after it runs, and those before it are committed. An interrupt of the thread cancels the
     * statement that runs.
     *
     * @throws StatementFailedException with the index of the one that failed
     */
    public void runTransactions(List<BoundSql> statements, Answers answers)
            throws StatementFailedException {
        PgSession driver = Objects.requireNonNull(postgres, "sendsInOneFlush() said no");
        try {
            CancelOnInterrupt cancelling = cancelling(0);
            try {
                driver.run(statements, answers);
            } finally {
                cancelling.done();
            }
        } catch (StatementFailedException failed) {
            rollBackFailed(driver, failed);
            throw failed;
        }
    }

    private void rollBackFailed(PgSession driver, StatementFailedException failed) {
        if (driver.isInTransaction() && !SqlError.lostConnection(failed.failure())) {
            try {
                execute("ROLLBACK");
            } catch (SQLException broken) {
                failed.failure().addSuppressed(broken);
            }
        }
    }

    private void send(List<BoundSql> first, List<String> then, List<BoundSql> last)
            throws StatementFailedException {
        if (postgres != null) {
            postgres.run(first, then, last);
            return;
        }
        int index = 0;
        try {
            for (BoundSql own : first) {
                update(own);
                index++;
            }
            for (String sql : then) {
                execute(sql);
                index++;
            }
            for (BoundSql own : last) {
                update(own);
                index++;
            }
        } catch (SQLException failure) {
            throw new StatementFailedException(index, failure);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            // Braces in the author's SQL are his own, not JDBC's escapes.
            statement.setEscapeProcessing(false);
            running = statement;
            statement.execute(sql);
        } finally {
            running = null;
        }
    }

    /**
     * Streams data into a COPY … FROM STDIN; an interrupt of the thread cancels it.
     *
     * @throws IOException when the data cannot be read
     */
    public void copyIn(String sql, InputStream data) throws SQLException, IOException {
        if (postgres == null) {
            throw new SQLException("COPY FROM STDIN needs the PostgreSQL driver", "0A000");
        }
        CancelOnInterrupt cancelling = CancelOnInterrupt.of(this);
        try {
            postgres.copyIn(sql, data);
        } finally {
            cancelling.done();
        }
    }

    /** Cancels the running statement, if there is one; never fails. */
    public void cancel() {
        try {
            Statement statement = running;
            if (postgres != null) {
                postgres.cancel();
            } else if (statement != null) {
                statement.cancel();
            }
        } catch (SQLException gone) {
            // A connection that cannot be cancelled is broken, and its user will find out.
        }
    }

    /** Ends the connection from any thread, also one whose server does not answer; never fails. */
    public void abort() {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException | LinkageError notPossible) {
            Log.LOG.debug("A connection could not be aborted", notPossible);
        }
    }

    /**
     * Rolls back what is open and gives the connection back as it was.
     *
     * <p>It never fails: what could be lost is committed already, and a broken connection is told
     * by the statement that it broke under.
     */
    @Override
    public void close() {
        if (postgres != null) {
            postgres.giveBack();
        }
        try (connection) {
            if (!connection.isClosed()) {
                if (inTransaction || !connection.getAutoCommit()) {
                    rollback();
                }
                connection.setAutoCommit(autoCommitBefore);
            }
        } catch (SQLException broken) {
            Log.LOG.debug("A connection could not be closed in order", broken);
        }
    }

    private static void closeAfter(Connection connection, SQLException failure) {
        try {
            connection.close();
        } catch (SQLException atClose) {
            failure.addSuppressed(atClose);
        }
    }

    private PreparedStatement prepare(BoundSql sql) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql.sql());
        bind(statement, sql.values());
        return statement;
    }

    private static void bind(PreparedStatement statement, List<@Nullable Object> values)
            throws SQLException {
        int at = 1;
        for (Object value : values) {
            statement.setObject(at++, value);
        }
    }
}
