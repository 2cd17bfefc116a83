package dev.lifeguard.migrate.engine.run;

import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.error.Remedy;
import dev.lifeguard.migrate.jdbc.SqlError;
import dev.lifeguard.migrate.state.HeldLock;
import java.sql.SQLException;

/** Says why rows of the history could not be written or deleted. */
public final class HistoryFailure {

    private static final String OPEN =
            " (%s shows whether it was)".formatted(Remedy.STATUS.place());

    private HistoryFailure() {}

    /**
     * What was under way when the connection broke may be committed.
     *
     * @param doing for the middle of a sentence
     * @param failure behind which what was open is rolled back
     */
    public static LifeguardException of(RunContext context, String doing, SQLException failure) {
        if (context.guard().lostWith(failure)) {
            return HeldLock.lost(failure);
        }
        return context.guard()
                .unwritten(SqlError.leavesCommitOpen(failure) ? doing + OPEN : doing, failure);
    }
}
