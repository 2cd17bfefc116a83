package dev.lifeguard.migrate.dialect;

import java.util.List;

/** The only place where the databases differ; an extension point. */
public interface Dialect {

    /** PostgreSQL from version 14. */
    static Dialect postgresql() {
        return new PostgresDialect();
    }

    /** The name that the driver gives this database: {@code DatabaseMetaData}'s product name. */
    String productName();

    /** How its SQL is read. */
    LexerRules lexerRules();

    /** Whether its DDL can be rolled back together with the history's row. */
    boolean transactionalDdl();

    /** The identifier in quotes, so that it means exactly these characters. */
    String quote(String identifier);

    /** The statements on a state table. */
    StateSql stateSql(TableName table);

    /** The statements at the start of a migration's transaction, which end with it. */
    List<BoundSql> transactionPrelude(TransactionSettings settings);

    /** The same for a script that runs without a transaction: they last for the session. */
    List<BoundSql> sessionPrelude(TransactionSettings settings);

    /** The statements on the session's own settings, which a script may have changed. */
    SessionSql sessionSql();
}
