package dev.lifeguard.migrate;

import dev.lifeguard.migrate.dialect.HistorySql.HistoryColumns;
import dev.lifeguard.migrate.dialect.StateSql;
import dev.lifeguard.migrate.engine.PlanRunner;
import dev.lifeguard.migrate.engine.batch.RequiredBatches;
import dev.lifeguard.migrate.engine.history.HistoryMove;
import dev.lifeguard.migrate.engine.history.HistoryRepair;
import dev.lifeguard.migrate.engine.loss.LossCare;
import dev.lifeguard.migrate.engine.loss.Quarantine;
import dev.lifeguard.migrate.engine.program.PlanRecorder;
import dev.lifeguard.migrate.engine.run.RunContext;
import dev.lifeguard.migrate.engine.run.RunContext.Before;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.jdbc.StopSignal;
import dev.lifeguard.migrate.planning.FormerHistory;
import dev.lifeguard.migrate.planning.FormerHistory.Move;
import dev.lifeguard.migrate.planning.PlannedRun;
import dev.lifeguard.migrate.planning.Planner;
import dev.lifeguard.migrate.planning.Planner.History;
import dev.lifeguard.migrate.report.MigrationListener;
import dev.lifeguard.migrate.report.MigrationReport;
import dev.lifeguard.migrate.report.MigrationReport.MigrationResult;
import dev.lifeguard.migrate.report.told.ToldEvent;
import dev.lifeguard.migrate.source.catalog.MigrationCatalog;
import dev.lifeguard.migrate.state.Connected;
import dev.lifeguard.migrate.state.HeldLock;
import dev.lifeguard.migrate.state.LocatedTable;
import dev.lifeguard.migrate.state.LockSettings;
import dev.lifeguard.migrate.state.LoggedWork;
import dev.lifeguard.migrate.state.MigrationLock;
import dev.lifeguard.migrate.state.RunnerIdentity;
import dev.lifeguard.migrate.state.StateTable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * What a migrator does with its database: it plans, runs under the lock, and changes the history.
 */
final class DatabaseWork {

    private final MigratorConfig config;
    private final StopSignal stop;
    private final Announcer announcer;
    private final ConfiguredDatabase database;
    private final PlanChecks checks;

    DatabaseWork(MigratorConfig config, StopSignal stop) {
        this.config = config;
        this.stop = stop;
        this.announcer = new Announcer(config.listeners());
        this.database = new ConfiguredDatabase(config, stop, announcer);
        this.checks = new PlanChecks(config.checks());
    }

    /** Plans by the history, with a planner that reads scripts as the session does. */
    @FunctionalInterface
    interface Planning {

        PlannedRun apply(Planner planner, MigrationCatalog catalog, History history);
    }

    /** Changes the history, and tells what of it. */
    @FunctionalInterface
    interface HistoryChange {

        List<MigrationResult> apply(
                HistoryRepair repairing, MigrationCatalog catalog, History history);
    }

    /** The database that it works with. */
    ConfiguredDatabase database() {
        return database;
    }

    private PlannedRun draft(
            Connected connected, LocatedTable located, CatalogReading reading, Planning planning) {
        Planner planner = database.planner(connected);
        MigrationCatalog catalog = reading.catalog();
        History history = new FormerHistory(catalog).translated(located.loaded().history());
        return new RequiredBatches(connected, located.table(), catalog)
                .foreseen(planning.apply(planner, catalog, history), history)
                .with(located.warnings());
    }

    /**
     * Everything that is there. Batches that are not done are looked for only where a migration
     * waits for some: that is a question more to the database.
     */
    PlannedRun standing(CatalogReading reading) {
        return looked(
                reading,
                plan -> plan.planned().stream().anyMatch(step -> step.required().isPresent()),
                Planner::lookAtSteps);
    }

    /** The same with all batches that are not done, and what the checks find in what is pending. */
    PlannedRun validated(CatalogReading reading) {
        Planning planning = checks.isEmpty() ? Planner::look : Planner::lookAtSteps;
        return checks.checked(looked(reading, plan -> true, planning));
    }

    private PlannedRun looked(
            CatalogReading reading, Predicate<PlannedRun> withBatches, Planning planning) {
        try (Connected connected = database.open(reading)) {
            LocatedTable located =
                    database.located(connected, reading, HistoryColumns.WITHOUT_DOWN_SCRIPTS);
            MigrationCatalog catalog = reading.catalog();
            History history = new FormerHistory(catalog).translated(located.loaded().history());
            RequiredBatches batches = new RequiredBatches(connected, located.table(), catalog);
            PlannedRun plan = planning.apply(database.planner(connected), catalog, history);
            PlannedRun noted = withBatches.test(plan) ? plan.with(batches.notes(history)) : plan;
            return batches.refused(noted, history).with(located.warnings());
        }
    }

    /** The same, with what the Java migrations of the plan would run. */
    PlannedRun planWithStatements(
            CatalogReading reading, Planning planning, HistoryColumns columns) {
        try (Connected connected = database.open(reading)) {
            LocatedTable located = database.located(connected, reading, columns);
            PlannedRun plan = draft(connected, located, reading, planning);
            StateTable table = located.table().at(located.loaded().table());
            LossCare care = care(connected, table);
            PlannedRun shown = care.recording().apply(plan);
            return checks.checked(care.counted(shown, connected.session()));
        }
    }

    /** Plans, and where there is work, plans anew under the lock and runs that. */
    MigrationReport run(CatalogReading reading, Planning planning, HistoryColumns columns) {
        try (Connected connected = database.open(reading)) {
            Planner planner = database.planner(connected);
            LocatedTable located = database.located(connected, reading, columns);
            StateTable.Loaded loaded = located.loaded();
            MigrationCatalog catalog = reading.catalog();
            FormerHistory former = new FormerHistory(catalog);
            History seen = former.translated(loaded.history());
            RequiredBatches required = new RequiredBatches(connected, located.table(), catalog);
            PlannedRun draft =
                    checks.checked(
                            required.heeded(planning.apply(planner, catalog, seen), seen)
                                    .with(located.warnings()));
            announcer.warn(draft.status().warnings());
            draft.requireRunnable();
            if (draft.isEmpty()) {
                removeDeadLock(connected, loaded);
                return Reports.of(draft, List.of(), catalog);
            }
            announcer.on(new ToldEvent.Planned(draft));
            StateTable table = prepared(connected, located);
            RunSoFar soFar = new RunSoFar(announcer);
            try (HeldLock guard = lock(table.sql()).acquire(connected.session())) {
                History now = moved(connected, table, guard, former, columns);
                // A plan follows from its history, and its scripts cannot have changed since.
                PlannedRun plan =
                        now.holdsTheSameAs(seen)
                                ? draft
                                : checks.checked(
                                        required.heeded(planning.apply(planner, catalog, now), now)
                                                .with(located.warnings()));
                plan.requireRunnable();
                soFar.begins(plan);
                Quarantine aside =
                        care(connected, table)
                                .of(config.dataLoss(), plan, connected.session(), soFar);
                RunContext context = context(connected, table, guard, now).of(plan, aside, soFar);
                List<MigrationResult> results =
                        logged(soFar)
                                .run(
                                        connected,
                                        table,
                                        guard,
                                        plan,
                                        () -> soFar.telling(() -> PlanRunner.run(context, plan)));
                return Reports.of(plan.with(soFar.warnings()), results, catalog);
            } catch (LifeguardException failure) {
                // Also of a listener that hears that the lock is released.
                throw soFar.told(failure);
            }
        }
    }

    private static LossCare care(Connected connected, StateTable table) {
        return new LossCare(
                connected.dialect(),
                table.sql().stakes(),
                connected.dialect().stateSql(connected.table()).stakes().schema(),
                connected.rules(),
                new PlanRecorder(connected.dialect(), connected.rules())::record);
    }

    /** What tells the log of anything but a run. */
    LoggedCommands logged() {
        return logged(announcer);
    }

    private LoggedCommands logged(MigrationListener listener) {
        return new LoggedCommands(lockSettings().identity(), listener);
    }

    /** The history was read with the lock's row in it, so without one this costs nothing. */
    private void removeDeadLock(Connected connected, StateTable.Loaded loaded) {
        if (loaded.locked() && loaded.shape() == StateTable.Shape.COMPLETE) {
            lock(connected.dialect().stateSql(loaded.table())).removeDead(connected.session());
        }
    }

    /** The table where it is, or is made; from now on the server limits what is waited for. */
    static StateTable prepared(Connected connected, LocatedTable located) {
        connected.session().limits().byServer();
        return located.table().prepare(connected.session(), located.loaded().shape());
    }

    /** Refuses a change before anything is made. */
    @FunctionalInterface
    interface HistoryCheck {

        void require(MigrationCatalog catalog, History history);
    }

    /** Changes the history under the lock. */
    List<MigrationResult> changeHistory(
            CatalogReading reading, HistoryCheck check, LoggedChange change) {
        try (Connected connected = database.open(reading)) {
            MigrationCatalog catalog = reading.catalog();
            LocatedTable located =
                    database.located(connected, reading, HistoryColumns.WITH_DOWN_SCRIPTS);
            FormerHistory former = new FormerHistory(catalog);
            check.require(catalog, former.translated(located.loaded().history()));
            StateTable table = prepared(connected, located);
            List<MigrationResult> changed = new ArrayList<>();
            try (HeldLock guard = lock(table.sql()).acquire(connected.session())) {
                History now =
                        moved(connected, table, guard, former, HistoryColumns.WITH_DOWN_SCRIPTS);
                HistoryRepair repairing = new HistoryRepair(context(connected, table, guard, now));
                LoggedWork work =
                        logged().begins(connected, table, guard, change.command(), change.of(now));
                changed.addAll(
                        LoggedCommands.logged(
                                work,
                                () -> change.change().apply(repairing, catalog, now),
                                done -> change.logged(now, done)));
                return changed;
            } catch (LifeguardException failure) {
                throw RunSoFar.told(failure, changed);
            }
        }
    }

    /** The history under the lock, written anew where its files were converted since. */
    private History moved(
            Connected connected,
            StateTable table,
            HeldLock guard,
            FormerHistory former,
            HistoryColumns columns) {
        History now = table.load(connected.session(), columns).history();
        if (former.moves(now).isEmpty()) {
            return now;
        }
        // The rows again with what may be large, which is seldom needed.
        History whole = table.load(connected.session(), HistoryColumns.WITH_DOWN_SCRIPTS).history();
        List<Move> moves = former.moves(whole);
        new HistoryMove(context(connected, table, guard, whole)).run(moves);
        announcer.warn(List.of(FormerHistory.told(moves)));
        return table.load(connected.session(), columns).history();
    }

    /** The lock in a table. */
    MigrationLock lock(StateSql sql) {
        return new MigrationLock(config.dataSource(), sql, lockSettings(), stop, announcer);
    }

    LockSettings lockSettings() {
        return new LockSettings(
                config.lease(), config.lockTimeout(), RunnerIdentity.current(config.application()));
    }

    /** What a part of a run works with. */
    RunContext context(Connected connected, StateTable table, HeldLock guard, History history) {
        return new RunContext(
                connected,
                config.dataSource(),
                table.name(),
                history.isEmpty() ? Before.NOTHING : Before.MIGRATIONS,
                config.grouping(),
                Quarantine.none(),
                List.of(),
                table.sql(),
                lockSettings(),
                config.allTableLocks(),
                guard,
                stop,
                announcer);
    }
}
