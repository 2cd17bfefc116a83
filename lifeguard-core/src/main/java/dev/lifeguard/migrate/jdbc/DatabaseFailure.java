package dev.lifeguard.migrate.jdbc;

import dev.lifeguard.migrate.dialect.Dialect.Condition;
import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.error.DatabaseUnreachableException;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.error.LockTimeoutException;
import dev.lifeguard.migrate.error.MigrationInterruptedException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Puts a failure of the connection itself into words. */
public final class DatabaseFailure {

    private static final Set<Condition> MAY_PASS =
            Set.of(Condition.TOO_MANY_CONNECTIONS, Condition.NOT_READY, Condition.BUSY);

    private DatabaseFailure() {}

    /** No connection was got. */
    public static LifeguardException atConnect(SQLException said) {
        return atConnect(said, "");
    }

    /** The same after more than one attempt. */
    static LifeguardException atConnect(SQLException said, Duration tried) {
        return atConnect(
                said,
                String.format(Locale.ROOT, " It was tried for %.1f s.", tried.toMillis() / 1000.0));
    }

    private static LifeguardException atConnect(SQLException said, String tried) {
        SQLException failure = UrlSecrets.mask(said);
        SqlError error = SqlError.of(cause(failure));
        String message = NextStep.atConnect(cause(said)).formatted(reason(failure)) + tried;
        if (NextStep.isRefusedSetting(cause(said))) {
            return new ConfigurationException(
                    ErrorDetail.ofServer(ErrorKind.CONFIGURATION, message, error.sqlState()),
                    failure);
        }
        return unreachable(message, error, failure);
    }

    /** Whether somebody refused it at once who might have given a connection: no pool's wait. */
    public static boolean isRefusal(SQLException failure) {
        return SqlError.condition(cause(failure)) != Condition.OTHER;
    }

    /**
     * Whether no later attempt with the same settings can get a connection: the driver refused, for
     * want of a password or of trust.
     */
    public static boolean isOfSettings(SQLException failure) {
        return NextStep.isOfSettings(cause(failure));
    }

    /** Whether a later attempt at a connection may succeed without anybody doing anything. */
    static boolean mayPass(SQLException failure) {
        SQLException cause = cause(failure);
        String state = Objects.requireNonNullElse(cause.getSQLState(), "");
        boolean unreached =
                state.startsWith("08")
                        && !NextStep.isOfSettings(cause)
                        && !NextStep.isRefusedSetting(cause);
        return unreached || MAY_PASS.contains(SqlError.condition(cause));
    }

    /** Whether it says that nobody answered, not even with a refusal. */
    public static boolean isSilence(SQLException failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof SocketTimeoutException || at instanceof NoRouteToHostException) {
                return true;
            }
        }
        return false;
    }

    /** What a failure to connect means, also behind a pool. */
    static Condition condition(SQLException failure) {
        return SqlError.condition(cause(failure));
    }

    /** What the driver said, for the middle of a sentence, with the cause that it leaves out. */
    public static String reason(SQLException failure) {
        return UrlSecrets.mask(SqlError.of(cause(failure)).inSentence());
    }

    /**
     * The connection broke, or the server refused something that a run cannot do without; or an
     * interrupt of the thread closed the socket, as it does in a virtual one.
     */
    public static LifeguardException during(String doing, SQLException failure) {
        SqlError error = SqlError.of(failure);
        boolean lost = SqlError.lostConnection(failure);
        if (lost && Thread.currentThread().isInterrupted()) {
            String message = "The run was told to stop %s.".formatted(doing);
            return new MigrationInterruptedException(
                    ErrorDetail.of(ErrorKind.INTERRUPTED, message), failure);
        }
        Optional<String> limit = SqlError.limit(failure);
        if (!lost && limit.isPresent()) {
            return tookTooLong(doing, limit.get(), error, failure);
        }
        if (!lost && SqlError.condition(failure) == Condition.BUSY) {
            return inTheWay(doing, error, failure);
        }
        if (!lost && SqlError.condition(failure) == Condition.LIMIT_REACHED) {
            return reachedLimit(doing, error, failure);
        }
        String what =
                switch (SqlError.condition(failure)) {
                    case DATABASE_MISSING ->
                            "There was no database %s: %s. Name one that exists in the URL.";
                    case FILE_UNUSABLE ->
                            "The database's file cannot be used %s: %s. Check its path, and that it"
                                    + " is a database.";
                    default ->
                            lost
                                    ? "The connection to the database was lost %s: %s."
                                    : "The database failed %s: %s.";
                };
        boolean saysItself = SqlError.condition(failure) == Condition.FILE_UNUSABLE;
        String advice =
                limit.map("Raise %s for this user or database."::formatted)
                        .or(() -> saysItself || lost ? Optional.empty() : NextStep.ofOwn(failure))
                        .map(" "::concat)
                        .orElse("");
        return unreachable(what.formatted(doing, error.inSentence()) + advice, error, failure);
    }

    /** A statement of this library's own ran into a limit that somebody has set. */
    private static LifeguardException tookTooLong(
            String doing, String limit, SqlError error, SQLException failure) {
        if (SqlError.condition(failure) == Condition.BUSY) {
            String message =
                    ("Another session was in the way for too long %s: %s. Run this again when it"
                                    + " has ended, or raise %s for this user, database or"
                                    + " connection.")
                            .formatted(doing, error.inSentence(), limit);
            return new LockTimeoutException(
                    ErrorDetail.ofServer(ErrorKind.LOCK_TIMEOUT, message, error.sqlState()),
                    failure);
        }
        String message =
                ("The database ended a statement of this program %s: %s. Unless somebody cancelled"
                                + " it, that was %s: raise it for this user, database or"
                                + " connection, and run this again.")
                        .formatted(doing, error.inSentence(), limit);
        return new ConfigurationException(
                ErrorDetail.ofServer(ErrorKind.CONFIGURATION, message, error.sqlState()), failure);
    }

    /** A deadlock, or a conflict of two changes: no wait of any length would have ended it. */
    private static LockTimeoutException inTheWay(
            String doing, SqlError error, SQLException failure) {
        String message =
                "Another session was in the way %s: %s. Run this again."
                        .formatted(doing, error.inSentence());
        return new LockTimeoutException(
                ErrorDetail.ofServer(ErrorKind.LOCK_TIMEOUT, message, error.sqlState()), failure);
    }

    /**
     * A statement of this library's own ran into a limit that the server names, and none of time.
     */
    private static ConfigurationException reachedLimit(
            String doing, SqlError error, SQLException failure) {
        String message =
                ("The database ended a statement of this program %s: %s. Raise the limit that it"
                                + " names for this user, database or connection, and run this"
                                + " again.")
                        .formatted(doing, error.inSentence());
        return new ConfigurationException(
                ErrorDetail.ofServer(ErrorKind.CONFIGURATION, message, error.sqlState()), failure);
    }

    private static DatabaseUnreachableException unreachable(
            String message, SqlError error, SQLException failure) {
        return new DatabaseUnreachableException(
                ErrorDetail.ofServer(ErrorKind.DATABASE_UNREACHABLE, message, error.sqlState()),
                failure);
    }

    /** The innermost failure that has a state: a pool wraps the driver's. */
    private static SQLException cause(SQLException failure) {
        SQLException inner = failure;
        for (Throwable at = failure.getCause(); at != null; at = at.getCause()) {
            if (at instanceof SQLException sql && sql.getSQLState() != null) {
                inner = sql;
            }
        }
        return inner;
    }
}
