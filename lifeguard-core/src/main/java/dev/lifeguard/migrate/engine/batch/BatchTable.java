package dev.lifeguard.migrate.engine.batch;

import dev.lifeguard.migrate.dialect.BatchSql;
import dev.lifeguard.migrate.dialect.BatchSql.RangeOf;
import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.dialect.Dialect;
import dev.lifeguard.migrate.dialect.Dialect.Condition;
import dev.lifeguard.migrate.dialect.StateSql.TableName;
import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.jdbc.Session;
import dev.lifeguard.migrate.jdbc.SqlError;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The table of batches, on one connection. It is made when the first migration with batches runs,
 * and is looked for only where there is one.
 */
public final class BatchTable {

    private static final int COLUMNS = 16;

    private final Session session;
    private final BatchSql sql;

    /** The one beside a state table, whose schema is known. */
    public BatchTable(Session session, Dialect dialect, TableName state) {
        this.session = session;
        this.sql = dialect.batchSql(state);
    }

    /** The statements on it. */
    BatchSql sql() {
        return sql;
    }

    /** Makes it where it is not there, and makes sure that it is this library's own. */
    public void prepare() throws SQLException {
        if (!isThere()) {
            try {
                session.update(sql.createTable());
            } catch (SQLException failure) {
                // Somebody else may have been there first.
                if (SqlError.condition(failure) != Condition.ALREADY_THERE) {
                    throw failure;
                }
            }
            requireTrust();
        }
    }

    /**
     * Whether it is there; nothing else is to touch it before.
     *
     * @throws ConfigurationException where what is there is not to be trusted
     */
    public boolean isThere() throws SQLException {
        if (session.query(sql.find(), row -> true).isEmpty()) {
            return false;
        }
        requireTrust();
        return true;
    }

    private void requireTrust() throws SQLException {
        Optional<BoundSql> usual = sql.requireUsual();
        if (usual.isEmpty()) {
            return;
        }
        try {
            session.query(usual.get(), row -> true);
        } catch (SQLException untrusted) {
            if (SqlError.condition(untrusted) != Condition.FENCE_CLOSED) {
                throw untrusted;
            }
            throw new ConfigurationException(
                    ErrorDetail.of(
                            ErrorKind.CONFIGURATION,
                            ("The table %s is not as this program makes it: it belongs to another"
                                 + " role, or has triggers, rules, policies, or columns that run"
                                 + " code. With it, others could have their code run with the"
                                 + " rights of this one. Drop it or rename it.")
                                    .formatted(sql.name())),
                    untrusted);
        }
    }

    /** All rows; none where there is no table. */
    public List<RangeRow> all() throws SQLException {
        if (!isThere()) {
            return List.of();
        }
        return session.query(sql.rows(null), RangeRow::read);
    }

    /** The rows of a migration. */
    public List<RangeRow> of(long version) throws SQLException {
        return session.query(sql.rows(version), RangeRow::read);
    }

    /**
     * Begins a transaction's work: runs what it begins with, and keeps the row of a range in place,
     * in one flush where the driver can.
     */
    Optional<RangeRow> keep(List<BoundSql> opening, RangeOf range) throws SQLException {
        return last(opening, sql.keep(range.version(), range.number())).stream().findFirst();
    }

    /** The same for all rows of a migration. */
    List<RangeRow> keepAll(List<BoundSql> opening, long version) throws SQLException {
        return last(opening, sql.keepAll(version));
    }

    private List<RangeRow> last(List<BoundSql> opening, BoundSql query) throws SQLException {
        List<BoundSql> all = new ArrayList<>(opening);
        all.add(query);
        return session.<RangeRow>queryAll(
                        all,
                        row ->
                                row.getMetaData().getColumnCount() == COLUMNS
                                        ? RangeRow.read(row)
                                        : null)
                .getLast();
    }

    /** Runs a change; gives how many rows it changed. */
    public int change(BoundSql change) throws SQLException {
        return session.update(change);
    }

    /** Deletes what there is of a migration, and begins it anew with one range. */
    void begin(BatchSql.NewRange first) throws SQLException {
        session.update(sql.delete(first.range().version()));
        session.update(sql.insert(first));
    }
}
