package dev.lifeguard.migrate.layouts.liquibase;

import dev.lifeguard.migrate.takeover.ForeignDatabase;
import dev.lifeguard.migrate.takeover.ForeignHistory;
import dev.lifeguard.migrate.takeover.ForeignLock;
import dev.lifeguard.migrate.takeover.ForeignTable;
import dev.lifeguard.migrate.takeover.KnownMigrations;
import dev.lifeguard.migrate.takeover.TakenOver;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Liquibase's history, as far as it is of formatted SQL.
 *
 * @param table its table, with or without its schema
 */
public record LiquibaseHistory(String table) implements ForeignHistory {

    /** What Liquibase calls its table where nobody says otherwise. */
    public static final String USUAL_TABLE = "databasechangelog";

    private static final Set<String> COLUMNS = Set.copyOf(RecordedChangeset.COLUMNS);

    @Override
    public String id() {
        return "liquibase-sql";
    }

    @Override
    public String tool() {
        return "Liquibase";
    }

    @Override
    public ForeignLock lock(ForeignDatabase database) throws SQLException {
        Optional<ForeignTable> history = database.find(table, COLUMNS);
        return history.isPresent()
                ? LiquibaseLock.take(database, history.get())
                : ForeignLock.taken();
    }

    @Override
    public TakenOver read(ForeignDatabase database, KnownMigrations known) throws SQLException {
        List<RecordedChangeset> rows =
                database.table(table, COLUMNS).rows(RecordedChangeset.COLUMNS).stream()
                        .map(RecordedChangeset::of)
                        .toList();
        return new LiquibaseComparison(known, RecordedChangeset.lastOfEach(rows)).result();
    }
}
