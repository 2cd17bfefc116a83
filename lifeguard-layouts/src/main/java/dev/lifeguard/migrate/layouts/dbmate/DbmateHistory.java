package dev.lifeguard.migrate.layouts.dbmate;

import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.layouts.history.ComparedRows;
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
import java.util.Set;
import java.util.TreeSet;

/** A row a version, without a time; dbmate has no lock. */
public record DbmateHistory(String from) implements ForeignHistory {

    /** The usual table. */
    public static final String TABLE = "schema_migrations";

    @Override
    public String id() {
        return "dbmate";
    }

    @Override
    public String tool() {
        return "dbmate";
    }

    @Override
    public TakenOver read(ForeignDatabase database, KnownMigrations known) throws SQLException {
        ForeignTable table = database.table(from, Set.of("version"));
        if (table.columns().contains("dirty")) {
            throw new ConfigurationException(
                    ErrorDetail.of(
                            ErrorKind.CONFIGURATION,
                            "The table %s is golang-migrate's, which has a column \"dirty\". Import golang-migrate, or name dbmate's table."
                                    .formatted(table.name())),
                    null);
        }
        Set<String> versions = new TreeSet<>();
        for (ForeignRow row : table.rows(List.of("version"))) {
            String version = row.text("version");
            if (version != null) {
                versions.add(version);
            }
        }
        ComparedRows comparison = new ComparedRows(tool(), table);
        for (Known each : known.versioned()) {
            if (versions.remove(each.version().toString())) {
                comparison.applied(Applied.of(each));
            }
        }
        versions.forEach(comparison::missing);
        return comparison.finish();
    }
}
