package dev.lifeguard.migrate.state;

import dev.lifeguard.migrate.dialect.StateSql;
import dev.lifeguard.migrate.jdbc.DatabaseFailure;
import dev.lifeguard.migrate.jdbc.Session;
import dev.lifeguard.migrate.planning.HistoryRow;
import dev.lifeguard.migrate.planning.Planner.History;
import dev.lifeguard.migrate.source.MigrationVersion;
import dev.lifeguard.migrate.source.catalog.MigrationCatalog;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Which rows of the history were taken over from another tool.
 *
 * @param byVersion what is known of each, by the number of its version
 * @param receipts of the imports that were not taken back
 */
public record TakenRows(Map<Long, Origin> byVersion, List<ImportReceipt> receipts) {

    static final String COLUMN = "origin";

    static final TakenRows NONE = new TakenRows(Map.of(), List.of());

    /** Copies both. */
    public TakenRows {
        byVersion = Map.copyOf(byVersion);
        receipts = List.copyOf(receipts);
    }

    /** Whether a version was taken over from a tool once, though its row may be gone since. */
    public boolean everTaken(String tool, long version) {
        return receipts.stream()
                .filter(receipt -> receipt.tool().equals(tool))
                .anyMatch(receipt -> receipt.versions().contains(version));
    }

    /** The number of the next receipt. */
    public long nextReceipt() {
        return receipts.stream()
                        .mapToLong(ImportReceipt::number)
                        .min()
                        .orElse(MigrationVersion.LOCK)
                - 1;
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

    private record Row(long version, Origin origin, String receipt) {}

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
                                                            row.getString(3), "")),
                                            Objects.requireNonNullElse(row.getString(4), "")));
            Map<Long, Origin> byVersion = new HashMap<>();
            List<ImportReceipt> receipts = new ArrayList<>();
            for (Row row : rows) {
                if (ImportReceipt.isOne(row.version())) {
                    receipts.add(
                            ImportReceipt.read(row.version(), row.origin().tool(), row.receipt()));
                } else {
                    byVersion.put(row.version(), row.origin());
                }
            }
            return new TakenRows(byVersion, receipts);
        } catch (SQLException failure) {
            throw DatabaseFailure.during("while the history was read", failure);
        }
    }
}
