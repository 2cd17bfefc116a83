package dev.lifeguard.migrate.report.told;

import dev.lifeguard.migrate.report.LockHolder;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who holds the lock, as its row says.
 *
 * @param token of this holding
 * @param holder who it is, for people
 * @param since when it was got, on the database's clock
 * @param leaseEnd when it runs out unless it is extended, or null when the row has no lease
 * @param backend the number of its server process, or null when none is recorded
 * @param liveness whether the holder is known to be dead
 * @param backendState what its server process does, or null when that is not known
 * @param backendQuery its last statement, or null when that is not known
 */
public record ToldHolder(
        String token,
        String holder,
        Instant since,
        @Nullable Instant leaseEnd,
        @Nullable Integer backend,
        Liveness liveness,
        @Nullable String backendState,
        @Nullable String backendQuery)
        implements LockHolder {}
