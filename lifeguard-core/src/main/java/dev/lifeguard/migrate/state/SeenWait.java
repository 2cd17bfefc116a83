package dev.lifeguard.migrate.state;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * What one look saw: a wait for a lock, and one who is in its way.
 *
 * @param began when the wait began, on the server's clock
 * @param waited in milliseconds by then
 * @param inTheWay empty where nobody is seen
 */
record SeenWait(long began, long waited, Optional<InTheWay> inTheWay) {

    /** From the columns of {@link dev.lifeguard.migrate.dialect.LockSql#inTheWayOf}. */
    static SeenWait of(ResultSet row) throws SQLException {
        return new SeenWait(
                row.getLong("began"),
                row.getLong("waited"),
                row.getObject("pid") == null ? Optional.empty() : Optional.of(InTheWay.of(row)));
    }
}
