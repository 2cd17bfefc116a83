package dev.lifeguard.migrate.state;

import dev.lifeguard.migrate.dialect.LockSql;
import dev.lifeguard.migrate.jdbc.Session;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * What one holding of the lock is.
 *
 * @param dataSource where further connections come from
 * @param sql the statements on the lock
 * @param token in the lock's row
 * @param lease how long it is held without being extended
 */
record Holding(DataSource dataSource, LockSql sql, String token, Duration lease) {

    /** Whether the lock's row is still this holding's; in a transaction it is kept in place. */
    boolean isHeld(Session asked) throws SQLException {
        return !asked.query(sql.hold(token), row -> row.getInt(1)).isEmpty();
    }
}
