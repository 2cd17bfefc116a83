package dev.lifeguard.migrate.layouts.nodepg;

import dev.lifeguard.migrate.layouts.history.ComparedRows;
import dev.lifeguard.migrate.layouts.history.NamedLock;
import dev.lifeguard.migrate.layouts.history.RowOrder;
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
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A row a migration, with the name of its file without the ending. Its lock has a number: {@code
 * src/runner.ts}.
 */
public record NodePgHistory(String from) implements ForeignHistory {

    /** The usual table. */
    public static final String TABLE = "pgmigrations";

    private static final long LOCK = 7_241_865_325_823_964L;

    private static final List<String> COLUMNS = List.of("id", "name", "run_on");

    @Override
    public String id() {
        return "node-pg-migrate-sql";
    }

    @Override
    public String tool() {
        return "node-pg-migrate";
    }

    @Override
    public ForeignLock lock(ForeignDatabase database) throws SQLException {
        return NamedLock.onPostgresAlone(database, tool(), LOCK);
    }

    @Override
    public TakenOver read(ForeignDatabase database, KnownMigrations known) throws SQLException {
        ForeignTable table = database.table(from, Set.copyOf(COLUMNS));
        ComparedRows comparison = new ComparedRows(tool(), table);
        for (ForeignRow row : RowOrder.by(table.rows(COLUMNS), "run_on", "id")) {
            String name = Objects.requireNonNullElse(row.text("name"), "");
            Optional<Known> migration = known.labelled(name);
            if (migration.isPresent()) {
                comparison.applied(Applied.of(migration.get()).at(row.time("run_on")));
            } else {
                comparison.missing(name);
            }
        }
        return comparison.finish();
    }
}
