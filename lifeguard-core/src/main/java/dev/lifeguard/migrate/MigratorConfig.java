package dev.lifeguard.migrate;

import dev.lifeguard.migrate.dialect.CancelBlockers;
import dev.lifeguard.migrate.dialect.StateSql.TableName;
import dev.lifeguard.migrate.engine.loss.LossPolicy;
import dev.lifeguard.migrate.engine.run.TableLockSettings;
import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.Remedy;
import dev.lifeguard.migrate.plan.OutOfOrder;
import dev.lifeguard.migrate.plan.Plan.Grouping;
import dev.lifeguard.migrate.plan.PlanCheck;
import dev.lifeguard.migrate.report.MigrationListener;
import dev.lifeguard.migrate.script.BatchTerms.Mode;
import dev.lifeguard.migrate.script.Placeholders;
import dev.lifeguard.migrate.source.Layout;
import dev.lifeguard.migrate.source.MigrationSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Everything a migrator is told, immutable and checked as a whole.
 *
 * @param dataSource where connections come from; never more than two are used at a time
 * @param database which one it is, or null for the one that the connection tells
 * @param sources where migrations come from, at least one
 * @param classPath what Java files are compiled with, besides what loaded this library
 * @param table the state table, whose schema is also the first that scripts look into
 * @param connectTimeout how long to try again while the database cannot be reached
 * @param lockTimeout how long to wait for another runner
 * @param lease how long the lock is held without being extended, at least 1 s
 * @param tableLocks how migrations get the locks of tables
 * @param cancelBlockers whose sessions are terminated where they are in the way, as it was given
 * @param outOfOrder what happens to a pending migration that is older than the newest applied one
 * @param grouping which migrations share a transaction
 * @param dataLoss what a way down does that would take rows away
 * @param background who runs batches that are to be run in the background
 * @param placeholders what stands for {@code ${key}} in scripts, by key
 * @param application what the lock's row calls this program
 * @param listeners hear what happens, in this order
 * @param checks may refuse a plan
 */
record MigratorConfig(
        DataSource dataSource,
        @Nullable DatabaseProduct database,
        List<MigrationSource> sources,
        List<Path> classPath,
        TableName table,
        Duration connectTimeout,
        Duration lockTimeout,
        Duration lease,
        TableLockSettings tableLocks,
        String cancelBlockers,
        OutOfOrder outOfOrder,
        Grouping grouping,
        LossPolicy dataLoss,
        Mode background,
        Map<String, String> placeholders,
        String application,
        List<MigrationListener> listeners,
        List<PlanCheck> checks) {

    private static final int MAX_IDENTIFIER_BYTES = 63;
    private static final Duration MIN_LEASE = Duration.ofSeconds(1);

    /** PostgreSQL's lock_timeout holds at most 2^31 - 1 milliseconds. */
    private static final Duration LONGEST_LOCK_TIMEOUT = Duration.ofHours(596);

    /**
     * Checks everything at once.
     *
     * @throws ConfigurationException with all that cannot be used
     */
    MigratorConfig {
        List<String> missing = new ArrayList<>();
        checkGiven("data source", dataSource, missing);
        checkGiven("table's name", table.table(), missing);
        checkGiven("connect timeout", connectTimeout, missing);
        checkGiven("lock timeout", lockTimeout, missing);
        checkGiven("lease", lease, missing);
        checkGiven("table lock timeout", tableLocks.timeout(), missing);
        checkGiven("table lock retry", tableLocks.retry(), missing);
        checkGiven("text of whose sessions are terminated", cancelBlockers, missing);
        checkGiven("policy for what is out of order", outOfOrder, missing);
        checkGiven("grouping", grouping, missing);
        checkGiven("policy for what takes rows away", dataLoss.policy(), missing);
        checkGiven("application", application, missing);
        checkAllGiven("source", sources, missing);
        checkAllGiven("class path's entry", classPath, missing);
        checkAllGiven("listener", listeners, missing);
        checkAllGiven("check", checks, missing);
        checkAllGiven("placeholder's name", placeholders.keySet(), missing);
        checkAllGiven("placeholder's value", placeholders.values(), missing);
        refuse(missing);
        sources = List.copyOf(sources);
        classPath = List.copyOf(classPath);
        listeners = List.copyOf(listeners);
        checks = List.copyOf(checks);
        placeholders = Map.copyOf(placeholders);
        List<String> faults = new ArrayList<>();
        if (sources.isEmpty()) {
            faults.add("No source of migrations is given: add one with source(…)");
        }
        if (connectTimeout.isNegative()) {
            faults.add("The connect timeout %s is negative".formatted(connectTimeout));
        }
        if (lockTimeout.isNegative()) {
            faults.add("The lock timeout %s is negative".formatted(lockTimeout));
        }
        if (lease.compareTo(MIN_LEASE) < 0) {
            faults.add("The lease %s is shorter than %s".formatted(lease, MIN_LEASE));
        }
        checkTableLocks(tableLocks, faults);
        if (CancelBlockers.parse(cancelBlockers).isEmpty()) {
            faults.add(CancelBlockers.fault("\"%s\"".formatted(cancelBlockers)));
        }
        for (Path entry : classPath) {
            if (!Files.exists(entry)) {
                faults.add("The class path's entry \"%s\" does not exist".formatted(entry));
            }
        }
        checkIdentifier("table", table.table(), faults);
        if (table.table().indexOf('.') >= 0) {
            faults.add(
                    "The table's name \"%s\" holds a dot: its schema is given by itself, with %s"
                            .formatted(table.table(), Remedy.SCHEMA.place()));
        }
        if (table.schema() != null) {
            checkIdentifier("schema", table.schema(), faults);
        }
        faults.addAll(Placeholders.faults(placeholders));
        refuse(faults);
    }

    // Annotations say that nothing is null; not every caller's compiler heeds them.
    private static void checkGiven(String what, @Nullable Object value, List<String> faults) {
        if (value == null) {
            faults.add("The %s is null".formatted(what));
        }
    }

    private static void checkAllGiven(
            String what, Collection<? extends @Nullable Object> values, List<String> faults) {
        for (@Nullable Object value : values) {
            checkGiven(what, value, faults);
        }
    }

    private static void refuse(List<String> faults) {
        if (!faults.isEmpty()) {
            throw new ConfigurationException(
                    ErrorDetail.of(ErrorKind.CONFIGURATION, String.join(". ", faults) + "."), null);
        }
    }

    // What is set is a whole number of milliseconds, and 0 of them would be no limit at all.
    private static void checkTableLocks(TableLockSettings locks, List<String> faults) {
        Duration timeout = locks.timeout();
        if (timeout.isNegative()) {
            faults.add("The table lock timeout %s is negative".formatted(timeout));
        } else if (timeout.isPositive() && timeout.toMillis() == 0) {
            faults.add("The table lock timeout %s is shorter than 1 ms".formatted(timeout));
        } else if (timeout.compareTo(LONGEST_LOCK_TIMEOUT) > 0) {
            faults.add(
                    "The table lock timeout %s is longer than %s"
                            .formatted(timeout, LONGEST_LOCK_TIMEOUT));
        }
        if (locks.retry().isNegative()) {
            faults.add("The table lock retry %s is negative".formatted(locks.retry()));
        }
    }

    // PostgreSQL cuts longer names off without an error (manual, 4.1.1), and then two names meet.
    private static void checkIdentifier(String what, String name, List<String> faults) {
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        if (name.isBlank()) {
            faults.add("The %s's name \"%s\" is empty".formatted(what, name));
        } else if (name.indexOf('\0') >= 0) {
            faults.add("The %s's name \"%s\" holds a zero character".formatted(what, name));
        } else if (name.indexOf('?') >= 0) {
            // That is where JDBC puts a value, also inside a quoted name.
            faults.add("The %s's name \"%s\" holds a question mark".formatted(what, name));
        } else if (bytes > MAX_IDENTIFIER_BYTES) {
            faults.add(
                    "The %s's name \"%s\" has %s bytes, and %s is the most"
                            .formatted(what, name, bytes, MAX_IDENTIFIER_BYTES));
        }
    }

    /** How migrations get the locks of tables, and who is terminated for that. */
    TableLockSettings allTableLocks() {
        return CancelBlockers.parse(cancelBlockers).map(tableLocks::cancelling).orElse(tableLocks);
    }

    /** Whether all migrations are of this project's own layout. */
    boolean hasOwnLayout() {
        return sources.stream().allMatch(source -> Layout.own().equals(source.layout()));
    }
}
