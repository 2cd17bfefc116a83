package dev.lifeguard.migrate.dialect.postgresql;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.dialect.Dialect;
import dev.lifeguard.migrate.dialect.StateSql.TableName;
import dev.lifeguard.migrate.dialect.plain.QuotedTable;
import dev.lifeguard.migrate.dialect.plain.RewrittenRow;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The state table's statements on PostgreSQL: the history's here, the lock's and the table's own in
 * the classes that it extends.
 */
final class PostgresStateSql extends PostgresLockSql {

    private static final String INSERTION =
            """
            INSERT INTO %1$s AS m (version, label, name, checksum, applied_at,
                              execution_time_ms, success, down_script, down_checksum, applied_by, applied_order)
            SELECT ?::bigint, ?, ?, ?, pg_catalog.clock_timestamp(),
                   extract(epoch FROM pg_catalog.clock_timestamp() {-} {began}) {*} 1000, true,
                   ?, ?, ?, ?::bigint
            FROM held {again}
            RETURNING execution_time_ms AS milliseconds
            """;

    /** Of a row that may be there already. */
    private static final String AGAIN = RewrittenRow.onConflict() + ",\nholder = excluded.holder\n";

    private static final String SINCE_PREVIOUS =
            """
            greatest(pg_catalog.transaction_timestamp(),
                     (SELECT applied_at FROM %1$s WHERE version {=} ?::bigint))\
            """;

    private static final String DELETION =
            """
            DELETE FROM %1$s USING held WHERE version {=} ?::bigint
            RETURNING (extract(epoch FROM pg_catalog.clock_timestamp()
                                          {-} pg_catalog.transaction_timestamp())
                       {*} 1000)::bigint AS milliseconds
            """;

    private static final String DOWN_SCRIPT = "down_script";
    private static final String LABEL = "label";

    /** The columns of a history that another writer's table may lack, with their types. */
    private static final Map<String, String> FURTHER =
            Map.of(
                    DOWN_SCRIPT,
                    "pg_catalog.text",
                    "statements_done",
                    "integer",
                    "statement_started",
                    "integer",
                    "done_checksum",
                    "varchar",
                    "direction",
                    "varchar",
                    "down_checksum",
                    "varchar",
                    "applied_order",
                    "bigint",
                    LABEL,
                    "varchar");

    // Put together once: they are sent for every migration.
    private @Nullable String insertion;
    private @Nullable String repetition;
    private @Nullable String deletion;

    PostgresStateSql(Dialect dialect, TableName name) {
        super(new QuotedTable(name, dialect::quote));
    }

    @Override
    public BoundSql history(HistoryColumns columns) {
        return history(columns, FURTHER.keySet());
    }

    @Override
    public BoundSql history(HistoryColumns columns, Set<String> present) {
        Map<String, String> further = new HashMap<>();
        FURTHER.forEach(
                (column, type) ->
                        further.put(
                                column,
                                present.contains(column) ? "m." + column : "NULL::" + type));
        if (columns == HistoryColumns.WITHOUT_DOWN_SCRIPTS) {
            // They have to be there, and are not read.
            further.replaceAll(
                    (column, value) ->
                            column.startsWith("down_")
                                    ? "CASE WHEN false THEN %s END".formatted(value)
                                    : value);
        }
        return history(further);
    }

    // There may be thousands of rows: so null is the usual, and a double-precision epoch, which is
    // exact until 2106, takes half as long as extract(). tableoid is missing from a view, so that a
    // view of that name fails here as it should.
    private BoundSql history(Map<String, String> further) {
        String sql =
                """
                SELECT m.version, m.name, m.checksum,
                       CASE WHEN pg_catalog.isfinite(m.applied_at)
                            THEN (pg_catalog.date_part('epoch', m.applied_at) {*} 1000000)::bigint
                       END,
                       m.execution_time_ms,
                       CASE WHEN {elsewhere} THEN 1
                            WHEN m.success IS NOT TRUE OR {down script} IS NOT NULL
                                 OR {applied order} {<>} m.version OR {label} IS NOT NULL THEN 2 END,
                       m.success, {down script}, {statements done}, {statement started},
                       {done checksum}, {direction}, {down checksum}, {applied order}, {label}
                FROM %1$s m
                WHERE m.tableoid IS NOT NULL
                ORDER BY m.version
                """;
        for (Map.Entry<String, String> column : further.entrySet()) {
            sql = sql.replace("{" + column.getKey().replace('_', ' ') + "}", column.getValue());
        }
        return name().schema() != null
                ? own(sql.replace("{elsewhere}", "false"))
                : own(sql.replace("{elsewhere}", ELSEWHERE), table(), table());
    }

    @Override
    public BoundSql insertApplied(String token, Duration lease, RowToWrite row) {
        if (row.mayBeThere()) {
            return recordProgress(token, lease, row);
        }
        return underLock(
                """
                INSERT INTO %1$s (version, label, name, checksum, applied_at,
                                  execution_time_ms, success, down_script, down_checksum, applied_by, applied_order)
                SELECT ?::bigint, ?, ?, ?, pg_catalog.clock_timestamp(), ?::bigint, true, ?, ?,
                       ?, ?::bigint
                FROM held
                """,
                token,
                lease,
                row.version(),
                row.label(),
                row.name(),
                row.checksum(),
                millis(row.executionTime()),
                row.downScript(),
                row.downChecksum(),
                row.appliedBy(),
                row.appliedOrder());
    }

    @Override
    public BoundSql closeApplied(String token, Duration lease, Closing closing, RowToWrite row) {
        return PostgresDurability.bound(
                row.mayBeThere() ? repetition() : insertion(),
                closing,
                underLockValues(
                        token,
                        lease,
                        row.version(),
                        row.label(),
                        row.name(),
                        row.checksum(),
                        row.downScript(),
                        row.downChecksum(),
                        row.appliedBy(),
                        row.appliedOrder()));
    }

    private String insertion() {
        if (insertion == null) {
            insertion = closed(HELD, insertion("pg_catalog.transaction_timestamp()", ""));
        }
        return insertion;
    }

    private String repetition() {
        if (repetition == null) {
            repetition = closed(HELD, insertion("pg_catalog.transaction_timestamp()", AGAIN));
        }
        return repetition;
    }

    private static String insertion(String began, String again) {
        return INSERTION.replace("{began}", began).replace("{again}", again);
    }

    @Override
    public BoundSql closeRolledBack(String token, Duration lease, Closing closing, long version) {
        if (deletion == null) {
            deletion = closed(HELD, DELETION);
        }
        return PostgresDurability.bound(deletion, closing, underLockValues(token, lease, version));
    }

    @Override
    public BoundSql closeAmong(String token, RowToWrite row, @Nullable Long previous) {
        return PostgresDurability.bound(
                closed(
                        "WITH held AS (" + HOLDING + ")",
                        insertion(SINCE_PREVIOUS, row.mayBeThere() ? AGAIN : "")),
                Closing.DURABLE,
                Arrays.asList(
                        token,
                        row.version(),
                        row.label(),
                        row.name(),
                        row.checksum(),
                        previous,
                        row.downScript(),
                        row.downChecksum(),
                        row.appliedBy(),
                        row.appliedOrder()));
    }

    @Override
    public BoundSql recordProgress(String token, Duration lease, RowToWrite row) {
        @Nullable ProgressToWrite progress = row.progress();
        return underLock(
                """
                INSERT INTO %1$s AS m (version, label, name, checksum, applied_at,
                                       execution_time_ms, success, down_script, down_checksum, applied_by,
                                       applied_order, direction, statements_done,
                                       statement_started, done_checksum, holder)
                SELECT ?::bigint, ?, ?, ?, pg_catalog.clock_timestamp(), ?::bigint, ?::boolean, ?, ?,
                       ?, ?::bigint, ?, ?::integer, ?::integer, ?, ? FROM held
                """
                        + AGAIN,
                token,
                lease,
                row.version(),
                row.label(),
                row.name(),
                row.checksum(),
                millis(row.executionTime()),
                progress == null,
                row.downScript(),
                row.downChecksum(),
                row.appliedBy(),
                row.appliedOrder(),
                progress == null ? null : progress.direction(),
                progress == null ? null : progress.statementsDone(),
                progress == null ? null : progress.statementStarted(),
                progress == null ? null : progress.doneChecksum(),
                progress == null ? null : progress.startedWork());
    }

    @Override
    public BoundSql deleteRecord(String token, Duration lease, long version) {
        return underLock(
                "DELETE FROM %1$s USING held WHERE version {=} ?::bigint", token, lease, version);
    }

    @Override
    public BoundSql updateChecksum(String token, Duration lease, long version, String checksum) {
        return underLock(
                "UPDATE %1$s m SET checksum = ? FROM held WHERE m.version {=} ?::bigint",
                token, lease, checksum, version);
    }

    @Override
    public BoundSql moveRecord(String token, Duration lease, long former, RowToWrite row) {
        return underLock(
                "UPDATE %1$s m SET version = ?::bigint, label = ?, name = ?, checksum = ?,"
                        + " applied_order = ?::bigint, down_checksum = ?"
                        + " FROM held WHERE m.version {=} ?::bigint",
                token, lease, row.moving(former));
    }

    @Override
    public Optional<BoundSql> startedWork(long version) {
        return Optional.of(
                BoundSql.of(
                        """
                        SELECT holder FROM %s
                        WHERE version OPERATOR(pg_catalog.=) ?::pg_catalog.int8
                        AND holder IS NOT NULL
                        """
                                .formatted(table()),
                        version));
    }

    private String closed(String held, String change) {
        return text(PostgresDurability.closed(held, change));
    }

    private static @Nullable Long millis(@Nullable Duration time) {
        return time == null ? null : time.toMillis();
    }
}
