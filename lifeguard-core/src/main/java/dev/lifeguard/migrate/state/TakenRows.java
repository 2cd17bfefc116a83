package dev.lifeguard.migrate.state;

import dev.lifeguard.migrate.dialect.StateSql;
import dev.lifeguard.migrate.jdbc.DatabaseFailure;
import dev.lifeguard.migrate.jdbc.Session;
import dev.lifeguard.migrate.planning.HistoryRow;
import dev.lifeguard.migrate.planning.Planner.History;
import dev.lifeguard.migrate.source.catalog.MigrationCatalog;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Which rows of the history were taken over from another tool.
 *
 * @param byVersion what is known of each, by the number of its version
 */
public record TakenRows(Map<Long, Origin> byVersion) {

    static final String COLUMN = "origin";

    static final TakenRows NONE = new TakenRows(Map.of());

    /** Copies the map. */
    public TakenRows {
        byVersion = Map.copyOf(byVersion);
    }

    /**
     * Where a row comes from.
     *
     * @param tool what the tool is called
     * @param digest of the history as the import left it; empty where the writer left it out
     */
    public record Origin(String tool, String digest) {}

    /**
     * One that was taken over while its file was the tool's, and written anew for the converted
     * file since: a version of a tool's has a label.
     *
     * @param catalog of the tool's files
     */
    public Optional<HistoryRow> converted(MigrationCatalog catalog, History history) {
        return history.records().stream()
                .filter(row -> !catalog.isOwn() && row.version().label() == null)
                .filter(row -> byVersion.containsKey(row.version().number()))
                .findFirst();
    }

    private record Row(long version, Origin origin) {}

    static TakenRows read(Session session, StateSql sql) {
        try {
            if (!StateTableColumns.of(session, sql).names().contains(COLUMN)) {
                return NONE;
            }
            List<Row> rows =
                    session.query(
                            sql.takingOver().rows(),
                            row ->
                                    new Row(
                                            row.getLong(1),
                                            new Origin(
                                                    row.getString(2),
                                                    Objects.requireNonNullElse(
                                                            row.getString(3), ""))));
            Map<Long, Origin> byVersion = new HashMap<>();
            rows.forEach(row -> byVersion.put(row.version(), row.origin()));
            return new TakenRows(byVersion);
        } catch (SQLException failure) {
            throw DatabaseFailure.during("while the history was read", failure);
        }
    }
}
