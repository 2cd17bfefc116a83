package dev.lifeguard.migrate.dialect.postgresql;

import dev.lifeguard.migrate.dialect.BoundSql;
import java.util.List;

/** Finds tables of other tools on PostgreSQL, by name and by their columns. */
public final class PostgresTables {

    private static final String NAMED =
            """
            SELECT n.nspname, c.relname, a.attname, t.typname,
                   pg_catalog.array_position(pg_catalog.current_schemas(false), n.nspname),
                   {hidden}
            FROM pg_catalog.pg_class c
            JOIN pg_catalog.pg_namespace n ON n.oid {=} c.relnamespace
            JOIN pg_catalog.pg_attribute a
                ON a.attrelid {=} c.oid AND a.attnum {>} 0 AND NOT a.attisdropped
            JOIN pg_catalog.pg_type t ON t.oid {=} a.atttypid
            WHERE pg_catalog.lower(c.relname::pg_catalog.text) {=} pg_catalog.lower(?)
            AND c.relkind {=} ANY ('{r,p}')
            AND n.nspname {!~} '^pg_' AND n.nspname {<>} 'information_schema'
            ORDER BY 5, 1, 2, a.attnum
            """;

    private static final String WITH_COLUMNS =
            """
            SELECT n.nspname, c.relname
            FROM pg_catalog.pg_class c
            JOIN pg_catalog.pg_namespace n ON n.oid {=} c.relnamespace
            WHERE c.relkind {=} ANY ('{r,p}')
            AND n.nspname {!~} '^pg_' AND n.nspname {<>} 'information_schema'
            AND (SELECT pg_catalog.count(*) FROM pg_catalog.pg_attribute a
                 WHERE a.attrelid {=} c.oid AND a.attnum {>} 0 AND NOT a.attisdropped
                 AND pg_catalog.lower(a.attname::pg_catalog.text)
                     {=} ANY (pg_catalog.string_to_array(?, ','))) {=} ?::pg_catalog.int4
            ORDER BY 1, 2
            LIMIT 20
            """;

    private PostgresTables() {}

    /** By their name; a policy hides rows where row-level security is on for this user. */
    static BoundSql named(String table) {
        return named(table, "pg_catalog.row_security_active(c.oid)");
    }

    /** The same where that is not known. */
    public static BoundSql namedWithoutPolicies(String table) {
        return named(table, "false");
    }

    private static BoundSql named(String table, String hidden) {
        return BoundSql.of(PgCatalog.sql(NAMED.replace("{hidden}", hidden)), table);
    }

    /** By their columns. */
    public static BoundSql with(List<String> columns) {
        return BoundSql.of(PgCatalog.sql(WITH_COLUMNS), String.join(",", columns), columns.size());
    }
}
