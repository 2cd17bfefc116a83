package dev.lifeguard.migrate;

import dev.lifeguard.migrate.dialect.StateSql.TableName;
import dev.lifeguard.migrate.engine.loss.PutAside;
import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.jdbc.DatabaseFailure;
import dev.lifeguard.migrate.report.LockHolder;
import dev.lifeguard.migrate.report.LoggedRun;
import dev.lifeguard.migrate.report.LoggedRun.LoggedMigration;
import dev.lifeguard.migrate.state.Connected;
import dev.lifeguard.migrate.state.HeldLock;
import dev.lifeguard.migrate.state.LocatedTable;
import dev.lifeguard.migrate.state.LogReading;
import dev.lifeguard.migrate.state.LoggedWork;
import dev.lifeguard.migrate.state.StateTable;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** What a migrator does with the lock and the log, beside its runs. */
final class LockWork {

    private final DatabaseWork work;

    LockWork(DatabaseWork work) {
        this.work = work;
    }

    /** Takes the lock, and keeps its connection until that is given back. */
    MigrationLockGuard takeLock() {
        Connected connected = work.database().open();
        try {
            LocatedTable located = work.database().located(connected);
            StateTable table = DatabaseWork.prepared(connected, located);
            return new MigrationLockGuard(
                    connected.session(), work.lock(table.sql()).acquire(connected.session()));
        } catch (RuntimeException | Error failure) {
            connected.close();
            throw failure;
        }
    }

    /** Who holds the lock, if anybody does. */
    Optional<LockHolder> lockHolder() {
        try (Connected connected = work.database().open()) {
            return work.database().located(connected).table().lockHolder(connected.session());
        }
    }

    /** Deletes the lock's row, whoever holds it; gives whose it was. */
    Optional<LockHolder> unlock() {
        try (Connected connected = work.database().open()) {
            StateTable table = work.database().located(connected).table();
            Optional<LockHolder> removed = table.unlock(connected.session());
            removed.ifPresent(holder -> work.logged().unlocked(connected, table, holder));
            return removed;
        }
    }

    /** What changed the database last, the newest last; nothing where there is no log. */
    List<LoggedRun> log(int most) {
        if (most < 1) {
            throw new ConfigurationException(
                    ErrorDetail.of(
                            ErrorKind.CONFIGURATION,
                            "%s runs of the log cannot be shown. Ask for at least 1."
                                    .formatted(most)),
                    null);
        }
        try (Connected connected = work.database().open()) {
            StateTable.Loaded loaded = work.database().located(connected).loaded();
            return new LogReading(connected.dialect().stateSql(loaded.table()).log())
                    .newest(connected.session(), most);
        }
    }

    /** The tables that hold what was put aside. */
    List<String> putAside() {
        try (Connected connected = work.database().open()) {
            return putAside(connected).tables();
        }
    }

    /** Drops some of them under the lock; where there is none, that is not taken. */
    List<String> purge(Collection<String> tables) {
        try (Connected connected = work.database().open()) {
            if (Collections.disjoint(putAside(connected).tables(), tables)) {
                return List.of();
            }
            StateTable table = DatabaseWork.prepared(connected, work.database().located(connected));
            try (HeldLock guard = work.lock(table.sql()).acquire(connected.session())) {
                LoggedWork logged =
                        work.logged().begins(connected, table, guard, "purge", List.of());
                return LoggedCommands.logged(
                        logged,
                        () -> putAside(connected).drop(tables),
                        dropped ->
                                dropped.stream()
                                        .map(name -> new LoggedMigration(-1, name))
                                        .toList());
            }
        }
    }

    private PutAside putAside(Connected connected) {
        return new PutAside(
                connected.session(),
                connected.dialect(),
                connected.dialect().stateSql(placed(connected)).stakes());
    }

    private TableName placed(Connected connected) {
        try {
            return work.database().located(connected).table().placed(connected.session());
        } catch (SQLException failure) {
            throw DatabaseFailure.during(
                    "while tables were looked for; nothing was changed", failure);
        }
    }
}
