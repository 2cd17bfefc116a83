package dev.lifeguard.migrate.state;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.dialect.HistorySql.HistoryColumns;
import dev.lifeguard.migrate.dialect.StateSql;
import dev.lifeguard.migrate.dialect.StateSql.TableName;
import dev.lifeguard.migrate.jdbc.DatabaseFailure;
import dev.lifeguard.migrate.jdbc.Session;
import dev.lifeguard.migrate.jdbc.SqlError;
import dev.lifeguard.migrate.planning.HistoryRow;
import dev.lifeguard.migrate.planning.Planner.History;
import dev.lifeguard.migrate.state.StateTable.Loaded;
import dev.lifeguard.migrate.state.StateTable.Shape;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.LoggerFactory;

/**
 * Reads the history from a state table of any shape, also from one that lacks columns.
 *
 * <p>It takes one statement where the table is as it should be, is where it is looked for, and
 * nothing in it raises a further question.
 */
final class HistoryReading {

    private final StateTable table;
    private final TableWait wait;

    HistoryReading(StateTable table, TableWait wait) {
        this.table = table;
        this.wait = wait;
    }

    /**
     * Reads it.
     *
     * @throws dev.lifeguard.migrate.error.ConfigurationException when the table is something else,
     *     or may not be read
     */
    Loaded load(Session session, HistoryColumns columns) {
        StateSql sql = table.sql();
        StateTableTrust trust = new StateTableTrust(table.name(), sql);
        try {
            HistoryRows rows = new HistoryRows();
            List<HistoryRow> records =
                    wait.make(session, sql, () -> trust.query(session, sql.history(columns), rows));
            return rows.elsewhere() || (rows.none() && isElsewhere(session, sql))
                    ? loadInItsPlace(session, columns)
                    : found(Shape.COMPLETE, rows, completed(session, trust, rows, records));
        } catch (SQLException failure) {
            return loadOther(session, trust, columns, failure);
        }
    }

    /** Another schema's table has come before it, as a temporary one does. */
    private Loaded loadInItsPlace(Session session, HistoryColumns columns) throws SQLException {
        Optional<TableName> place = table.place(session);
        return place.isPresent() ? table.at(place.get()).load(session, columns) : nothing();
    }

    /** With what a second question tells, where there is a reason to ask. */
    private static List<HistoryRow> completed(
            Session session, StateTableTrust trust, HistoryRows rows, List<HistoryRow> records)
            throws SQLException {
        return trust.doubting(
                session, rows.partWay() ? withRemnants(session, trust.sql(), records) : records);
    }

    private static List<HistoryRow> withRemnants(
            Session session, StateSql sql, List<HistoryRow> records) throws SQLException {
        Remains remains = new Remains(session, sql);
        for (int i = 0; i < records.size(); i++) {
            if (!records.get(i).success()) {
                List<Remnant> left = remains.leftBy(records.get(i).version().number());
                records.set(i, records.get(i).leaving(left.stream().map(Remnant::byHand).toList()));
            }
        }
        return records;
    }

    private static boolean isElsewhere(Session session, StateSql sql) throws SQLException {
        Optional<BoundSql> question = sql.elsewhere();
        return question.isPresent()
                && session.query(question.get(), row -> row.getBoolean(1)).getFirst();
    }

    private Loaded loadOther(
            Session session, StateTableTrust trust, HistoryColumns columns, SQLException failure) {
        return switch (SqlError.condition(failure)) {
            case TABLE_MISSING, SCHEMA_MISSING -> nothing();
            case COLUMN_MISSING, NAME_MISSING -> loadLacking(session, trust, columns);
            case FORBIDDEN ->
                    throw StateTableFault.unusable(
                            table.name(),
                            "may not be read by this user: " + SqlError.of(failure).inSentence(),
                            failure,
                            "Grant SELECT on it and USAGE on its schema, or, where row-level"
                                    + " security refuses, run this as a role that it leaves alone"
                                    + " (BYPASSRLS)");
            default -> throw StateTableFault.atRead(table.name(), failure);
        };
    }

    private Loaded loadLacking(Session session, StateTableTrust trust, HistoryColumns wanted) {
        StateSql sql = trust.sql();
        try {
            StateTableColumns columns = StateTableColumns.of(session, sql);
            if (columns.isEmpty()) {
                return nothing();
            }
            columns.requireSix(table.name());
            Set<String> present = columns.names();
            HistoryRows rows = new HistoryRows();
            List<HistoryRow> records =
                    wait.make(
                            session,
                            sql,
                            () -> trust.query(session, sql.history(wanted, present), rows));
            return columns.hasLock()
                    ? found(Shape.OLDER, rows, completed(session, trust, rows, records))
                    : found(Shape.SIX_COLUMNS, rows, trust.doubting(session, records));
        } catch (SQLException failure) {
            throw DatabaseFailure.during("while the state table was looked at", failure);
        }
    }

    private Loaded nothing() {
        return new Loaded(Shape.ABSENT, new History(List.of()), false, table.name());
    }

    private Loaded found(Shape shape, HistoryRows rows, List<HistoryRow> records) {
        rows.twice()
                .ifPresent(
                        version -> {
                            throw StateTableFault.notUnique(table.name(), version);
                        });
        if (rows.ignored() > 0) {
            LoggerFactory.getLogger(StateTable.class)
                    .debug(
                            "{} rows with a version below -1 are left out: a newer version wrote"
                                    + " them",
                            rows.ignored());
        }
        return new Loaded(shape, new History(records), rows.locked(), table.name());
    }
}
