package dev.lifeguard.migrate.state;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.dialect.Dialect.Condition;
import dev.lifeguard.migrate.dialect.StateSql.TableName;
import dev.lifeguard.migrate.dialect.TrustSql;
import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.jdbc.RowReader;
import dev.lifeguard.migrate.jdbc.Session;
import dev.lifeguard.migrate.jdbc.SqlError;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Uses a table of this library's only when nothing in it runs code of others with this role's
 * rights: the first statement on it comes behind a condition that the server checks before it looks
 * at that statement, in the same round trip.
 */
record TableTrust(TableName table, TrustSql sql) {

    /**
     * The rows of a statement on the table.
     *
     * @throws ConfigurationException when the table is not to be trusted
     */
    <T> List<T> query(Session session, BoundSql query, RowReader<? extends @Nullable T> reader)
            throws SQLException {
        Optional<BoundSql> usual = sql.requireUsual();
        if (usual.isEmpty()) {
            return session.query(query, reader);
        }
        try {
            return session.query(usual.get(), query, reader);
        } catch (SQLException unusual) {
            if (SqlError.condition(unusual) != Condition.FENCE_CLOSED) {
                throw unusual;
            }
            requireNoReasons(session);
            return session.query(sql.requireNoReasons(), query, reader);
        }
    }

    private void requireNoReasons(Session session) throws SQLException {
        List<StateTableFault.Reason> reasons =
                session.query(
                        sql.reasonsAgainst(),
                        row ->
                                new StateTableFault.Reason(
                                        row.getString(1), row.getString(2), row.getString(3)));
        if (!reasons.isEmpty()) {
            throw StateTableFault.untrusted(table, reasons.getFirst());
        }
    }
}
