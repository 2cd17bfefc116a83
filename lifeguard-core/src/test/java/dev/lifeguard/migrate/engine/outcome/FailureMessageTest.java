package dev.lifeguard.migrate.engine.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.dialect.LexerRules;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.plan.OutOfOrder;
import dev.lifeguard.migrate.plan.Target;
import dev.lifeguard.migrate.planning.PlannedStep;
import dev.lifeguard.migrate.planning.Planner;
import dev.lifeguard.migrate.planning.Planner.History;
import dev.lifeguard.migrate.script.Placeholders;
import dev.lifeguard.migrate.script.ScriptRules;
import dev.lifeguard.migrate.script.SqlStatement;
import dev.lifeguard.migrate.script.StatementReader;
import dev.lifeguard.migrate.source.Direction;
import dev.lifeguard.migrate.source.catalog.InMemorySource;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

final class FailureMessageTest {

    private static final String STAND = "Nothing was changed. Fix the file and run up again.";

    private final PlannedStep step = up("SELECT 1;\nCREATE TABLE t (id bigintt);\n");

    @Test
    void pointsAtTheTokenThatTheServerNames() throws IOException {
        PSQLException failure = server("C42704", "Mtype \"bigintt\" does not exist", "P20");

        assertThat(message(step, failure))
                .isEqualTo(
                        new ErrorDetail(
                                ErrorKind.SCRIPT_FAILED,
                                "Migration 20260101120000 a failed at 20260101120000_a.sql:2:20:"
                                        + " type \"bigintt\" does not exist (SQLState 42704)."
                                        + " Nothing was changed. Fix the file and run up again."
                                        + "\n  2 | CREATE TABLE t (id bigintt)"
                                        + "\n    |                    ^",
                                20260101120000L,
                                "20260101120000_a.sql",
                                2,
                                20,
                                "42704"));
    }

    @Test
    void pointsAtTheStatementWhereTheServerNamesNoToken() throws IOException {
        PSQLException failure = server("C42P07", "Mrelation \"t\" already exists");

        assertThat(message(step, failure).message())
                .isEqualTo(
                        "Migration 20260101120000 a failed at 20260101120000_a.sql:2:1: relation"
                                + " \"t\" already exists (SQLState 42P07). Nothing was changed. Fix"
                                + " the file and run up again."
                                + "\n  2 | CREATE TABLE t (id bigintt)"
                                + "\n    | ^");
    }

    @Test
    void endsWithWhatElseTheServerSays() throws IOException {
        PSQLException failure =
                server(
                        "C23505",
                        "Mduplicate key",
                        "DKey (id)=(1) already exists.",
                        "HUse another key.\n",
                        "WPL/pgSQL function f() line 3");

        assertThat(message(step, failure).message())
                .isEqualTo(
                        "Migration 20260101120000 a failed at 20260101120000_a.sql:2:1: duplicate"
                                + " key (SQLState 23505). Nothing was changed. Fix the file and run"
                                + " up again."
                                + "\n  2 | CREATE TABLE t (id bigintt)"
                                + "\n    | ^"
                                + "\n  Detail: Key (id)=(1) already exists."
                                + "\n  Hint: Use another key."
                                + "\n  Context: PL/pgSQL function f() line 3");
    }

    @Test
    void setsOneFullStopOnly() throws IOException {
        PSQLException failure = server("CP0001", "MThe books are closed.");

        assertThat(message(step, failure).message())
                .startsWith(
                        "Migration 20260101120000 a failed at 20260101120000_a.sql:2:1: The books"
                                + " are closed (SQLState P0001). Nothing was changed.");
    }

    @Test
    void takesTheWordsOfADriverThatSaysNoSqlState() throws IOException {
        ErrorDetail detail = message(step, new SQLException("The driver gave up."));

        assertThat(detail.message())
                .startsWith(
                        "Migration 20260101120000 a failed at 20260101120000_a.sql:2:1: The driver"
                                + " gave up. Nothing was changed.");
        assertThat(detail.sqlState()).isNull();
    }

    @Test
    void namesTheCommitWhereNoStatementFailed() {
        PSQLException failure =
                server("C23503", "Minsert violates foreign key", "DKey (b)=(1) is missing.");

        assertThat(
                        new FailureMessage(step, Optional::empty)
                                .at(ErrorKind.SCRIPT_FAILED, "at its COMMIT", failure, STAND))
                .isEqualTo(
                        new ErrorDetail(
                                ErrorKind.SCRIPT_FAILED,
                                "Migration 20260101120000 a failed at its COMMIT in"
                                        + " 20260101120000_a.sql: insert violates foreign key"
                                        + " (SQLState 23503). Nothing was changed. Fix the file and"
                                        + " run up again."
                                        + "\n  Detail: Key (b)=(1) is missing.",
                                20260101120000L,
                                "20260101120000_a.sql",
                                null,
                                null,
                                "23503"));
    }

    @Test
    void speaksOfTheRollbackOnTheWayDown() throws IOException {
        PlannedStep down = new PlannedStep(Direction.DOWN, step.script(), step.content(), null, 0);

        assertThat(message(down, server("C42P01", "Mno such table")).message())
                .startsWith(
                        "The rollback of migration 20260101120000 a failed at"
                                + " 20260101120000_a.sql:2:1: no such table (SQLState 42P01).");
    }

    private static ErrorDetail message(PlannedStep step, SQLException failure) throws IOException {
        return new FailureMessage(step, Optional::empty)
                .at(ErrorKind.SCRIPT_FAILED, second(step), failure, STAND);
    }

    private static SqlStatement second(PlannedStep step) throws IOException {
        try (StatementReader reader = step.section().orElseThrow().open()) {
            reader.next();
            return reader.next().orElseThrow();
        }
    }

    private static PlannedStep up(String text) {
        return new Planner(
                        new ScriptRules(LexerRules.postgresql(), Placeholders.NONE),
                        OutOfOrder.REFUSE)
                .up(
                        InMemorySource.named("here").with("20260101120000_a.sql", text).catalog(),
                        new History(List.of()),
                        Target.all())
                .planned()
                .getFirst();
    }

    /** An answer of the server, with its fields as they are on the wire. */
    private static PSQLException server(String... fields) {
        return new PSQLException(new ServerErrorMessage(String.join("\0", fields) + "\0"));
    }
}
