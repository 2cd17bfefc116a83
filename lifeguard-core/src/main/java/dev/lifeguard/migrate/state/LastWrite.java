package dev.lifeguard.migrate.state;

import dev.lifeguard.migrate.jdbc.Session;
import java.sql.SQLException;
import java.util.Optional;

/** What is written at the end of a run, before its lock is released. */
@FunctionalInterface
interface LastWrite {

    /** There is nothing to write. */
    static LastWrite nothing() {
        return session -> Optional.empty();
    }

    /**
     * Writes it.
     *
     * @return why it could not, as sentences; empty where it did
     * @throws SQLException when the connection is lost
     */
    Optional<String> write(Session session) throws SQLException;
}
