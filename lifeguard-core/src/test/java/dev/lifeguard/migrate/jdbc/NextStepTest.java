package dev.lifeguard.migrate.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each row of the table: what the codes of a database mean, and what to do. */
final class NextStepTest {

    private static String ofStatement(String sqlState, int vendorCode) {
        SQLException failure = new SQLException("boom", sqlState, vendorCode);
        return NextStep.ofStatement(failure, "Fix the file", "run up again");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                // PostgreSQL
                "55P03|0|Wait for the other transaction or raise lock_timeout, in the script or for"
                        + " this user or database, and run up again",
                "57014|0|Unless somebody cancelled it, raise statement_timeout, in the script or"
                        + " for this user or database, and run up again",
                "40001|0|Wait for the other transaction, and run up again",
                "40P01|0|Wait for the other transaction, and run up again",
                "55006|0|End the sessions that use it; where this script itself does (pending"
                        + " trigger events), put the statement into a migration of its own behind"
                        + " this one, and run up again",
                "55P04|0|Put what uses the enum's new value into a migration of its own behind this"
                        + " one, and run up again",
                "25006|0|Connect to the primary, as a user and to a database without"
                        + " default_transaction_read_only, and run up again",
                "42501|0|Give this user the right that is missing, or name one that has it, and run"
                        + " up again",
                "53100|0|Make room on the database's disk, or raise the limit of its size, and run"
                        + " up again",
                "53300|0|Free connections, or raise the limit of the server, the database or the"
                        + " user, and run up again",
                "53400|0|Raise the limit that it names, or let the statement need less, and run up"
                        + " again",
                "53200|0|Give the database more memory, or let the statement need less, and run up"
                        + " again",
                "58030|0|Look into the database's log and at its disk, and run up again",
                "XX001|0|Look into the database's log and at its disk, and run up again",
                "26000|0|Unless the script's own PREPARE is at fault, connect to the server itself,"
                        + " or to a pooler that keeps a session to one client, and run up again",
                "42P05|0|Unless the script's own PREPARE is at fault, connect to the server itself,"
                        + " or to a pooler that keeps a session to one client, and run up again",
                "42601|0|Fix the file and run up again",
                "23505|0|Fix the file and run up again",
                // MariaDB and MySQL
                "HY000|1205|Wait for the other transaction or raise lock_wait_timeout or"
                        + " innodb_lock_wait_timeout, in the script or for this user or database,"
                        + " and run up again",
                "40001|1213|Wait for the other transaction, and run up again",
                "70100|1969|Unless somebody cancelled it, raise max_statement_time, in the script"
                        + " or for this user or database, and run up again",
                "70100|1317|Find out who cancelled it, and run up again",
                "25006|1792|Connect to the primary, as a user whose transactions may write"
                        + " (tx_read_only), to a server without the option that is named, and run"
                        + " up again",
                "HY000|1290|Connect to the primary, as a user whose transactions may write"
                        + " (tx_read_only), to a server without the option that is named, and run"
                        + " up again",
                "42000|1142|Give this user the right that is missing, or name one that has it, and"
                        + " run up again",
                "HY000|1021|Make room on the database's disk, or raise the limit of its size, and"
                        + " run up again",
                "HY000|1114|Make room on the database's disk, or raise the limit of its size, and"
                        + " run up again",
                "HY000|1038|Give the database more memory, or let the statement need less, and run"
                        + " up again",
                "42000|1064|Fix the file and run up again",
                // SQLite
                "none|5|Wait for the other transaction or raise busy_timeout, in the script or for"
                        + " this user or database, and run up again",
                "none|8|Open the file for writing: without mode=ro and immutable in the URL, and"
                        + " with the right to write to it and to its folder, and run up again",
                "none|9|Find out who cancelled it, and run up again",
                "none|10|Check the database's file, and the disk that it is on, and run up again",
                "none|13|Make room on the database's disk, or raise the limit of its size, and run"
                        + " up again",
                "none|1|Fix the file and run up again",
                // H2
                "57014|57014|Unless somebody cancelled it, raise QUERY_TIMEOUT, in the script or"
                        + " for this user or database, and run up again",
                "HYT00|50200|Wait for the other transaction or raise LOCK_TIMEOUT, in the script or"
                        + " for this user or database, and run up again",
                "40001|40001|Wait for the other transaction, and run up again",
                "90097|90097|Open it for writing: without ACCESS_MODE_DATA=r in the URL, and with"
                        + " the right to write to its file, and run up again",
                "90096|90096|Give this user the right that is missing, or name one that has it, and"
                        + " run up again",
                "90031|90031|Check the database's file, and the disk that it is on, and run up"
                        + " again",
                "42001|42001|Fix the file and run up again",
            })
    void afterAStatement(String sqlState, int vendorCode, String step) {
        assertThat(ofStatement(sqlState, vendorCode)).isEqualTo(step);
    }

    private static final String NETWORK =
            "The database cannot be reached: %s. Check the host, the port, and that the server"
                    + " runs.";
    private static final String SETTINGS =
            "The connection could not be set up: %s. Check what it is made with: the user, the"
                    + " password, the parameters in the URL, and those for TLS (certificates, the"
                    + " server's name in its own).";

    private static Stream<Exception> network() {
        return Stream.of(
                new ConnectException("Connection refused"),
                new UnknownHostException("db.invalid"),
                new SocketTimeoutException("Connect timed out"));
    }

    @ParameterizedTest
    @MethodSource("network")
    void whereTheNetworkIsAtFaultItsPlacesAreNamed(Exception cause) {
        assertThat(NextStep.atConnect(new SQLException("boom", "08001", cause))).isEqualTo(NETWORK);
    }

    @Test
    void whereTheDriverRefusesWhatItIsMadeWithIsNamed() {
        SQLException password = new SQLException("no password was provided", "08004");
        SQLException trust = new SQLException("PKIX", "08006", new SSLHandshakeException("PKIX"));

        assertThat(NextStep.atConnect(password)).isEqualTo(SETTINGS);
        assertThat(NextStep.atConnect(trust)).isEqualTo(SETTINGS);
        assertThat(DatabaseFailure.mayPass(password)).isFalse();
        assertThat(DatabaseFailure.mayPass(trust)).isFalse();
    }

    @Test
    void aReadThatTookTooLongIsTold() {
        SQLException failure =
                new SQLException(
                        "I/O error.", "08006", new SocketTimeoutException("Read timed out"));

        assertThat(NextStep.ofLost(failure, "run up again", "it is back"))
                .isEqualTo(
                        "Run up again when it is back, or raise socketTimeout where the URL sets"
                                + " it");
        assertThat(SqlError.of(failure).inSentence())
                .isEqualTo("I/O error: Read timed out (SQLState 08006)");
    }
}
