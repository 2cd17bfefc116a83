package dev.lifeguard.migrate.dialect.postgresql;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.dialect.SessionSql.Lasting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Settings in one statement: each is planned for each migration, and costs as much as a row. */
final class PostgresSettings {

    private final List<String> expressions = new ArrayList<>();
    private final List<@Nullable Object> values = new ArrayList<>();
    private final boolean local;

    PostgresSettings(Lasting lasting) {
        this.local = lasting == Lasting.TRANSACTION;
    }

    private void set(String setting, String value) {
        expressions.add("pg_catalog.set_config('" + setting + "', ?, ?)");
        values.add(value);
        values.add(local);
    }

    /** What the start of a migration's transaction sets. */
    void endWhenIdle(Duration idleTimeout) {
        set("idle_in_transaction_session_timeout", Long.toString(idleTimeout.toMillis()));
        checkConnection();
    }

    /** What a script finds. */
    void surround(String searchPath) {
        set("search_path", searchPath);
        set("TimeZone", "UTC");
    }

    /** How long it waits for locks, or null for as long as it takes. */
    void waitForLocks(@Nullable Duration lockTimeout) {
        if (lockTimeout != null) {
            set("lock_timeout", Long.toString(lockTimeout.toMillis()));
        }
    }

    /**
     * Makes the server stop a killed client's statement; the setting exists on platforms with
     * POLLRDHUP or the like, not on Windows (PostgreSQL manual, 20.3.1).
     */
    void checkConnection() {
        expressions.add(
                PgCatalog.sql(
                        """
                        CASE WHEN pg_catalog.version() {!~*} '(mingw|visual c|msvc)'
                             THEN pg_catalog.set_config(
                                      'client_connection_check_interval', '1000', ?)
                        END\
                        """));
        values.add(local);
    }

    /** All of them. */
    BoundSql select() {
        return new BoundSql("SELECT " + String.join(",\n       ", expressions), values);
    }

    /** All of them, and the columns of a query that follow them. */
    BoundSql selectWith(String columns, @Nullable Object... columnValues) {
        expressions.add(columns);
        values.addAll(List.of(columnValues));
        return select();
    }
}
