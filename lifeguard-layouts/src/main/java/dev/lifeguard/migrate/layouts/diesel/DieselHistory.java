package dev.lifeguard.migrate.layouts.diesel;

import dev.lifeguard.migrate.layouts.history.ComparedRows;
import dev.lifeguard.migrate.layouts.history.RowOrder;
import dev.lifeguard.migrate.takeover.ForeignDatabase;
import dev.lifeguard.migrate.takeover.ForeignHistory;
import dev.lifeguard.migrate.takeover.ForeignRow;
import dev.lifeguard.migrate.takeover.ForeignTable;
import dev.lifeguard.migrate.takeover.KnownMigrations;
import dev.lifeguard.migrate.takeover.KnownMigrations.Known;
import dev.lifeguard.migrate.takeover.TakenOver;
import dev.lifeguard.migrate.takeover.TakenOver.Applied;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** A row a version, with its time; Diesel has no lock. */
public record DieselHistory(String from) implements ForeignHistory {

    /** The usual table. */
    public static final String TABLE = "__diesel_schema_migrations";

    private static final List<String> COLUMNS = List.of("version", "run_on");

    @Override
    public String id() {
        return "diesel";
    }

    @Override
    public String tool() {
        return "Diesel";
    }

    @Override
    public TakenOver read(ForeignDatabase database, KnownMigrations known) throws SQLException {
        ForeignTable table = database.table(from, Set.copyOf(COLUMNS));
        ComparedRows comparison = new ComparedRows(tool(), table);
        for (ForeignRow row : RowOrder.by(table.rows(COLUMNS), "run_on", "version")) {
            String version = Objects.requireNonNullElse(row.text("version"), "");
            Known migration = known.labelled(version).orElse(null);
            if (migration == null) {
                comparison.missing(version);
            } else {
                comparison.applied(Applied.of(migration).at(row.time("run_on")));
            }
        }
        return comparison.finish();
    }
}
