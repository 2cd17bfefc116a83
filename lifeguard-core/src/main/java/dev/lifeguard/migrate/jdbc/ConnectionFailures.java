package dev.lifeguard.migrate.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What is told of a failure on one connection beyond what its driver says: why the connection was
 * given up, how long nobody has answered on it, and that it still answers.
 *
 * <p>It is used by the session's thread, but for {@link #giveUp}, which any may call.
 */
final class ConnectionFailures {

    private static final int ANSWER_SECONDS = 5;

    /** SQLState connection_failure. */
    private static final String CONNECTION_FAILURE = "08006";

    private final Connection connection;
    private final @Nullable PgSession postgres;
    private volatile @Nullable String givenUp;
    private @Nullable Duration longestSilence;

    ConnectionFailures(Connection connection, @Nullable PgSession postgres) {
        this.connection = connection;
        this.postgres = postgres;
    }

    /** What fails from now on has failed for this reason. */
    void giveUp(String why) {
        givenUp = why;
    }

    /** What an answer may take from now on; null where nothing limits it. */
    void silence(@Nullable Duration longest) {
        longestSilence = longest;
    }

    /** A failure of the connection as it is told to whoever used it. */
    SQLException told(SQLException failure) {
        String why = givenUp;
        if (why == null) {
            return named(asked(failure));
        }
        return why.equals(failure.getMessage())
                ? failure
                : new SQLException(why, CONNECTION_FAILURE, failure);
    }

    /** The same for one of several statements. */
    StatementFailedException told(StatementFailedException failed) {
        return new StatementFailedException(failed.index(), told(failed.failure()));
    }

    private SQLException named(SQLException failure) {
        Duration longest = longestSilence;
        return longest == null ? failure : Silence.named(failure, longest, url(), backend());
    }

    private @Nullable String url() {
        try {
            return postgres != null ? postgres.url() : connection.getMetaData().getURL();
        } catch (SQLException closed) {
            return null;
        }
    }

    private OptionalInt backend() {
        return postgres == null ? OptionalInt.empty() : OptionalInt.of(postgres.backend());
    }

    /**
     * The same failure, of this connection, which is asked where it looks as if it were gone: a
     * trigger or a function can fail with the codes of a lost connection, too.
     */
    SQLException asked(SQLException failure) {
        try {
            if (SqlError.lostConnection(failure)
                    && !SqlError.endsSession(failure)
                    && connection.isValid(ANSWER_SECONDS)) {
                StillConnected.mark(failure);
            }
        } catch (SQLException broken) {
            failure.addSuppressed(broken);
        }
        return failure;
    }
}
