package dev.lifeguard.migrate.inspect.scratch;

import java.sql.SQLException;
import java.util.List;

/** Runs each statement that drops something, whether or not others fail. */
final class EachDrop {

    private EachDrop() {}

    /** Runs one statement. */
    @FunctionalInterface
    interface Session {

        void run(String sql) throws SQLException;
    }

    /**
     * Runs all.
     *
     * @throws SQLException of the first that fails, with the others in it
     */
    static void run(List<String> drops, Session session) throws SQLException {
        SQLException first = null;
        for (String drop : drops) {
            try {
                session.run(drop);
            } catch (SQLException failure) {
                if (first == null) {
                    first = failure;
                } else {
                    first.addSuppressed(failure);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
