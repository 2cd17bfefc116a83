package dev.lifeguard.migrate.dialect;

import dev.lifeguard.migrate.dialect.StateSql.TableName;
import dev.lifeguard.migrate.schema.SchemaChange;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The only place where the databases differ; an extension point. */
public interface Dialect {

    /** PostgreSQL from version 14. */
    static Dialect postgresql() {
        return new PostgresDialect();
    }

    /** The name that the driver gives this database: {@code DatabaseMetaData}'s product name. */
    String productName();

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

    /** The identifier in quotes, so that it means exactly these characters. */
    String quote(String identifier);

    /**
     * The statements that make a change, in their order.
     *
     * @throws dev.lifeguard.migrate.error.InvalidScriptException when the database has no such
     *     thing; nothing is left out silently
     */
    List<String> ddl(SchemaChange change);

    /** The statements on a state table. */
    StateSql stateSql(TableName table);

    /**
     * The statements at the start of a migration's transaction, whose settings end with it.
     *
     * @param idleTimeout how long a frozen runner may sit in it before the server ends it
     */
    List<BoundSql> transactionPrelude(Duration idleTimeout);

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
}
