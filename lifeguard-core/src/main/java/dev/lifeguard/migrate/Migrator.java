package dev.lifeguard.migrate;

import dev.lifeguard.migrate.batch.Batches;
import dev.lifeguard.migrate.dialect.HistorySql.HistoryColumns;
import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.error.ValidationException;
import dev.lifeguard.migrate.jdbc.StopSignal;
import dev.lifeguard.migrate.plan.DataLoss;
import dev.lifeguard.migrate.plan.MigrationStatus;
import dev.lifeguard.migrate.plan.Plan;
import dev.lifeguard.migrate.plan.Target;
import dev.lifeguard.migrate.report.ImportReport;
import dev.lifeguard.migrate.report.LockHolder;
import dev.lifeguard.migrate.report.LoggedRun;
import dev.lifeguard.migrate.report.MigrationReport;
import dev.lifeguard.migrate.report.MigrationReport.MigrationResult;
import dev.lifeguard.migrate.report.told.ToldReport;
import dev.lifeguard.migrate.source.MigrationVersion;
import dev.lifeguard.migrate.takeover.ForeignHistory;
import java.util.List;
import java.util.Optional;
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
    private final StopSignal stop = new StopSignal();
    private final DatabaseWork work;

    Migrator(MigratorConfig config) {
        this.config = config;
        this.work = new DatabaseWork(config, stop);
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
        require(target);
        return work.run(
                catalog(),
                (planner, catalog, history) -> planner.up(catalog, history, target),
                HistoryColumns.WITHOUT_DOWN_SCRIPTS);
    }

    /** Rolls back the migration that was applied last. */
    public MigrationReport down() {
        return down(Target.steps(1));
    }

    /** Rolls applied migrations back as far as a target, the one that was applied last first. */
    public MigrationReport down(Target target) {
        require(target);
        return work.run(
                catalog(),
                (planner, catalog, history) -> planner.down(catalog, history, target),
                HistoryColumns.WITH_DOWN_SCRIPTS);
    }

    /**
     * What is applied, what is pending and what does not fit together; changes nothing, and runs no
     * code of a file in Java.
     */
    public MigrationStatus status() {
        return work.standing(catalog()).status();
    }

    private void require(Target target) {
        ConfigurationException.requireGiven("target", target);
        if (target instanceof Target.Version last && last.version() != 0) {
            require(last.version());
        }
    }

    private void require(long version) {
        if (config.hasOwnLayout() && !MigrationVersion.isRepeatable(version)) {
            MigrationVersion.required(version);
        }
    }

    private CatalogReading catalog() {
        return CatalogReading.of(config);
    }

    /**
     * What {@link #up(Target)} would do; changes nothing. Of migrations in Java the method runs,
     * without a database.
     */
    public Plan plan(Target target) {
        require(target);
        return work.planWithStatements(
                catalog(),
                (planner, catalog, history) -> planner.up(catalog, history, target),
                HistoryColumns.WITHOUT_DOWN_SCRIPTS);
    }

    /**
     * What {@link #down(Target)} would do; changes nothing. Of migrations in Java the method runs,
     * without a database.
     */
    public Plan planDown(Target target) {
        require(target);
        return work.planWithStatements(
                catalog(),
                (planner, catalog, history) -> planner.down(catalog, history, target),
                HistoryColumns.WITH_DOWN_SCRIPTS);
    }

    /**
     * Fails on any problem at all; changes nothing, and runs no code of a file in Java.
     *
     * @throws ValidationException with all problems
     */
    public MigrationStatus validate() {
        Plan plan = work.validated(catalog());
        plan.requireValid();
        return plan.status();
    }

    /** Corrects the history for one named migration, under the lock. */
    public MigrationStatus repair(Repair repair) {
        ConfigurationException.requireGiven("repair", repair);
        require(repair.version());
        new HistoryWork(work).repair(catalog(), repair);
        return status();
    }

    /**
     * Records every migration up to a version as applied without running it, under the lock. Where
     * no file has that version, one row more stands for all that is older and not here.
     *
     * @param version its number: in this project's own layout 14 digits that are a date and time
     */
    public MigrationReport baseline(long version) {
        require(MigrationVersion.requiredNumber(version));
        List<MigrationResult> marked = new HistoryWork(work).baseline(catalog(), version);
        MigrationStatus status = status();
        return new ToldReport(marked, List.of(), status.pending(), status.warnings());
    }

    /**
     * Takes over what another tool applied, whose migrations the sources hold, under both locks:
     * they count as applied, with its times and in its order. Its table stays as it is.
     *
     * @throws ValidationException with all that does not fit together; nothing is written then
     */
    public ImportReport importHistory(ForeignHistory tool) {
        return imports().run(ConfigurationException.requireGiven("history", tool));
    }

    /** What {@link #importHistory} would do; takes no lock, and changes nothing. */
    public ImportReport planImport(ForeignHistory tool) {
        return imports().plan(ConfigurationException.requireGiven("history", tool));
    }

    /**
     * Takes back the last import from a tool, and each before it that is the last then.
     *
     * @throws ConfigurationException when there is none, or anything else was done since
     */
    public ImportReport undoImport(ForeignHistory tool) {
        return imports().undo(ConfigurationException.requireGiven("history", tool));
    }

    /** What {@link #undoImport} would take back or refuse; takes no lock, and changes nothing. */
    public ImportReport planUndoImport(ForeignHistory tool) {
        return imports().planUndo(ConfigurationException.requireGiven("history", tool));
    }

    private ImportWork imports() {
        return new ImportWork(config, work);
    }

    /** The migrations that run in batches: how far they are, and what may go on with them. */
    public Batches batches() {
        return new BatchWork(config, stop, work);
    }

    /**
     * Takes the migration lock for work of one's own, and waits for it like a run does; the state
     * table is made if it is not there.
     */
    public MigrationLockGuard lock() {
        return new LockWork(work).takeLock();
    }

    /** Who holds the lock, if anybody does; changes nothing. */
    public Optional<LockHolder> lockHolder() {
        return new LockWork(work).lockHolder();
    }

    /**
     * What changed the database or its history, as the log beside the state table has it, the
     * newest last; empty where nothing was logged yet. Changes nothing.
     *
     * @param most how many at most, at least 1
     */
    public List<LoggedRun> log(int most) {
        return new LockWork(work).log(most);
    }

    /** The tables beside the state table that hold what {@link DataLoss#QUARANTINE} put aside. */
    public List<String> putAside() {
        return new LockWork(work).putAside();
    }

    /** Drops some of the {@link #putAside} tables under the lock; gives those that were there. */
    public List<String> purge(List<String> tables) {
        return new LockWork(work).purge(List.copyOf(tables));
    }

    /**
     * Deletes the lock's row, whoever holds it: for a row that no living runner wrote.
     *
     * @return whose it was, if there was one
     */
    public Optional<LockHolder> unlock() {
        return new LockWork(work).unlock();
    }

    /**
     * Tells what this migrator does now to stop, from any thread: its statement is cancelled, its
     * transaction rolled back, the lock released, and the call ends, as later ones do at once, with
     * a {@link dev.lifeguard.migrate.error.MigrationInterruptedException}.
     */
    public void stop() {
        stop.request();
    }

    /** One correction of the history for one migration, by the number of its version. */
    public sealed interface Repair {

        /** The version's number, or that of {@link MigrationVersion#ofRepeatable}. */
        long version();

        /** The file was edited on purpose: its checksum becomes the recorded one. */
        record AcceptChecksum(long version) implements Repair {

            /** Checks the version. */
            public AcceptChecksum {
                MigrationVersion.requiredOrRepeatable(version);
            }
        }

        /** A part-way migration was brought to its end by hand: it counts as applied. */
        record MarkDone(long version) implements Repair {

            /** Checks the version. */
            public MarkDone {
                MigrationVersion.requiredOrRepeatable(version);
            }
        }

        /** Taken back by hand, part-way or repeatable: it counts as pending. */
        record MarkUndone(long version) implements Repair {

            /** Checks the version. */
            public MarkUndone {
                MigrationVersion.requiredOrRepeatable(version);
            }
        }

        /** The statement in doubt of a part-way migration took effect. */
        record StatementDone(long version) implements Repair {

            /** Checks the version. */
            public StatementDone {
                MigrationVersion.requiredOrRepeatable(version);
            }
        }

        /** The statement in doubt of a part-way migration did not take effect. */
        record StatementUndone(long version) implements Repair {

            /** Checks the version. */
            public StatementUndone {
                MigrationVersion.requiredOrRepeatable(version);
            }
        }
    }
}
