package dev.lifeguard.migrate;

import dev.lifeguard.migrate.dialect.HistorySql.HistoryColumns;
import dev.lifeguard.migrate.engine.takeover.ForeignReading;
import dev.lifeguard.migrate.engine.takeover.HistoryImport;
import dev.lifeguard.migrate.engine.takeover.ImportDraft;
import dev.lifeguard.migrate.engine.takeover.ImportUndo;
import dev.lifeguard.migrate.engine.takeover.WaysBack;
import dev.lifeguard.migrate.plan.MigrationStatus.PendingMigration;
import dev.lifeguard.migrate.planning.HistoryRow;
import dev.lifeguard.migrate.planning.Planner.History;
import dev.lifeguard.migrate.report.ImportReport;
import dev.lifeguard.migrate.report.ImportReport.ImportedMigration;
import dev.lifeguard.migrate.report.LoggedRun.LoggedMigration;
import dev.lifeguard.migrate.report.told.ToldImport;
import dev.lifeguard.migrate.report.told.ToldImport.ToldImported;
import dev.lifeguard.migrate.source.MigrationVersion;
import dev.lifeguard.migrate.state.Connected;
import dev.lifeguard.migrate.state.HeldLock;
import dev.lifeguard.migrate.state.LocatedTable;
import dev.lifeguard.migrate.state.StateTable;
import dev.lifeguard.migrate.state.StateTable.Loaded;
import dev.lifeguard.migrate.state.TakenRows;
import dev.lifeguard.migrate.takeover.ForeignHistory;
import dev.lifeguard.migrate.takeover.TakenOver.Applied;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a migrator does to take over another tool's history, and to take that back. */
final class ImportWork {

    private final MigratorConfig config;
    private final DatabaseWork work;

    ImportWork(MigratorConfig config, DatabaseWork work) {
        this.config = config;
        this.work = work;
    }

    /** Looks at what would be taken over, without a lock; writes nothing. */
    ImportReport plan(ForeignHistory tool) {
        CatalogReading reading = CatalogReading.of(config);
        try (Connected connected = work.database().open(reading)) {
            LocatedTable located = located(connected, reading);
            ImportDraft draft = draft(reading(tool, connected, reading), connected, located);
            List<String> warnings = warnings(located, draft.remarks());
            warnings.addAll(WaysBack.remarks(draft, connected.rules()));
            return report(draft, Applied::at, warnings);
        }
    }

    /** Takes it over; where there is nothing to take over, no lock is taken and nothing made. */
    ImportReport run(ForeignHistory tool) {
        CatalogReading reading = CatalogReading.of(config);
        try (Connected connected = work.database().open(reading)) {
            LocatedTable located = located(connected, reading);
            ForeignReading foreign = reading(tool, connected, reading);
            ImportDraft draft = draft(foreign, connected, located);
            if (draft.isEmpty()) {
                return report(draft, Applied::at, warnings(located, draft.remarks()));
            }
            StateTable table = DatabaseWork.prepared(connected, located);
            table.prepareToTakeOver(connected.session());
            try (HeldLock guard = work.lock(table.sql()).acquire(connected.session())) {
                History now = load(table, connected).history();
                HistoryImport takeOver =
                        new HistoryImport(work.context(connected, table, guard, now), foreign);
                TakenRows taken = table.takenOver(connected.session());
                ImportDraft done =
                        LoggedCommands.logged(
                                work.logged()
                                        .begins(connected, table, guard, "import", imported(draft)),
                                () -> takeOver.run(now, taken),
                                ImportWork::imported);
                History after = load(table, connected).history();
                List<String> warnings = warnings(located, done.remarks());
                warnings.addAll(takeOver.remarks());
                return report(done, applied -> recorded(applied, after), warnings);
            }
        }
    }

    private static Loaded load(StateTable table, Connected connected) {
        return table.load(connected.session(), HistoryColumns.WITHOUT_DOWN_SCRIPTS);
    }

    private static @Nullable Instant recorded(Applied applied, History history) {
        return history.find(applied.migration().version().number())
                .map(HistoryRow::appliedAt)
                .orElse(applied.at());
    }

    /** Looks at what would be taken back, without a lock; writes nothing. */
    ImportReport planUndo(ForeignHistory tool) {
        CatalogReading reading = CatalogReading.of(config);
        try (Connected connected = work.database().open(reading)) {
            LocatedTable located = located(connected, reading);
            ImportUndo undo = undo(tool, connected, reading, located);
            return new ToldImport(
                    List.of(),
                    takenBack(undo),
                    pending(connected, reading, undo.left()),
                    located.warnings());
        }
    }

    /** Takes back what was taken over. */
    ImportReport undo(ForeignHistory tool) {
        CatalogReading reading = CatalogReading.of(config);
        try (Connected connected = work.database().open(reading)) {
            LocatedTable located = located(connected, reading);
            ImportUndo first = undo(tool, connected, reading, located);
            StateTable table = DatabaseWork.prepared(connected, located);
            try (HeldLock guard = work.lock(table.sql()).acquire(connected.session())) {
                History now = load(table, connected).history();
                ImportUndo undo =
                        now.holdsTheSameAs(located.loaded().history())
                                ? first
                                : new ImportUndo(
                                        tool,
                                        reading.catalog(),
                                        now,
                                        table.takenOver(connected.session()));
                LoggedCommands.logged(
                        work.logged()
                                .begins(connected, table, guard, "import --undo", leaving(undo)),
                        () -> {
                            undo.run(work.context(connected, table, guard, now));
                            return undo;
                        },
                        ImportWork::leaving);
                return new ToldImport(
                        List.of(),
                        takenBack(undo),
                        pending(connected, reading, load(table, connected).history()),
                        located.warnings());
            }
        }
    }

    private static List<LoggedMigration> imported(ImportDraft draft) {
        return draft.applied().stream()
                .map(
                        applied ->
                                LoggedCommands.of(
                                        applied.migration().version(), applied.migration().name()))
                .toList();
    }

    private static List<LoggedMigration> leaving(ImportUndo undo) {
        return undo.leaving().stream()
                .map(row -> LoggedCommands.of(row.version(), row.name()))
                .toList();
    }

    private static ImportUndo undo(
            ForeignHistory tool,
            Connected connected,
            CatalogReading reading,
            LocatedTable located) {
        return new ImportUndo(
                tool,
                reading.catalog(),
                located.loaded().history(),
                located.table().takenOver(connected.session(), located.loaded()));
    }

    private static List<ImportedMigration> takenBack(ImportUndo undo) {
        return undo.leaving().stream()
                .map(row -> imported(row.version(), row.name(), row.appliedAt()))
                .toList();
    }

    private List<PendingMigration> pending(
            Connected connected, CatalogReading reading, History history) {
        return work.database()
                .planner(connected)
                .look(reading.catalog(), history)
                .status()
                .pending();
    }

    private LocatedTable located(Connected connected, CatalogReading reading) {
        return work.database().located(connected, reading, HistoryColumns.WITHOUT_DOWN_SCRIPTS);
    }

    private ForeignReading reading(
            ForeignHistory tool, Connected connected, CatalogReading reading) {
        return new ForeignReading(
                tool,
                connected,
                work.database().planner(connected),
                reading.catalog(),
                config.sources(),
                config.placeholders());
    }

    private static ImportDraft draft(
            ForeignReading foreign, Connected connected, LocatedTable located) {
        // The driver's limit is for a short question: a long history takes as long as it takes.
        connected.session().limits().byServer();
        ImportDraft draft =
                foreign.draft(
                        located.loaded().history(),
                        located.table().takenOver(connected.session(), located.loaded()));
        draft.requireValid();
        return draft;
    }

    private static List<String> warnings(LocatedTable located, List<String> remarks) {
        List<String> warnings = new ArrayList<>(located.warnings());
        warnings.addAll(remarks);
        return warnings;
    }

    private static ImportReport report(
            ImportDraft draft,
            Function<Applied, @Nullable Instant> appliedAt,
            List<String> warnings) {
        List<ImportedMigration> imported = new ArrayList<>();
        for (Applied applied : draft.applied()) {
            imported.add(
                    imported(
                            applied.migration().version(),
                            applied.migration().name(),
                            appliedAt.apply(applied)));
        }
        return new ToldImport(imported, List.of(), draft.pending(), warnings);
    }

    private static ImportedMigration imported(
            MigrationVersion version, String name, @Nullable Instant appliedAt) {
        return new ToldImported(version, name, appliedAt);
    }
}
