package dev.lifeguard.migrate.inspect.report;

import dev.lifeguard.migrate.batch.BatchStatus;
import dev.lifeguard.migrate.inspect.drift.Difference;
import dev.lifeguard.migrate.inspect.erd.SchemaDiagram;
import dev.lifeguard.migrate.lint.LintFinding;
import dev.lifeguard.migrate.plan.MigrationStatus;
import dev.lifeguard.migrate.report.LockHolder;
import dev.lifeguard.migrate.report.LoggedRun;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A database and its migrations at one moment.
 *
 * @param at the moment, on this machine's clock
 * @param database what was looked at
 * @param status what is applied and what is pending
 * @param appliedBy who applied each, by the numbers of the versions, where the history says it
 * @param runs what the log says, the newest last
 * @param lock who holds the lock
 * @param batches how far the migrations with batches are
 * @param findings what lint finds in what is pending
 * @param drift where the schema differs from what the applied migrations make
 * @param catalogue what the database's catalogue tells
 */
public record Report(
        Instant at,
        Subject database,
        MigrationStatus status,
        Map<Long, String> appliedBy,
        Looked<List<LoggedRun>> runs,
        Looked<Optional<LockHolder>> lock,
        Looked<List<BatchStatus>> batches,
        Looked<List<LintFinding>> findings,
        Looked<List<Difference>> drift,
        CatalogueLook catalogue) {

    /** Copies the map. */
    public Report {
        appliedBy = Map.copyOf(appliedBy);
    }

    /**
     * The database.
     *
     * @param product what its server calls itself
     * @param version of its server
     * @param place where it is, without any secret
     * @param stateTable as the settings name it
     */
    public record Subject(String product, String version, String place, String stateTable) {}

    /**
     * What the catalogue tells.
     *
     * @param sizes of all tables
     * @param diagram the tables and what they refer to
     * @param waiting who waits for a lock
     */
    public record CatalogueLook(
            Looked<List<TableSize>> sizes,
            Looked<SchemaDiagram> diagram,
            Looked<List<WaitingSession>> waiting) {}
}
