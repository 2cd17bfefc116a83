package dev.lifeguard.migrate.state;

import dev.lifeguard.migrate.plan.MigrationRecord;
import dev.lifeguard.migrate.plan.Planner.History;
import dev.lifeguard.migrate.source.Direction;
import dev.lifeguard.migrate.source.MigrationVersion;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One row of the history's query: where the table is, and what the row is.
 *
 * @param elsewhere whether the table is not in the schema that the connection resolves first
 * @param lock whether it is the lock's row
 * @param record null when it is the lock's, or the table is empty
 */
record HistoryRow(boolean elsewhere, boolean lock, @Nullable MigrationRecord record) {

    static HistoryRow read(ResultSet row) throws SQLException {
        boolean elsewhere =
                !Objects.equals(
                        row.getString("current_schema_name"), row.getString("table_schema_name"));
        long version = row.getLong("version");
        boolean empty = row.wasNull();
        boolean lock = version == MigrationVersion.LOCK;
        return new HistoryRow(elsewhere, lock, empty || lock ? null : record(version, row));
    }

    static History history(List<HistoryRow> rows) {
        return new History(
                rows.stream().flatMap(row -> Optional.ofNullable(row.record).stream()).toList());
    }

    private static MigrationRecord record(long version, ResultSet row) throws SQLException {
        long milliseconds = row.getLong("execution_time_ms");
        Duration time = row.wasNull() ? null : Duration.ofMillis(milliseconds);
        return new MigrationRecord(
                version,
                row.getString("name"),
                row.getString("checksum"),
                Moment.read(row, "applied_at").orElse(Instant.EPOCH),
                time,
                row.getBoolean("success") ? null : progress(row),
                row.getString("down_script"));
    }

    private static MigrationRecord.Progress progress(ResultSet row) throws SQLException {
        int done = row.getInt("statements_done");
        int started = row.getInt("statement_started");
        return new MigrationRecord.Progress(
                Direction.DOWN.word().equals(row.getString("direction"))
                        ? Direction.DOWN
                        : Direction.UP,
                done,
                started == 0 ? null : started,
                row.getString("done_checksum"));
    }
}
