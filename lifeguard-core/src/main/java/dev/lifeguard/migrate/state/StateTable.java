package dev.lifeguard.migrate.state;

import dev.lifeguard.migrate.dialect.Dialect;
import dev.lifeguard.migrate.dialect.HistorySql.HistoryColumns;
import dev.lifeguard.migrate.dialect.StateSql;
import dev.lifeguard.migrate.dialect.StateSql.TableName;
import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.jdbc.DatabaseFailure;
import dev.lifeguard.migrate.jdbc.Session;
import dev.lifeguard.migrate.jdbc.StopSignal;
import dev.lifeguard.migrate.planning.Planner.History;
import dev.lifeguard.migrate.report.LockHolder;
import dev.lifeguard.migrate.state.StateTableCreation.SchemaMaker;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

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
        return new HistoryReading(this, wait).load(session, columns);
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
            return at(table);
        } catch (SQLException failure) {
            throw StateTableFault.atPrepare(configured, shape, failure);
        }
    }

    /** Which rows were taken over from another tool; none where the table does not say. */
    public TakenRows takenOver(Session session) {
        return TakenRows.read(session, sql());
    }

    /**
     * The same for a table of any name and shape, which may not be there.
     *
     * @param found where the history was read
     */
    public TakenRows takenOver(Session session, Loaded found) {
        return found.shape() == Shape.ABSENT
                ? TakenRows.NONE
                : TakenRows.read(session, dialect.stateSql(found.table()));
    }

    /** Adds the columns that rows need which are taken over; after {@link #prepare}. */
    public void prepareToTakeOver(Session session) {
        try {
            if (!StateTableColumns.of(session, sql()).names().contains(TakenRows.COLUMN)) {
                wait.make(
                        session,
                        sql(),
                        () -> new StateTableCreation(dialect, configured).addColumns(session));
            }
        } catch (SQLException failure) {
            throw StateTableFault.atPrepare(configured, Shape.OLDER, failure);
        }
    }

    /** The same table where it was found. */
    public StateTable at(TableName place) {
        return new StateTable(dialect, place, wait);
    }

    /** The table's name; after {@link #prepare} with its schema. */
    public TableName name() {
        return configured;
    }

    /** The statements on it. */
    public StateSql sql() {
        return dialect.stateSql(configured);
    }

    /** Where it is or would be made; as it is configured where the connection has no schema. */
    public TableName placed(Session session) throws SQLException {
        return place(session).orElse(configured);
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
