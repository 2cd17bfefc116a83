package dev.lifeguard.migrate.dialect.plain;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.dialect.LogSql;
import dev.lifeguard.migrate.dialect.TakeOverSql;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The history's statements on each database but PostgreSQL; the lock's are in {@link LeaseSql}. */
public abstract non-sealed class PlainStateSql extends LeaseSql {

    private static final String WRITTEN =
            "version, label, name, checksum, execution_time_ms, success, down_script,"
                    + " down_checksum, applied_by, applied_order, direction, statements_done,"
                    + " statement_started, done_checksum, applied_at";

    private static final String DOWN_SCRIPT = "down_script";
    private static final String DOWN_CHECKSUM = "down_checksum";
    private static final String APPLIED_ORDER = "applied_order";
    private static final String LABEL = "label";

    private final String longText;

    /**
     * The statements on a table.
     *
     * @param longText the type of a text of any length
     */
    protected PlainStateSql(QuotedTable table, Words words, String longText) {
        super(table, words);
        this.longText = longText;
    }

    /**
     * Inserts a row, or changes the one of its version as {@link RewrittenRow} says.
     *
     * @param columns in the order of the values
     * @param values fourteen parameters and the clock
     */
    protected String upsert(String columns, String values) {
        return "INSERT INTO %s AS m (%s) VALUES (%s)\n".formatted(table(), columns, values)
                + RewrittenRow.onConflict();
    }

    @Override
    public BoundSql history(HistoryColumns columns) {
        return history(columns, furtherColumns().keySet());
    }

    @Override
    public BoundSql history(HistoryColumns columns, Set<String> present) {
        return history(
                Stream.of(
                                DOWN_SCRIPT,
                                "statements_done",
                                "statement_started",
                                "done_checksum",
                                "direction",
                                DOWN_CHECKSUM,
                                APPLIED_ORDER,
                                LABEL)
                        .map(column -> present.contains(column) ? read(column, columns) : "NULL")
                        .collect(Collectors.joining(", ")));
    }

    /** What is not to be read has to be there all the same. */
    private static String read(String column, HistoryColumns columns) {
        return columns == HistoryColumns.WITHOUT_DOWN_SCRIPTS && column.startsWith("down_")
                ? "CASE WHEN false THEN %s END".formatted(column)
                : column;
    }

    private BoundSql history(String columns) {
        return own(
                """
                SELECT version, name, checksum, %s, execution_time_ms, 2, success, %s
                FROM %s
                ORDER BY version
                """
                        .formatted(words().micros("applied_at"), columns, table()));
    }

    /**
     * The columns of a relation, where {@code information_schema} tells them; in capitals, since H2
     * may be told to mind the case of names.
     *
     * @param column an expression for the name of {@code c}, a column of {@code t}
     * @param relation the condition on {@code t}
     */
    protected static String columns(String column, String relation) {
        return """
        SELECT CASE WHEN t.TABLE_TYPE {=} 'BASE TABLE' THEN 'r' ELSE t.TABLE_TYPE END AS kind,
               %s AS column_name
        FROM INFORMATION_SCHEMA.TABLES t
        JOIN INFORMATION_SCHEMA.COLUMNS c
            ON c.TABLE_SCHEMA {=} t.TABLE_SCHEMA AND c.TABLE_NAME {=} t.TABLE_NAME
        WHERE %s
        ORDER BY c.ORDINAL_POSITION
        """
                .formatted(column, relation);
    }

    /**
     * The end of a query of columns that leaves the tables with the first six of a state table.
     *
     * @param column the name of one, in the query
     * @param table by which they are put together
     */
    protected static String thatAreStateTables(String column, String table, String order) {
        return """
        AND lower(%s) IN ('version', 'name', 'checksum', 'applied_at', 'execution_time_ms',
                          'success')
        GROUP BY %s
        HAVING count(*) = 6
        ORDER BY %s
        LIMIT 20
        """
                .formatted(column, table, order);
    }

    @Override
    public Optional<BoundSql> findSchema() {
        return Optional.ofNullable(name().schema())
                .map(
                        schema ->
                                own(
                                        """
                                        SELECT schema_name FROM information_schema.schemata
                                        WHERE lower(schema_name) {=} lower(?)
                                        """,
                                        schema));
    }

    @Override
    public BoundSql createSchema() {
        return BoundSql.of("CREATE SCHEMA IF NOT EXISTS " + quotedSchema());
    }

    /** The other columns than the first six, with their types. */
    private Map<String, String> furtherColumns() {
        Map<String, String> columns = new LinkedHashMap<>();
        columns.put(DOWN_SCRIPT, longText);
        columns.put("statements_done", "integer");
        columns.put("statement_started", "integer");
        columns.put("done_checksum", "varchar(64)");
        columns.put("direction", "varchar(4)");
        columns.put("applied_by", "varchar(500)");
        columns.put("holder", "varchar(1000)");
        columns.put("lease_expires_at", words().momentType() + " NULL");
        columns.put("backend_pid", "integer");
        columns.put("backend_start", words().momentType() + " NULL");
        columns.put(DOWN_CHECKSUM, "varchar(64)");
        columns.put(APPLIED_ORDER, "bigint");
        columns.put(LABEL, "varchar(1000)");
        columns.put("origin", "varchar(100)");
        columns.put("origin_digest", "varchar(64)");
        return columns;
    }

    @Override
    public BoundSql createTable() {
        String further =
                furtherColumns().entrySet().stream()
                        .map(column -> column.getKey() + " " + column.getValue())
                        .collect(Collectors.joining(", "));
        return BoundSql.of(
                """
                CREATE TABLE IF NOT EXISTS %s (
                    version bigint NOT NULL PRIMARY KEY,
                    name varchar(255) NOT NULL,
                    checksum varchar(64) NOT NULL,
                    applied_at %s NOT NULL DEFAULT (%s),
                    execution_time_ms bigint,
                    success boolean NOT NULL DEFAULT true,
                    %s
                )%s
                """
                        .formatted(
                                table(),
                                words().momentType(),
                                words().now(),
                                further,
                                tableOptions()));
    }

    /** What stands behind the columns. */
    protected String tableOptions() {
        return "";
    }

    @Override
    public List<BoundSql> addColumns(Set<String> present) {
        return furtherColumns().entrySet().stream()
                .filter(column -> !present.contains(column.getKey()))
                .map(
                        column ->
                                BoundSql.of(
                                        "ALTER TABLE %s ADD COLUMN %s %s"
                                                .formatted(
                                                        table(),
                                                        column.getKey(),
                                                        column.getValue())))
                .toList();
    }

    @Override
    public BoundSql insertApplied(String token, Duration lease, RowToWrite row) {
        if (row.mayBeThere()) {
            return recordProgress(token, lease, row);
        }
        return BoundSql.of(
                "INSERT INTO %s (%s) VALUES (%s)".formatted(table(), WRITTEN, values()),
                parameters(row));
    }

    @Override
    public BoundSql recordProgress(String token, Duration lease, RowToWrite row) {
        return own(upsert(WRITTEN, values()), parameters(row));
    }

    private String values() {
        return "?, ".repeat(14) + words().now();
    }

    private static @Nullable Object[] parameters(RowToWrite row) {
        Duration time = row.executionTime();
        ProgressToWrite progress = row.progress();
        return new @Nullable Object[] {
            row.version(),
            row.label(),
            row.name(),
            row.checksum(),
            time == null ? null : time.toMillis(),
            progress == null,
            row.downScript(),
            row.downChecksum(),
            row.appliedBy(),
            row.appliedOrder(),
            progress == null ? null : progress.direction(),
            progress == null ? null : progress.statementsDone(),
            progress == null ? null : progress.statementStarted(),
            progress == null ? null : progress.doneChecksum()
        };
    }

    @Override
    public LogSql log() {
        return new PlainLogSql(logTable(), words(), longText, tableOptions());
    }

    @Override
    public TakeOverSql takingOver() {
        return new TakeOverSql(table(), words().moment(), words().now(), words().operators("{=}"));
    }

    @Override
    public BoundSql deleteRecord(String token, Duration lease, long version) {
        return own("DELETE FROM %s WHERE version {=} ?".formatted(table()), version);
    }

    @Override
    public BoundSql updateChecksum(String token, Duration lease, long version, String checksum) {
        return own(
                "UPDATE %s SET checksum = ? WHERE version {=} ?".formatted(table()),
                checksum,
                version);
    }

    @Override
    public BoundSql moveRecord(String token, Duration lease, long former, RowToWrite row) {
        return own(
                ("UPDATE %s SET version = ?, label = ?, name = ?, checksum = ?, applied_order = ?,"
                                + " down_checksum = ? WHERE version {=} ?")
                        .formatted(table()),
                row.moving(former));
    }
}
