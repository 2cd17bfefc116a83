package dev.lifeguard.migrate.state;

import dev.lifeguard.migrate.report.LockHolder;
import dev.lifeguard.migrate.report.LockHolder.Liveness;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads the lock's row. */
final class LockRow {

    private LockRow() {}

    static LockHolder read(ResultSet row) throws SQLException {
        OffsetDateTime leaseEnd = row.getObject("lease_expires_at", OffsetDateTime.class);
        int backend = row.getInt("backend_pid");
        Integer recorded = row.wasNull() ? null : backend;
        return new LockHolder(
                row.getString("checksum"),
                Objects.requireNonNullElse(row.getString("holder"), "a writer that left no name"),
                row.getObject("applied_at", OffsetDateTime.class).toInstant(),
                leaseEnd == null ? null : leaseEnd.toInstant(),
                recorded,
                liveness(row.getBoolean("dead"), leaseEnd, recorded),
                row.getString("backend_state"),
                row.getString("backend_query"));
    }

    private static Liveness liveness(
            boolean dead, @Nullable OffsetDateTime leaseEnd, @Nullable Integer backend) {
        if (dead) {
            return Liveness.DEAD;
        }
        return leaseEnd == null && backend == null ? Liveness.UNKNOWN : Liveness.ALIVE;
    }
}
