package dev.lifeguard.migrate;

import dev.lifeguard.migrate.Migrator.Repair;
import dev.lifeguard.migrate.engine.history.Baseline;
import dev.lifeguard.migrate.engine.history.HistoryRepair;
import dev.lifeguard.migrate.planning.Beginning;
import dev.lifeguard.migrate.planning.OtherTerms;
import dev.lifeguard.migrate.planning.Planner.History;
import dev.lifeguard.migrate.report.MigrationReport.MigrationResult;
import dev.lifeguard.migrate.source.catalog.MigrationCatalog;
import java.util.List;

/** What a migrator does to have its history say something else. */
final class HistoryWork {

    private final DatabaseWork work;

    HistoryWork(DatabaseWork work) {
        this.work = work;
    }

    /** Corrects it for one migration, under the lock. */
    void repair(CatalogReading files, Repair repair) {
        work.changeHistory(
                files,
                (catalog, history) ->
                        HistoryRepair.requireRecorded(catalog, history, repair.version()),
                new LoggedChange(
                        "repair",
                        repair.version(),
                        (repairing, catalog, history) -> {
                            correct(repairing, Beginning.of(catalog, history), history, repair);
                            return List.<MigrationResult>of();
                        }));
    }

    private static void correct(
            HistoryRepair repairing, MigrationCatalog catalog, History history, Repair repair) {
        switch (repair) {
            case Repair.AcceptChecksum accept ->
                    repairing.acceptChecksum(catalog, history, accept.version());
            case Repair.MarkDone done -> repairing.markDone(history, done.version());
            case Repair.MarkUndone undone -> repairing.markUndone(history, undone.version());
            case Repair.StatementDone done ->
                    repairing.statementDone(catalog, history, done.version());
            case Repair.StatementUndone undone ->
                    repairing.statementUndone(history, undone.version());
        }
    }

    /** Records what is up to a version as applied, under the lock. */
    List<MigrationResult> baseline(CatalogReading files, long version) {
        return work.changeHistory(
                files,
                (catalog, history) -> {
                    OtherTerms.refuse(catalog, history);
                    Baseline.requireNotInTheFuture(
                            Beginning.upTo(version, catalog, history), version);
                },
                new LoggedChange(
                        "baseline",
                        version,
                        (repairing, catalog, history) ->
                                repairing.baseline(
                                        Beginning.upTo(version, catalog, history),
                                        history,
                                        version)));
    }
}
