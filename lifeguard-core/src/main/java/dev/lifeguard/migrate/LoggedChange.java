package dev.lifeguard.migrate;

import dev.lifeguard.migrate.DatabaseWork.HistoryChange;
import dev.lifeguard.migrate.planning.Planner.History;
import dev.lifeguard.migrate.report.LoggedRun.LoggedMigration;
import dev.lifeguard.migrate.report.MigrationReport.MigrationResult;
import dev.lifeguard.migrate.source.MigrationVersion;
import java.util.List;

/**
 * A change that the log tells of.
 *
 * @param command in the words of the command line
 * @param version the version that was named
 */
record LoggedChange(String command, long version, HistoryChange change) {

    List<LoggedMigration> of(History history) {
        return List.of(
                history.find(version)
                        .map(row -> LoggedCommands.of(row.version(), row.name()))
                        .orElseGet(() -> LoggedCommands.of(MigrationVersion.of(version), "")));
    }

    List<LoggedMigration> logged(History history, List<MigrationResult> done) {
        return done.isEmpty() ? of(history) : done.stream().map(LoggedCommands::of).toList();
    }
}
