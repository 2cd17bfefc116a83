package dev.lifeguard.migrate.jdbc;

import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.OptionalInt;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Says of a wait without any answer how long it was and on which connection; a driver says that
 * something timed out.
 */
final class Silence {

    /** SQLState connection_failure. */
    private static final String CONNECTION_FAILURE = "08006";

    /** SQLState sqlclient_unable_to_establish_sqlconnection. */
    private static final String UNABLE_TO_CONNECT = "08001";

    /** Milliseconds of a second of the driver's, which may wake up a little early. */
    private static final long SHORTEST_OF_SECOND = 950;

    private Silence() {}

    /**
     * A statement's failure, with the silence in its place where it is one.
     *
     * @param longest what the driver waits for an answer
     * @param url the connection's, or null where the driver does not tell it
     * @param backend the server's process, where that is known
     */
    static SQLException named(
            SQLException failure, Duration longest, @Nullable String url, OptionalInt backend) {
        if (!DatabaseFailure.isSilence(failure)) {
            return failure;
        }
        String process =
                backend.isPresent() ? " (server process %s)".formatted(backend.getAsInt()) : "";
        String message =
                "the database has not answered for %s s on the connection%s%s"
                        .formatted(seconds(longest), place(url), process);
        return new SQLException(message, CONNECTION_FAILURE, failure);
    }

    /**
     * The failure of an attempt to connect. PostgreSQL's driver ends one that takes longer than its
     * login timeout with the state of any other failure and without a cause.
     *
     * @param took how long the attempt took
     */
    static SQLException named(SQLException failure, Duration took, DataSource dataSource) {
        boolean unknown =
                failure.getClass().getName().startsWith("org.postgresql.")
                        && UNABLE_TO_CONNECT.equals(failure.getSQLState())
                        && failure.getCause() == null
                        && !SqlError.saidByServer(failure);
        int longest = unknown ? loginSeconds(dataSource) : 0;
        if (longest == 0 || took.toMillis() < longest * SHORTEST_OF_SECOND) {
            return failure;
        }
        SocketTimeoutException silence = new SocketTimeoutException();
        // Not as its cause: the innermost SQLException is what a failure to connect is told by.
        silence.addSuppressed(failure);
        return new SQLException(
                "nobody has answered the login within %s s".formatted(longest),
                UNABLE_TO_CONNECT,
                silence);
    }

    private static int loginSeconds(DataSource dataSource) {
        try {
            return dataSource.getLoginTimeout();
        } catch (SQLException | RuntimeException unknown) {
            return 0;
        }
    }

    private static String seconds(Duration time) {
        return time.toMillis() % 1000 == 0
                ? Long.toString(time.toSeconds())
                : Double.toString(time.toMillis() / 1000.0);
    }

    /** Without what may hold a password. */
    private static String place(@Nullable String url) {
        return url == null
                ? ""
                : " to " + url.replaceFirst("(?s)[?;].*", "").replaceFirst("//.*@", "//");
    }
}
