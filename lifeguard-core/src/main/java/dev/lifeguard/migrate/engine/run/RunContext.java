package dev.lifeguard.migrate.engine.run;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.dialect.Dialect;
import dev.lifeguard.migrate.dialect.StateSql;
import dev.lifeguard.migrate.dialect.StateSql.TableName;
import dev.lifeguard.migrate.engine.loss.Quarantine;
import dev.lifeguard.migrate.error.Remedy;
import dev.lifeguard.migrate.jdbc.Session;
import dev.lifeguard.migrate.jdbc.SqlError;
import dev.lifeguard.migrate.jdbc.StatementFailedException;
import dev.lifeguard.migrate.jdbc.StopSignal;
import dev.lifeguard.migrate.plan.Plan.Grouping;
import dev.lifeguard.migrate.plan.PlanStep.TransactionMode;
import dev.lifeguard.migrate.planning.PlannedHook;
import dev.lifeguard.migrate.planning.PlannedRun;
import dev.lifeguard.migrate.planning.PlannedStep;
import dev.lifeguard.migrate.report.MigrationListener;
import dev.lifeguard.migrate.script.ScriptRules;
import dev.lifeguard.migrate.script.Section;
import dev.lifeguard.migrate.script.Section.LockOut;
import dev.lifeguard.migrate.source.Direction;
import dev.lifeguard.migrate.source.Found.Hook.Moment;
import dev.lifeguard.migrate.state.Connected;
import dev.lifeguard.migrate.state.HeldLock;
import dev.lifeguard.migrate.state.LockSettings;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * What every part of one run works with.
 *
 * @param connected the connection that the migrations run on, and its database
 * @param dataSource where further connections come from
 * @param place where the state table is
 * @param before what was recorded before this run
 * @param grouping which migrations share a transaction
 * @param quarantine what of a way down is put aside first
 * @param hooks what runs around the run and around each migration
 * @param sql the statements on the state table
 * @param lock how the lock is held
 * @param tableLocks how migrations get the locks of tables
 * @param guard the lock, held
 * @param stop tells the run to stop
 * @param listener hears what happens
 */
public record RunContext(
        Connected connected,
        DataSource dataSource,
        TableName place,
        Before before,
        Grouping grouping,
        Quarantine quarantine,
        List<PlannedHook> hooks,
        StateSql sql,
        LockSettings lock,
        TableLockSettings tableLocks,
        HeldLock guard,
        StopSignal stop,
        MigrationListener listener) {

    /** What was recorded before a run. */
    public enum Before {
        /** Nothing: it is the first one on its database. */
        NOTHING,
        /** Migrations. */
        MIGRATIONS
    }

    /** The connection that the migrations run on. */
    public Session session() {
        return connected.session();
    }

    /** The database's. */
    public Dialect dialect() {
        return connected.dialect();
    }

    /** How scripts are read. */
    public ScriptRules rules() {
        return connected.rules();
    }

    /** The state table as it is configured. */
    public TableName table() {
        return connected.table();
    }

    /** The same for a run with hooks, heard by somebody else. */
    public RunContext of(PlannedRun plan, Quarantine aside, MigrationListener other) {
        return new RunContext(
                connected,
                dataSource,
                place,
                before,
                grouping,
                aside,
                plan.around(),
                sql,
                lock,
                tableLocks,
                guard,
                stop,
                other);
    }

    /** The same on a session on which a wait for a lock can be so long. */
    public RunContext within(LongestWait longest) {
        return new RunContext(
                connected,
                dataSource,
                place,
                before,
                grouping,
                quarantine,
                hooks,
                sql,
                lock,
                tableLocks.within(longest),
                guard,
                stop,
                listener);
    }

    /** The hooks of a moment, in their order. */
    public List<PlannedHook> hooks(Moment moment) {
        return hooks.isEmpty()
                ? hooks
                : hooks.stream().filter(hook -> hook.moment() == moment).toList();
    }

    /**
     * The hooks that ran in transactions of their own, and committed, when a step runs, but for
     * those around the migrations before it.
     */
    public List<PlannedHook> committedBefore(PlannedStep step) {
        List<PlannedHook> committed = new ArrayList<>();
        if (step.direction() == Direction.UP) {
            committed.addAll(hooks(Moment.BEFORE_UP));
        }
        if (step.around().isPresent()
                || (step.hook().isEmpty()
                        && step.transactionMode() == TransactionMode.PER_STATEMENT)) {
            committed.addAll(hooks(Moment.BEFORE_MIGRATION));
        }
        step.hook().filter(Moment::isBehind).map(this::hooks).ifPresent(committed::addAll);
        return committed.stream().takeWhile(hook -> !hook.isRunAs(step)).toList();
    }

    /** The hooks of a step's moment that would have run behind it. */
    public List<PlannedHook> notRunBehind(PlannedStep step) {
        List<PlannedHook> same = step.hook().map(this::hooks).orElse(List.of());
        return same.stream()
                .dropWhile(hook -> !hook.isRunAs(step))
                .dropWhile(hook -> hook.isRunAs(step))
                .toList();
    }

    /** Whether anything runs around each migration. */
    public boolean hasHooksOfMigrations() {
        return hooks.stream().anyMatch(hook -> hook.hook().isOfMigrations());
    }

    /**
     * What to do about a statement that failed: a database may have had its tables before it had a
     * history.
     *
     * @param otherwise what is said of any other failure, for the beginning of a sentence
     * @param ran what this run did before: a row that is there already may be of that
     */
    public String fix(PlannedStep step, SQLException failure, String otherwise, Before ran) {
        if (step.direction() == Direction.DOWN) {
            return WayDownFix.of(step, failure, otherwise);
        }
        boolean taken =
                SqlError.maySayTaken(failure)
                        || (ran == Before.NOTHING && SqlError.saysRowTaken(failure));
        return before == Before.NOTHING && taken
                ? "If this database had that before its first migration, record what it has with %s; else "
                                .formatted(Remedy.BASELINE.place())
                        + otherwise.substring(0, 1).toLowerCase(Locale.ROOT)
                        + otherwise.substring(1)
                : otherwise;
    }

    /**
     * Lets the session sit idle again, since nothing is open on it. Whoever uses a broken
     * connection next finds out.
     *
     * @param over takes back what the session's last work has set
     */
    public void idleFreely(List<BoundSql> over) {
        if (over.isEmpty()) {
            return;
        }
        try {
            session().run(over, List.of(), List.of());
        } catch (StatementFailedException broken) {
            // The session's next statement says it.
        }
    }

    /**
     * What those statements of a migration in a transaction wait for a lock behind which others may
     * have to wait; zero for as long as it takes, and empty where that is left as the session has
     * it.
     */
    public Optional<Duration> lockTimeout(PlannedStep step) {
        Optional<Duration> directive = directive(step);
        if (directive.isPresent()) {
            return directive;
        }
        if (!dialect().runsAgain() || tableLocks.timeout().isZero()) {
            return Optional.empty();
        }
        LockOut lockOut = step.section().map(Section::lockOut).orElse(LockOut.AT_ONCE);
        return switch (lockOut) {
            case AT_ONCE, LATER -> Optional.of(tableLocks.timeout());
            case NEVER -> Optional.empty();
            case NEVER_BUT_LONG -> Optional.of(Duration.ZERO);
        };
    }

    /** What a migration says itself of its waits for locks, as it can be. */
    public Optional<Duration> directive(PlannedStep step) {
        return step.lockTimeout().map(tableLocks.longest()::of);
    }

    /** Whether a migration in a transaction that met another one's lock may be tried again. */
    public boolean triesAgain(PlannedStep step) {
        return dialect().runsAgain()
                && (step.lockTimeout().isPresent() || !tableLocks.timeout().isZero());
    }

    /** Whether it is looked who is in the way of a migration, also where it waits for ever. */
    public boolean watches() {
        return dialect().runsAgain();
    }

    /** Whether a script, its history row and the check of the lock can wait for one answer. */
    public boolean writesHistoryInOneFlush() {
        return session().sendsInOneFlush() && sql.changesUnderLock();
    }
}
