package dev.lifeguard.migrate.inspect.snapshot;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * A session in which MariaDB writes the same for the same schema: names in backticks, texts with
 * backslashes, times in UTC. It is put back at its end.
 *
 * @param before what puts it back
 * @param collation what a client that says {@code SET NAMES utf8mb4} alone gets for its texts
 */
record MariaDbSession(Statement statement, List<String> before, String collation)
        implements AutoCloseable {

    /** The sql_mode of a new server, which is that of a snapshot's statements. */
    static final String USUAL_MODE =
            "STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_AUTO_CREATE_USER,"
                    + "NO_ENGINE_SUBSTITUTION";

    /** What makes the session of a snapshot's statements. */
    static final List<String> SETTINGS =
            List.of(
                    "SET NAMES utf8mb4",
                    "SET sql_mode = '%s'".formatted(USUAL_MODE),
                    "SET time_zone = '+00:00'",
                    "SET foreign_key_checks = OFF");

    private static final String NOW =
            "SELECT @@sql_mode, @@time_zone, @@sql_quote_show_create, @@collation_connection";

    private static final List<String> READING =
            List.of(
                    "SET SESSION sql_mode = '', time_zone = '+00:00', sql_quote_show_create = 1",
                    "SET NAMES utf8mb4");

    MariaDbSession {
        before = List.copyOf(before);
    }

    static MariaDbSession begin(Statement statement) throws SQLException {
        statement.setEscapeProcessing(false);
        List<String> before = new ArrayList<>();
        try (ResultSet now = statement.executeQuery(NOW)) {
            now.next();
            before.add("SET NAMES utf8mb4");
            before.add("SET SESSION collation_connection = " + now.getString(4));
            before.add(
                    "SET SESSION time_zone = '%s', sql_quote_show_create = %s, sql_mode = '%s'"
                            .formatted(now.getString(2), now.getInt(3), now.getString(1)));
        }
        for (String setting : READING) {
            statement.execute(setting);
        }
        return new MariaDbSession(
                statement, before, one("SELECT @@collation_connection", statement));
    }

    /** The only value of the only row. */
    static String one(String sql, Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    @Override
    public void close() throws SQLException {
        for (String setting : before) {
            statement.execute(setting);
        }
    }
}
