package dev.lifeguard.migrate.state;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.dialect.StateSql;
import dev.lifeguard.migrate.dialect.StateSql.TableName;
import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.jdbc.RowReader;
import dev.lifeguard.migrate.jdbc.Session;
import dev.lifeguard.migrate.planning.HistoryRow;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a state table only when nothing in it runs code of others with the reader's rights.
 *
 * <p>The first statement on it comes behind a condition that the server checks before it looks at
 * that statement, in the same round trip.
 */
final class StateTableTrust {

    private final StateSql sql;
    private final TableTrust trust;

    StateTableTrust(TableName table, StateSql sql) {
        this.sql = sql;
        this.trust = new TableTrust(table, sql);
    }

    StateSql sql() {
        return sql;
    }

    /**
     * The rows of a query on the table.
     *
     * @throws ConfigurationException when the table is not to be trusted
     */
    <T> List<T> query(Session session, BoundSql query, RowReader<? extends @Nullable T> reader)
            throws SQLException {
        return trust.query(session, query, reader);
    }

    /** The same as a question of its own. */
    void require(Session session) throws SQLException {
        query(session, BoundSql.of("SELECT 1"), row -> null);
    }

    /** The same rows, whose down scripts are in doubt where others may have written them. */
    List<HistoryRow> doubting(Session session, List<HistoryRow> records) throws SQLException {
        Optional<BoundSql> question = sql.otherWriters();
        if (question.isEmpty()
                || records.stream().allMatch(record -> record.recordedScript().isEmpty())) {
            return records;
        }
        List<String> writers = session.query(question.get(), row -> row.getString(1));
        return writers.isEmpty()
                ? records
                : records.stream().map(record -> doubting(record, writers)).toList();
    }

    private static HistoryRow doubting(HistoryRow record, List<String> writers) {
        return record.recordedScript()
                .map(script -> record.with(script.doubtedFor(writers)))
                .orElse(record);
    }
}
