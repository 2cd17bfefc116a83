package dev.lifeguard.migrate.architecture.bad.statement.engine;

import java.sql.Connection;
import java.sql.SQLException;

/** Runs a statement without naming the type. */
final class Runs {

    static void run(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("SELECT 1");
        }
    }
}
