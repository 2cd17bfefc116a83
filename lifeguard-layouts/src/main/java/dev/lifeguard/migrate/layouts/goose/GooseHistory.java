package dev.lifeguard.migrate.layouts.goose;

import dev.lifeguard.migrate.layouts.history.ComparedRows;
import dev.lifeguard.migrate.layouts.history.NamedLock;
import dev.lifeguard.migrate.layouts.version.ByDigits;
import dev.lifeguard.migrate.takeover.ForeignDatabase;
import dev.lifeguard.migrate.takeover.ForeignHistory;
import dev.lifeguard.migrate.takeover.ForeignLock;
import dev.lifeguard.migrate.takeover.ForeignRow;
import dev.lifeguard.migrate.takeover.ForeignTable;
import dev.lifeguard.migrate.takeover.KnownMigrations;
import dev.lifeguard.migrate.takeover.KnownMigrations.Known;
import dev.lifeguard.migrate.takeover.TakenOver;
import dev.lifeguard.migrate.takeover.TakenOver.Applied;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A row each time that a version was applied, and in old tables one each time that it was taken
 * back: the last one counts. The version 0 is the table's beginning and no migration.
 *
 * <p>Where an application asks goose for a lock, it has a number of its own on PostgreSQL ({@code
 * lock/session_locker_options.go}).
 */
public record GooseHistory(String from) implements ForeignHistory {

    /** The usual table. */
    public static final String TABLE = "goose_db_version";

    private static final long LOCK = 4_097_083_626L;

    private static final List<String> COLUMNS = List.of("id", "version_id", "is_applied", "tstamp");

    @Override
    public String id() {
        return "goose";
    }

    @Override
    public String tool() {
        return "goose";
    }

    @Override
    public ForeignLock lock(ForeignDatabase database) throws SQLException {
        return NamedLock.onPostgresAlone(database, tool(), LOCK);
    }

    @Override
    public TakenOver read(ForeignDatabase database, KnownMigrations known) throws SQLException {
        ForeignTable table = database.table(from, Set.copyOf(COLUMNS));
        Map<String, Known> byNumber = new HashMap<>();
        for (Known each : known.versioned()) {
            byNumber.put(ByDigits.canonical(each.version().toString()), each);
        }
        ComparedRows comparison = new ComparedRows(tool(), table);
        for (ForeignRow row : last(table.rows(COLUMNS))) {
            String version = version(row);
            Known migration = byNumber.get(version);
            if (Boolean.TRUE.equals(row.flag("is_applied")) && !version.equals("0")) {
                if (migration == null) {
                    comparison.missing(version);
                } else {
                    comparison.applied(Applied.of(migration).at(row.time("tstamp")));
                }
            }
        }
        return comparison.finish();
    }

    /** The last row of each version, in the order in which they were written. */
    private static List<ForeignRow> last(List<ForeignRow> rows) {
        List<ForeignRow> ordered = new ArrayList<>(rows);
        ordered.sort(Comparator.comparingLong(GooseHistory::id));
        Map<String, Long> last = new HashMap<>();
        ordered.forEach(row -> last.put(version(row), id(row)));
        ordered.removeIf(row -> !Objects.equals(last.get(version(row)), id(row)));
        return ordered;
    }

    private static long id(ForeignRow row) {
        return Objects.requireNonNullElse(row.number("id"), 0L);
    }

    private static String version(ForeignRow row) {
        return Objects.requireNonNullElse(row.text("version_id"), "0");
    }
}
