package dev.lifeguard.migrate.dialect;

import dev.lifeguard.migrate.dialect.HistorySql.RowToWrite;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The statements on the rows of a state table that are taken over from another tool. They run in a
 * transaction that is fenced and that extends the lease before it commits.
 *
 * @param table as statements name it
 * @param moment from its text in UTC, with one parameter
 * @param now the database's clock
 * @param equal the operator
 */
public record TakeOverSql(String table, String moment, String now, String equal) {

    /**
     * All such rows: version, origin, origin_digest, and of those without a place, as receipts of
     * imports are, down_script.
     */
    public BoundSql rows() {
        return BoundSql.of(
                ("SELECT version, origin, origin_digest, CASE WHEN applied_order IS NULL THEN"
                                + " down_script END FROM %s WHERE origin IS NOT NULL")
                        .formatted(table));
    }

    /** Inserts one, with the parameters of {@link RowToTakeOver#values}. */
    public String insertion() {
        return """
        INSERT INTO %s (version, label, name, checksum, execution_time_ms, success, down_script,
                        down_checksum, applied_by, applied_order, origin, origin_digest, applied_at)
        VALUES (?, ?, ?, ?, ?, true, ?, ?, ?, ?, ?, ?, coalesce(%s, %s))
        """
                .formatted(table, moment, now);
    }

    /**
     * Deletes those that one import wrote.
     *
     * @param origin what the tool is called
     * @param digest of the history as the import left it
     */
    public BoundSql deletion(String origin, String digest) {
        return BoundSql.of(
                "DELETE FROM %1$s WHERE origin %2$s ? AND origin_digest %2$s ?"
                        .formatted(table, equal),
                origin,
                digest);
    }

    /**
     * A row that is taken over.
     *
     * @param row whose order and author are the other tool's
     * @param appliedAt in UTC as {@code uuuu-MM-dd HH:mm:ss.SSSSSS}; null for now, on the
     *     database's clock
     * @param origin what the tool is called
     * @param digest of the history as the import leaves it
     */
    public record RowToTakeOver(
            RowToWrite row, @Nullable String appliedAt, String origin, String digest) {

        /** The values of the parameters. */
        public List<@Nullable Object> values() {
            Duration time = row.executionTime();
            return Arrays.asList(
                    row.version(),
                    row.label(),
                    row.name(),
                    row.checksum(),
                    time == null ? null : time.toMillis(),
                    row.downScript(),
                    row.downChecksum(),
                    row.appliedBy(),
                    row.appliedOrder(),
                    origin,
                    digest,
                    appliedAt);
        }
    }
}
