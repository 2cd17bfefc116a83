package dev.lifeguard.migrate.state;

import dev.lifeguard.migrate.report.LockHolder;
import dev.lifeguard.migrate.report.LockHolder.Liveness;
import dev.lifeguard.migrate.report.told.ToldHolder;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads the lock's row. */
final class LockRow {

    private LockRow() {}

    static LockHolder read(ResultSet row) throws SQLException {
        Instant leaseEnd = Moment.read(row, "lease_expires_at").orElse(null);
        int backend = row.getInt("backend_pid");
        Integer recorded = row.wasNull() ? null : backend;
        return new ToldHolder(
                row.getString("checksum"),
                Objects.requireNonNullElse(row.getString("holder"), "a writer that left no name"),
                Moment.read(row, "applied_at").orElse(Instant.EPOCH),
                leaseEnd,
                recorded,
                liveness(row.getBoolean("dead"), leaseEnd, recorded),
                row.getString("backend_state"),
                row.getString("backend_query"));
    }

    private static Liveness liveness(
            boolean dead, @Nullable Instant leaseEnd, @Nullable Integer backend) {
        if (dead) {
            return Liveness.DEAD;
        }
        return leaseEnd == null && backend == null ? Liveness.UNKNOWN : Liveness.ALIVE;
    }
}
