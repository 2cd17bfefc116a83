package dev.lifeguard.migrate.dialect.postgresql;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.dialect.StateSql.TableName;

/**
 * Finds out whether a state table on PostgreSQL can run code of others.
 *
 * <ol>
 *   <li>Its owner, and that of each of its partitions, is this role, a role that it is a member of,
 *       or a superuser. A superuser counts as a member of every role to {@code pg_has_role()}, so
 *       the memberships themselves are looked at. One that a role gave of itself does not count, as
 *       PostgreSQL 14 and 15 let it; nor, for a superuser, one that none gave.
 *   <li>It is a table, without triggers (a foreign key from another table makes some), rules and
 *       row level security.
 *   <li>Its columns have types that came with the server, which no OID from 16384 on has
 *       (FirstNormalObjectId); its defaults are constants or the clock; and no generated column,
 *       check, index or partition key calls a function.
 *   <li>Its versions are numbers of 64 bits and a key, without which it would be no history; and it
 *       is not UNLOGGED, since a crash of the server empties such a table.
 * </ol>
 *
 * <p>The owners of the schema and of the database can put another table in its place at any time,
 * and are trusted with that: PostgreSQL knows no safe use of a database whose owner is not to be
 * trusted (manual, 5.10.6).
 */
final class PostgresTrustSql {

    private static final String HARMLESS_DEFAULT =
            """
            '^(pg_catalog[.]){0,1}(clock_timestamp|now|transaction_timestamp|statement_timestamp)[(][)]$\
            |^(CURRENT_TIMESTAMP|LOCALTIMESTAMP|true|false|NULL|-{0,1}[0-9]+|''[^'']*'')\
            (::[a-z ]+([(][0-9]+[)]){0,1}){0,1}$'\
            """;

    /** Not by itself: {@code IN}, {@code AND} and the like may stand before a parenthesis. */
    private static final String CALL = "'[a-z0-9_\"][(]'";

    /** Of an expression in the catalogue: it uses a function, an operator or a type of others. */
    private static final String FOREIGN =
            """
            EXISTS (SELECT FROM pg_catalog.pg_depend u
                    WHERE u.classid {=} '%s'::pg_catalog.regclass AND u.objid {=} %s
                    AND u.refclassid {<>} 'pg_catalog.pg_class'::pg_catalog.regclass
                    AND u.refobjid {>=} 16384::pg_catalog.oid)
            """;

    // What is enough for almost every table, in as few look-ups as there can be: it costs each run.
    private static final String USUAL =
            """
            SELECT 1 {/} pg_catalog.count(*)
            FROM pg_catalog.pg_class c
            JOIN pg_catalog.pg_roles o ON o.oid {=} c.relowner
            JOIN pg_catalog.pg_roles me ON me.rolname {=} current_user
            WHERE c.oid {=} {found}
            AND c.relkind {=} 'r' AND c.relpersistence {<>} 'u' AND NOT c.relhassubclass
            AND NOT c.relhastriggers AND NOT c.relhasrules AND NOT c.relrowsecurity
            AND c.relchecks {=} 0
            AND (o.oid {=} me.oid OR o.rolsuper
                 OR (NOT me.rolsuper AND pg_catalog.pg_has_role(o.oid, 'MEMBER')
                     AND NOT EXISTS (SELECT FROM pg_catalog.pg_auth_members g
                                     WHERE g.grantor {=} g.roleid)))
            AND NOT EXISTS (SELECT FROM pg_catalog.pg_attribute a
                            WHERE a.attrelid {=} c.oid AND a.attnum {>} 0
                            AND (a.atttypid {>=} 16384::pg_catalog.oid OR a.attgenerated {<>} ''
                                 {or is no version}))
            AND NOT EXISTS (SELECT FROM pg_catalog.pg_attrdef d
                            WHERE d.adrelid {=} c.oid AND {default is foreign})
            AND (SELECT pg_catalog.bool_and(i.indexprs IS NULL AND i.indpred IS NULL)
                        {and one is the key}
                 FROM pg_catalog.pg_index i WHERE i.indrelid {=} c.oid)
            """;

    private static final String NO_VERSION =
            """
            OR (a.attnum {=} 1 AND (a.attname {<>} 'version'
                OR a.atttypid {<>} 20::pg_catalog.oid))\
            """;

    private static final String ONE_IS_THE_KEY =
            """
            AND pg_catalog.bool_or(i.indisunique AND i.indisvalid AND i.indimmediate
                AND i.indnkeyatts {=} 1 AND i.indkey[0] {=} 1)\
            """;

    /** A unique index of one column, for ON CONFLICT. */
    private static final String IS_KEY =
            """
            k.indisunique AND k.indisvalid AND k.indimmediate AND k.indpred IS NULL
            AND k.indnkeyatts {=} 1 AND k.indkey[0] {=} v.attnum\
            """;

    private static final String REASONS =
            """
            {family}, me AS (
                SELECT r.oid, r.rolname, r.rolsuper
                FROM pg_catalog.pg_roles r WHERE r.rolname {=} current_user
            ), mine (oid) AS (
                SELECT me.oid FROM me
                UNION
                SELECT g.roleid FROM mine
                JOIN pg_catalog.pg_auth_members g ON g.member {=} mine.oid
                JOIN pg_catalog.pg_roles giver ON giver.oid {=} g.grantor
                CROSS JOIN me
                WHERE giver.rolsuper OR (NOT me.rolsuper AND g.grantor {<>} g.roleid)
            ), relations AS (
                SELECT c.oid, c.relkind, c.relpersistence, c.relowner, c.relrowsecurity,
                       (c.oid::pg_catalog.regclass)::pg_catalog.text AS relation
                FROM family f JOIN pg_catalog.pg_class c ON c.oid {=} f.oid
            ), versions AS (
                SELECT v.attrelid, v.attnum, v.atttypid, v.atttypmod
                FROM relations r
                JOIN pg_catalog.pg_attribute v ON v.attrelid {=} r.oid
                WHERE v.attname {=} 'version' AND r.relkind {=} ANY ('{r,p}')
                AND (SELECT pg_catalog.count(*) FROM pg_catalog.pg_attribute s
                     WHERE s.attrelid {=} r.oid AND NOT s.attisdropped AND s.attname {=} ANY (
                         '{version,name,checksum,applied_at,execution_time_ms,success}')) {=} 6
            )
            SELECT 1 AS rank, 'owner' AS kind, o.rolname::pg_catalog.text AS name,
                   me.rolname::pg_catalog.text AS other
            FROM relations r JOIN pg_catalog.pg_roles o ON o.oid {=} r.relowner CROSS JOIN me
            WHERE NOT o.rolsuper
            AND NOT EXISTS (SELECT FROM mine WHERE mine.oid {=} r.relowner)
            UNION ALL
            SELECT 2, 'kind', r.relation, '' FROM relations r
            WHERE NOT r.relkind {=} ANY ('{r,p}')
            UNION ALL
            SELECT 3, 'rule', w.rulename, '' FROM relations r
            JOIN pg_catalog.pg_rewrite w ON w.ev_class {=} r.oid
            WHERE r.relkind {=} ANY ('{r,p}')
            UNION ALL
            SELECT 4, CASE WHEN t.tgisinternal THEN 'reference' ELSE 'trigger' END,
                   coalesce(k.conname, t.tgname), ''
            FROM relations r JOIN pg_catalog.pg_trigger t ON t.tgrelid {=} r.oid
            LEFT JOIN pg_catalog.pg_constraint k ON k.oid {=} t.tgconstraint
            WHERE NOT (t.tgisinternal AND coalesce(k.contype {=} ANY ('{p,u}'), false))
            UNION ALL
            SELECT 5, 'policy', r.relation, '' FROM relations r WHERE r.relrowsecurity
            UNION ALL
            SELECT 6, 'type', a.attname, '' FROM relations r
            JOIN pg_catalog.pg_attribute a ON a.attrelid {=} r.oid AND a.attnum {>} 0
            WHERE a.atttypid {>=} 16384::pg_catalog.oid
            UNION ALL
            SELECT 7, 'default', a.attname, '' FROM relations r
            JOIN pg_catalog.pg_attribute a ON a.attrelid {=} r.oid
            JOIN pg_catalog.pg_attrdef d ON d.adrelid {=} r.oid AND d.adnum {=} a.attnum
            WHERE a.attgenerated {<>} '' OR {default is foreign}
            UNION ALL
            SELECT 8, 'check', k.conname, '' FROM relations r
            JOIN pg_catalog.pg_constraint k ON k.conrelid {=} r.oid
            WHERE k.contype {=} 'c'
            AND (pg_catalog.pg_get_constraintdef(k.oid) {~*} {call} OR {check is foreign})
            UNION ALL
            SELECT 9, 'index', (i.indexrelid::pg_catalog.regclass)::pg_catalog.text, ''
            FROM relations r JOIN pg_catalog.pg_index i ON i.indrelid {=} r.oid
            WHERE i.indexprs IS NOT NULL OR i.indpred IS NOT NULL
            UNION ALL
            SELECT 10, 'partition key', r.relation, '' FROM relations r
            JOIN pg_catalog.pg_partitioned_table p ON p.partrelid {=} r.oid
            WHERE p.partexprs IS NOT NULL
            UNION ALL
            SELECT 11, 'version type', pg_catalog.format_type(v.atttypid, v.atttypmod), ''
            FROM versions v WHERE v.atttypid {<>} 20::pg_catalog.oid
            UNION ALL
            SELECT 12, 'version key',
                   coalesce((SELECT pg_catalog.min(d.conname::pg_catalog.text)
                             FROM pg_catalog.pg_constraint d
                             WHERE d.conrelid {=} v.attrelid AND d.contype {=} ANY ('{p,u}')
                             AND d.condeferrable AND pg_catalog.cardinality(d.conkey) {=} 1
                             AND d.conkey[1] {=} v.attnum), ''), ''
            FROM versions v
            WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_index k
                              WHERE k.indrelid {=} v.attrelid AND {is key})
            UNION ALL
            SELECT 13, 'unlogged', r.relation, '' FROM relations r
            WHERE r.relpersistence {=} 'u'
            """;

    // pg_write_all_data's members may, by SET ROLE also those that do not inherit it. A role that
    // came with the server is nobody's login.
    private static final String OTHER_WRITERS =
            """
            {family}
            SELECT DISTINCT w.rolname
            FROM family f
            JOIN pg_catalog.pg_class c ON c.oid {=} f.oid
            CROSS JOIN pg_catalog.pg_roles w
            WHERE NOT w.rolsuper AND w.oid {>=} 16384::pg_catalog.oid
            AND NOT pg_catalog.pg_has_role(w.oid, c.relowner, 'MEMBER')
            AND w.rolname {<>} current_user
            AND (pg_catalog.has_any_column_privilege(w.oid, c.oid, 'INSERT, UPDATE')
                 OR pg_catalog.pg_has_role(w.oid, 'pg_write_all_data', 'MEMBER'))
            ORDER BY w.rolname
            """;

    /** The table and its partitions. */
    private static final String FAMILY =
            """
            WITH RECURSIVE family (oid) AS (
                SELECT c.oid FROM pg_catalog.pg_class c WHERE c.oid {=} {found}
                UNION
                SELECT i.inhrelid FROM family f
                JOIN pg_catalog.pg_inherits i ON i.inhparent {=} f.oid
            )\
            """;

    private static final String IN_SCHEMA = "?::pg_catalog.regclass";

    private static final String IN_FIRST_SCHEMA =
            """
            (pg_catalog.quote_ident(pg_catalog.current_schema()) {||} '.'
             {||} ?::pg_catalog.text)::pg_catalog.regclass\
            """;

    private final TableName name;
    private final String table;

    /**
     * On a table.
     *
     * @param table its name as statements write it
     */
    PostgresTrustSql(TableName name, String table) {
        this.name = name;
        this.table = table;
    }

    /** Divides by zero (SQLState 22012) unless the table is one of the usual ones. */
    BoundSql usual() {
        return bound(
                USUAL.replace("{or is no version}", NO_VERSION)
                        .replace("{and one is the key}", ONE_IS_THE_KEY));
    }

    /** The same of a table that is no history. */
    BoundSql usualLog() {
        return bound(USUAL.replace("{or is no version}", "").replace("{and one is the key}", ""));
    }

    /** The reasons against it, the weightiest first: kind, name, and this role's. */
    BoundSql reasons() {
        return bound("SELECT kind, name, other FROM (" + REASONS + ") all_of_them ORDER BY rank");
    }

    /** Divides by zero where there is such a reason. */
    BoundSql withoutReasons() {
        return bound(
                "SELECT 1 {/} pg_catalog.count(*) FROM (SELECT 1) AS one WHERE NOT EXISTS ("
                        + REASONS
                        + ")");
    }

    /** The names of the roles, beside the trusted ones, that may write rows. */
    BoundSql otherWriters() {
        return bound(OTHER_WRITERS);
    }

    private BoundSql bound(String readable) {
        String sql =
                readable.replace("{family}", FAMILY)
                        .replace("{found}", name.schema() == null ? IN_FIRST_SCHEMA : IN_SCHEMA)
                        .replace(
                                "{default is foreign}",
                                // Without the quotes that quote_all_identifiers sets; who is called
                                // is
                                // asked below.
                                "(pg_catalog.translate(pg_catalog.pg_get_expr(d.adbin, d.adrelid),"
                                        + " '\"', '') {!~} "
                                        + HARMLESS_DEFAULT
                                        + " OR "
                                        + FOREIGN.formatted("pg_catalog.pg_attrdef", "d.oid")
                                        + ")")
                        .replace(
                                "{check is foreign}",
                                FOREIGN.formatted("pg_catalog.pg_constraint", "k.oid"))
                        .replace("{call}", CALL)
                        .replace("{is key}", IS_KEY);
        return BoundSql.of(PgCatalog.sql(sql), table);
    }
}
