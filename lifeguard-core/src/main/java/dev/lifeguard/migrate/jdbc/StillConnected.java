package dev.lifeguard.migrate.jdbc;

import java.sql.SQLException;

/**
 * Goes with a failure that looks like the end of its connection, which has answered since: SQL can
 * fail with any code that its author chooses, and drivers have a class of exceptions for those that
 * they do not know.
 */
final class StillConnected extends Exception {

    private static final long serialVersionUID = 1L;

    private StillConnected() {
        super("The connection answered after this failure", null, false, false);
    }

    static void mark(SQLException failure) {
        if (!marks(failure)) {
            failure.addSuppressed(new StillConnected());
        }
    }

    static boolean marks(SQLException failure) {
        for (Throwable with : failure.getSuppressed()) {
            if (with instanceof StillConnected) {
                return true;
            }
        }
        return false;
    }
}
