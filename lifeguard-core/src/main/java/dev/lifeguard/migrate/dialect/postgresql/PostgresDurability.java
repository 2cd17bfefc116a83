package dev.lifeguard.migrate.dialect.postgresql;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.dialect.HistorySql.Closing;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What makes a COMMIT wait for the disk on PostgreSQL, whatever the defaults or a script have set.
 */
final class PostgresDurability {

    // The server's answer to a COMMIT with synchronous_commit off does not wait for the disk, and
    // a default or a script may have it off: then it is what the session began with, and where that
    // is off, too, "local", which waits for no standby (PostgreSQL manual, 20.5.1). The list of
    // settings is read in that case only.
    private static final String WAITING =
            """
            CASE WHEN pg_catalog.current_setting('synchronous_commit') {<>} 'off'
                 THEN pg_catalog.current_setting('synchronous_commit')
                 ELSE (SELECT CASE WHEN s.reset_val {=} 'off' THEN 'local'
                                   ELSE s.reset_val END
                       FROM pg_catalog.pg_show_all_settings() s
                       WHERE s.name {=} 'synchronous_commit')
            END\
            """;

    /** Makes the COMMIT of the transaction wait for the disk, whatever is set; never null. */
    static final String DURABLE =
            "pg_catalog.set_config('synchronous_commit', " + WAITING + ", true)";

    // The next COMMIT that waits has all of the log before it on the disk, too (PostgreSQL manual,
    // 30.4). This is the last statement before the COMMIT: nothing of the script's runs behind it
    // but its deferred triggers, and the release of the lock waits for those.
    private static final String CLOSED =
            """
            )
            SELECT 1 {/} pg_catalog.count(*),
                   pg_catalog.set_config('synchronous_commit',
                       CASE WHEN ?::boolean THEN 'off' ELSE {waiting} END, true),
                   pg_catalog.sum(milliseconds)
            FROM changed
            """
                    .replace("{waiting}", WAITING);

    private PostgresDurability() {}

    /**
     * A change that returns milliseconds, as the last statement before a COMMIT: without one
     * changed row it divides by zero, like the fence.
     *
     * @param held the query that returns a row while the lock is held, by that name
     */
    static String closed(String held, String change) {
        return held + ", changed AS (" + change + CLOSED;
    }

    /** The values of such a change, and how its COMMIT is done. */
    static BoundSql bound(String closed, Closing closing, List<@Nullable Object> values) {
        List<@Nullable Object> all = new ArrayList<>(values);
        all.add(closing == Closing.FOLLOWED);
        return new BoundSql(closed, all);
    }
}
