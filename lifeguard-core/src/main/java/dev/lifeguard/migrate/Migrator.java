package dev.lifeguard.migrate;

import dev.lifeguard.migrate.dialect.StateSql;
import dev.lifeguard.migrate.dialect.StateSql.HistoryColumns;
import dev.lifeguard.migrate.engine.HistoryRepair;
import dev.lifeguard.migrate.engine.PlanRunner;
import dev.lifeguard.migrate.engine.RunContext;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ValidationException;
import dev.lifeguard.migrate.jdbc.Connecting;
import dev.lifeguard.migrate.jdbc.Session;
import dev.lifeguard.migrate.jdbc.StopSignal;
import dev.lifeguard.migrate.plan.History;
import dev.lifeguard.migrate.plan.MigrationStatus;
import dev.lifeguard.migrate.plan.Plan;
import dev.lifeguard.migrate.plan.Planner;
import dev.lifeguard.migrate.plan.Target;
import dev.lifeguard.migrate.report.LockHolder;
import dev.lifeguard.migrate.report.MigrationEvent;
import dev.lifeguard.migrate.report.MigrationReport;
import dev.lifeguard.migrate.report.MigrationResult;
import dev.lifeguard.migrate.script.Placeholders;
import dev.lifeguard.migrate.script.ScriptRules;
import dev.lifeguard.migrate.source.MigrationCatalog;
import dev.lifeguard.migrate.state.HeldLock;
import dev.lifeguard.migrate.state.LockSettings;
import dev.lifeguard.migrate.state.MigrationLock;
import dev.lifeguard.migrate.state.RunnerIdentity;
import dev.lifeguard.migrate.state.StateTable;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;

/**
 * Applies migrations, rolls them back, and says how things stand.
 *
 * <p>It keeps nothing between two calls, and may be used by several threads: they exclude each
 * other by the lock in the database, like different processes. Every method throws a {@link
 * dev.lifeguard.migrate.error.LifeguardException} for what cannot go on.
 */
public final class Migrator {

    private final MigratorConfig config;
    private final StateTable table;
    private final ScriptRules rules;
    private final Planner planner;
    private final Announcer announcer;
    private final StopSignal stop = new StopSignal();

    Migrator(MigratorConfig config) {
        this.config = config;
        this.table = new StateTable(config.dialect(), config.table());
        this.rules =
                new ScriptRules(
                        config.dialect().lexerRules(), new Placeholders(config.placeholders()));
        this.planner = new Planner(rules, config.outOfOrder());
        this.announcer = new Announcer(config.listeners());
    }

    /** Begins to configure a migrator for a database; a pool of one connection is enough. */
    public static MigratorBuilder builder(DataSource dataSource) {
        return new MigratorBuilder(dataSource);
    }

    /** Applies everything that is pending. With nothing pending it takes no lock. */
    public MigrationReport up() {
        return up(Target.all());
    }

    /** Applies what is pending as far as a target. */
    public MigrationReport up(Target target) {
        MigrationCatalog catalog = MigrationCatalog.of(config.sources());
        return run(
                catalog,
                history -> planner.up(catalog, history, target),
                HistoryColumns.WITHOUT_DOWN_SCRIPTS);
    }

    /** Rolls the newest applied migration back. */
    public MigrationReport down() {
        return down(Target.steps(1));
    }

    /** Rolls applied migrations back as far as a target, newest first. */
    public MigrationReport down(Target target) {
        MigrationCatalog catalog = MigrationCatalog.of(config.sources());
        return run(
                catalog,
                history -> planner.down(catalog, history, target),
                HistoryColumns.WITH_DOWN_SCRIPTS);
    }

    /** What is applied, what is pending and what does not fit together; changes nothing. */
    public MigrationStatus status() {
        return plan(Target.all()).status();
    }

    /** What {@link #up(Target)} would do; changes nothing. */
    public Plan plan(Target target) {
        MigrationCatalog catalog = MigrationCatalog.of(config.sources());
        return planOnly(
                history -> planner.up(catalog, history, target),
                HistoryColumns.WITHOUT_DOWN_SCRIPTS);
    }

    /** What {@link #down(Target)} would do; changes nothing. */
    public Plan planDown(Target target) {
        MigrationCatalog catalog = MigrationCatalog.of(config.sources());
        return planOnly(
                history -> planner.down(catalog, history, target),
                HistoryColumns.WITH_DOWN_SCRIPTS);
    }

    /**
     * Fails on any problem at all; changes nothing.
     *
     * @throws ValidationException with all problems
     */
    public MigrationStatus validate() {
        Plan plan = plan(Target.all());
        plan.requireValid();
        return plan.status();
    }

    /** Corrects the history for one named migration, under the lock. */
    public MigrationStatus repair(Repair repair) {
        MigrationCatalog catalog = MigrationCatalog.of(config.sources());
        changeHistory(
                (repairing, history) -> {
                    switch (repair) {
                        case Repair.AcceptChecksum accept ->
                                repairing.acceptChecksum(catalog, history, accept.version());
                        case Repair.MarkDone done -> repairing.markDone(history, done.version());
                        case Repair.MarkUndone undone ->
                                repairing.markUndone(history, undone.version());
                        case Repair.StatementDone done ->
                                repairing.statementDone(catalog, history, done.version());
                        case Repair.StatementUndone undone ->
                                repairing.statementUndone(history, undone.version());
                    }
                    return List.<MigrationResult>of();
                });
        return status();
    }

    /** Records every migration up to a version as applied without running it, under the lock. */
    public MigrationReport baseline(long version) {
        MigrationCatalog catalog = MigrationCatalog.of(config.sources());
        List<MigrationResult> marked =
                changeHistory(
                        (repairing, history) -> repairing.baseline(catalog, history, version));
        MigrationStatus status = status();
        return new MigrationReport(marked, List.of(), status.pending(), status.warnings());
    }

    /**
     * Takes the migration lock for work of one's own, and waits for it like a run does; the state
     * table is made if it is not there.
     */
    public MigrationLockGuard lock() {
        Session session = open();
        try {
            StateTable.Loaded loaded = table.load(session, HistoryColumns.WITHOUT_DOWN_SCRIPTS);
            StateSql sql = table.prepare(session, loaded.shape());
            return new MigrationLockGuard(session, lock(sql).acquire(session));
        } catch (RuntimeException | Error failure) {
            session.close();
            throw failure;
        }
    }

    /** Who holds the lock, if anybody does; changes nothing. */
    public Optional<LockHolder> lockHolder() {
        try (Session session = open()) {
            return table.lockHolder(session);
        }
    }

    /**
     * Deletes the lock's row, whoever holds it: for a row that no living runner wrote.
     *
     * @return whose it was, if there was one
     */
    public Optional<LockHolder> unlock() {
        try (Session session = open()) {
            return table.unlock(session);
        }
    }

    /**
     * Tells what this migrator does right now to stop, from any thread: the running statement is
     * cancelled, its transaction rolled back and the lock released, and the call ends with a {@link
     * dev.lifeguard.migrate.error.MigrationInterruptedException}. Later calls end like that at
     * once.
     */
    public void stop() {
        stop.request();
    }

    private Plan planOnly(Function<History, Plan> planning, HistoryColumns columns) {
        try (Session session = open()) {
            return planning.apply(table.load(session, columns).history());
        }
    }

    private MigrationReport run(
            MigrationCatalog catalog, Function<History, Plan> planning, HistoryColumns columns) {
        try (Session session = open()) {
            StateTable.Loaded loaded = table.load(session, columns);
            Plan draft = planning.apply(loaded.history());
            announcer.warn(draft.status().warnings());
            draft.requireRunnable();
            if (draft.isEmpty()) {
                return Reports.of(draft, List.of(), catalog);
            }
            announcer.on(new MigrationEvent.Planned(draft));
            StateSql sql = table.prepare(session, loaded.shape());
            try (HeldLock guard = lock(sql).acquire(session)) {
                Plan plan = planning.apply(table.load(session, columns).history());
                plan.requireRunnable();
                requireChecked(plan);
                List<MigrationResult> results =
                        new PlanRunner(context(session, sql, guard)).run(plan);
                return Reports.of(plan, results, catalog);
            }
        }
    }

    private List<MigrationResult> changeHistory(HistoryChange change) {
        try (Session session = open()) {
            StateTable.Loaded loaded = table.load(session, HistoryColumns.WITH_DOWN_SCRIPTS);
            StateSql sql = table.prepare(session, loaded.shape());
            try (HeldLock guard = lock(sql).acquire(session)) {
                History now = table.load(session, HistoryColumns.WITH_DOWN_SCRIPTS).history();
                return change.apply(new HistoryRepair(context(session, sql, guard)), now);
            }
        }
    }

    @FunctionalInterface
    private interface HistoryChange {

        List<MigrationResult> apply(HistoryRepair repairing, History history);
    }

    private void requireChecked(Plan plan) {
        List<ErrorDetail> findings =
                config.checks().stream().flatMap(check -> check.check(plan).stream()).toList();
        if (!findings.isEmpty()) {
            throw new ValidationException(findings);
        }
    }

    private Session open() {
        return new Connecting(config.dataSource(), config.connectTimeout(), stop, announcer).open();
    }

    private MigrationLock lock(StateSql sql) {
        return new MigrationLock(config.dataSource(), sql, lockSettings(), stop, announcer);
    }

    private LockSettings lockSettings() {
        return new LockSettings(
                config.lease(), config.lockTimeout(), RunnerIdentity.current(config.application()));
    }

    private RunContext context(Session session, StateSql sql, HeldLock guard) {
        return new RunContext(
                config.dataSource(),
                config.dialect(),
                rules,
                config.table(),
                sql,
                lockSettings(),
                session,
                guard,
                stop,
                announcer);
    }
}
