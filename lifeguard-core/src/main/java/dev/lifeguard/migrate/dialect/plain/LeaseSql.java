package dev.lifeguard.migrate.dialect.plain;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.dialect.StateSql;
import dev.lifeguard.migrate.dialect.StateSql.TableName;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The statements on the lock's row where a lease is all the evidence there is: on each database but
 * PostgreSQL.
 */
public abstract sealed class LeaseSql implements StateSql permits PlainStateSql {

    /** Where a database says a thing in words of its own. */
    public interface Words {

        /** The clock. */
        String now();

        /** The clock that many milliseconds from now, with one parameter. */
        String later();

        /** A moment as microseconds since 1970 in UTC. */
        String micros(String column);

        /** A moment from its text in UTC, with one parameter. */
        String moment();

        /** The type of a moment. */
        String momentType();

        /** What a query ends with that keeps its rows in place. */
        default String inPlace() {
            return " FOR UPDATE";
        }

        /** A statement that fails without the lock's row, and keeps it in place. */
        String fence(String table);

        /**
         * A statement whose operators are in {@code PgCatalog}'s notation, as the database is to
         * find them: only where somebody can make operators it makes a difference.
         */
        default String operators(String readable) {
            return readable.replace("{=}", "=")
                    .replace("{<}", "<")
                    .replace("{>}", ">")
                    .replace("{<>}", "<>")
                    .replace("{+}", "+");
        }

        /** What lets the server end a session that sits idle for longer. */
        String idleEnd(Duration longest);
    }

    private final QuotedTable table;
    private final Words words;

    protected LeaseSql(QuotedTable table, Words words) {
        this.table = table;
        this.words = words;
    }

    @Override
    public final TableName name() {
        return table.name();
    }

    protected final Words words() {
        return words;
    }

    protected final String quotedSchema() {
        return table.schema();
    }

    protected final String table() {
        return table.qualified();
    }

    @Override
    public boolean changesUnderLock() {
        return false;
    }

    @Override
    public boolean acquireWaits() {
        return true;
    }

    @Override
    public BoundSql acquire(LockRequest request) {
        return own(
                """
                INSERT INTO %s (version, name, checksum, applied_at, success, holder,
                                lease_expires_at)
                VALUES (-1, 'lock', ?, %s, true, ?, %s)
                """
                        .formatted(table(), words.now(), words.later()),
                request.token(),
                request.holder(),
                request.lease().toMillis());
    }

    @Override
    public BoundSql holder() {
        return row("holder", words.micros("lease_expires_at"), expired());
    }

    @Override
    public BoundSql holderOfSixColumns() {
        return row("NULL", "NULL", "1 {=} 0");
    }

    private BoundSql row(String holder, String leaseEnd, String dead) {
        return own(
                """
                SELECT checksum, %s AS holder, %s AS applied_at, %s AS lease_expires_at,
                       NULL AS backend_pid, CASE WHEN %s THEN 1 ELSE 0 END AS dead,
                       NULL AS backend_state, NULL AS backend_query, %s AS now
                FROM %s
                WHERE version {=} -1
                """
                        .formatted(
                                holder,
                                words.micros("applied_at"),
                                leaseEnd,
                                dead,
                                words.micros(words.now()),
                                table()));
    }

    private String expired() {
        return "lease_expires_at {<} " + words.now();
    }

    @Override
    public List<BoundSql> takeOver(String deadToken, Duration lockTimeout) {
        return List.of(deleteExpired(deadToken));
    }

    private BoundSql deleteExpired(String token) {
        return own(
                "DELETE FROM %s WHERE version {=} -1 AND checksum {=} ? AND %s"
                        .formatted(table(), expired()),
                token);
    }

    /**
     * The same where that would wait for the transaction of a holder, who may be alive: with NOWAIT
     * the server refuses at once.
     */
    protected final List<BoundSql> takeOverAtOnce(String deadToken) {
        return List.of(
                own("SELECT 1 FROM %s WHERE version {=} -1 FOR UPDATE NOWAIT".formatted(table())),
                deleteExpired(deadToken));
    }

    @Override
    public BoundSql renew(String token, Duration lease) {
        return own(
                "UPDATE %s SET lease_expires_at = %s WHERE version {=} -1 AND checksum {=} ?"
                        .formatted(table(), words.later()),
                lease.toMillis(),
                token);
    }

    @Override
    public BoundSql fence(String token) {
        return own(words.fence(table()), token);
    }

    @Override
    public BoundSql readCommitted() {
        return nothing();
    }

    /** A statement in {@code PgCatalog}'s notation. */
    protected final BoundSql own(String readable, @Nullable Object... values) {
        return BoundSql.of(words.operators(readable), values);
    }

    /** Does nothing. */
    protected static BoundSql nothing() {
        return BoundSql.of("SELECT 1");
    }

    @Override
    public BoundSql hold(String token) {
        return own(
                "SELECT 1 FROM %s WHERE version {=} -1 AND checksum {=} ?%s"
                        .formatted(table(), words.inPlace()),
                token);
    }

    @Override
    public BoundSql idleTimeout(Duration longest) {
        return BoundSql.of(words.idleEnd(longest));
    }

    @Override
    public BoundSql idleSession(Duration longest) {
        return BoundSql.of(words.idleEnd(longest));
    }

    @Override
    public List<BoundSql> idleSessionOver() {
        return idleTimeoutOver();
    }

    @Override
    public BoundSql release(String token) {
        return own(
                "DELETE FROM %s WHERE version {=} -1 AND checksum {=} ?".formatted(table()), token);
    }

    /** Nothing tells when the holder's session has ended, so its lease must have run out. */
    @Override
    public BoundSql releaseOfEnded(String token) {
        return deleteExpired(token);
    }

    @Override
    public List<BoundSql> awaitWriter(String token, Duration lease, Duration lockTimeout) {
        return List.of(renew(token, lease));
    }
}
