package dev.lifeguard.migrate.accounting;

import java.sql.SQLException;
import java.util.Optional;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * What the database says when it refuses a statement.
 *
 * @param sqlState the kind of error
 * @param rule the constraint that is named as broken; empty for a conflict of transactions
 * @param schema the schema of that constraint; empty for a conflict of transactions
 * @param message what it says to whoever reads it
 */
record Refusal(String sqlState, String rule, String schema, String message) {

    static Refusal of(SQLException failure) {
        if (!(failure instanceof PSQLException fromServer)) {
            throw new AssertionError("Not from the server", failure);
        }
        ServerErrorMessage message = fromServer.getServerErrorMessage();
        if (message == null || message.getSQLState() == null) {
            throw new AssertionError("Not from the server", failure);
        }
        String rule = Optional.ofNullable(message.getConstraint()).orElse("");
        if (!rule.isEmpty() && (message.getTable() == null || message.getSchema() == null)) {
            throw new AssertionError("Names a rule, but not its table and schema", failure);
        }
        return new Refusal(
                message.getSQLState(),
                rule,
                Optional.ofNullable(message.getSchema()).orElse(""),
                Optional.ofNullable(message.getMessage()).orElse(""));
    }

    /** Whether it is a conflict of transactions, one of which has to be run again. */
    boolean mayBeTriedAgain() {
        return sqlState.equals("40001") || sqlState.equals("40P01");
    }

    @Override
    public String toString() {
        return (sqlState + " " + rule).strip();
    }
}
