package dev.lifeguard.migrate.state;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.dialect.Dialect;
import dev.lifeguard.migrate.dialect.Dialect.Condition;
import dev.lifeguard.migrate.dialect.StateSql;
import dev.lifeguard.migrate.dialect.StateSql.HistoryColumns;
import dev.lifeguard.migrate.dialect.StateSql.TableName;
import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.jdbc.DatabaseFailure;
import dev.lifeguard.migrate.jdbc.Session;
import dev.lifeguard.migrate.jdbc.SqlError;
import dev.lifeguard.migrate.jdbc.StopSignal;
import dev.lifeguard.migrate.plan.MigrationRecord;
import dev.lifeguard.migrate.plan.Planner.History;
import dev.lifeguard.migrate.report.LockHolder;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The table that holds the history and the lock.
 *
 * <p>Reading takes one round trip and creates nothing; a table that is not there is an empty
 * history.
 */
public final class StateTable {

    private static final Set<String> SIX_COLUMNS =
            Set.of("version", "name", "checksum", "applied_at", "execution_time_ms", "success");

    private static final TableWait NO_WAIT =
            new TableWait(Duration.ZERO, new StopSignal(), event -> {});

    private static final Set<String> LOCK_COLUMNS =
            Set.of("holder", "lease_expires_at", "backend_pid", "backend_start");

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
     */
    public record Loaded(Shape shape, History history, boolean locked) {

        private static Loaded nothing() {
            return new Loaded(Shape.ABSENT, new History(List.of()), false);
        }

        private static Loaded of(Shape shape, HistoryRows rows, List<MigrationRecord> records) {
            return new Loaded(shape, new History(records), rows.locked());
        }
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
        StateSql sql = dialect.stateSql(configured);
        StateTableTrust trust = new StateTableTrust(configured, sql);
        try {
            HistoryRows rows = new HistoryRows();
            List<MigrationRecord> records =
                    wait.make(session, sql, () -> trust.query(session, sql.history(columns), rows));
            return rows.elsewhere() || (rows.none() && isElsewhere(session, sql))
                    ? Loaded.nothing()
                    : Loaded.of(Shape.COMPLETE, rows, completed(session, trust, rows, records));
        } catch (SQLException failure) {
            return loadOther(session, trust, columns, failure);
        }
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
            case TABLE_MISSING, SCHEMA_MISSING -> Loaded.nothing();
            case COLUMN_MISSING, NAME_MISSING -> loadLacking(session, trust, columns);
            case FORBIDDEN ->
                    throw StateTableFault.unusable(
                            configured,
                            "may not be read by this user",
                            failure,
                            "Grant SELECT on it");
            default -> throw DatabaseFailure.during("while the history was read", failure);
        };
    }

    private Loaded loadLacking(Session session, StateTableTrust trust, HistoryColumns wanted) {
        StateSql sql = trust.sql();
        try {
            List<Column> columns = columns(session, sql);
            if (columns.isEmpty()) {
                return Loaded.nothing();
            }
            requireSixColumns(columns);
            Set<String> present = names(columns);
            HistoryRows rows = new HistoryRows();
            List<MigrationRecord> records =
                    wait.make(
                            session,
                            sql,
                            () -> trust.query(session, sql.history(wanted, present), rows));
            return present.containsAll(LOCK_COLUMNS)
                    ? Loaded.of(Shape.OLDER, rows, completed(session, trust, rows, records))
                    : Loaded.of(Shape.SIX_COLUMNS, rows, trust.doubting(session, records));
        } catch (SQLException failure) {
            throw DatabaseFailure.during("while the state table was looked at", failure);
        }
    }

    private static List<Column> columns(Session session, StateSql sql) throws SQLException {
        return session.query(sql.inspect(), row -> new Column(row.getString(1), row.getString(2)));
    }

    private static Set<String> names(List<Column> columns) {
        return columns.stream()
                .flatMap(column -> Stream.ofNullable(column.name()))
                .collect(Collectors.toSet());
    }

    private record Column(String relationKind, @Nullable String name) {}

    private void requireSixColumns(List<Column> columns) {
        boolean table =
                columns.stream().map(Column::relationKind).allMatch(Set.of("r", "p")::contains);
        if (!table) {
            throw StateTableFault.unusable(
                    configured, "is not a table but a view or the like", null, "Remove it");
        }
        List<String> missing =
                SIX_COLUMNS.stream()
                        .filter(
                                name ->
                                        columns.stream()
                                                .noneMatch(column -> name.equals(column.name())))
                        .sorted()
                        .toList();
        if (!missing.isEmpty()) {
            throw StateTableFault.unusable(
                    configured,
                    "is some other table: it lacks the column%s %s"
                            .formatted(missing.size() == 1 ? "" : "s", String.join(", ", missing)),
                    null,
                    "Rename it");
        }
    }

    /** Who holds the lock, if anybody does. */
    public Optional<LockHolder> lockHolder(Session session) {
        Shape shape = load(session, HistoryColumns.WITHOUT_DOWN_SCRIPTS).shape();
        StateSql sql = dialect.stateSql(configured);
        try {
            return switch (shape) {
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

    /** Deletes the lock's row, whoever holds it; gives whose it was. */
    public Optional<LockHolder> unlock(Session session) {
        Optional<LockHolder> holder = lockHolder(session);
        if (holder.isPresent()) {
            try {
                StateSql sql = dialect.stateSql(configured);
                wait.make(session, sql, () -> session.update(sql.release(holder.get().token())));
            } catch (SQLException failure) {
                throw StateTableFault.atWrite("while the lock was removed", failure);
            }
        }
        return holder;
    }

    /**
     * Creates the table, or adds the columns that it lacks; safe against others who do the same.
     *
     * @return the table's name with its schema, and its statements
     * @throws ConfigurationException when that is not possible
     */
    public StateSql prepare(Session session, Shape shape) {
        try {
            TableName table = resolve(session);
            StateSql sql = dialect.stateSql(table);
            switch (shape) {
                case COMPLETE -> {}
                case SIX_COLUMNS, OLDER -> wait.make(session, sql, () -> addColumns(session, sql));
                case ABSENT -> wait.make(session, sql, () -> create(session, sql));
            }
            return sql;
        } catch (SQLException failure) {
            throw StateTableFault.atPrepare(configured, failure);
        }
    }

    private TableName resolve(Session session) throws SQLException {
        if (configured.schema() != null) {
            return configured;
        }
        Optional<String> schema =
                session.query(
                                dialect.sessionSql().place(),
                                row -> Optional.ofNullable(row.getString(1)))
                        .getFirst();
        return configured.in(
                schema.orElseThrow(
                        () ->
                                StateTableFault.unusable(
                                        configured,
                                        "has no place: the connection's search_path names no"
                                                + " schema that exists",
                                        null,
                                        "Create the schema")));
    }

    private boolean create(Session session, StateSql sql) throws SQLException {
        if (configured.schema() != null) {
            unlessConcurrent(session, sql.createSchema());
        }
        unlessConcurrent(session, sql.createTable());
        // Somebody else may have been there first.
        new StateTableTrust(configured, sql).require(session);
        return true;
    }

    // Where DDL commits by itself, two of them at once are told apart by the second one's failure.
    private boolean addColumns(Session session, StateSql sql) throws SQLException {
        if (dialect.transactionalDdl()) {
            session.begin();
        }
        try {
            session.repeatLimit();
            Set<String> present = names(columns(session, sql));
            for (BoundSql add : sql.addColumns(present)) {
                if (dialect.transactionalDdl()) {
                    session.update(add);
                } else {
                    unlessConcurrent(session, add);
                }
            }
            if (dialect.transactionalDdl()) {
                session.commit();
            }
            return true;
        } catch (SQLException failure) {
            rollback(session, failure);
            throw failure;
        }
    }

    private static void rollback(Session session, SQLException failure) {
        if (session.isInTransaction()) {
            try {
                session.rollback();
            } catch (SQLException broken) {
                failure.addSuppressed(broken);
            }
        }
    }

    // IF NOT EXISTS does not keep two creators apart everywhere; the second one's failure says that
    // it is there.
    private static void unlessConcurrent(Session session, BoundSql create) throws SQLException {
        try {
            session.update(create);
        } catch (SQLException failure) {
            if (SqlError.condition(failure) != Condition.ALREADY_THERE) {
                throw failure;
            }
        }
    }
}
