package dev.lifeguard.migrate.engine.batch;

import dev.lifeguard.migrate.jdbc.Transaction;
import dev.lifeguard.migrate.script.BatchTerms;
import java.sql.SQLException;
import java.util.Optional;

/** Tells before a batch whether it is to wait: for the server, or for the author's condition. */
final class BatchGate {

    private final BatchSession on;
    private final Optional<String> condition;
    private final LoadWatch load;

    BatchGate(BatchSession on, BatchTerms.Pace pace) {
        this.on = on;
        this.condition = pace.condition();
        this.load = new LoadWatch(on, pace.most());
    }

    /** Why the next batch is to wait, as a clause; the condition is asked last. */
    Optional<String> inTheWay() throws SQLException {
        Optional<String> busy = load.inTheWay();
        return busy.isPresent() || holdsCondition()
                ? busy
                : Optional.of("its condition is not true");
    }

    private boolean holdsCondition() throws SQLException {
        if (condition.isEmpty()) {
            return true;
        }
        return Transaction.<Boolean, SQLException>around(
                on.session(),
                () -> {
                    on.session().queryAll(on.opening(), row -> null);
                    return on.session()
                            .authored()
                            .firstRow(question(condition.get()), row -> row.getBoolean(1))
                            .orElse(false);
                });
    }

    private static String question(String condition) {
        return condition.stripLeading().regionMatches(true, 0, "select", 0, "select".length())
                ? condition
                : "SELECT (%s)".formatted(condition);
    }
}
