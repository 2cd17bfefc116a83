package dev.lifeguard.migrate.report.told;

import dev.lifeguard.migrate.report.LoggedRun;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What once changed the database, as its log has it. */
public record ToldRun(
        String command,
        Optional<Instant> began,
        Optional<Instant> ended,
        Outcome outcome,
        Optional<String> code,
        List<LoggedMigration> migrations,
        Optional<String> detail,
        Optional<String> databaseUser,
        String osUser,
        String host,
        long process,
        String application,
        Optional<String> toolVersion)
        implements LoggedRun {

    /** Copies the list. */
    public ToldRun {
        migrations = List.copyOf(migrations);
    }
}
