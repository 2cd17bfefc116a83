package dev.lifeguard.migrate.dialect;

import dev.lifeguard.migrate.dialect.SessionSql.Lasting;
import dev.lifeguard.migrate.dialect.StateSql.TableName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The statements on the lock's row, on PostgreSQL. */
abstract sealed class PostgresLockSql implements StateSql permits PostgresStateSql {

    // The row of a copy of the database, made in the middle of a run, names a process of another.
    private static final String HERE = "a.datname {=} pg_catalog.current_database()";

    // A user without pg_read_all_stats sees other users' backends without their start: then the
    // process number alone counts, and a number in use is no evidence of death.
    private static final String DEAD =
            """
            (lease_expires_at {<} pg_catalog.clock_timestamp()
             OR (backend_pid IS NOT NULL AND NOT EXISTS (
                 SELECT FROM pg_catalog.pg_stat_activity a
                 WHERE a.pid {=} backend_pid AND {here}
                 AND coalesce(a.backend_start, m.backend_start) {=} m.backend_start)))
            """;

    // A statement outside a transaction goes on when its client is frozen, and keeps no row in
    // place: until it has ended, its runner's lock is not taken.
    private static final String AT_WORK =
            """
            EXISTS (SELECT FROM pg_catalog.pg_stat_activity a
                    WHERE a.pid {=} m.backend_pid AND a.backend_start {=} m.backend_start
                    AND {here} AND a.state {=} 'active')
            """;

    // The server's answer to a COMMIT with synchronous_commit off does not wait for the disk, and
    // a default or a script may have it off: then it is what the session began with, and where that
    // is off, too, "local", which waits for no standby (PostgreSQL manual, 20.5.1). The list of
    // settings is read in that case only.
    private static final String WAITING =
            """
            CASE WHEN pg_catalog.current_setting('synchronous_commit') {<>} 'off'
                 THEN pg_catalog.current_setting('synchronous_commit')
                 ELSE (SELECT CASE WHEN s.reset_val {=} 'off' THEN 'local'
                                   ELSE s.reset_val END
                       FROM pg_catalog.pg_show_all_settings() s
                       WHERE s.name {=} 'synchronous_commit')
            END\
            """;

    /** Makes the COMMIT of the transaction wait for the disk, whatever is set; never null. */
    private static final String DURABLE =
            "pg_catalog.set_config('synchronous_commit', " + WAITING + ", true)";

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

    static final String HELD = "WITH held AS (" + RENEWAL + "RETURNING 1)\n";

    // The next COMMIT that waits has all of the log before it on the disk, too (PostgreSQL manual,
    // 30.4). This is the last statement before the COMMIT: nothing of the script's runs behind it
    // but its deferred triggers, and the release of the lock waits for those.
    private static final String CLOSED =
            """
            )
            SELECT 1 {/} pg_catalog.count(*),
                   pg_catalog.set_config('synchronous_commit',
                       CASE WHEN ?::boolean THEN 'off' ELSE {waiting} END, true),
                   pg_catalog.sum(milliseconds)
            FROM changed
            """
                    .replace("{waiting}", WAITING);

    private final Dialect dialect;
    private final TableName name;

    PostgresLockSql(Dialect dialect, TableName name) {
        this.dialect = dialect;
        this.name = name;
    }

    TableName name() {
        return name;
    }

    String schema() {
        String schema = name.schema();
        return schema == null ? "" : dialect.quote(schema);
    }

    String table() {
        String table = dialect.quote(name.table());
        return name.schema() == null ? table : schema() + "." + table;
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
                        .replace("{dead}", DEAD));
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
                idleTimeout(lockTimeout.multipliedBy(10)),
                lockTimeout(lockTimeout),
                own(
                        "DELETE FROM %1$s m WHERE m.version {=} -1 AND m.checksum {=} ? AND "
                                + DEAD
                                + " AND NOT "
                                + AT_WORK,
                        deadToken));
    }

    // The name is looked up here without a lock; nobody's view of pg_locks waits for one.
    @Override
    public Optional<BoundSql> tableLockers() {
        return Optional.of(
                BoundSql.of(
                        """
                        SELECT pg_catalog.concat('process ', a.pid, ' (',
                                   CASE WHEN a.application_name OPERATOR(pg_catalog.<>) ''
                                        THEN a.application_name OPERATOR(pg_catalog.||) ', ' END,
                                   'user ', a.usename, '), whose last statement is: ',
                                   pg_catalog.regexp_replace(pg_catalog."left"(a.query, 200),
                                       '[[:space:][:cntrl:]]+', ' ', 'g'))
                        FROM pg_catalog.pg_stat_activity a
                        WHERE a.pid OPERATOR(pg_catalog.<>) pg_catalog.pg_backend_pid()
                        AND EXISTS (
                            SELECT FROM pg_catalog.pg_locks l
                            WHERE l.pid OPERATOR(pg_catalog.=) a.pid
                            AND l.relation OPERATOR(pg_catalog.=)
                                pg_catalog.to_regclass(?::pg_catalog.text)::pg_catalog.oid
                            AND l.database OPERATOR(pg_catalog.=) (
                                SELECT d.oid FROM pg_catalog.pg_database d
                                WHERE d.datname OPERATOR(pg_catalog.=)
                                    pg_catalog.current_database())
                            AND l.mode OPERATOR(pg_catalog.~) '^(Share|Exclusive)Lock$|^(ShareRow|Access)Exclusive')
                        ORDER BY a.pid
                        LIMIT 3
                        """,
                        table()));
    }

    @Override
    public BoundSql renew(String token, Duration lease) {
        return own(RENEWAL + "AND " + DURABLE + " IS NOT NULL", lease.toMillis(), token);
    }

    // A lease that a crash of the server takes back was a dead runner's, so it waits for no disk,
    // and for no standby.
    @Override
    public List<BoundSql> renewal(String token, Duration lease, Duration lockTimeout) {
        return List.of(
                BoundSql.of(
                        """
                        SELECT pg_catalog.set_config('lock_timeout', ?, true),
                               pg_catalog.set_config('synchronous_commit', 'off', true)
                        """,
                        Long.toString(lockTimeout.toMillis())),
                renew(token, lease));
    }

    // Without the row this divides by zero (SQLState 22012): the server itself ends the
    // transaction, before the script that came in the same flush is looked at.
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
        return BoundSql.of(
                "SET LOCAL idle_in_transaction_session_timeout = %s".formatted(longest.toMillis()));
    }

    // In a transaction the view shows what it showed when it was read first (manual, 27.2.2).
    @Override
    public List<BoundSql> activity(long backend) {
        return List.of(
                BoundSql.of("SELECT pg_catalog.pg_stat_clear_snapshot()"),
                own(
                        """
                        SELECT CASE WHEN NOT a.state {=} 'disabled' THEN a.state END
                        FROM pg_catalog.pg_stat_activity a WHERE a.pid {=} ?
                        """,
                        backend));
    }

    @Override
    public BoundSql idleSession(Duration longest) {
        return BoundSql.of("SET idle_session_timeout = %s".formatted(longest.toMillis()));
    }

    @Override
    public List<BoundSql> idleSessionOver() {
        return List.of(BoundSql.of("SET idle_session_timeout TO DEFAULT"));
    }

    @Override
    public BoundSql release(String token) {
        return own(
                "DELETE FROM %1$s WHERE version {=} -1 AND checksum {=} ? AND "
                        + DURABLE
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
                        .replace("{durable}", DURABLE),
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

    // What waits for a lock has this limit, and not whichever other one is set for the session.
    private static BoundSql lockTimeout(Duration longest) {
        return BoundSql.of(
                """
                SELECT pg_catalog.set_config('lock_timeout', ?, true),
                       pg_catalog.set_config('statement_timeout', '0', true)
                """,
                Long.toString(longest.toMillis()));
    }

    /** A change of the history that happens only while the lock is held, and extends its lease. */
    BoundSql underLock(String change, String token, Duration lease, @Nullable Object... values) {
        return new BoundSql(
                text("WITH held AS (" + RENEWAL + "RETURNING " + DURABLE + ")\n" + change),
                underLockValues(token, lease, values));
    }

    /**
     * A change that returns milliseconds, as the last statement before a COMMIT: without one
     * changed row it divides by zero, like the fence.
     *
     * @param held the query that returns a row while the lock is held, by that name
     */
    String closed(String held, String change) {
        return text(held + ", changed AS (" + change + CLOSED);
    }

    /** A statement on the table, which is {@code %1$s} in it, of {@link PgCatalog}'s notation. */
    final BoundSql own(String readable, @Nullable Object... values) {
        return BoundSql.of(text(readable), values);
    }

    private String text(String readable) {
        return PgCatalog.sql(readable.replace("{here}", HERE)).formatted(table());
    }

    static BoundSql bound(String closed, Closing closing, List<@Nullable Object> values) {
        List<@Nullable Object> all = new ArrayList<>(values);
        all.add(closing == Closing.FOLLOWED);
        return new BoundSql(closed, all);
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
