package dev.lifeguard.migrate.inspect.scratch;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The session that makes and drops databases and roles; used by several threads. */
final class MaintenanceSession implements AutoCloseable {

    private final Connection connection;

    MaintenanceSession(Connection connection) {
        this.connection = connection;
    }

    /** The first column of all rows. */
    synchronized List<String> asked(String query) throws SQLException {
        List<String> answers = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                answers.add(row.getString(1));
            }
        }
        return answers;
    }

    synchronized void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
