package dev.lifeguard.migrate.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;
import org.postgresql.util.ServerErrorMessage;

final class SqlErrorTest {

    @Test
    void readsAnAnswerOfPostgresql() {
        PSQLException failure =
                new PSQLException(
                        new ServerErrorMessage(
                                "SERROR\0C42704\0Mtype does not exist\0Dthe detail\0Hthe hint\0"
                                        + "P20\0Wthe context\0"));

        assertThat(SqlError.of(failure))
                .isEqualTo(
                        new SqlError(
                                "42704",
                                "type does not exist",
                                "the detail",
                                "the hint",
                                20,
                                null,
                                "the context"));
    }

    @Test
    void readsAPlaceInsideAFunction() {
        PSQLException failure =
                new PSQLException(
                        new ServerErrorMessage(
                                "C42703\0Mcolumn does not exist\0p8\0qSELECT nope\0Wthe"
                                        + " context\0"));

        assertThat(SqlError.of(failure))
                .isEqualTo(
                        new SqlError(
                                "42703",
                                "column does not exist",
                                null,
                                null,
                                0,
                                new SqlError.InnerPlace("SELECT nope", 8),
                                "the context"));
    }

    @Test
    void readsAnAnswerOfPostgresqlThatSaysLittle() {
        PSQLException failure =
                new PSQLException(new ServerErrorMessage("C42704\0Mtype does not exist\0"));

        assertThat(SqlError.of(failure))
                .isEqualTo(new SqlError("42704", "type does not exist", null, null, 0, null, null));
    }

    @Test
    void readsAFailureOfTheDriverItself() {
        PSQLException failure =
                new PSQLException("The connection broke.", PSQLState.CONNECTION_FAILURE);

        assertThat(SqlError.of(failure))
                .isEqualTo(
                        new SqlError("08006", "The connection broke.", null, null, 0, null, null));
    }

    @Test
    void readsAFailureOfAnotherDriver() {
        assertThat(SqlError.of(new SQLException("  table is locked \n", "HY000")))
                .isEqualTo(new SqlError("HY000", "table is locked", null, null, 0, null, null));
    }

    @Test
    void namesAFailureWithoutAMessageByItsClass() {
        assertThat(SqlError.of(new SQLException()))
                .isEqualTo(new SqlError(null, "java.sql.SQLException", null, null, 0, null, null));
    }

    @Test
    void showsItsSqlState() {
        assertThat(SqlError.of(new SQLException("table is locked", "HY000")).inSentence())
                .isEqualTo("table is locked (SQLState HY000)");
    }

    @Test
    void showsNoSqlStateWhereThereIsNone() {
        assertThat(SqlError.of(new SQLException("table is locked")).inSentence())
                .isEqualTo("table is locked");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "08000", "08003", "08006", "57P01", "57P02", "57P03", "57P04", "57P05", "25P03",
                "25P04"
            })
    void takesTheConnectionForLostByItsSqlState(String sqlState) {
        assertThat(SqlError.lostConnection(new SQLException("gone", sqlState))).isTrue();
    }

    @Test
    void takesTheConnectionForLostByTheKindOfException() {
        assertThat(SqlError.lostConnection(new SQLTransientConnectionException("gone"))).isTrue();
        assertThat(SqlError.lostConnection(new SQLNonTransientConnectionException("gone")))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"42P01", "57014", "25P02", "40001", "55P03", "XX000"})
    void takesTheConnectionNotForLostByOtherStates(String sqlState) {
        assertThat(SqlError.lostConnection(new SQLException("no", sqlState))).isFalse();
    }

    @Test
    void takesTheConnectionNotForLostWithoutAState() {
        assertThat(SqlError.lostConnection(new SQLException("no"))).isFalse();
    }

    private static PSQLException said(String severity, String sqlState) {
        return new PSQLException(
                new ServerErrorMessage("S%s\0C%s\0Mno\0".formatted(severity, sqlState)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"FATAL", "PANIC"})
    void takesTheConnectionForLostByTheServersSeverity(String severity) {
        assertThat(SqlError.lostConnection(said(severity, "58030"))).isTrue();
    }

    /** Of an error that is no FATAL the session stays, whatever its class is. */
    @ParameterizedTest
    @ValueSource(strings = {"53100", "58030", "XX000", "40003", "08006"})
    void aCommitThatMayHaveTakenEffectIsLeftOpen(String sqlState) {
        assertThat(SqlError.leavesCommitOpen(said("ERROR", sqlState))).isTrue();
    }

    /** A server says the severity in its own language. */
    @Test
    void aCommitIsLeftOpenByItsClassAlone() {
        assertThat(SqlError.leavesCommitOpen(said("PANIK", "58030"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"23503", "40001", "40P01", "57014", "P0001", "42501", "22012"})
    void aCommitThatTheServerRefusedIsRolledBack(String sqlState) {
        assertThat(SqlError.leavesCommitOpen(said("ERROR", sqlState))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "HY000, 1180, true",
        "08S01, 0, true",
        ", 10, true",
        ", 13, true",
        "40001, 1213, false",
        "23000, 1062, false",
        ", 5, false"
    })
    void aCommitOnAnotherDatabaseIsLeftOpenUnlessItsCodeSaysMore(
            String sqlState, int code, boolean open) {
        assertThat(SqlError.leavesCommitOpen(new SQLException("no", sqlState, code)))
                .isEqualTo(open);
    }

    @ParameterizedTest
    @CsvSource({
        "57014, 0, statement_timeout",
        "55P03, 0, lock_timeout",
        "25P04, 0, transaction_timeout",
        "70100, 1969, max_statement_time",
        "HY000, 3024, max_execution_time",
        "HY000, 1205, lock_wait_timeout or innodb_lock_wait_timeout",
        "57014, 57014, QUERY_TIMEOUT",
        "HYT00, 50200, LOCK_TIMEOUT",
        ", 5, busy_timeout"
    })
    void namesTheLimitThatEndedAStatement(String sqlState, int code, String limit) {
        assertThat(SqlError.limit(new SQLException("no", sqlState, code))).contains(limit);
    }

    @Test
    void namesNoLimitWhereThereIsNone() {
        assertThat(SqlError.limit(new SQLException("no", "42P01"))).isEmpty();
        assertThat(SqlError.limit(new SQLException("killed", "70100", 1317))).isEmpty();
    }
}
