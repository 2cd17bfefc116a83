package dev.lifeguard.migrate.jdbc;

import java.sql.SQLException;

/** Something that is done on a connection. */
@FunctionalInterface
interface SqlWork {

    void run() throws SQLException;
}
