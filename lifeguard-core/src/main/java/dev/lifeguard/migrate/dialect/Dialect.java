package dev.lifeguard.migrate.dialect;

import dev.lifeguard.migrate.dialect.SessionSql.Lasting;
import dev.lifeguard.migrate.dialect.StateSql.TableName;
import dev.lifeguard.migrate.dialect.distributed.DistributedDialect;
import dev.lifeguard.migrate.dialect.h2.H2Dialect;
import dev.lifeguard.migrate.dialect.mysql.MysqlDialect;
import dev.lifeguard.migrate.dialect.postgresql.Lookalike;
import dev.lifeguard.migrate.dialect.postgresql.PostgresDialect;
import dev.lifeguard.migrate.dialect.sqlite.SqliteDialect;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The only place where the databases differ; an extension point.
 *
 * <p>What a database answers, by subject: who it is, how its SQL is read, and its sessions here;
 * its transactions in {@code TransactionSql}; names and DDL in {@code SchemaSql}; the meaning of
 * its failures in {@code FailureCodes}; the state table in {@link StateSql}; settings in {@link
 * SessionSql}.
 */
public interface Dialect extends TransactionSql, SchemaSql, FailureCodes {

    /** PostgreSQL from version 14. */
    static Dialect postgresql() {
        return new PostgresDialect();
    }

    /**
     * CockroachDB from version 22.1, as far as its documentation goes: it was not run on one, and
     * is used only where it is named.
     */
    static Dialect cockroachdb() {
        return new DistributedDialect(Lookalike.COCKROACHDB);
    }

    /**
     * YugabyteDB's YSQL, as far as its documentation goes: it was not run on one, and is used only
     * where it is named.
     */
    static Dialect yugabytedb() {
        return new DistributedDialect(Lookalike.YUGABYTEDB);
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
     * One that is known.
     *
     * @param product as {@link #productName} has it
     */
    static Dialect named(String product) {
        return known().stream()
                .filter(dialect -> dialect.productName().equals(product))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(product));
    }

    /**
     * The name of this database in messages: {@code DatabaseMetaData}'s product name, where no
     * other one calls itself that.
     */
    String productName();

    /** Which of the databases it is. */
    Family family();

    /** The databases; what speaks like one of them is of its family. */
    enum Family {
        /** PostgreSQL. */
        POSTGRESQL,
        /** MariaDB and MySQL. */
        MARIADB,
        /** SQLite. */
        SQLITE,
        /** H2. */
        H2
    }

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

    /** The statements on a state table. */
    StateSql stateSql(TableName table);

    /** The statements on the table of batches that is beside a state table. */
    BatchSql batchSql(TableName state);

    /** How busy the server is; empty where it cannot be asked that. */
    default Optional<ServerLoad> load() {
        return Optional.empty();
    }

    /** How a table is walked in batches. */
    BatchKeySql batchKeys();

    /**
     * One row: the schema in which the session makes what is named without one, whom it runs as,
     * and the database's name; each null where there is none.
     */
    BoundSql sessionNames();

    /** The statements on the session's own settings, which a script may have changed. */
    SessionSql sessionSql();

    /**
     * The statements that give a script its surroundings: where it looks up unqualified names, the
     * time zone UTC, and how long it waits for locks.
     *
     * @param searchPath in the database's own notation
     * @param lockTimeout null for as long as it takes
     */
    List<BoundSql> surroundings(Lasting lasting, String searchPath, @Nullable Duration lockTimeout);

    /**
     * What limits how long a transaction waits for others to begin; empty where it waits for
     * nobody.
     */
    default Optional<BoundSql> limitOfBegin(Duration lockTimeout) {
        return Optional.empty();
    }

    /**
     * Leaves the session as a statement that changed no rows would, where a script may ask for
     * that; empty where nobody can.
     */
    default Optional<BoundSql> changesNoRows() {
        return Optional.empty();
    }

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
     * A limit to what one statement waits for locks, in place of whichever limit to its time is set
     * for the user or the database.
     *
     * @param prefix what stands before it, with no parameter
     * @param results how many results come before its own
     */
    record LockWait(String prefix, int results) {}

    /**
     * A setting of the session that makes its COMMITs wait for the disk.
     *
     * @param tooWeak one row with the setting's value where it does not
     * @param set what sets it, before the value
     * @param waits a value with which it does
     */
    record DiskWait(BoundSql tooWeak, String set, String waits) {}

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
        /** Something depends on what is dropped. */
        NEEDED_BY_OTHERS,
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
