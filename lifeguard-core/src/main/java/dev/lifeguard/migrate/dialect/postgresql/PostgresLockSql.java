package dev.lifeguard.migrate.dialect.postgresql;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.dialect.CancelBlockers;
import dev.lifeguard.migrate.dialect.SessionSql.Lasting;
import dev.lifeguard.migrate.dialect.plain.QuotedTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The statements on the lock's row, on PostgreSQL. */
abstract sealed class PostgresLockSql extends PostgresTableSql permits PostgresStateSql {

    /** The end of a lease that begins now, in milliseconds. */
    private static final String LEASE_END =
            "pg_catalog.clock_timestamp() {+} (?::bigint {*} interval '1 millisecond')";

    private static final String RENEWAL =
            """
            UPDATE %1$s
            SET lease_expires_at = {lease end}
            WHERE version {=} -1 AND checksum {=} ?
            """
                    .replace("{lease end}", LEASE_END);

    static final String HOLDING =
            "SELECT 1 FROM %1$s WHERE version {=} -1 AND checksum {=} ? FOR KEY SHARE";

    // A migration's limit of waits for locks is not for the lock's row: what takes an hour must not
    // be lost since the second connection extends the lease in that moment. Behind it the limit
    // holds again, also for what deferred triggers wait for at the COMMIT.
    private static final String PATIENT_RENEWAL =
            """
            UPDATE %1$s
            SET lease_expires_at = {lease end}
            FROM (SELECT pg_catalog.current_setting('lock_timeout') AS before,
                         pg_catalog.set_config('lock_timeout', '0', true) AS none) AS waiting
            WHERE version {=} -1 AND checksum {=} ? AND waiting.none IS NOT NULL
            RETURNING pg_catalog.set_config('lock_timeout', waiting.before, true)
            """
                    .replace("{lease end}", LEASE_END);

    static final String HELD = "WITH held AS (" + PATIENT_RENEWAL + ")\n";

    PostgresLockSql(QuotedTable table) {
        super(table);
    }

    @Override
    public boolean changesUnderLock() {
        return true;
    }

    @Override
    public boolean acquireWaits() {
        return false;
    }

    // The backend is recorded only where the driver's own number of it is the server's: behind a
    // pooler the two differ, and backends come and go there while the holder lives.
    @Override
    public BoundSql acquire(LockRequest request) {
        return own(
                """
                INSERT INTO %1$s (version, name, checksum, applied_at, success, holder,
                                  lease_expires_at, backend_pid, backend_start)
                SELECT -1, 'lock', ?, pg_catalog.clock_timestamp(), true, ?, {lease end}, a.pid,
                       a.backend_start
                FROM (SELECT 1) AS one
                LEFT JOIN pg_catalog.pg_stat_activity a
                    ON a.pid {=} pg_catalog.pg_backend_pid() AND a.pid {=} ?::integer
                ON CONFLICT (version) DO NOTHING
                """
                        .replace("{lease end}", LEASE_END),
                request.token(),
                request.holder(),
                request.lease().toMillis(),
                request.backend());
    }

    @Override
    public BoundSql holder() {
        return own(
                """
                SELECT m.checksum, m.holder, m.applied_at, m.lease_expires_at, m.backend_pid,
                       coalesce({dead}, false) AS dead,
                       a.state AS backend_state, a.query AS backend_query,
                       pg_catalog.clock_timestamp() AS now
                FROM %1$s m
                LEFT JOIN pg_catalog.pg_stat_activity a
                    ON a.pid {=} m.backend_pid AND {here}
                    AND coalesce(a.backend_start, m.backend_start) {=} m.backend_start
                WHERE m.version {=} -1
                """
                        .replace("{dead}", PostgresProcesses.DEAD)
                        .replace("{here}", PostgresProcesses.HERE));
    }

    @Override
    public BoundSql holderOfSixColumns() {
        return own(
                """
                SELECT m.checksum, NULL AS holder, m.applied_at,
                       NULL::timestamp with time zone AS lease_expires_at,
                       NULL::integer AS backend_pid,
                       false AS dead, NULL AS backend_state, NULL AS backend_query,
                       pg_catalog.clock_timestamp() AS now
                FROM %1$s m
                WHERE m.version {=} -1
                """);
    }

    @Override
    public List<BoundSql> takeOver(String deadToken, Duration lockTimeout) {
        return List.of(
                readCommitted(),
                lockTimeout(lockTimeout),
                own(
                        "DELETE FROM %1$s m WHERE m.version {=} -1 AND m.checksum {=} ? AND "
                                + PostgresProcesses.DEAD
                                + " AND NOT "
                                + PostgresProcesses.AT_WORK,
                        deadToken));
    }

    @Override
    public Optional<BoundSql> tableLockers() {
        return Optional.of(PostgresProcesses.lockersOf(table()));
    }

    @Override
    public BoundSql renew(String token, Duration lease) {
        return own(
                RENEWAL + "AND " + PostgresDurability.DURABLE + " IS NOT NULL",
                lease.toMillis(),
                token);
    }

    @Override
    public BoundSql renewPatiently(String token, Duration lease) {
        return own(
                HELD + "SELECT FROM held WHERE " + PostgresDurability.DURABLE + " IS NOT NULL",
                lease.toMillis(),
                token);
    }

    // A lease that a crash of the server takes back was a dead runner's, so it waits for no disk,
    // and for no standby. A process that freezes before its COMMIT keeps the row no longer than the
    // lease.
    @Override
    public List<BoundSql> renewal(String token, Duration lease, Duration lockTimeout) {
        return List.of(
                BoundSql.of(
                        """
                        SELECT pg_catalog.set_config('lock_timeout', ?, true),
                               pg_catalog.set_config('synchronous_commit', 'off', true),
                               pg_catalog.set_config(
                                   'idle_in_transaction_session_timeout', ?, true)
                        """,
                        Long.toString(lockTimeout.toMillis()),
                        Long.toString(lease.toMillis())),
                renew(token, lease));
    }

    // Without the row this divides by zero (SQLState 22012): the server itself ends the
    // transaction, before the script that came in the same flush is looked at. What is selected is
    // computed behind the wait for the row.
    @Override
    public BoundSql fence(String token) {
        return BoundSql.of("SELECT " + fence(), token);
    }

    private String fence() {
        return text("1 {/} pg_catalog.count(*) FROM (" + HOLDING + ") AS held");
    }

    @Override
    public BoundSql opening(String token, Opening opening) {
        PostgresSettings settings = new PostgresSettings(Lasting.TRANSACTION);
        settings.endWhenIdle(opening.idleTimeout());
        settings.surround(opening.searchPath());
        settings.waitForLocks(opening.lockTimeout());
        return settings.selectWith(fence(), token);
    }

    @Override
    public BoundSql readCommitted() {
        return PostgresDialect.READ_COMMITTED;
    }

    @Override
    public BoundSql hold(String token) {
        return own(HOLDING, token);
    }

    // A SET and not set_config(): the portal of a finished SELECT keeps its snapshot until the next
    // statement takes its place, and CREATE INDEX CONCURRENTLY waits for every snapshot. A SET has
    // none (seen on PostgreSQL 15 with the extended protocol; psql's simple one drops the portal).
    @Override
    public BoundSql idleTimeout(Duration longest) {
        return BoundSql.of(PostgresBlockers.SITS_IDLE + longest.toMillis());
    }

    @Override
    public List<BoundSql> activity(long backend) {
        return PostgresProcesses.activity(backend);
    }

    @Override
    public List<BoundSql> inTheWayOf(long backend, CancelBlockers cancelled) {
        return PostgresBlockers.of(backend, cancelled);
    }

    @Override
    public List<BoundSql> terminate(
            int blocker, long session, long backend, CancelBlockers cancelled) {
        return PostgresBlockers.terminate(blocker, session, backend, cancelled);
    }

    @Override
    public Optional<BoundSql> waitedFor() {
        return Optional.of(PostgresProcesses.WAITED_FOR);
    }

    @Override
    public BoundSql release(String token) {
        return own(
                "DELETE FROM %1$s WHERE version {=} -1 AND checksum {=} ? AND "
                        + PostgresDurability.DURABLE
                        + " IS NOT NULL",
                token);
    }

    @Override
    public BoundSql releaseOfEnded(String token) {
        return own(
                """
                DELETE FROM %1$s m WHERE m.version {=} -1 AND m.checksum {=} ?
                AND NOT EXISTS (SELECT FROM pg_catalog.pg_stat_activity a
                                WHERE a.pid {=} m.backend_pid
                                AND a.backend_start {=} m.backend_start AND {here})
                AND {durable} IS NOT NULL
                """
                        .replace("{here}", PostgresProcesses.HERE)
                        .replace("{durable}", PostgresDurability.DURABLE),
                token);
    }

    // Whoever writes the history extends the lease in the same transaction, so an UPDATE of the
    // lock's row comes after its end.
    @Override
    public List<BoundSql> awaitWriter(String token, Duration lease, Duration lockTimeout) {
        return List.of(readCommitted(), lockTimeout(lockTimeout), renew(token, lease));
    }

    @Override
    public List<BoundSql> endWriter(String token, Duration lockTimeout) {
        return List.of(readCommitted(), lockTimeout(lockTimeout), release(token));
    }

    // What waits for a lock has this limit, and not whichever other one is set for the session. A
    // process that freezes in the middle keeps the lock's row ten times as long.
    private static BoundSql lockTimeout(Duration longest) {
        return BoundSql.of(
                """
                SELECT pg_catalog.set_config('lock_timeout', ?, true),
                       pg_catalog.set_config('statement_timeout', '0', true),
                       pg_catalog.set_config('idle_in_transaction_session_timeout', ?, true)
                """,
                Long.toString(longest.toMillis()),
                Long.toString(longest.multipliedBy(10).toMillis()));
    }

    /** A change of the history that happens only while the lock is held, and extends its lease. */
    BoundSql underLock(String change, String token, Duration lease, @Nullable Object... values) {
        return new BoundSql(
                text(
                        "WITH held AS ("
                                + PATIENT_RENEWAL
                                + ", "
                                + PostgresDurability.DURABLE
                                + ")\n"
                                + change),
                underLockValues(token, lease, values));
    }

    static List<@Nullable Object> underLockValues(
            String token, Duration lease, @Nullable Object... values) {
        List<@Nullable Object> all = new ArrayList<>();
        all.add(lease.toMillis());
        all.add(token);
        all.addAll(Arrays.asList(values));
        return all;
    }
}
