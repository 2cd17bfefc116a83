package dev.lifeguard.migrate.dialect.postgresql;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.dialect.Dialect;
import dev.lifeguard.migrate.dialect.SessionSql;
import java.util.List;
import java.util.Optional;

/** The settings of a PostgreSQL session. */
public final class PostgresSessionSql implements SessionSql {

    /**
     * What DISCARD ALL would remove, one by one. A table takes its indexes, its row type and the
     * sequences of its columns with it. Whether a lock is held more than once is not shown.
     */
    private static final String KEPT =
            """
            SELECT 'CLOSE ' {||} pg_catalog.quote_ident(c.name), NULL::pg_catalog.text
            FROM pg_catalog.pg_cursors c WHERE c.is_holdable
            UNION ALL
            SELECT 'DEALLOCATE ' {||} pg_catalog.quote_ident(p.name), NULL
            FROM pg_catalog.pg_prepared_statements p WHERE p.from_sql
            UNION ALL
            SELECT 'UNLISTEN ' {||} pg_catalog.quote_ident(l), NULL
            FROM pg_catalog.pg_listening_channels() l
            UNION ALL
            SELECT 'DROP ' {||} CASE WHEN o.type {=} 'composite type' THEN 'type' ELSE o.type END
                   {||} ' IF EXISTS ' {||} o.identity {||} ' CASCADE', 'DISCARD TEMP'
            FROM (SELECT 'pg_catalog.pg_class'::pg_catalog.regclass::pg_catalog.oid AS class, c.oid
                  FROM pg_catalog.pg_class c
                  WHERE pg_catalog.pg_my_temp_schema() {<>} 0::pg_catalog.oid
                  AND c.relnamespace {=} pg_catalog.pg_my_temp_schema()
                  AND c.relkind {=} ANY ('{r,p,v,f,S}'::pg_catalog."char"[])
                  AND NOT EXISTS (
                      SELECT FROM pg_catalog.pg_depend d
                      WHERE c.relkind {=} 'S' AND d.objid {=} c.oid
                      AND d.classid {=} 'pg_catalog.pg_class'::pg_catalog.regclass::pg_catalog.oid
                      AND d.deptype {=} ANY ('{a,i}'::pg_catalog."char"[]))
                  UNION ALL
                  SELECT 'pg_catalog.pg_proc'::pg_catalog.regclass::pg_catalog.oid, p.oid
                  FROM pg_catalog.pg_proc p
                  WHERE pg_catalog.pg_my_temp_schema() {<>} 0::pg_catalog.oid
                  AND p.pronamespace {=} pg_catalog.pg_my_temp_schema()
                  UNION ALL
                  SELECT 'pg_catalog.pg_type'::pg_catalog.regclass::pg_catalog.oid, t.oid
                  FROM pg_catalog.pg_type t
                  LEFT JOIN pg_catalog.pg_class c ON c.oid {=} t.typrelid
                  WHERE pg_catalog.pg_my_temp_schema() {<>} 0::pg_catalog.oid
                  AND t.typnamespace {=} pg_catalog.pg_my_temp_schema()
                  AND t.typelem {=} 0::pg_catalog.oid
                  AND (t.typrelid {=} 0::pg_catalog.oid OR c.relkind {=} 'c')
                  AND t.typtype {<>} 'm') own,
                 pg_catalog.pg_identify_object(own.class, own.oid, 0) o
            UNION ALL
            SELECT 'SELECT pg_catalog.pg_advisory_unlock'
                   {||} CASE WHEN l.mode {=} 'ShareLock' THEN '_shared' ELSE '' END {||} '('
                   {||} CASE WHEN l.objsubid {=} 1
                        THEN ((l.classid::pg_catalog.int8 {<<} 32)
                                     {|} l.objid::pg_catalog.int8)::pg_catalog.text
                        ELSE (l.classid::pg_catalog.int8::pg_catalog.bit(32)::integer)
                                 ::pg_catalog.text
                             {||} ', '
                             {||} (l.objid::pg_catalog.int8::pg_catalog.bit(32)::integer)
                                 ::pg_catalog.text
                        END
                   {||} ')', 'SELECT pg_catalog.pg_advisory_unlock_all()'
            FROM pg_catalog.pg_locks l
            WHERE l.locktype {=} 'advisory' AND l.granted
            AND l.pid {=} pg_catalog.pg_backend_pid()
            """;

    /**
     * How many rows there can be at most, and 0 only where there are none. It goes behind each
     * COMMIT that needs it: 0.9 ms, where counting the rows themselves took 1.9 ms, most of them to
     * read and plan the statement (PostgreSQL 18, loopback).
     */
    private static final String COUNT =
            """
            SELECT (SELECT pg_catalog.count(*) FROM pg_catalog.pg_cursor() c WHERE c.is_holdable)
                {+} (SELECT pg_catalog.count(*) FROM pg_catalog.pg_prepared_statement() p
                     WHERE p.from_sql)
                {+} (SELECT pg_catalog.count(*) FROM pg_catalog.pg_listening_channels())
                {+} (SELECT pg_catalog.count(*) FROM pg_catalog.pg_lock_status() l
                     WHERE l.locktype {=} 'advisory' AND l.pid {=} pg_catalog.pg_backend_pid())
                {+} (SELECT pg_catalog.count(*) FROM pg_catalog.pg_class c
                     WHERE pg_catalog.pg_my_temp_schema() {<>} 0::pg_catalog.oid
                     AND c.relnamespace {=} pg_catalog.pg_my_temp_schema())
                {+} (SELECT pg_catalog.count(*) FROM pg_catalog.pg_proc p
                     WHERE pg_catalog.pg_my_temp_schema() {<>} 0::pg_catalog.oid
                     AND p.pronamespace {=} pg_catalog.pg_my_temp_schema())
                {+} (SELECT pg_catalog.count(*) FROM pg_catalog.pg_type t
                     WHERE pg_catalog.pg_my_temp_schema() {<>} 0::pg_catalog.oid
                     AND t.typnamespace {=} pg_catalog.pg_my_temp_schema())
            """;

    /** {@link #place()}, of whatever speaks PostgreSQL's SQL. */
    public static final BoundSql PLACE =
            BoundSql.of(
                    """
                    SELECT pg_catalog.current_schema(), pg_catalog.current_setting('search_path'),
                           pg_catalog.pg_backend_pid(), NULL
                    """);

    private final Dialect dialect;

    PostgresSessionSql(Dialect dialect) {
        this.dialect = dialect;
    }

    @Override
    public BoundSql place() {
        return BoundSql.of(
                PgCatalog.sql(
                        """
                        SELECT pg_catalog.current_schema(),
                               pg_catalog.current_setting('search_path'),
                               pg_catalog.pg_backend_pid(),
                               pg_catalog.date_part(
                                   'epoch',
                                   pg_catalog.current_setting('statement_timeout')
                                       ::pg_catalog.interval) {*} 1000
                        """));
    }

    // The role is no ordinary setting: RESET ALL leaves it, and pg_settings shows it in no row.
    @Override
    public BoundSql changed() {
        return BoundSql.of(
                PgCatalog.sql(
                        """
                        SELECT name, pg_catalog.current_setting(name)
                        FROM pg_catalog.pg_settings
                        WHERE source {=} 'session'
                        AND (context {=} 'user' OR context {=} 'superuser')
                        AND name {!~} '^transaction_'
                        UNION ALL SELECT 'session_authorization', session_user
                        UNION ALL SELECT 'role', pg_catalog.current_setting('role')
                        """));
    }

    @Override
    public Optional<BoundSql> kept() {
        return Optional.of(BoundSql.of(PgCatalog.sql(KEPT)));
    }

    @Override
    public Optional<BoundSql> countKept() {
        return Optional.of(BoundSql.of(PgCatalog.sql(COUNT)));
    }

    @Override
    public BoundSql identity() {
        return BoundSql.of(
                """
                SELECT 'session_authorization', session_user
                UNION ALL SELECT 'role', pg_catalog.current_setting('role')
                """);
    }

    @Override
    public BoundSql reset() {
        return BoundSql.of("RESET ALL");
    }

    @Override
    public BoundSql set(Lasting lasting, String setting, String value) {
        return BoundSql.of(
                "SELECT pg_catalog.set_config(?, ?, ?)",
                setting,
                value,
                lasting == Lasting.TRANSACTION);
    }

    @Override
    public String pathThrough(String schema, String searchPath) {
        return pathThrough(dialect, schema, searchPath);
    }

    /** The same of whatever has such a path. */
    public static String pathThrough(Dialect dialect, String schema, String searchPath) {
        return searchPath.isBlank()
                ? dialect.quote(schema)
                : dialect.quote(schema) + ", " + searchPath;
    }

    @Override
    public List<String> identityNames() {
        return List.of("session_authorization", "role");
    }

    @Override
    public boolean endsWithTransaction() {
        return true;
    }
}
