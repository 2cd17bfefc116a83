package dev.lifeguard.migrate.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.error.DatabaseUnreachableException;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.error.LockTimeoutException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class DatabaseFailureTest {

    @ParameterizedTest
    @MethodSource("failuresToConnect")
    void saysWhyThereIsNoConnection(String sqlState, String message) {
        SQLException failure = new SQLException("boom", sqlState);

        LifeguardException error = DatabaseFailure.atConnect(failure);

        assertThat(error)
                .isInstanceOf(DatabaseUnreachableException.class)
                .hasMessage(message)
                .hasCause(failure);
        assertThat(error.detail().sqlState()).isEqualTo(sqlState);
    }

    private static Stream<Arguments> failuresToConnect() {
        return Stream.of(
                Arguments.of(
                        "28P01",
                        "LG-501 The database refused the login: boom (SQLState 28P01). Check the"
                                + " user and the password."),
                Arguments.of(
                        "28000",
                        "LG-501 The database did not admit this login: boom (SQLState 28000). Check"
                                + " the user, and whether pg_hba.conf admits it from this host, to"
                                + " this database and in this way (TLS, client certificate)."),
                Arguments.of(
                        "3D000",
                        "LG-501 The database does not exist: boom (SQLState 3D000). Create it, or"
                                + " name another one."),
                Arguments.of(
                        "53300",
                        "LG-501 The database takes no more connections: boom (SQLState 53300). Free"
                                + " some, or raise the limit of the server (max_connections), the"
                                + " database or the user."),
                Arguments.of(
                        "55000",
                        "LG-501 The database takes no connections: boom (SQLState 55000). Allow"
                                + " them (ALTER DATABASE … ALLOW_CONNECTIONS true), or name another"
                                + " one."),
                Arguments.of(
                        "42501",
                        "LG-501 The database does not let this user in: boom (SQLState 42501)."
                                + " Grant what is missing, or name another user or database."),
                Arguments.of(
                        "57P03",
                        "LG-501 The database is not ready: boom (SQLState 57P03). Wait until it has"
                                + " started, and run this again."),
                Arguments.of(
                        "08001",
                        "LG-501 The connection could not be set up: boom (SQLState 08001). Check"
                                + " what it is made with: the user, the password, the parameters in"
                                + " the URL, and those for TLS (certificates, the server's name in"
                                + " its own)."));
    }

    @Test
    void namesTheLimitThatEndedAStatementOfThisLibrary() {
        SQLException ended =
                new SQLException("canceling statement due to statement timeout", "57014");

        assertThat(DatabaseFailure.during("while the history was read", ended))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(
                        "LG-101 The database ended a statement of this program while the history"
                                + " was read: canceling statement due to statement timeout"
                                + " (SQLState 57014). Unless somebody cancelled it, that was"
                                + " statement_timeout: raise it for this user, database or"
                                + " connection, and run this again.");
    }

    @Test
    void saysThatTheDatabaseCannotBeReachedWhereThereIsNoState() {
        assertThat(DatabaseFailure.atConnect(new SQLException("Connection refused.")))
                .hasMessage(
                        "LG-501 The database cannot be reached: Connection refused. Check the host,"
                                + " the port, and that the server runs.");
    }

    @Test
    void saysWhatTheDriverSaidBehindAPool() {
        SQLException pool = new SQLTransientConnectionException("request timed out after 30000ms");
        pool.initCause(new RuntimeException(new SQLException("no such database", "3D000")));

        assertThat(DatabaseFailure.atConnect(pool))
                .hasMessage(
                        "LG-501 The database does not exist: no such database (SQLState 3D000)."
                                + " Create it, or name another one.")
                .hasCause(pool);
    }

    @Test
    void saysThatTheConnectionWasLost() {
        assertThat(
                        DatabaseFailure.during(
                                "while the history was read", new SQLException("gone", "08006")))
                .hasMessage(
                        "LG-501 The connection to the database was lost while the history was read:"
                                + " gone (SQLState 08006).");
    }

    @Test
    void saysThatTheDatabaseFailed() {
        assertThat(
                        DatabaseFailure.during(
                                "while the history was read",
                                new SQLException("permission denied", "42501")))
                .hasMessage(
                        "LG-501 The database failed while the history was read: permission denied"
                                + " (SQLState 42501). Give this user the right that is missing, or"
                                + " name one that has it, and run this again.");
    }

    @ParameterizedTest
    @CsvSource({"40P01, 0", "40001, 1213", "HY000, 1020", "40001, 40001", "HYT00, 90131"})
    void saysThatAnotherSessionWasInTheWay(String sqlState, int code) {
        assertThat(
                        DatabaseFailure.during(
                                "while the history was read",
                                new SQLException("deadlock", sqlState, code)))
                .isInstanceOf(LockTimeoutException.class)
                .hasMessage(
                        "LG-401 Another session was in the way while the history was read: deadlock"
                                + " (SQLState %s). Run this again.".formatted(sqlState));
    }

    @Test
    void setsOneFullStopOnly() {
        assertThat(DatabaseFailure.during("here", new SQLException("It is over.", "08006")))
                .hasMessage(
                        "LG-501 The connection to the database was lost here: It is over (SQLState"
                                + " 08006).");
    }
}
