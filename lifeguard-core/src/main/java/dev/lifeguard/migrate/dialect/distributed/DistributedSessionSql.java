package dev.lifeguard.migrate.dialect.distributed;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.dialect.Dialect;
import dev.lifeguard.migrate.dialect.SessionSql;
import dev.lifeguard.migrate.dialect.postgresql.PgCatalog;
import dev.lifeguard.migrate.dialect.postgresql.PostgresSessionSql;
import java.util.List;

/**
 * The settings of a session on CockroachDB and YugabyteDB: a fixed choice of them, as far as the
 * server has them, since neither documents which of them a session has changed.
 */
final class DistributedSessionSql implements SessionSql {

    static final String SEARCH_PATH = "search_path";

    private final Dialect dialect;

    DistributedSessionSql(Dialect dialect) {
        this.dialect = dialect;
    }

    @Override
    public BoundSql place() {
        return PostgresSessionSql.PLACE;
    }

    @Override
    public BoundSql changed() {
        return BoundSql.of(
                PgCatalog.sql(
                        """
                        SELECT name, setting
                        FROM pg_catalog.pg_settings
                        WHERE pg_catalog.lower(name) {=} ANY (
                            ARRAY['search_path', 'timezone', 'statement_timeout', 'lock_timeout',
                                  'idle_in_transaction_session_timeout', 'idle_session_timeout'])
                        """));
    }

    @Override
    public BoundSql identity() {
        return BoundSql.of("SELECT '', '' FROM (SELECT 1) AS no_row WHERE false");
    }

    /** What a script changed is set again one by one. */
    @Override
    public BoundSql reset() {
        return BoundSql.of("SELECT 1");
    }

    @Override
    public BoundSql set(Lasting lasting, String setting, String value) {
        String local =
                switch (lasting) {
                    case TRANSACTION -> "LOCAL ";
                    case SESSION -> "";
                };
        return BoundSql.of("SET %s%s = %s".formatted(local, setting, written(setting, value)));
    }

    /** A search path is a list of names as they are written; anything else is one string. */
    private static String written(String setting, String value) {
        return setting.equals(SEARCH_PATH) && !value.isBlank()
                ? value
                : "'" + value.replace("'", "''") + "'";
    }

    @Override
    public String pathThrough(String schema, String searchPath) {
        return PostgresSessionSql.pathThrough(dialect, schema, searchPath);
    }

    @Override
    public List<String> identityNames() {
        return List.of();
    }

    @Override
    public boolean endsWithTransaction() {
        return false;
    }
}
