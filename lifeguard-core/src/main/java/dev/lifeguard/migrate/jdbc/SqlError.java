package dev.lifeguard.migrate.jdbc;

import dev.lifeguard.migrate.dialect.Dialect;
import dev.lifeguard.migrate.dialect.Dialect.Condition;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a server said of a statement that failed.
 *
 * @param sqlState five characters, or null when the driver gave none
 * @param message the server's own words, or the driver's when the server said nothing
 * @param detail the server's detail, or null
 * @param hint the server's hint, or null
 * @param position of the failing token in the statement, from 1 in code points; 0 when unknown
 * @param inner the same inside the function that was running, or null
 * @param context where inside functions it happened, or null
 */
public record SqlError(
        @Nullable String sqlState,
        String message,
        @Nullable String detail,
        @Nullable String hint,
        int position,
        @Nullable InnerPlace inner,
        @Nullable String context) {

    private static final String PROTOCOL_VIOLATION = "08P01";
    private static final String COMPLETION_UNKNOWN = "40003";

    /** Where a COMMIT failed with one of them, PostgreSQL may have written it before. */
    private static final Set<String> MAY_BE_COMMITTED = Set.of("53", "58", "XX");

    /** A rule of the database's or a conflict: what such a COMMIT ends is rolled back. */
    private static final Set<String> ROLLED_BACK = Set.of("22", "23", "27", "40", "44", "P0");

    /**
     * A place in a statement that a function ran.
     *
     * @param query the statement, as the server tells it
     * @param position of the failing token in it, from 1 in code points
     */
    public record InnerPlace(String query, int position) {}

    /** Reads an exception of the driver. */
    public static SqlError of(SQLException failure) {
        if (failure.getClass().getName().startsWith("org.postgresql.")) {
            SqlError error = PgErrors.read(failure);
            if (error != null) {
                return error;
            }
        }
        String message = Objects.requireNonNullElse(failure.getMessage(), failure.toString());
        return new SqlError(
                failure.getSQLState(),
                withCause(withoutNoise(message), failure),
                null,
                null,
                0,
                null,
                null);
    }

    /** What the network or the operating system said, which a driver leaves out. */
    private static String withCause(String said, SQLException failure) {
        String below =
                switch (failure.getCause()) {
                    case UnknownHostException host -> "unknown host " + host.getMessage();
                    // The driver says that itself.
                    case ConnectException refused -> "";
                    case IOException network when network.getMessage() != null ->
                            network.getMessage();
                    case null, default -> "";
                };
        return below.isEmpty() || said.contains(below)
                ? said
                : "%s: %s".formatted(withoutStop(said), below);
    }

    private static String withoutStop(String text) {
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }

    /** MariaDB's driver puts its connection's number in front, H2's the statement behind. */
    private static String withoutNoise(String message) {
        int statement = message.indexOf("; SQL statement:\n");
        String said = statement < 0 ? message : message.substring(0, statement);
        return said.replaceFirst("^\\(conn=\\d+\\) ", "").strip();
    }

    /** What a failure means; the codes of the known databases do not contradict each other. */
    public static Condition condition(SQLException failure) {
        return condition(dialect(failure), failure);
    }

    /** The dialect that knows the codes; any one where none does. */
    static Dialect dialect(SQLException failure) {
        return Dialect.known().stream()
                .filter(dialect -> condition(dialect, failure) != Condition.OTHER)
                .findFirst()
                .orElse(Dialect.postgresql());
    }

    private static Condition condition(Dialect dialect, SQLException failure) {
        String state = Objects.requireNonNullElse(failure.getSQLState(), "");
        return dialect.condition(state, failure.getErrorCode());
    }

    /**
     * Whether the connection is gone with this failure: by its codes, unless the connection was
     * asked since and answered ({@link Session#asked}).
     *
     * <p>Class 08 is the connection's, 57P01 to 57P05 the server's shutdown, crash recovery and
     * ended sessions, 25P03 a transaction that sat idle too long, 25P04 one that took too long,
     * which ends the session too (PostgreSQL manual, appendix A); and so does any error that the
     * server calls FATAL or PANIC. A $1 in a script that no PREPARE declares is a violation of the
     * protocol to the server, which stays.
     */
    public static boolean lostConnection(SQLException failure) {
        String state = Objects.requireNonNullElse(failure.getSQLState(), "");
        if (StillConnected.marks(failure)
                || (state.equals(PROTOCOL_VIOLATION) && saidByServer(failure))) {
            return false;
        }
        if (condition(failure) == Condition.DATABASE_MISSING) {
            // MariaDB's driver has a class for lost connections where none was named.
            return false;
        }
        return state.startsWith("08")
                || condition(failure) == Condition.CONNECTION_LOST
                || state.startsWith("57P")
                || state.equals("25P03")
                || state.equals("25P04")
                || endsSession(failure)
                || failure instanceof SQLTransientConnectionException
                || failure instanceof SQLNonTransientConnectionException;
    }

    /**
     * Whether the server ended the session for the time that its transaction took, or sat idle:
     * 25P04 and 25P03 (PostgreSQL manual, appendix A).
     */
    public static boolean endedForTime(SQLException failure) {
        String state = Objects.requireNonNullElse(failure.getSQLState(), "");
        return lostConnection(failure) && (state.equals("25P03") || state.equals("25P04"));
    }

    /** Whether the server says that it has ended the session with this failure. */
    static boolean endsSession(SQLException failure) {
        return failure.getClass().getName().startsWith("org.postgresql.")
                && PgErrors.endsSession(failure);
    }

    /**
     * Whether a COMMIT that failed may have taken effect all the same, so that nothing but the
     * history can tell: where the log could not be brought to the disk it may be there after a
     * crash.
     */
    public static boolean leavesCommitOpen(SQLException atCommit) {
        String state = Objects.requireNonNullElse(atCommit.getSQLState(), "");
        if (lostConnection(atCommit) || state.equals(COMPLETION_UNKNOWN)) {
            return true;
        }
        String errorClass = state.substring(0, Math.min(2, state.length()));
        if (saidByServer(atCommit)) {
            return MAY_BE_COMMITTED.contains(errorClass);
        }
        return !ROLLED_BACK.contains(errorClass) && condition(atCommit) != Condition.BUSY;
    }

    /**
     * The setting of the database that ends such a statement or session when it takes too long;
     * empty where it is none.
     */
    public static Optional<String> limit(SQLException failure) {
        String state = Objects.requireNonNullElse(failure.getSQLState(), "");
        return Dialect.known().stream()
                .flatMap(dialect -> dialect.limit(state, failure.getErrorCode()).stream())
                .findFirst();
    }

    /** Whether it says that the value of a column, or the row, is not allowed. */
    public static boolean refusesRow(SQLException failure) {
        String state = Objects.requireNonNullElse(failure.getSQLState(), "");
        return state.startsWith("22") || state.startsWith("23") || saysRowTaken(failure);
    }

    /** Whether it says that a row of that key is there already. */
    public static boolean saysRowTaken(SQLException failure) {
        String state = Objects.requireNonNullElse(failure.getSQLState(), "");
        return Dialect.known().stream()
                .anyMatch(dialect -> dialect.saysRowTaken(state, failure.getErrorCode()));
    }

    /** Whether it may say that something of that name is there already. */
    public static boolean maySayTaken(SQLException failure) {
        String state = Objects.requireNonNullElse(failure.getSQLState(), "");
        return Dialect.known().stream()
                .anyMatch(dialect -> dialect.maySayTaken(state, failure.getErrorCode()));
    }

    /** Whether it is the server's own answer, as far as the driver tells. */
    public static boolean saidByServer(SQLException failure) {
        return failure.getClass().getName().startsWith("org.postgresql.")
                && PgErrors.read(failure) != null;
    }

    /** The message with its SQLState and without a full stop, for the middle of a sentence. */
    public String inSentence() {
        String open = withoutStop(message);
        return sqlState == null ? open : open + " (SQLState " + sqlState + ")";
    }
}
