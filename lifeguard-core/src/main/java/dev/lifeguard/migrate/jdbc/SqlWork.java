package dev.lifeguard.migrate.jdbc;

import java.sql.SQLException;

/** Something that is done on a connection. */
@FunctionalInterface
public interface SqlWork {

    /** Does it. */
    void run() throws SQLException;
}
