package dev.lifeguard.migrate.engine.history;

import dev.lifeguard.migrate.dialect.HistorySql.RowToWrite;
import dev.lifeguard.migrate.engine.run.HistoryTransaction;
import dev.lifeguard.migrate.engine.run.HistoryWriter;
import dev.lifeguard.migrate.engine.run.RunContext;
import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.planning.AppliedOrder;
import dev.lifeguard.migrate.planning.HistoryRow;
import dev.lifeguard.migrate.planning.Planner.History;
import dev.lifeguard.migrate.report.MigrationReport.MigrationResult;
import dev.lifeguard.migrate.report.told.ToldReport.ToldResult;
import dev.lifeguard.migrate.script.Section;
import dev.lifeguard.migrate.source.Direction;
import dev.lifeguard.migrate.source.MigrationVersion;
import dev.lifeguard.migrate.source.catalog.Checksum;
import dev.lifeguard.migrate.source.catalog.MigrationCatalog;
import dev.lifeguard.migrate.source.catalog.Script;
import dev.lifeguard.migrate.source.catalog.Script.JavaMigration;
import dev.lifeguard.migrate.source.catalog.Script.SqlScript;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A database that had its tables before it had a history: what it holds is recorded as applied, and
 * nothing of it is run.
 */
public final class Baseline {

    private final RunContext context;

    Baseline(RunContext context) {
        this.context = context;
    }

    /**
     * Refuses the version of a baseline that has no file and is still to come: migrations that are
     * made until then would count as applied.
     *
     * @throws ConfigurationException when it is so
     */
    public static void requireNotInTheFuture(MigrationCatalog catalog, long version) {
        long tomorrow = MigrationVersion.at(LocalDateTime.now(ZoneOffset.UTC).plusDays(1)).number();
        if (catalog.find(version).isEmpty() && !catalog.isOwn()) {
            throw HistoryRepair.refused(
                    "No file has the version %s.".formatted(MigrationVersion.digits(version)));
        }
        if (catalog.find(version).isEmpty() && version > tomorrow) {
            throw new ConfigurationException(
                    ErrorDetail.of(
                            ErrorKind.CONFIGURATION,
                            ("No file has the version %s, and it is in the future: all migrations"
                                            + " until then would count as applied. Give the version"
                                            + " of the last one that the database holds.")
                                    .formatted(MigrationVersion.digits(version))),
                    null);
        }
    }

    /**
     * Records what is pending up to a version as applied, in one transaction; gives what that was.
     */
    List<MigrationResult> record(MigrationCatalog catalog, History history, long version) {
        requireNoPartWay(history, version);
        AppliedOrder order = new AppliedOrder(history);
        List<Script> wanted =
                upTo(version, catalog).stream()
                        .filter(script -> history.find(script.version().number()).isEmpty())
                        .toList();
        List<RowToWrite> rows = new ArrayList<>();
        wanted.forEach(script -> rows.add(row(script, order.next(script.version()))));
        List<MigrationResult> marked = new ArrayList<>();
        wanted.forEach(script -> marked.add(result(script.version(), script.name())));
        if (catalog.find(version).isEmpty() && history.find(version).isEmpty()) {
            rows.add(baselineRow(version));
            marked.add(result(MigrationVersion.of(version), HistoryRow.BASELINE));
        }
        new HistoryTransaction(context, "while the baseline was recorded")
                .run(
                        () -> {
                            for (RowToWrite row : rows) {
                                write(row);
                            }
                        });
        return marked;
    }

    /** Where a file has that version, those as far as it stands in their order. */
    private static List<Script> upTo(long version, MigrationCatalog catalog) {
        List<Script> all = List.copyOf(catalog.scripts());
        return catalog.find(version)
                .map(last -> all.subList(0, all.indexOf(last) + 1))
                .orElseGet(
                        () ->
                                all.stream()
                                        .filter(script -> script.version().number() <= version)
                                        .toList());
    }

    private static MigrationResult result(MigrationVersion version, String name) {
        return new ToldResult(version, name, Duration.ZERO);
    }

    /** Its place is its version: it stands for what was there before all that is recorded. */
    private RowToWrite baselineRow(long version) {
        return new RowToWrite(
                version,
                null,
                HistoryRow.BASELINE,
                Checksum.ofBaseline(version).hex(),
                null,
                null,
                context.lock().identity().appliedBy(),
                version,
                null);
    }

    private static void requireNoPartWay(History history, long version) {
        for (HistoryRow record : history.records()) {
            if (!record.success()
                    && (record.version().label() != null || record.version().number() <= version)) {
                throw HistoryRepair.refused(
                        "Migration %s stopped part-way, so what it is cannot be taken for granted."
                                        .formatted(record.label())
                                + " Bring it to its end, or say which it is by a repair, and repeat"
                                + " this command.");
            }
        }
    }

    private RowToWrite row(Script script, long place) {
        Optional<Section> down =
                switch (script) {
                    case SqlScript sql -> sql.sections(context.rules()).of(Direction.DOWN);
                    case JavaMigration java -> Optional.empty();
                };
        try {
            return row(script, down, place);
        } catch (IOException unreadable) {
            throw SqlScript.unreadable(script.fileName(Direction.DOWN), unreadable);
        }
    }

    private RowToWrite row(Script script, Optional<Section> down, long place) throws IOException {
        return new RowToWrite(
                script.version().number(),
                script.version().label(),
                script.name(),
                script.checksum().hex(),
                null,
                down.isPresent() ? HistoryWriter.down(script.version().number(), down.get()) : null,
                context.lock().identity().appliedBy(),
                place,
                null);
    }

    private void write(RowToWrite row) throws SQLException {
        context.guard()
                .change(
                        context.sql()
                                .insertApplied(
                                        context.guard().token(), context.lock().lease(), row));
    }
}
