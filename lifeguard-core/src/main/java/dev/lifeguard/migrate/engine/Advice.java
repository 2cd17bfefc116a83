package dev.lifeguard.migrate.engine;

import dev.lifeguard.migrate.dialect.Dialect.Condition;
import dev.lifeguard.migrate.jdbc.SqlError;
import java.sql.SQLException;
import java.util.Optional;

/** What to do about a statement that failed. */
final class Advice {

    private Advice() {}

    /**
     * A sentence without its end.
     *
     * @param fix what to do unless it was a limit, for example {@code Fix the file}
     * @param again what to do then, for example {@code run up again}
     */
    static String of(SQLException failure, String fix, String again) {
        Optional<String> limit = SqlError.limit(failure);
        if (limit.isEmpty()) {
            return fix + " and " + again;
        }
        String raise = "%s, in the script or for this user or database".formatted(limit.get());
        return SqlError.condition(failure) == Condition.BUSY
                ? "Wait for the other transaction or raise %s, and %s".formatted(raise, again)
                : "Unless somebody cancelled it, raise %s, and %s".formatted(raise, again);
    }

    /**
     * The same for a connection that was lost.
     *
     * @param back what is waited for unless it was a limit, for example {@code it is back}
     */
    static String ofLost(SQLException failure, String again, String back) {
        return SqlError.limit(failure)
                .map(limit -> "Raise %s for this user or database and %s".formatted(limit, again))
                .orElse(KeptState.sentence(again) + " when " + back);
    }
}
