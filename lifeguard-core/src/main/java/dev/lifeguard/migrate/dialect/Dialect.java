package dev.lifeguard.migrate.dialect;

import dev.lifeguard.migrate.dialect.StateSql.TableName;
import dev.lifeguard.migrate.schema.SchemaChange;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The only place where the databases differ; an extension point. */
public interface Dialect {

    /** PostgreSQL from version 14. */
    static Dialect postgresql() {
        return new PostgresDialect();
    }

    /**
     * CockroachDB from version 22.1, as far as its documentation goes: it was not run on one, and
     * is used only where it is named.
     */
    static Dialect cockroachdb() {
        return new DistributedDialect(DistributedDialect.Product.COCKROACHDB);
    }

    /**
     * YugabyteDB's YSQL, as far as its documentation goes: it was not run on one, and is used only
     * where it is named.
     */
    static Dialect yugabytedb() {
        return new DistributedDialect(DistributedDialect.Product.YUGABYTEDB);
    }

    /** MariaDB from version 10.5, and MySQL from version 8. */
    static Dialect mysql() {
        return new MysqlDialect();
    }

    /** SQLite from version 3.35. */
    static Dialect sqlite() {
        return new SqliteDialect();
    }

    /** H2 from version 2. */
    static Dialect h2() {
        return new H2Dialect();
    }

    /** All that are known; a further database is one more line. */
    static List<Dialect> known() {
        return List.of(postgresql(), cockroachdb(), yugabytedb(), mysql(), sqlite(), h2());
    }

    /**
     * A statement for PostgreSQL in which an operator stands as {@code {=}}, and is pg_catalog's
     * own, whatever others made under that name in a schema of the search path.
     */
    static String pgCatalog(String readable) {
        return PgCatalog.sql(readable);
    }

    /**
     * The name of this database in messages: {@code DatabaseMetaData}'s product name, where no
     * other one calls itself that.
     */
    String productName();

    /**
     * Whether a connection is to a database of this dialect.
     *
     * @param product the name that the driver gives the database
     * @param settings a setting of the session by its name, as far as the driver knows it without
     *     asking
     */
    default boolean serves(String product, Function<String, Optional<String>> settings) {
        return product.equals(productName());
    }

    /** Whether it was never run on its database, so that it is used only where somebody asks. */
    default boolean isUntried() {
        return false;
    }

    /** How its SQL is read where nothing is set. */
    LexerRules lexerRules();

    /**
     * How its SQL is read in a session.
     *
     * @param settings a setting of the session by its name, as far as the driver knows it without
     *     asking
     */
    default LexerRules lexerRules(Function<String, Optional<String>> settings) {
        return lexerRules();
    }

    /** Whether its DDL can be rolled back together with the history's row. */
    boolean transactionalDdl();

    /**
     * Whether a transaction of another connection can keep the lock's row in place while this one
     * works; not where a database has one writer at a time.
     */
    default boolean keepsRowsInPlace() {
        return true;
    }

    /**
     * What stands before a statement so that it waits for locks no longer; empty where there is
     * nothing of the kind, or a short limit already.
     *
     * @param product the name that the driver gives the database
     */
    default Optional<LockWait> waitingAtMost(Duration longest, String product) {
        return Optional.empty();
    }

    /**
     * A limit to what one statement waits for locks.
     *
     * @param prefix what stands before it, with no parameter
     * @param results how many results come before its own
     */
    record LockWait(String prefix, int results) {}

    /** The statement that begins a transaction, where the driver's own way will not do. */
    default Optional<String> begin() {
        return Optional.empty();
    }

    /**
     * What a failure means, by the codes that the driver gives with it.
     *
     * @param sqlState five characters, or empty
     * @param vendorCode the database's own number, or 0
     */
    Condition condition(String sqlState, int vendorCode);

    /**
     * The setting that ends what fails with these codes when it takes too long; empty where that is
     * none, or nobody knows.
     */
    default Optional<String> limit(String sqlState, int vendorCode) {
        return Optional.empty();
    }

    /** What makes a database writable that takes no writes: a sentence without its end. */
    default String writable() {
        return "Connect to a database that takes writes";
    }

    /**
     * Whether a failure may say that something of that name is there already; never of a row.
     *
     * @param sqlState five characters, or empty
     * @param vendorCode the database's own number, or 0
     */
    default boolean maySayTaken(String sqlState, int vendorCode) {
        return false;
    }

    /**
     * What says whether a COMMIT waits for the disk, where a transaction cannot set that itself.
     */
    default Optional<DiskWait> diskWait() {
        return Optional.empty();
    }

    /**
     * A query that says in its first column whether a transaction is open on a connection, for one
     * that is not in autocommit.
     */
    default Optional<BoundSql> openTransaction() {
        return Optional.empty();
    }

    /**
     * The same where no query says so: a statement that is refused while a transaction is open and
     * does nothing else.
     */
    default Optional<BoundSql> refusedInTransaction() {
        return Optional.empty();
    }

    /**
     * Asks for the settings of the server, which no session changes, with which a COMMIT does not
     * wait for the disk: one row for each, its name and its value. Empty where there are none.
     */
    default Optional<BoundSql> commitsBeforeTheDisk() {
        return Optional.empty();
    }

    /** The identifier in quotes, so that it means exactly these characters. */
    String quote(String identifier);

    /**
     * A name as the author of a Java migration writes it: it means what the same name without
     * quotes means in a script, unless it has upper-case letters or other characters.
     */
    default String name(String identifier) {
        return quote(identifier);
    }

    /**
     * The statements that make a change, in their order.
     *
     * @throws dev.lifeguard.migrate.error.InvalidScriptException when the database has no such
     *     thing; nothing is left out silently
     */
    List<String> ddl(SchemaChange change);

    /**
     * Looks up what a statement names: one row, with the number of tables that it would stand in (1
     * for what needs none) and how often it is there. Empty where nobody asks, since DDL is rolled
     * back.
     */
    default Optional<BoundSql> count(CatalogName name) {
        return Optional.empty();
    }

    /**
     * Whether what is made in a schema is there in the next session, and the schema is no server's
     * own.
     */
    default boolean keepsTablesIn(String schema) {
        return !schema.equalsIgnoreCase("information_schema");
    }

    /** The statements on a state table. */
    StateSql stateSql(TableName table);

    /**
     * The statements at the start of a migration's transaction, whose settings end with it.
     *
     * @param idleTimeout how long a frozen runner may sit in it before the server ends it
     */
    List<BoundSql> transactionPrelude(Duration idleTimeout);

    /**
     * Marks the beginning of a transaction, where something in it may commit it unseen; empty where
     * nothing does.
     */
    default Optional<BoundSql> mark() {
        return Optional.empty();
    }

    /** Goes back to the mark, and fails where its transaction has ended; empty without a mark. */
    default Optional<BoundSql> backToMark() {
        return Optional.empty();
    }

    /**
     * Whether going back to the mark failed because its transaction has ended.
     *
     * @param vendorCode the database's own number
     */
    default boolean saysMarkIsGone(int vendorCode) {
        return false;
    }

    /**
     * Leaves the session as a statement that changed no rows would, where a script may ask for
     * that; empty where nobody can.
     */
    default Optional<BoundSql> changesNoRows() {
        return Optional.empty();
    }

    /**
     * The statements that give a script its surroundings: where it looks up unqualified names, the
     * time zone UTC, and how long it waits for locks.
     *
     * @param searchPath in the database's own notation
     * @param lockTimeout null for as long as it takes
     */
    List<BoundSql> surroundings(
            SessionSql.Lasting lasting, String searchPath, @Nullable Duration lockTimeout);

    /** The statements on the session's own settings, which a script may have changed. */
    SessionSql sessionSql();

    /**
     * A table or the like as a statement names it, with its quotes.
     *
     * @param schema null for the one that is resolved first
     * @param table of a column or an index, where the statement names it
     */
    record CatalogName(Kind kind, @Nullable String schema, @Nullable String table, String name) {

        /** What it is. */
        public enum Kind {
            /** A table. */
            TABLE,
            /** A column of a table. */
            COLUMN,
            /** An index. */
            INDEX,
            /** A database of the server. */
            DATABASE,
            /** A tablespace of the server. */
            TABLESPACE,
            /** A subscription of the database. */
            SUBSCRIPTION
        }
    }

    /**
     * A setting of the session that makes its COMMITs wait for the disk.
     *
     * @param tooWeak one row with the setting's value where it does not
     * @param set what sets it, before the value
     * @param waits a value with which it does
     */
    record DiskWait(BoundSql tooWeak, String set, String waits) {}

    /** Statements on the settings of a session, so that what a script sets stays its own. */
    interface SessionSql {

        /**
         * One row: the schema that is resolved first, or null; the search path; and the number of
         * the server's process, or null where it has none.
         */
        BoundSql place();

        /** One row for each setting that the session itself changed: its name and its value. */
        BoundSql changed();

        /** One row for each setting that says who the session is: its name and its value. */
        BoundSql identity();

        /** Puts every setting that the session changed back to what it was at the login. */
        BoundSql reset();

        /** Sets one setting. */
        BoundSql set(Lasting lasting, String setting, String value);

        /** The settings that say who the session is. */
        List<String> identityNames();

        /** The settings that a transaction can neither change nor set to what they are. */
        default Set<String> fixedInTransaction() {
            return Set.of();
        }

        /** Whether a rollback takes back what a transaction set. */
        boolean endsWithTransaction();

        /**
         * One row for each thing that the session keeps and that is no setting, such as a temporary
         * table: the statement that removes it, and the one that removes all of its kind. Empty
         * where nobody asks.
         */
        default Optional<BoundSql> kept() {
            return Optional.empty();
        }

        /**
         * One row with one value: "0" where there are none of them, or else their number or more.
         */
        default Optional<BoundSql> countKept() {
            return Optional.empty();
        }

        /**
         * Present where a session keeps what no query shows, so that only a reset removes it: one
         * row for each setting that a reset would change and that is not among {@link #changed()}.
         */
        default Optional<BoundSql> changedByReset() {
            return Optional.empty();
        }

        /** Sets several of them, in their order. */
        default List<BoundSql> setAll(Map<String, String> settings) {
            return settings.entrySet().stream()
                    .map(it -> set(Lasting.SESSION, it.getKey(), it.getValue()))
                    .toList();
        }

        /** How long a setting lasts. */
        enum Lasting {
            /** To the end of the transaction. */
            TRANSACTION,
            /** To the end of the session. */
            SESSION
        }

        /** The search path that looks into a schema first and then where it looked before. */
        String pathThrough(String schema, String searchPath);
    }

    /** What a failure means: to the history, to the lock, and for what to do next. */
    enum Condition {
        /** There is no such table. */
        TABLE_MISSING,
        /** There is no such schema. */
        SCHEMA_MISSING,
        /** There is no such column. */
        COLUMN_MISSING,
        /** A name is wrong, and the codes do not tell which. */
        NAME_MISSING,
        /** What is created is there already. */
        ALREADY_THERE,
        /** The user may not do that. */
        FORBIDDEN,
        /** The database takes no writes. */
        READ_ONLY,
        /** Another transaction was in the way for too long. */
        BUSY,
        /** The fence found no lock. */
        FENCE_CLOSED,
        /** The session holds locks on tables that keep it from all others. */
        SESSION_LOCKED,
        /** The statement was cancelled. */
        CANCELLED,
        /** Another session uses the thing, or this one does in another way. */
        IN_USE,
        /** An enum's value is new in this transaction, and cannot be used in it. */
        VALUE_TOO_NEW,
        /** The statement cannot run in a transaction. */
        REFUSED_IN_TRANSACTION,
        /** The connection is gone. */
        CONNECTION_LOST,
        /** The login was refused: the user or the password. */
        LOGIN_REFUSED,
        /** The server's rules have no place for such a login, or there is no such user. */
        NOT_ADMITTED,
        /** The account was refused, for its password, its host, its state or the lack of TLS. */
        ACCOUNT_REFUSED,
        /** There is no such database, or none was named. */
        DATABASE_MISSING,
        /** The database is there and takes no connections. */
        DATABASE_CLOSED,
        /** The file that is the database cannot be opened, or holds something else. */
        FILE_UNUSABLE,
        /** A setting of the connection is none, or has no such value. */
        SETTING_REFUSED,
        /** The server has no place for another connection. */
        TOO_MANY_CONNECTIONS,
        /** The server starts or stops. */
        NOT_READY,
        /** A disk is full. */
        NO_SPACE,
        /** A limit is reached that a setting of the server's or the session's is. */
        LIMIT_REACHED,
        /** The server has no memory for the statement. */
        NO_MEMORY,
        /** The server or its disk is broken. */
        SERVER_FAULT,
        /** The session does not know a prepared statement: behind a pooler it may be another's. */
        STATEMENT_GONE,
        /** Anything else. */
        OTHER
    }
}
