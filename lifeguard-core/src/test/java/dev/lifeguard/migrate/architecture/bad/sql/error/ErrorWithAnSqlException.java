package dev.lifeguard.migrate.architecture.bad.sql.error;

import java.sql.SQLException;

/** Names an exception of JDBC. */
final class ErrorWithAnSqlException {

    static void fail() throws SQLException {
        throw new SQLException();
    }
}
