package dev.lifeguard.migrate.jdbc;

import dev.lifeguard.migrate.dialect.Dialect;
import dev.lifeguard.migrate.dialect.Dialect.Condition;
import java.io.EOFException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What to do about a failure: the one table, by what its codes mean ({@link Dialect#condition}) and
 * by the situation in which it came.
 */
public final class NextStep {

    /** At the beginning of a session; servers' own answers have these codes for other things. */
    private static final Set<Condition> REFUSED_IN_PROCESS =
            Set.of(
                    Condition.SETTING_REFUSED,
                    Condition.TABLE_MISSING,
                    Condition.SCHEMA_MISSING,
                    Condition.COLUMN_MISSING,
                    Condition.NAME_MISSING);

    private NextStep() {}

    /**
     * What it means that there is no connection, and what to do: two sentences, with a place for
     * the reason.
     */
    static String atConnect(SQLException failure) {
        if (isRefusedSetting(failure)) {
            return "The settings of the connection are refused: %s. Correct them: the parameters in"
                    + " the URL, or what the data source was given.";
        }
        if (failure instanceof DataSourceFailedException) {
            return "No connection was got: %s. Mend it, and run this again.";
        }
        return switch (SqlError.condition(failure)) {
            case LOGIN_REFUSED ->
                    "The database refused the login: %s. Check the user and the password.";
            case NOT_ADMITTED ->
                    "The database did not admit this login: %s. Check the user, and whether"
                            + " pg_hba.conf admits it from this host, to this database and in this"
                            + " way (TLS, client certificate).";
            case ACCOUNT_REFUSED ->
                    "The database refused the login: %s. Check the user and the password, and that"
                            + " the account is not locked and may come from this host and in this"
                            + " way (TLS).";
            case DATABASE_MISSING ->
                    "The database does not exist: %s. Create it, or name another one.";
            case DATABASE_CLOSED ->
                    "The database takes no connections: %s. Allow them (ALTER DATABASE …"
                            + " ALLOW_CONNECTIONS true), or name another one.";
            case FILE_UNUSABLE ->
                    "The database's file cannot be opened: %s. Check its path and the rights to it,"
                            + " and that no other process has it open.";
            case FORBIDDEN ->
                    "The database does not let this user in: %s. Grant what is missing, or name"
                            + " another user or database.";
            case TOO_MANY_CONNECTIONS ->
                    "The database takes no more connections: %s. Free some, or raise the limit of"
                            + " the server (max_connections), the database or the user.";
            case CANCELLED ->
                    "The database ended the login's own statements: %s. Raise the limit that is set"
                            + " for this user or database, or for the connection in the URL.";
            case NOT_READY ->
                    "The database is not ready: %s. Wait until it has started, and run this again.";
            default -> otherAtConnect(failure);
        };
    }

    private static String otherAtConnect(SQLException failure) {
        if (isOfNetwork(failure)) {
            return "The database cannot be reached: %s. Check the host, the port, and that the"
                    + " server runs.";
        }
        return SqlError.saidByServer(failure)
                ? "The server refused to begin the session: %s. Check the parameters in the URL,"
                        + " what is set for this user and database, and the settings of a pooler"
                        + " between (ignore_startup_parameters)."
                : "The connection could not be set up: %s. Check what it is made with: the user,"
                        + " the password, the parameters in the URL, and those for TLS"
                        + " (certificates, the server's name in its own).";
    }

    /**
     * Whether it is the network's or nobody knows better: neither the server's answer nor a check
     * of the driver's own.
     */
    private static boolean isOfNetwork(SQLException failure) {
        boolean named =
                causes(failure)
                        .anyMatch(
                                cause ->
                                        cause instanceof SocketException
                                                || cause instanceof SocketTimeoutException
                                                || cause instanceof UnknownHostException
                                                || cause instanceof EOFException
                                                || cause instanceof ClosedChannelException);
        boolean known = failure.getSQLState() != null || failure.getCause() != null;
        return named || !known || SqlError.condition(failure) == Condition.CONNECTION_LOST;
    }

    /**
     * Whether a further attempt with the same settings cannot succeed: the driver itself refused,
     * for want of a password or of trust, and nothing that the network does is in it.
     */
    static boolean isOfSettings(SQLException failure) {
        String state = Optional.ofNullable(failure.getSQLState()).orElse("");
        boolean driverRefused = state.equals("08004") || state.equals("08006");
        return driverRefused && !SqlError.saidByServer(failure) && !isOfNetwork(failure);
    }

    /**
     * Whether what the connection is made with is refused for certain: by the driver, which checks
     * values before it connects and looks for classes that they name, or by a database of the
     * process's own, in which the driver runs statements that the settings say.
     */
    static boolean isRefusedSetting(SQLException failure) {
        if (SqlError.saidByServer(failure)) {
            return false;
        }
        return REFUSED_IN_PROCESS.contains(SqlError.condition(failure))
                || isSyntaxOfH2(failure)
                || causes(failure)
                        .anyMatch(
                                cause ->
                                        cause instanceof IllegalArgumentException
                                                || cause instanceof ClassNotFoundException);
    }

    private static boolean isSyntaxOfH2(SQLException failure) {
        return failure.getErrorCode() == 42000 || failure.getErrorCode() == 42001;
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, at -> at != null, Throwable::getCause);
    }

    /**
     * After a statement of the author's: a sentence without its end.
     *
     * @param fix what to do where the statement itself is at fault, for example {@code Fix the
     *     file}
     * @param again what to do then, for example {@code run up again}
     */
    public static String ofStatement(SQLException failure, String fix, String again) {
        Optional<String> limit = SqlError.limit(failure);
        return limit.map(setting -> ofLimit(failure, setting))
                .or(() -> ofCondition(failure))
                .map(step -> step + again)
                .orElse(fix + " and " + again);
    }

    private static String ofLimit(SQLException failure, String setting) {
        String raise = "aise %s, in the script or for this user or database".formatted(setting);
        return SqlError.condition(failure) == Condition.BUSY
                ? "Wait for the other transaction or r%s, and ".formatted(raise)
                : "Unless somebody cancelled it, r%s, and ".formatted(raise);
    }

    /** After a statement of this program's own: a sentence; empty where nothing is known of it. */
    static Optional<String> ofOwn(SQLException failure) {
        return ofCondition(failure).map(step -> step + "run this again.");
    }

    /** What makes a database writable that took no write: a sentence without its end. */
    public static String writable(SQLException readOnly) {
        return SqlError.dialect(readOnly).writable();
    }

    /** Empty where it is the statement's own fault, or nobody knows. */
    private static Optional<String> ofCondition(SQLException failure) {
        return switch (SqlError.condition(failure)) {
            case BUSY -> Optional.of("Wait for the other transaction, and ");
            case IN_USE ->
                    Optional.of(
                            "End the sessions that use it; where this script itself does (pending"
                                    + " trigger events), put the statement into a migration of its"
                                    + " own behind this one, and ");
            case VALUE_TOO_NEW ->
                    Optional.of(
                            "Put what uses the enum's new value into a migration of its own behind"
                                    + " this one, and ");
            case SESSION_LOCKED ->
                    Optional.of(
                            "Take out what locks tables for the session (LOCK TABLES, FLUSH TABLES"
                                    + " … WITH READ LOCK), and ");
            case CANCELLED -> Optional.of("Find out who cancelled it, and ");
            case READ_ONLY -> Optional.of(writable(failure) + ", and ");
            case NO_SPACE ->
                    Optional.of(
                            "Make room on the database's disk, or raise the limit of its size,"
                                    + " and ");
            case LIMIT_REACHED ->
                    Optional.of(
                            "Raise the limit that it names, or let the statement need less, and ");
            case TOO_MANY_CONNECTIONS ->
                    Optional.of(
                            "Free connections, or raise the limit of the server, the database or"
                                    + " the user, and ");
            case NO_MEMORY ->
                    Optional.of(
                            "Give the database more memory, or let the statement need less, and ");
            case SERVER_FAULT -> Optional.of("Look into the database's log and at its disk, and ");
            case FILE_UNUSABLE ->
                    Optional.of("Check the database's file, and the disk that it is on, and ");
            case FORBIDDEN ->
                    Optional.of(
                            "Give this user the right that is missing, or name one that has it,"
                                    + " and ");
            case STATEMENT_GONE ->
                    Optional.of(
                            "Unless the script's own PREPARE is at fault, connect to the server"
                                    + " itself, or to a pooler that keeps a session to one client,"
                                    + " and ");
            case TABLE_MISSING,
                    SCHEMA_MISSING,
                    COLUMN_MISSING,
                    NAME_MISSING,
                    ALREADY_THERE,
                    NEEDED_BY_OTHERS,
                    FENCE_CLOSED,
                    REFUSED_IN_TRANSACTION,
                    CONNECTION_LOST,
                    LOGIN_REFUSED,
                    NOT_ADMITTED,
                    ACCOUNT_REFUSED,
                    DATABASE_MISSING,
                    DATABASE_CLOSED,
                    SETTING_REFUSED,
                    NOT_READY,
                    OTHER ->
                    Optional.empty();
        };
    }

    /**
     * After a connection that was lost: a sentence without its end.
     *
     * @param again what to do then, for example {@code run up again}
     * @param back what is waited for unless it was a limit, for example {@code it is back}
     */
    public static String ofLost(SQLException failure, String again, String back) {
        Optional<String> limit = SqlError.limit(failure);
        if (limit.isPresent()) {
            return "Raise %s for this user or database and %s".formatted(limit.get(), again);
        }
        String when =
                "%s%s when %s"
                        .formatted(
                                again.substring(0, 1).toUpperCase(Locale.ROOT),
                                again.substring(1),
                                back);
        return isReadTimeout(failure)
                ? when + ", or raise socketTimeout where the URL sets it"
                : when;
    }

    private static boolean isReadTimeout(SQLException failure) {
        return causes(failure).anyMatch(SocketTimeoutException.class::isInstance);
    }
}
