package dev.lifeguard.migrate.state;

import dev.lifeguard.migrate.jdbc.RowReader;
import dev.lifeguard.migrate.plan.MigrationRecord;
import dev.lifeguard.migrate.source.Direction;
import dev.lifeguard.migrate.source.MigrationVersion;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads the rows of the history's query: where the table is, the lock's row, and the history's. */
final class HistoryRows implements RowReader<@Nullable MigrationRecord> {

    private static final int ELSEWHERE = 1;
    private static final int VERSION = 2;
    private static final int NAME = 3;
    private static final int CHECKSUM = 4;
    private static final int APPLIED_AT = 5;
    private static final int EXECUTION_TIME = 6;
    private static final int SUCCESS = 7;
    private static final int DOWN_SCRIPT = 8;
    private static final int STATEMENTS_DONE = 9;
    private static final int STATEMENT_STARTED = 10;
    private static final int DONE_CHECKSUM = 11;
    private static final int DIRECTION = 12;

    private static final int MICROS = 1_000_000;

    private boolean elsewhere;
    private boolean locked;

    /** Whether the table is not in the schema that the connection resolves first. */
    boolean elsewhere() {
        return elsewhere;
    }

    /** Whether the lock's row is among them. */
    boolean locked() {
        return locked;
    }

    /**
     * A row of the history; null for the lock's, and for the one that there is of an empty table.
     * By numbers: a history has thousands of rows, and each name would be looked up in each.
     */
    @Override
    public @Nullable MigrationRecord read(ResultSet row) throws SQLException {
        elsewhere = row.getBoolean(ELSEWHERE);
        long version = row.getLong(VERSION);
        boolean empty = row.wasNull();
        boolean lock = version == MigrationVersion.LOCK;
        locked |= lock;
        return empty || lock ? null : record(version, row);
    }

    private static MigrationRecord record(long version, ResultSet row) throws SQLException {
        long milliseconds = row.getLong(EXECUTION_TIME);
        Duration time = row.wasNull() ? null : Duration.ofMillis(milliseconds);
        return new MigrationRecord(
                version,
                row.getString(NAME),
                row.getString(CHECKSUM),
                moment(row.getLong(APPLIED_AT)),
                time,
                row.getBoolean(SUCCESS) ? null : progress(row),
                row.getString(DOWN_SCRIPT));
    }

    private static Instant moment(long micros) {
        return Instant.ofEpochSecond(
                Math.floorDiv(micros, MICROS), Math.floorMod(micros, MICROS) * 1_000L);
    }

    private static MigrationRecord.Progress progress(ResultSet row) throws SQLException {
        int done = row.getInt(STATEMENTS_DONE);
        int started = row.getInt(STATEMENT_STARTED);
        return new MigrationRecord.Progress(
                Direction.DOWN.word().equals(row.getString(DIRECTION))
                        ? Direction.DOWN
                        : Direction.UP,
                done,
                started == 0 ? null : started,
                row.getString(DONE_CHECKSUM));
    }
}
