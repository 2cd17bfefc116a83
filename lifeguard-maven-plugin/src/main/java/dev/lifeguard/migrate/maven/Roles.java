package dev.lifeguard.migrate.maven;

import dev.lifeguard.migrate.connect.words.Refused;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;

/**
 * Roles that migrations name and that a new server does not have: owners, and those who are granted
 * something. Nobody logs in as one of them.
 */
record Roles(List<String> names) {

    Roles {
        names = List.copyOf(names);
    }

    /** Makes those that are not there. */
    void make(DataSource server) {
        if (names.isEmpty()) {
            return;
        }
        try (Connection connection = server.getConnection()) {
            for (String name : names) {
                if (!isThere(name, connection)) {
                    make(name, connection);
                }
            }
        } catch (SQLException failure) {
            throw Refused.because(
                    "The roles %s cannot be made: %s (SQLState %s). Check roles."
                            .formatted(
                                    String.join(", ", names),
                                    failure.getMessage(),
                                    failure.getSQLState()),
                    failure);
        }
    }

    private static boolean isThere(String name, Connection connection) throws SQLException {
        try (PreparedStatement question =
                connection.prepareStatement(
                        "SELECT 1 FROM pg_catalog.pg_roles WHERE rolname = ?")) {
            question.setString(1, name);
            try (ResultSet found = question.executeQuery()) {
                return found.next();
            }
        }
    }

    private static void make(String name, Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE \"%s\"".formatted(name.replace("\"", "\"\"")));
        }
    }
}
