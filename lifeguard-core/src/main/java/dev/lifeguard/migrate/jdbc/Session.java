package dev.lifeguard.migrate.jdbc;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.dialect.Dialect;
import dev.lifeguard.migrate.dialect.Dialect.LockWait;
import dev.lifeguard.migrate.error.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection and what is done on it.
 *
 * <p>It is used by one thread, but for {@link #cancel()}, {@link #abort()} and {@link #touch()},
 * which any may call.
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
    private static final int TOUCH_SECONDS = 60;
    private static final int ANSWER_SECONDS = 5;

    /** MariaDB's ER_WARNING_NOT_COMPLETE_ROLLBACK. */
    private static final int NOT_COMPLETE_ROLLBACK = 1196;

    /** SQLState connection_failure. */
    private static final String CONNECTION_FAILURE = "08006";

    private final Connection connection;
    private final boolean autoCommitBefore;
    private final @Nullable PgSession postgres;
    private final String product;
    private final @Nullable Dialect dialect;
    private @Nullable String version;
    private volatile @Nullable Statement running;
    private volatile @Nullable String givenUp;
    private @Nullable LockWait lockWait;

    /** What the driver waits for the first statement instead, which then needs no other one. */
    private int firstSeconds;

    private @Nullable Integer networkTimeoutBefore;

    /** What an answer may take as long as that is limited. */
    private @Nullable Duration longestSilence;

    private volatile boolean inTransaction;

    /** Where the server is asked what it warns of; null where it tells by itself, or nobody. */
    private @Nullable Notices notices;

    private Asking asking = Asking.YES;
    private boolean spoiled;

    /** Held while a transaction begins or ends, and while the session is touched in one. */
    private final ReentrantLock ends = new ReentrantLock();

    /** Of the setting that a transaction raised so that its COMMIT waits for the disk. */
    private @Nullable String diskWaitBefore;

    private Session(Connection connection, boolean autoCommitBefore) throws SQLException {
        this.connection = connection;
        this.autoCommitBefore = autoCommitBefore;
        this.postgres = postgres(connection);
        // The same that pgjdbc answers, without its class of a thousand methods on the catalogue.
        this.product =
                postgres != null ? "PostgreSQL" : connection.getMetaData().getDatabaseProductName();
        this.dialect = dialectOf(product);
    }

    // Without pgjdbc on the class path PgSession cannot even be loaded.
    private static @Nullable PgSession postgres(Connection connection) {
        try {
            return PgSession.of(connection);
        } catch (LinkageError otherDriver) {
            return null;
        }
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
     * @throws dev.lifeguard.migrate.error.ConfigurationException where somebody else's transaction
     *     is open on it; the connection stays as it is, and is not closed
     */
    public static Session open(DataSource dataSource) throws SQLException {
        Connection connection = connection(dataSource);
        try {
            boolean before = connection.getAutoCommit();
            Session session = new Session(connection, before);
            session.requireOwn(before);
            if (!before) {
                connection.setAutoCommit(true);
            }
            return session;
        } catch (SQLException unusable) {
            closeAfter(connection, unusable);
            throw unusable;
        }
    }

    /** Closing it would roll a transaction back that is not ours. */
    private void requireOwn(boolean autoCommit) throws SQLException {
        try {
            GivenTransaction.refuse(this, autoCommit);
        } catch (ConfigurationException notOurs) {
            if (postgres != null) {
                postgres.giveBack();
            }
            throw notOurs;
        }
    }

    /** Whether a transaction is open on the connection; empty where the driver does not know. */
    Optional<Boolean> driverKnowsOfTransaction() {
        return postgres == null ? Optional.empty() : Optional.of(postgres.isInTransaction());
    }

    /** A data source of an application's may fail in any way, also on the lease's thread. */
    private static Connection connection(DataSource dataSource) throws SQLException {
        @Nullable Connection connection;
        try {
            connection = dataSource.getConnection();
        } catch (RuntimeException broken) {
            throw new SQLException("the data source failed: " + broken, broken);
        }
        if (connection == null) {
            throw new SQLException(
                    "the data source gave null in place of a connection",
                    new NullPointerException("getConnection()"));
        }
        return connection;
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

    /** How many calls the server has answered, where that is known; it only grows. */
    public long answeredCalls() {
        return postgres == null ? 0 : postgres.answeredCalls();
    }

    /**
     * The number of the call that waits for the server now, where that is known; each call has
     * another number.
     */
    public OptionalLong waitingCall() {
        return postgres == null ? OptionalLong.empty() : postgres.waitingCall();
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
                        query(BoundSql.of("SELECT pg_catalog.version()"), row -> row.getString(1))
                                .getFirst();
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
            statement.execute();
            skipResultsOfLimit(statement);
            try (ResultSet result = statement.getResultSet()) {
                return rows(result, reader);
            }
        } catch (SQLException failure) {
            throw told(failure);
        } finally {
            running = null;
        }
    }

    /**
     * The same behind a statement that fails where the query must not run: the server does not look
     * at it then. Both are sent in one flush where the driver lets them.
     */
    public <T> List<T> query(
            BoundSql condition, BoundSql sql, RowReader<? extends @Nullable T> reader)
            throws SQLException {
        if (postgres == null) {
            query(condition, row -> null);
            return query(sql, reader);
        }
        List<@Nullable Object> values = new ArrayList<>(condition.values());
        values.addAll(sql.values());
        BoundSql both = new BoundSql(condition.sql() + ";\n" + sql.sql(), values);
        try (PreparedStatement statement = prepare(both)) {
            running = statement;
            statement.execute();
            skipResultsOfLimit(statement);
            statement.getMoreResults();
            try (ResultSet result = statement.getResultSet()) {
                return rows(result, reader);
            }
        } catch (SQLException failure) {
            throw told(failure);
        } finally {
            running = null;
        }
    }

    /**
     * What a reader makes of the rows of each of some statements, in one flush where the driver
     * lets them; of one that gives none, nothing.
     */
    public <T> List<List<T>> queryAll(List<BoundSql> all, RowReader<? extends @Nullable T> reader)
            throws SQLException {
        List<List<T>> results = new ArrayList<>();
        boolean together = postgres != null;
        for (BoundSql sql : together ? List.of(joined(all)) : all) {
            try (PreparedStatement statement = prepare(sql)) {
                running = statement;
                boolean rows = statement.execute();
                results.add(result(statement, rows, reader));
                while (together && results.size() < all.size()) {
                    rows = statement.getMoreResults();
                    results.add(result(statement, rows, reader));
                }
            } catch (SQLException failure) {
                throw told(failure);
            } finally {
                running = null;
            }
        }
        return results;
    }

    private static <T> List<T> result(
            PreparedStatement statement, boolean rows, RowReader<? extends @Nullable T> reader)
            throws SQLException {
        if (!rows) {
            return List.of();
        }
        try (ResultSet result = statement.getResultSet()) {
            return rows(result, reader);
        }
    }

    /**
     * Has the server forget what it keeps for the session, and its settings; it is as after a login
     * then.
     *
     * @return false where the driver has no way to it
     */
    public boolean resetByServer() throws SQLException {
        return ServerReset.of(connection);
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

    /** Something stays in the session that must reach nobody: its connection is not given back. */
    public void spoil() {
        spoiled = true;
    }

    private static <T> List<T> rows(ResultSet result, RowReader<? extends @Nullable T> reader)
            throws SQLException {
        List<T> rows = new ArrayList<>();
        while (result.next()) {
            @Nullable T row = reader.read(result);
            if (row != null) {
                rows.add(row);
            }
        }
        return rows;
    }

    /** Runs a statement; gives the number of rows that it changed. */
    public int update(BoundSql sql) throws SQLException {
        try (PreparedStatement statement = prepare(sql)) {
            running = statement;
            statement.execute();
            skipResultsOfLimit(statement);
            return Math.max(0, statement.getUpdateCount());
        } catch (SQLException failure) {
            throw told(failure);
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
        } catch (SQLException failure) {
            throw told(failure);
        } finally {
            running = null;
        }
    }

    /**
     * Limits what this library's own statements outside a transaction wait for, from now on: so
     * long for a lock, and where that can be limited, a little longer for an answer of any kind.
     *
     * @param first what the very first waits, whose limit must not cost a statement
     */
    public void limit(Duration first, Duration lockTimeout, Duration answer) {
        Optional<LockWait> limit =
                dialect()
                        .flatMap(known -> known.waitingAtMost(lockTimeout, product))
                        .filter(this::isUnderstood);
        lockWait = limit.orElse(null);
        if (limit.isPresent()) {
            firstSeconds = limit.get().results() == 0 ? 0 : seconds(first);
            networkTimeout(answer);
        }
    }

    private static int seconds(Duration time) {
        return Math.toIntExact(Math.max(1, time.plusMillis(999).toSeconds()));
    }

    /**
     * From now on the server limits what statements wait for.
     *
     * @return whether that is new
     */
    public boolean limitByServer() {
        boolean byDriver = firstSeconds > 0;
        firstSeconds = 0;
        return byDriver;
    }

    /** Only the driver of its own is known to take two statements in one. */
    private boolean isUnderstood(LockWait limit) {
        return limit.results() == 0 || postgres != null;
    }

    private void networkTimeout(Duration answer) {
        try {
            int before = connection.getNetworkTimeout();
            int wanted = Math.toIntExact(answer.toMillis());
            if (before == 0 || before > wanted) {
                connection.setNetworkTimeout(Runnable::run, wanted);
                networkTimeoutBefore = before;
                longestSilence = answer;
            }
        } catch (SQLException | LinkageError notPossible) {
            Log.LOG.debug("No limit for the network's answers", notPossible);
        }
    }

    /** Limits an open transaction like the statements outside of one. */
    public void repeatLimit() throws SQLException {
        LockWait limit = lockWait;
        if (inTransaction && limit != null && limit.results() > 0) {
            execute(limit.prefix());
        }
    }

    /** Takes the limit of waiting for locks back, and not yet that of an answer. */
    public void waitForLocks() {
        lockWait = null;
        firstSeconds = 0;
    }

    /** Takes the limits back: from now on a statement takes as long as it takes. */
    public void unlimit() {
        waitForLocks();
        Integer before = networkTimeoutBefore;
        networkTimeoutBefore = null;
        longestSilence = null;
        if (before != null) {
            try {
                connection.setNetworkTimeout(Runnable::run, before);
            } catch (SQLException broken) {
                Log.LOG.debug("A connection's timeout could not be put back", broken);
            }
        }
    }

    /** From now on somebody hears what the server says of an author's statements. */
    public void hear(ServerHearing hearing) {
        if (postgres != null) {
            postgres.hear(hearing);
        } else if (product.equals("MariaDB") || product.equals("MySQL")) {
            notices = new Notices(hearing);
        }
    }

    /**
     * Whether the server may be asked behind a statement what it warns of; not where the next one
     * asks for what that has left.
     */
    public void askForWarnings(Asking asking) {
        this.asking = asking;
    }

    /** Whether the server is asked for its warnings. */
    public enum Asking {
        /** It is, behind each statement of the author's that has any. */
        YES,
        /** It is not. */
        NO
    }

    /** The number of them comes with the statement's answer, so that nothing is asked for none. */
    private void tellWarnings() throws SQLException {
        Notices told = notices;
        if (told == null || asking == Asking.NO || connection.getWarnings() == null) {
            return;
        }
        query(
                BoundSql.of("SHOW WARNINGS"),
                row -> {
                    told.said(
                            row.getString(1).toUpperCase(Locale.ROOT),
                            new SQLWarning(row.getString(3), "", row.getInt(2)));
                    return null;
                });
        told.throwWhatWasThrown();
    }

    /** The connection for an author's own work; its transaction is not his. */
    public Connection guardedConnection() {
        return GuardedConnection.of(connection);
    }

    /** Looks for tables and what they have. */
    public SchemaLookup lookup() {
        return product.equals("PostgreSQL")
                ? new PostgresLookup(this)
                : new MetaDataLookup(connection);
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
        ends.lock();
        try {
            if (ownBegin().isPresent()) {
                execute("COMMIT");
            } else {
                connection.commit();
                connection.setAutoCommit(true);
            }
            inTransaction = false;
            lowerDiskWait();
        } catch (SQLException failure) {
            throw told(failure);
        } finally {
            ends.unlock();
        }
    }

    /**
     * Commits the transaction, and runs statements of this library's own behind it, in the same
     * flush where the driver lets them.
     *
     * @return the value that the last of them gave; null where they were not all run
     * @throws SQLException when the COMMIT fails
     */
    public @Nullable String commit(List<BoundSql> behind) throws SQLException {
        if (postgres == null || behind.isEmpty()) {
            commit();
            return null;
        }
        List<BoundSql> all = new ArrayList<>(List.of(COMMIT));
        all.addAll(behind);
        AtomicReference<@Nullable String> last = new AtomicReference<>();
        ends.lock();
        try {
            postgres.run(
                    all,
                    (index, value) -> {
                        if (index == all.size() - 1) {
                            last.set(value);
                        }
                    });
        } catch (StatementFailedException failed) {
            if (failed.index() == 0) {
                throw told(failed.failure());
            }
            Log.LOG.debug("A statement behind a COMMIT failed", failed.failure());
        } finally {
            ends.unlock();
        }
        committed();
        return last.get();
    }

    private void committed() throws SQLException {
        ends.lock();
        try {
            connection.setAutoCommit(true);
            inTransaction = false;
        } catch (SQLException broken) {
            // What is committed stays so; whoever uses the connection next finds out.
            inTransaction = false;
            Log.LOG.debug("The connection is broken behind a COMMIT", broken);
        } finally {
            ends.unlock();
        }
    }

    /** Rolls the transaction back, if there is one, and goes back to autocommit. */
    public Undone rollback() throws SQLException {
        ends.lock();
        try {
            boolean began = inTransaction;
            inTransaction = false;
            if (ownBegin().isEmpty()) {
                connection.rollback();
                Undone undone = undone();
                connection.setAutoCommit(true);
                return undone;
            }
            if (began) {
                execute("ROLLBACK");
                lowerDiskWait();
            }
            return Undone.ALL;
        } finally {
            ends.unlock();
        }
    }

    /** MariaDB and MySQL warn of tables that have no transactions. */
    private Undone undone() throws SQLException {
        if (postgres != null) {
            return Undone.ALL;
        }
        for (SQLWarning said = connection.getWarnings();
                said != null;
                said = said.getNextWarning()) {
            if (said.getErrorCode() == NOT_COMPLETE_ROLLBACK) {
                return Undone.BUT_PLAIN_TABLES;
            }
        }
        return Undone.ALL;
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

    /**
     * Starts the idle time of an open transaction anew, from any thread; outside of one it does
     * nothing. It never fails: whoever uses a broken connection finds out.
     *
     * <p>The driver does it between two statements, and waits for one that runs.
     */
    public void touch() {
        if (!ends.tryLock()) {
            return;
        }
        try {
            if (inTransaction && postgres != null) {
                postgres.touch();
            } else if (inTransaction) {
                connection.isValid(TOUCH_SECONDS);
            }
        } catch (SQLException broken) {
            Log.LOG.debug("The session could not be touched", broken);
        } finally {
            ends.unlock();
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
            } catch (StatementFailedException failed) {
                throw new StatementFailedException(failed.index(), told(failed.failure()));
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
            try {
                postgres.run(first, then, last);
            } catch (StatementFailedException failed) {
                throw new StatementFailedException(failed.index(), told(failed.failure()));
            }
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
                tellWarnings();
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

    /**
     * Runs an author's statement to its end, whatever it gives, and keeps nothing of that. An
     * interrupt of the thread cancels it.
     */
    public void runDroppingRows(String sql) throws SQLException {
        CancelOnInterrupt cancelling = CancelOnInterrupt.of(this);
        try {
            if (postgres != null) {
                postgres.runDroppingRows(sql);
            } else {
                execute(sql);
                tellWarnings();
            }
        } catch (SQLException failure) {
            throw told(failure);
        } finally {
            cancelling.done();
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            // Braces in the author's SQL are his own, not JDBC's escapes.
            statement.setEscapeProcessing(false);
            running = statement;
            DroppedRows.execute(statement, sql);
        } catch (SQLException failure) {
            throw told(failure);
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
        } catch (SQLException failure) {
            throw told(failure);
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

    /**
     * The same for a reason, which its statements fail with from then on.
     *
     * @param why for the middle of a sentence
     */
    public void giveUp(String why) {
        givenUp = why;
        abort();
    }

    private SQLException told(SQLException failure) {
        String why = givenUp;
        if (why == null) {
            return named(asked(failure));
        }
        return why.equals(failure.getMessage())
                ? failure
                : new SQLException(why, CONNECTION_FAILURE, failure);
    }

    private SQLException named(SQLException failure) {
        Duration longest = longestSilence;
        return longest == null ? failure : Silence.named(failure, longest, url(), driverBackend());
    }

    private @Nullable String url() {
        try {
            return postgres != null ? postgres.url() : connection.getMetaData().getURL();
        } catch (SQLException closed) {
            return null;
        }
    }

    /**
     * The same failure, of this connection, which is asked where it looks as if it were gone: a
     * trigger or a function can fail with the codes of a lost connection, too.
     */
    public SQLException asked(SQLException failure) {
        try {
            if (SqlError.lostConnection(failure)
                    && !SqlError.endsSession(failure)
                    && connection.isValid(ANSWER_SECONDS)) {
                StillConnected.mark(failure);
            }
        } catch (SQLException broken) {
            failure.addSuppressed(broken);
        }
        return failure;
    }

    /** Whether the connection is a pool's, which may make the next one wait for this one. */
    public boolean isPooled() {
        try {
            return !connection.getClass().getName().startsWith("org.mariadb.jdbc.")
                    && !(postgres != null && postgres.isConnection(connection));
        } catch (LinkageError otherDriver) {
            return true;
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
        if (spoiled) {
            abort();
        } else if (postgres != null) {
            postgres.giveBack();
        }
        try (connection) {
            if (!connection.isClosed()) {
                unlimit();
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
        LockWait limit = limitNow();
        String text = limit == null ? sql.sql() : limit.prefix() + sql.sql();
        PreparedStatement statement = connection.prepareStatement(text);
        bind(statement, sql.values());
        if (firstSeconds > 0) {
            statement.setQueryTimeout(firstSeconds);
        }
        return statement;
    }

    /** What is done in a transaction says itself how long it waits. */
    private @Nullable LockWait limitNow() {
        return inTransaction || firstSeconds > 0 ? null : lockWait;
    }

    private void skipResultsOfLimit(Statement statement) throws SQLException {
        LockWait limit = limitNow();
        for (int skipped = 0; limit != null && skipped < limit.results(); skipped++) {
            statement.getMoreResults();
        }
    }

    private static void bind(PreparedStatement statement, List<@Nullable Object> values)
            throws SQLException {
        int at = 1;
        for (Object value : values) {
            statement.setObject(at++, value);
        }
    }
}
