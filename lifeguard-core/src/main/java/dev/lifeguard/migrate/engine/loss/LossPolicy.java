package dev.lifeguard.migrate.engine.loss;

import dev.lifeguard.migrate.plan.DataLoss;
import java.util.Set;

/**
 * What is done about rows that a way down takes away.
 *
 * @param policy about all of them
 * @param agreed the messages of refusals that somebody has agreed to
 */
public record LossPolicy(DataLoss policy, Set<String> agreed) {

    /** Copies the set. */
    public LossPolicy {
        agreed = Set.copyOf(agreed);
    }
}
