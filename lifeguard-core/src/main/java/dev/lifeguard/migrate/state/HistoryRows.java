package dev.lifeguard.migrate.state;

import dev.lifeguard.migrate.jdbc.RowReader;
import dev.lifeguard.migrate.planning.HistoryRow;
import dev.lifeguard.migrate.source.Direction;
import dev.lifeguard.migrate.source.MigrationVersion;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the rows of the history's query: the lock's, and the history's. */
final class HistoryRows implements RowReader<@Nullable HistoryRow> {

    private static final int VERSION = 1;
    private static final int NAME = 2;
    private static final int CHECKSUM = 3;
    private static final int APPLIED_AT = 4;
    private static final int EXECUTION_TIME = 5;

    /** One of the two below; null where nothing more is to be read of a row. */
    private static final int KIND = 6;

    private static final int SUCCESS = 7;
    private static final int DOWN_SCRIPT = 8;
    private static final int STATEMENTS_DONE = 9;
    private static final int STATEMENT_STARTED = 10;
    private static final int DONE_CHECKSUM = 11;
    private static final int DIRECTION = 12;
    private static final int DOWN_CHECKSUM = 13;
    private static final int APPLIED_ORDER = 14;
    private static final int LABEL = 15;

    private static final int ELSEWHERE = 1;
    private static final int MORE = 2;

    private static final int MICROS = 1_000_000;

    private int ignored;
    private boolean none = true;
    private boolean elsewhere;
    private boolean locked;
    private boolean partWay;

    /** The version of the row before, and one that was there twice; null for none. */
    private @Nullable Long last;

    private @Nullable Long twice;

    /** How many rows of a newer version of this library were left out. */
    int ignored() {
        return ignored;
    }

    /** Whether there was no row at all. */
    boolean none() {
        return none;
    }

    /** Whether the table is not in the schema that the connection resolves first. */
    boolean elsewhere() {
        return elsewhere;
    }

    /** A version that two rows have. */
    Optional<Long> twice() {
        return Optional.ofNullable(twice);
    }

    /** Whether the lock's row is among them. */
    boolean locked() {
        return locked;
    }

    /** Whether a migration is among them that is not applied whole. */
    boolean partWay() {
        return partWay;
    }

    /**
     * A row of the history; null for the lock's, and for one with a negative version that is no
     * repeatable migration's, which a newer version of this library may have written and knows what
     * it means. By numbers and as few columns as there can be: a history has thousands of rows, and
     * each name would be looked up in each.
     */
    @Override
    public @Nullable HistoryRow read(ResultSet row) throws SQLException {
        none = false;
        int kind = row.getInt(KIND);
        elsewhere |= kind == ELSEWHERE;
        long version = row.getLong(VERSION);
        if (last != null && last == version) {
            twice = version;
        }
        last = version;
        if (version == MigrationVersion.LOCK) {
            locked = true;
            return null;
        }
        if (version < 0 && !MigrationVersion.isRepeatable(version)) {
            ignored++;
            return null;
        }
        return record(version, row, kind == MORE);
    }

    private HistoryRow record(long version, ResultSet row, boolean more) throws SQLException {
        long milliseconds = row.getLong(EXECUTION_TIME);
        Duration time = row.wasNull() ? null : Duration.ofMillis(milliseconds);
        return new HistoryRow(
                more ? labelled(version, row) : MigrationVersion.of(version),
                row.getString(NAME),
                row.getString(CHECKSUM),
                moment(row.getLong(APPLIED_AT)),
                time,
                more ? progress(row) : null,
                more ? downScript(version, row) : null,
                more ? order(version, row) : version);
    }

    /** One that has none, or a blank one of another writer's, is called by its number. */
    private static MigrationVersion labelled(long version, ResultSet row) throws SQLException {
        String label = row.getString(LABEL);
        return label == null || label.isBlank()
                ? MigrationVersion.of(version)
                : new MigrationVersion(version, label);
    }

    /** One that has none is where its version is. */
    private static long order(long version, ResultSet row) throws SQLException {
        long order = row.getLong(APPLIED_ORDER);
        return row.wasNull() ? version : order;
    }

    private static HistoryRow.@Nullable DownScript downScript(long version, ResultSet row)
            throws SQLException {
        String text = row.getString(DOWN_SCRIPT);
        return text == null
                ? null
                : HistoryRow.DownScript.read(version, text, row.getString(DOWN_CHECKSUM));
    }

    private static Instant moment(long micros) {
        return Instant.ofEpochSecond(
                Math.floorDiv(micros, MICROS), Math.floorMod(micros, MICROS) * 1_000L);
    }

    private HistoryRow.@Nullable Progress progress(ResultSet row) throws SQLException {
        if (row.getBoolean(SUCCESS)) {
            return null;
        }
        partWay = true;
        int done = row.getInt(STATEMENTS_DONE);
        int started = row.getInt(STATEMENT_STARTED);
        return new HistoryRow.Progress(
                Direction.DOWN.word().equals(row.getString(DIRECTION))
                        ? Direction.DOWN
                        : Direction.UP,
                done,
                started == 0 ? null : started,
                row.getString(DONE_CHECKSUM),
                List.of());
    }
}
