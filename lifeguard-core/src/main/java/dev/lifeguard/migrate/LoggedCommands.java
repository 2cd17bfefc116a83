package dev.lifeguard.migrate;

import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.error.RunReport;
import dev.lifeguard.migrate.plan.Plan;
import dev.lifeguard.migrate.plan.PlanStep;
import dev.lifeguard.migrate.report.LockHolder;
import dev.lifeguard.migrate.report.LoggedRun.LoggedMigration;
import dev.lifeguard.migrate.report.MigrationListener;
import dev.lifeguard.migrate.report.MigrationReport.MigrationResult;
import dev.lifeguard.migrate.source.MigrationVersion;
import dev.lifeguard.migrate.state.Connected;
import dev.lifeguard.migrate.state.HeldLock;
import dev.lifeguard.migrate.state.LoggedWork;
import dev.lifeguard.migrate.state.RunLog;
import dev.lifeguard.migrate.state.RunnerIdentity;
import dev.lifeguard.migrate.state.StateTable;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Has the log tell what changes the database or its history. */
final class LoggedCommands {

    private final RunnerIdentity identity;
    private final MigrationListener listener;

    /**
     * In a run.
     *
     * @param listener hears why the log was not written to
     */
    LoggedCommands(RunnerIdentity identity, MigrationListener listener) {
        this.identity = identity;
        this.listener = listener;
    }

    /** A plan's steps run; where there is none, nothing is logged. */
    List<MigrationResult> run(
            Connected connected,
            StateTable table,
            HeldLock guard,
            Plan plan,
            Supplier<List<MigrationResult>> running) {
        return plan.steps().isEmpty()
                ? running.get()
                : logged(
                        begins(
                                connected,
                                table,
                                guard,
                                switch (plan.direction()) {
                                    case UP -> "up";
                                    case DOWN -> "down";
                                },
                                plan.steps().stream().map(LoggedCommands::of).toList()),
                        running,
                        results -> results.stream().map(LoggedCommands::of).toList());
    }

    /** The beginning of any other command. */
    LoggedWork begins(
            Connected connected,
            StateTable table,
            HeldLock guard,
            String command,
            List<LoggedMigration> planned) {
        return log(table).begins(connected.session(), guard, command, planned);
    }

    /** The lock's row was deleted by hand. */
    void unlocked(Connected connected, StateTable table, LockHolder holder) {
        log(table)
                .did(
                        connected.session(),
                        "unlock --force",
                        "removed the lock of " + holder.holder());
    }

    /** What writes to the log of a state table without the lock. */
    RunLog log(StateTable table) {
        return new RunLog(table.sql().log(), identity, listener);
    }

    /** Does it, and keeps for the log what came of it. */
    static <T> T logged(
            LoggedWork work, Supplier<T> doing, Function<T, List<LoggedMigration>> done) {
        try {
            T result = doing.get();
            work.succeeded(done.apply(result));
            return result;
        } catch (LifeguardException failure) {
            work.failed(
                    failure.code(), failure.report().map(LoggedCommands::done).orElse(List.of()));
            throw failure;
        }
    }

    private static List<LoggedMigration> done(RunReport report) {
        return Stream.concat(report.applied().stream(), report.rolledBack().stream())
                .map(step -> of(new MigrationVersion(step.version(), step.label()), step.name()))
                .toList();
    }

    static LoggedMigration of(MigrationVersion version, String name) {
        return new LoggedMigration(version.number(), version.label(name));
    }

    static LoggedMigration of(MigrationResult result) {
        return of(result.version(), result.name());
    }

    private static LoggedMigration of(PlanStep step) {
        return new LoggedMigration(step.version().number(), step.label());
    }
}
