package dev.lifeguard.migrate.state;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.dialect.Dialect;
import dev.lifeguard.migrate.dialect.HistorySql.HistoryColumns;
import dev.lifeguard.migrate.dialect.StateSql;
import dev.lifeguard.migrate.dialect.StateSql.TableName;
import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.jdbc.DatabaseFailure;
import dev.lifeguard.migrate.jdbc.Session;
import dev.lifeguard.migrate.jdbc.SqlError;
import dev.lifeguard.migrate.jdbc.StopSignal;
import dev.lifeguard.migrate.plan.MigrationRecord;
import dev.lifeguard.migrate.plan.Planner.History;
import dev.lifeguard.migrate.report.LockHolder;
import dev.lifeguard.migrate.state.StateTableCreation.SchemaMaker;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.LoggerFactory;

/**
 * The table that holds the history and the lock.
 *
 * <p>Reading takes one round trip and creates nothing; a table that is not there is an empty
 * history.
 */
public final class StateTable {

    private static final TableWait NO_WAIT =
            new TableWait(Duration.ZERO, new StopSignal(), event -> {});

    private final Dialect dialect;
    private final TableName configured;
    private final TableWait wait;

    /** The state table as it is configured, for sessions that wait for locks as they will. */
    public StateTable(Dialect dialect, TableName configured) {
        this(dialect, configured, NO_WAIT);
    }

    /** The same; a table that another session has locked is waited for. */
    public StateTable(Dialect dialect, TableName configured, TableWait wait) {
        this.dialect = dialect;
        this.configured = configured;
        this.wait = wait;
    }

    /**
     * What a read found.
     *
     * @param shape how the table looks
     * @param history what it holds
     * @param locked whether the lock's row is in it, a living runner's or a dead one's
     * @param table where it was read
     */
    public record Loaded(Shape shape, History history, boolean locked, TableName table) {}

    private Loaded nothing() {
        return new Loaded(Shape.ABSENT, new History(List.of()), false, configured);
    }

    private Loaded found(Shape shape, HistoryRows rows, List<MigrationRecord> records) {
        rows.twice()
                .ifPresent(
                        version -> {
                            throw StateTableFault.notUnique(configured, version);
                        });
        if (rows.ignored() > 0) {
            LoggerFactory.getLogger(StateTable.class)
                    .debug(
                            "{} rows with a version below -1 are left out: a newer version wrote"
                                    + " them",
                            rows.ignored());
        }
        return new Loaded(shape, new History(records), rows.locked(), configured);
    }

    /** How the table looks. */
    public enum Shape {
        /** There is none. */
        ABSENT,
        /** It has the first six columns, and not all that the lock needs: another writer's. */
        SIX_COLUMNS,
        /** It has those of an older version of this program. */
        OLDER,
        /** It has all columns. */
        COMPLETE
    }

    /**
     * Reads the history.
     *
     * @throws ConfigurationException when the table is something else, or may not be read
     */
    public Loaded load(Session session, HistoryColumns columns) {
        requireLasting(configured);
        StateSql sql = sql();
        StateTableTrust trust = new StateTableTrust(configured, sql);
        try {
            HistoryRows rows = new HistoryRows();
            List<MigrationRecord> records =
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
        Optional<TableName> place = place(session);
        return place.isPresent()
                ? new StateTable(dialect, place.get(), wait).load(session, columns)
                : nothing();
    }

    /** With what a second question tells, where there is a reason to ask. */
    private static List<MigrationRecord> completed(
            Session session, StateTableTrust trust, HistoryRows rows, List<MigrationRecord> records)
            throws SQLException {
        return trust.doubting(
                session, rows.partWay() ? withRemnants(session, trust.sql(), records) : records);
    }

    private static List<MigrationRecord> withRemnants(
            Session session, StateSql sql, List<MigrationRecord> records) throws SQLException {
        Remains remains = new Remains(session, sql);
        for (int i = 0; i < records.size(); i++) {
            if (!records.get(i).success()) {
                List<Remnant> left = remains.leftBy(records.get(i).version());
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
                            configured,
                            "may not be read by this user: " + SqlError.of(failure).inSentence(),
                            failure,
                            "Grant SELECT on it, or, where row-level security refuses, run this as"
                                    + " a role that it leaves alone (BYPASSRLS)");
            default -> throw StateTableFault.atRead(configured, failure);
        };
    }

    private Loaded loadLacking(Session session, StateTableTrust trust, HistoryColumns wanted) {
        StateSql sql = trust.sql();
        try {
            StateTableColumns columns = StateTableColumns.of(session, sql);
            if (columns.isEmpty()) {
                return nothing();
            }
            columns.requireSix(configured);
            Set<String> present = columns.names();
            HistoryRows rows = new HistoryRows();
            List<MigrationRecord> records =
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

    /** Who holds the lock, if anybody does. */
    public Optional<LockHolder> lockHolder(Session session) {
        return lockHolder(session, load(session, HistoryColumns.WITHOUT_DOWN_SCRIPTS));
    }

    private Optional<LockHolder> lockHolder(Session session, Loaded loaded) {
        StateSql sql = dialect.stateSql(loaded.table());
        try {
            return switch (loaded.shape()) {
                case ABSENT -> Optional.empty();
                case SIX_COLUMNS ->
                        wait
                                .make(
                                        session,
                                        sql,
                                        () ->
                                                session.query(
                                                        sql.holderOfSixColumns(), LockRow::read))
                                .stream()
                                .findFirst();
                case OLDER, COMPLETE ->
                        wait
                                .make(
                                        session,
                                        sql,
                                        () -> session.query(sql.holder(), LockRow::read))
                                .stream()
                                .findFirst();
            };
        } catch (SQLException failure) {
            throw DatabaseFailure.during("while the lock was read", failure);
        }
    }

    /**
     * Deletes the lock's row, whoever holds it; gives whose it was.
     *
     * @throws dev.lifeguard.migrate.error.LockTimeoutException when a transaction kept it in place
     */
    public Optional<LockHolder> unlock(Session session) {
        Loaded loaded = load(session, HistoryColumns.WITHOUT_DOWN_SCRIPTS);
        return new LockRemoval(session, dialect.stateSql(loaded.table()), wait)
                .remove(() -> lockHolder(session, loaded));
    }

    /**
     * Creates the table, or adds the columns that it lacks; safe against others who do the same.
     *
     * @return the table with its schema
     * @throws ConfigurationException when that is not possible
     */
    public StateTable prepare(Session session, Shape shape) {
        try {
            TableName table = resolve(session);
            StateSql sql = dialect.stateSql(table);
            StateTableCreation creation = new StateTableCreation(dialect, table);
            switch (shape) {
                case COMPLETE -> creation.requireShape(session, configured);
                case SIX_COLUMNS, OLDER -> {
                    creation.requireShape(session, configured);
                    wait.make(session, sql, () -> creation.addColumns(session));
                }
                case ABSENT -> {
                    SchemaMaker maker =
                            configured.schema() == null ? SchemaMaker.OTHERS : SchemaMaker.THIS;
                    wait.make(session, sql, () -> creation.create(session, maker));
                }
            }
            return new StateTable(dialect, table, wait);
        } catch (SQLException failure) {
            throw StateTableFault.atPrepare(configured, shape, failure);
        }
    }

    /** The table's name; after {@link #prepare} with its schema. */
    public TableName name() {
        return configured;
    }

    /** The statements on it. */
    public StateSql sql() {
        return dialect.stateSql(configured);
    }

    private TableName resolve(Session session) throws SQLException {
        TableName table =
                place(session)
                        .orElseThrow(
                                () ->
                                        StateTableFault.unusable(
                                                configured,
                                                "has no place: the connection's search_path names"
                                                        + " no schema that exists",
                                                null,
                                                "Create the schema"));
        requireLasting(table);
        return table;
    }

    /** With the schema that the connection resolves first; empty where it has none. */
    Optional<TableName> place(Session session) throws SQLException {
        return configured.schema() != null
                ? Optional.of(configured)
                : session.query(
                                dialect.sessionSql().place(),
                                row -> Optional.ofNullable(row.getString(1)))
                        .getFirst()
                        .map(configured::in);
    }

    private void requireLasting(TableName table) {
        if (table.schema() != null && !dialect.keepsTablesIn(table.schema())) {
            throw StateTableFault.unusable(
                    configured,
                    "cannot be in the schema \"%s\": it is the server's own, or ends with the session"
                            .formatted(table.schema()),
                    null,
                    "Name a schema of the application's");
        }
    }
}
