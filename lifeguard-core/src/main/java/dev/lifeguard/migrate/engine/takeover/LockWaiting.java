package dev.lifeguard.migrate.engine.takeover;

import dev.lifeguard.migrate.engine.run.RunContext;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.LockTimeoutException;
import dev.lifeguard.migrate.error.Remedy;
import dev.lifeguard.migrate.report.told.ToldEvent;
import dev.lifeguard.migrate.takeover.ForeignHistory;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** One wait for another tool's lock, from its first attempt to its timeout. */
final class LockWaiting {

    private static final Duration PAUSE = Duration.ofMillis(250);

    private final RunContext context;
    private final ForeignHistory tool;
    private final long start = System.nanoTime();
    private boolean announced;

    LockWaiting(RunContext context, ForeignHistory tool) {
        this.context = context;
        this.tool = tool;
    }

    /**
     * Waits for a moment, outside of a transaction; this library's lock stays held.
     *
     * @param who as the tool says who has its lock
     * @throws LockTimeoutException when the time for waiting is over
     */
    void pause(Optional<String> who) throws SQLException {
        Duration waited = Duration.ofNanos(System.nanoTime() - start);
        if (waited.compareTo(context.lock().timeout()) >= 0) {
            throw timeout(who.orElse("Another session has it."));
        }
        if (!announced) {
            announced = true;
            context.listener().on(new ToldEvent.LockWaiting(tool.tool(), waited));
        }
        context.stop()
                .pause(
                        PAUSE,
                        "It was waiting for the lock of %s, and nothing was changed."
                                .formatted(tool.tool()));
        context.guard().renew();
    }

    private LockTimeoutException timeout(String who) {
        String message =
                ("The lock of %s was not got within %s. %s Nothing was changed. Run this again when"
                                + " that has ended, or wait longer with %s.")
                        .formatted(
                                tool.tool(),
                                context.lock().spokenTimeout(),
                                who,
                                Remedy.LOCK_TIMEOUT.place());
        return new LockTimeoutException(ErrorDetail.of(ErrorKind.LOCK_TIMEOUT, message), null);
    }
}
