package dev.lifeguard.migrate.engine.batch;

import dev.lifeguard.migrate.engine.outcome.PlainTables;
import dev.lifeguard.migrate.jdbc.Session;
import dev.lifeguard.migrate.jdbc.Transaction;
import dev.lifeguard.migrate.jdbc.Undone;
import java.util.Arrays;

/**
 * Stands among what a batch's failure suppressed where the rollback left rows: what it wrote to
 * tables without transactions. Such a batch is not tried again, since it would write them twice.
 */
final class RowsStay extends Exception {

    private static final long serialVersionUID = 1L;

    private RowsStay() {
        super(PlainTables.NOT_ALL_ROLLED_BACK);
    }

    /** Rolls a batch back, and marks its failure where rows stay. */
    static void rollBack(Session session, Exception failure) {
        Undone undone = Transaction.rollBack(session, failure);
        switch (undone) {
            case ALL, SINCE_A_COMMIT, UNKNOWN -> {}
            case BUT_PLAIN_TABLES -> told(failure).addSuppressed(new RowsStay());
        }
    }

    /** What is told of a failure, which is what its owner asks. */
    private static Throwable told(Exception failure) {
        return failure instanceof BatchCodeException code ? code.thrown() : failure;
    }

    /** Whether rows stay behind this failure of a batch. */
    static boolean after(Throwable failure) {
        return Arrays.stream(failure.getSuppressed()).anyMatch(each -> each instanceof RowsStay);
    }
}
