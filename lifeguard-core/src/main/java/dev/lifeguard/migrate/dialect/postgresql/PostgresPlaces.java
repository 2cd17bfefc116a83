package dev.lifeguard.migrate.dialect.postgresql;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.dialect.StateSql.TableName;

/** Finds state tables on PostgreSQL in other places than the one where they are looked for. */
final class PostgresPlaces {

    // SAME: "$user" stands in the search path and its schema is there now, and this role made the
    // table in a later schema of the path, so before that. current_schemas() leaves out schemas
    // that this role may not use, so that the setting's own words are looked at, too.
    private static final String OTHERS =
            """
            SELECT n.nspname, c.relname,
                   CASE WHEN NOT (pg_catalog.has_schema_privilege(n.oid, 'USAGE')
                                  AND pg_catalog.has_table_privilege(c.oid, 'SELECT'))
                        THEN 'UNREADABLE'
                        WHEN pg_catalog.pg_get_userbyid(c.relowner) {=} current_user
                             AND pg_catalog.current_schema() {=} current_user
                             AND pg_catalog.strpos(pg_catalog.current_setting('search_path'),
                                                   '$user') {>} 0
                             AND n.nspname {=} ANY (pg_catalog.current_schemas(false))
                        THEN 'SAME'
                        WHEN s.namesake THEN 'NAMESAKE' ELSE 'POSSIBLE' END
            FROM pg_catalog.pg_class c
            JOIN pg_catalog.pg_namespace n ON n.oid {=} c.relnamespace
            JOIN pg_catalog.pg_attribute a ON a.attrelid {=} c.oid
            CROSS JOIN LATERAL (
                SELECT c.relname {=} ?::pg_catalog.name
                       AND (n.nspname {=} ANY (pg_catalog.current_schemas(false))
                            OR n.nspname::pg_catalog.text {=} ANY (
                                pg_catalog.regexp_split_to_array(
                                    pg_catalog.replace(
                                        pg_catalog.replace(
                                            pg_catalog.current_setting('search_path'), '"', ''),
                                        '$user', current_user::pg_catalog.text),
                                    ' *, *'))) AS namesake) s
            WHERE a.attname {=} 'execution_time_ms' AND NOT a.attisdropped
            AND c.relkind {=} ANY ('{r,p}')
            AND n.nspname {!~} '^pg_'
            AND NOT (n.nspname {=} coalesce(?::pg_catalog.name, pg_catalog.current_schema(), '')
                     AND c.relname {=} ?::pg_catalog.name)
            AND (?::pg_catalog.name IS NULL
                 OR n.nspname {=} ANY (pg_catalog.current_schemas(false)))
            AND (s.namesake
                 OR pg_catalog.has_schema_privilege(n.oid, 'USAGE')
                 AND pg_catalog.has_table_privilege(c.oid, 'SELECT'))
            AND (SELECT pg_catalog.count(*) FROM pg_catalog.pg_attribute s
                 WHERE s.attrelid {=} c.oid AND NOT s.attisdropped AND s.attname {=} ANY (
                     '{version,name,checksum,applied_at,execution_time_ms,success}')) {=} 6
            ORDER BY s.namesake DESC,
                     pg_catalog.array_position(pg_catalog.current_schemas(false), n.nspname),
                     n.nspname, c.relname
            LIMIT 20
            """;

    private PostgresPlaces() {}

    static BoundSql others(TableName name) {
        return BoundSql.of(
                PgCatalog.sql(OTHERS), name.table(), name.schema(), name.table(), name.schema());
    }

    static BoundSql schema(String schema) {
        return BoundSql.of(
                PgCatalog.sql(
                        """
                        SELECT n.nspname FROM pg_catalog.pg_namespace n
                        WHERE n.nspname {=} ?::pg_catalog.name
                        """),
                schema);
    }
}
