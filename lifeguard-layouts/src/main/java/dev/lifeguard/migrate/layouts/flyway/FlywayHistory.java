package dev.lifeguard.migrate.layouts.flyway;

import dev.lifeguard.migrate.takeover.ForeignDatabase;
import dev.lifeguard.migrate.takeover.ForeignHistory;
import dev.lifeguard.migrate.takeover.ForeignLock;
import dev.lifeguard.migrate.takeover.ForeignTable;
import dev.lifeguard.migrate.takeover.KnownMigrations;
import dev.lifeguard.migrate.takeover.TakenOver;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Flyway's history.
 *
 * @param table its table, with or without its schema
 */
public record FlywayHistory(String table) implements ForeignHistory {

    /** What Flyway calls its table where nobody says otherwise. */
    public static final String USUAL_TABLE = "flyway_schema_history";

    private static final Set<String> COLUMNS = Set.copyOf(FlywayRow.COLUMNS);

    @Override
    public String id() {
        return "flyway";
    }

    @Override
    public String tool() {
        return "Flyway";
    }

    @Override
    public ForeignLock lock(ForeignDatabase database) throws SQLException {
        Optional<ForeignTable> found = database.find(table, COLUMNS);
        return found.isPresent() ? FlywayLock.take(database, found.get()) : ForeignLock.taken();
    }

    @Override
    public TakenOver read(ForeignDatabase database, KnownMigrations known)
            throws SQLException, IOException {
        ForeignTable found = database.table(table, COLUMNS);
        List<FlywayRow> rows =
                found.rows(FlywayRow.COLUMNS).stream()
                        .map(FlywayRow::of)
                        .filter(row -> !row.isMark())
                        .sorted(Comparator.comparingLong(FlywayRow::rank))
                        .toList();
        FlywayComparison comparison = new FlywayComparison(known, values(found, known));
        rows.forEach(comparison::add);
        return comparison.finish();
    }

    /** What stands for placeholders, as far as it is known without Flyway's own configuration. */
    private static Map<String, String> values(ForeignTable table, KnownMigrations known) {
        Map<String, String> values = new HashMap<>(known.placeholders());
        values.putIfAbsent("flyway:defaultSchema", table.schema());
        values.putIfAbsent("flyway:table", table.table());
        return values;
    }
}
