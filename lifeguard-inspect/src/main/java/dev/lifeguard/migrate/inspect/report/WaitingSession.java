package dev.lifeguard.migrate.inspect.report;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A session that waits for a lock at this moment.
 *
 * @param process its server process
 * @param application what it calls itself
 * @param relation what it waits for; empty where that is no relation
 * @param mode how it wants to lock it
 * @param waited since its statement began
 * @param statement what it runs, shortened
 * @param blockers the server processes that it waits for
 */
public record WaitingSession(
        int process,
        String application,
        Optional<String> relation,
        String mode,
        Duration waited,
        String statement,
        List<Integer> blockers) {

    /** Copies the list. */
    public WaitingSession {
        blockers = List.copyOf(blockers);
    }
}
