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

    /** Where checkpoints wait for the disk, a log of less takes less than two of them. */
    private static final long MUCH_BYTES = 64L << 20;

    /** The one for a template. */
    static Copying of(Connection connection, PostgresServer server, String template)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT pg_catalog.pg_database_size(?::name),
                            pg_catalog.current_setting('fsync') = 'on'
                        """)) {
            statement.setString(1, template);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return chosen(
                        server.version(),
                        rows.getLong(1),
                        rows.getBoolean(2) ? Checkpoints.WAIT_FOR_THE_DISK : Checkpoints.ARE_QUICK);
            }
        }
    }

    /** What a checkpoint does on a server. */
    enum Checkpoints {
        /** fsync is on. */
        WAIT_FOR_THE_DISK,
        /** fsync is off: then files were copied in half the time of the log, also where few. */
        ARE_QUICK
    }

    static Copying chosen(int version, long bytes, Checkpoints checkpoints) {
        if (version < FIRST_WITH_A_CHOICE) {
            return ONLY_WAY;
        }
        return switch (checkpoints) {
            case ARE_QUICK -> FILE_COPY;
            case WAIT_FOR_THE_DISK -> bytes >= MUCH_BYTES ? FILE_COPY : WAL_LOG;
        };
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
