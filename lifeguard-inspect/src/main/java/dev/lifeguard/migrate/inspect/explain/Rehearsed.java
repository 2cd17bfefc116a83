package dev.lifeguard.migrate.inspect.explain;

import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.source.MigrationVersion;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What migrations did on a scratch database.
 *
 * @param statements by migration; of one that was not come to there are none
 * @param end why it ended before the last of them, if it did
 */
public record Rehearsed(
        Map<MigrationVersion, List<ExplainedStatement>> statements, Optional<ErrorDetail> end) {

    /** Copies the map. */
    public Rehearsed {
        statements = Map.copyOf(statements);
    }
}
