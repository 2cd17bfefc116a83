package dev.lifeguard.migrate.dialect.plain;

import dev.lifeguard.migrate.dialect.BatchSql;
import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.dialect.StateSql.TableName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The statements on the table of batches, alike on all databases but for some words.
 *
 * @param table the table
 * @param words where a database says a thing in words of its own
 * @param inspect finds the table; its columns do not matter
 * @param trust what fails where the table is not to be trusted; empty where nobody asks
 */
public record PlainBatchSql(
        QuotedTable table, Words words, BoundSql inspect, Optional<BoundSql> trust)
        implements BatchSql {

    /** The name of the table beside a state table of the default name. */
    private static final String SUFFIX = "_batches";

    /**
     * A database's own words.
     *
     * @param now the clock
     * @param later the clock that many milliseconds from now, with one parameter
     * @param momentType the type of a moment
     * @param textType the type of a text of any length
     * @param inPlace what a query ends with that keeps its rows in place
     * @param tableOptions what stands behind the columns of a table
     * @param operators a statement in {@code PgCatalog}'s notation as the database is to read it
     */
    public record Words(
            String now,
            String later,
            String momentType,
            String textType,
            String inPlace,
            String tableOptions,
            UnaryOperator<String> operators) {}

    /** While a range is run its error is what it waits for, which ends with that. */
    private static final String NO_REASON =
            "error = CASE WHEN status {=} 'RUNNING' THEN NULL ELSE error END";

    /** The words of a database whose lease has the same. */
    public static Words words(LeaseSql.Words lease, String textType, String tableOptions) {
        return new Words(
                lease.now(),
                lease.later(),
                lease.momentType(),
                textType,
                lease.inPlace(),
                tableOptions,
                lease::operators);
    }

    /** Where the batches of the migrations are whose history is in a state table. */
    public static TableName beside(TableName state) {
        String table = state.table();
        return new TableName(
                state.schema(),
                table.equals(TableName.DEFAULT_TABLE) ? "lifeguard_batches" : table + SUFFIX);
    }

    @Override
    public TableName name() {
        return table.name();
    }

    @Override
    public BoundSql createTable() {
        return own(
                """
                CREATE TABLE IF NOT EXISTS %s (
                    version bigint NOT NULL,
                    range_number integer NOT NULL,
                    name varchar(255) NOT NULL,
                    status varchar(10) NOT NULL,
                    spec_hash varchar(64) NOT NULL,
                    lower_bound {text},
                    cursor_value {text},
                    upper_bound {text},
                    rows_done bigint NOT NULL,
                    batches_done bigint NOT NULL,
                    batch_size integer NOT NULL,
                    work_ms bigint NOT NULL,
                    planned integer NOT NULL,
                    error {text},
                    fence varchar(64),
                    holder varchar(1000),
                    lease_expires_at {moment} NULL,
                    updated_at {moment} NOT NULL,
                    PRIMARY KEY (version, range_number)
                )%s
                """
                        .formatted(table.qualified(), words.tableOptions())
                        .replace("{text}", words.textType())
                        .replace("{moment}", words.momentType()));
    }

    @Override
    public Optional<BoundSql> requireUsual() {
        return trust;
    }

    @Override
    public BoundSql find() {
        return inspect;
    }

    @Override
    public BoundSql rows(@Nullable Long version) {
        return version == null
                ? own(select("") + " ORDER BY version, range_number")
                : own(select(" WHERE version {=} ?") + " ORDER BY range_number", version);
    }

    private String select(String where) {
        return ("SELECT %s, CASE WHEN fence IS NOT NULL AND lease_expires_at {>} %s THEN 1 ELSE 0"
                        + " END AS held FROM %s%s")
                .formatted(COLUMNS, words.now(), table.qualified(), where);
    }

    @Override
    public BoundSql insert(NewRange range) {
        return own(
                ("INSERT INTO %s (version, range_number, name, status, spec_hash, lower_bound,"
                     + " cursor_value, upper_bound, rows_done, batches_done, batch_size, work_ms,"
                     + " planned, updated_at) VALUES (?, ?, ?, 'PENDING', ?, ?, ?, ?, 0, 0, ?, 0,"
                     + " ?, %s)")
                        .formatted(table.qualified(), words.now()),
                range.range().version(),
                range.range().number(),
                range.name(),
                range.specHash(),
                range.cursor(),
                range.cursor(),
                range.upper(),
                range.size(),
                range.planned() == Planned.YES ? 1 : 0);
    }

    @Override
    public BoundSql delete(long version) {
        return own("DELETE FROM %s WHERE version {=} ?".formatted(table.qualified()), version);
    }

    @Override
    public BoundSql keep(long version, int range) {
        return own(
                select(" WHERE version {=} ? AND range_number {=} ?") + words.inPlace(),
                version,
                range);
    }

    @Override
    public BoundSql keepAll(long version) {
        return own(
                select(" WHERE version {=} ?") + " ORDER BY range_number" + words.inPlace(),
                version);
    }

    @Override
    public BoundSql claim(RangeOf range, Holder holder) {
        return update(
                "fence = ?, holder = ?, lease_expires_at = %s, status = 'RUNNING', error = NULL"
                        .formatted(words.later()),
                range,
                " AND status {<>} 'DONE' AND status {<>} 'PAUSED' AND status {<>} 'CANCELLED'"
                        + " AND (fence IS NULL OR lease_expires_at {<} %s)".formatted(words.now()),
                holder.fence(),
                holder.who(),
                holder.lease().toMillis());
    }

    @Override
    public BoundSql renew(RangeOf range, String fence, Duration lease) {
        return fenced("lease_expires_at = " + words.later(), range, fence, lease.toMillis());
    }

    @Override
    public BoundSql plan(RangeOf range, @Nullable String lower, @Nullable String upper) {
        return update("lower_bound = ?, upper_bound = ?, planned = 1", range, "", lower, upper);
    }

    @Override
    public BoundSql advance(RangeOf range, Advance advance) {
        return update(
                ("cursor_value = ?, rows_done = rows_done {+} ?, batches_done = batches_done {+} 1,"
                                + " batch_size = ?, work_ms = work_ms {+} ?, error = NULL,"
                                + " lease_expires_at = %s")
                        .formatted(words.later()),
                range,
                "",
                advance.cursor(),
                advance.rows(),
                advance.nextSize(),
                advance.time().toMillis(),
                advance.lease().toMillis());
    }

    @Override
    public BoundSql resize(RangeOf range, String fence, int size) {
        return fenced("batch_size = ?", range, fence, size);
    }

    @Override
    public BoundSql waits(RangeOf range, String fence, Waiting waiting) {
        return fenced(
                "error = CASE WHEN status {=} 'RUNNING' THEN ? ELSE error END, lease_expires_at = "
                        + words.later(),
                range,
                fence,
                waiting.reason(),
                waiting.lease().toMillis());
    }

    @Override
    public BoundSql release(RangeOf range, String fence) {
        return fenced(
                "fence = NULL, holder = NULL, "
                        + NO_REASON
                        + ", status = CASE WHEN status {=} 'RUNNING' THEN 'PENDING' ELSE status"
                        + " END",
                range,
                fence);
    }

    @Override
    public BoundSql fail(RangeOf range, String fence, String error) {
        return fenced(
                "fence = NULL, holder = NULL, error = ?,"
                        + " status = CASE WHEN status {=} 'RUNNING' THEN 'FAILED' ELSE status END",
                range,
                fence,
                error);
    }

    @Override
    public BoundSql failAll(long version, String error) {
        return own(
                "UPDATE %s SET status = 'FAILED', error = ?, updated_at = %s WHERE version {=} ?"
                        .formatted(table.qualified(), words.now()),
                error,
                version);
    }

    @Override
    public BoundSql finish(long version) {
        return own(
                ("UPDATE %s SET status = 'DONE', fence = NULL, holder = NULL, error = NULL,"
                                + " updated_at = %s WHERE version {=} ?")
                        .formatted(table.qualified(), words.now()),
                version);
    }

    @Override
    public BoundSql change(long version, List<String> from, String to) {
        String states = String.join(" OR ", Collections.nCopies(from.size(), "status {=} ?"));
        List<@Nullable Object> values = new ArrayList<>(List.of(to, version));
        values.addAll(from);
        String readable =
                "UPDATE %s SET %s, status = ?, updated_at = %s WHERE version {=} ? AND (%s)"
                        .formatted(table.qualified(), NO_REASON, words.now(), states);
        return new BoundSql(words.operators().apply(readable), values);
    }

    private BoundSql fenced(String set, RangeOf range, String fence, @Nullable Object... values) {
        BoundSql plain = update(set, range, " AND fence {=} ?", values);
        List<@Nullable Object> bound = new ArrayList<>(plain.values());
        bound.add(fence);
        return new BoundSql(plain.sql(), bound);
    }

    private BoundSql update(String set, RangeOf range, String further, @Nullable Object... values) {
        List<@Nullable Object> all = new ArrayList<>();
        all.addAll(Arrays.asList(values));
        all.add(range.version());
        all.add(range.number());
        String sql =
                "UPDATE %s SET %s, updated_at = %s WHERE version {=} ? AND range_number {=} ?%s"
                        .formatted(table.qualified(), set, words.now(), further);
        return new BoundSql(words.operators().apply(sql), all);
    }

    private BoundSql own(String readable, @Nullable Object... values) {
        return BoundSql.of(words.operators().apply(readable), values);
    }
}
