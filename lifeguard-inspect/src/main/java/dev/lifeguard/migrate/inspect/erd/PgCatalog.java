package dev.lifeguard.migrate.inspect.erd;

import java.util.List;
import java.util.regex.Pattern;

/** What PostgreSQL's catalogue is asked: https://www.postgresql.org/docs/current/catalogs.html. */
final class PgCatalog {

    /** Those of an extension are its own business, and partitions stand behind their table. */
    private static final String SHOWN =
            """
            c.relkind IN ('r', 'p', 'f') AND NOT c.relispartition AND c.relpersistence <> 't'
            AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
            AND NOT EXISTS (
                SELECT FROM pg_catalog.pg_depend d
                WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = c.oid
                AND d.objsubid = 0 AND d.deptype = 'e'
            )
            """;

    private static final String COLUMNS =
            """
            SELECT n.nspname, c.relname, a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod),
                NOT (a.attnotnull OR t.typnotnull), a.attgenerated <> ''
            FROM pg_catalog.pg_class c
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            LEFT JOIN pg_catalog.pg_attribute a
                ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
            LEFT JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
            WHERE %s
            ORDER BY n.nspname, c.relname, a.attnum
            """
                    .formatted(SHOWN);

    /** An index without the rows that have a null in it means the same as one with them. */
    private static final String KEYS =
            """
            SELECT n.nspname, c.relname, ic.relname, CASE WHEN i.indisprimary THEN 'P' ELSE 'U' END,
                a.attname
            FROM pg_catalog.pg_index i
            JOIN pg_catalog.pg_class ic ON ic.oid = i.indexrelid
            JOIN pg_catalog.pg_class c ON c.oid = i.indrelid
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            CROSS JOIN LATERAL pg_catalog.unnest(i.indkey::int2[]) WITH ORDINALITY k (attnum, at)
            LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.attnum
            WHERE (i.indisunique OR i.indisprimary) AND i.indisvalid AND k.at <= i.indnkeyatts
            AND (i.indpred IS NULL OR EXISTS (
                SELECT FROM pg_catalog.pg_attribute p
                WHERE p.attrelid = c.oid AND p.attnum = ANY (i.indkey::int2[])
                AND pg_catalog.pg_get_expr(i.indpred, c.oid)
                    = pg_catalog.format('(%%I IS NOT NULL)', p.attname)
            ))
            AND %s
            ORDER BY n.nspname, c.relname, ic.relname, k.at
            """
                    .formatted(SHOWN);

    private static final String REFERENCES =
            """
            SELECT n.nspname, c.relname, k.oid::text, a.attname, pn.nspname, p.relname
            FROM pg_catalog.pg_constraint k
            JOIN pg_catalog.pg_class c
                ON c.oid = coalesce(pg_catalog.pg_partition_root(k.conrelid), k.conrelid)
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_catalog.pg_class p
                ON p.oid = coalesce(pg_catalog.pg_partition_root(k.confrelid), k.confrelid)
            JOIN pg_catalog.pg_namespace pn ON pn.oid = p.relnamespace
            CROSS JOIN LATERAL pg_catalog.unnest(k.conkey) WITH ORDINALITY u (attnum, at)
            JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.attnum
            WHERE k.contype = 'f' AND k.conparentid = 0 AND %s
            ORDER BY n.nspname, c.relname, k.oid, u.at
            """
                    .formatted(SHOWN);

    static final CatalogQuestions QUESTIONS =
            new CatalogQuestions(
                    "SELECT 'public'",
                    List.of(
                            "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY",
                            "SET LOCAL search_path TO ''"),
                    COLUMNS,
                    KEYS,
                    REFERENCES,
                    PgCatalog::shortType);

    private static final Pattern ZONED =
            Pattern.compile("\\b(time|timestamp)(\\(\\d+\\))? with(out)? time zone");

    private PgCatalog() {}

    /** The shorter one of two names that PostgreSQL has for a type. */
    private static String shortType(String type) {
        String shorter =
                ZONED.matcher(type)
                        .replaceAll(
                                found ->
                                        found.group(1)
                                                + (found.group(3) == null ? "tz" : "")
                                                + (found.group(2) == null ? "" : found.group(2)));
        return shorter.replaceFirst("^character varying", "varchar")
                .replaceFirst("^character(?=$|[(\\[])", "char")
                .replaceFirst("^bit varying", "varbit")
                .replaceFirst("^public\\.", "");
    }
}
