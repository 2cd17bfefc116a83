package dev.lifeguard.migrate.junit.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** How PostgreSQL copies a database. */
enum Copying {
    /** The only way that the server knows, before version 15. */
    ONLY_WAY,
    /** Page by page through the log: best where there is little in the database. */
    WAL_LOG,
    /** File by file, between two checkpoints: best where there is much. */
    FILE_COPY;

    private static final int FIRST_WITH_A_CHOICE = 150_000;

    /** Measured: from here on the checkpoints of a copy of files take less than the log. */
    private static final long MUCH_BYTES = 64L << 20;

    /** The one for a template. */
    static Copying of(Connection connection, PostgresServer server, String template)
            throws SQLException {
        if (server.version() < FIRST_WITH_A_CHOICE) {
            return ONLY_WAY;
        }
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT pg_catalog.pg_database_size(?::name)")) {
            statement.setString(1, template);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() && rows.getLong(1) >= MUCH_BYTES ? FILE_COPY : WAL_LOG;
            }
        }
    }

    /** What CREATE DATABASE is told of it. */
    String clause() {
        return switch (this) {
            case ONLY_WAY -> "";
            case WAL_LOG -> " STRATEGY wal_log";
            case FILE_COPY -> " STRATEGY file_copy";
        };
    }
}
