package dev.lifeguard.migrate.jdbc;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.dialect.Dialect;
import dev.lifeguard.migrate.dialect.Dialect.Condition;
import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Refuses a connection on which somebody else has a transaction open: going over to autocommit
 * would commit it, and anything else would roll it back.
 *
 * <p>PostgreSQL's driver knows whether there is one. Other databases are asked where the connection
 * is not in autocommit: a statement that is refused in a transaction, or a query that says so.
 * Where nothing tells, it is refused, too.
 */
final class GivenTransaction {

    private GivenTransaction() {}

    /**
     * Looks at a connection that was not used yet.
     *
     * @throws ConfigurationException where a transaction is open, or may be
     * @throws SQLException when the connection fails
     */
    static void refuse(Session session, BorrowedConnection connection) throws SQLException {
        Optional<Boolean> known = connection.driverKnowsOfTransaction();
        if (known.isEmpty() && !connection.autoCommitBefore()) {
            known = session.dialect().isEmpty() ? known : asked(session, session.dialect().get());
            if (known.isEmpty()) {
                throw refused(
                        "The data source gave a connection that is not in autocommit, and nothing"
                                + " tells whether a transaction is open on it. Nothing was changed."
                                + " Give connections in autocommit.");
            }
        }
        if (known.orElse(false)) {
            throw refused(
                    "The data source gave a connection in the middle of a transaction, which would"
                            + " be committed or rolled back with the migrations. Nothing was"
                            + " changed. End that transaction first, or give connections of the"
                            + " migrations' own.");
        }
    }

    private static Optional<Boolean> asked(Session session, Dialect dialect) throws SQLException {
        Optional<BoundSql> question = dialect.openTransaction();
        if (question.isPresent()) {
            List<Boolean> answer = session.query(question.get(), row -> row.getBoolean(1));
            return answer.stream().findFirst();
        }
        Optional<BoundSql> refused = dialect.refusedInTransaction();
        return refused.isPresent()
                ? Optional.of(isRefused(session, refused.get()))
                : Optional.empty();
    }

    private static boolean isRefused(Session session, BoundSql statement) throws SQLException {
        try {
            session.update(statement);
            return false;
        } catch (SQLException failure) {
            Condition condition = SqlError.condition(failure);
            if (condition == Condition.BUSY || condition == Condition.REFUSED_IN_TRANSACTION) {
                return true;
            }
            throw failure;
        }
    }

    private static ConfigurationException refused(String message) {
        return new ConfigurationException(ErrorDetail.of(ErrorKind.CONFIGURATION, message), null);
    }
}
