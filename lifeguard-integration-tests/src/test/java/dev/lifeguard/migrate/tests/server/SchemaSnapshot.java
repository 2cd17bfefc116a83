package dev.lifeguard.migrate.tests.server;

import java.util.List;
import java.util.function.Function;

/** Everything that a database holds of its users' own, one line an object. */
public final class SchemaSnapshot {

    private static final String SQL =
            """
            WITH spaces AS (
                SELECT oid, nspname FROM pg_namespace
                WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
            )
            SELECT line FROM (
                SELECT 'schema ' || nspname FROM spaces
                UNION ALL
                SELECT format('%s %s.%s',
                        CASE c.relkind WHEN 'r' THEN 'table' WHEN 'v' THEN 'view'
                        WHEN 'S' THEN 'sequence' WHEN 'm' THEN 'materialized view'
                        WHEN 'p' THEN 'partitioned table' ELSE c.relkind::text END,
                        n.nspname, c.relname)
                FROM pg_class c JOIN spaces n ON n.oid = c.relnamespace
                WHERE c.relkind NOT IN ('i', 'I', 'c')
                UNION ALL
                SELECT format('column %s.%s %s %s%s%s', a.attrelid::regclass, a.attname,
                        a.attnum, format_type(a.atttypid, a.atttypmod),
                        CASE WHEN a.attnotnull THEN ' not null' ELSE '' END,
                        ' default ' || pg_get_expr(d.adbin, d.adrelid))
                FROM pg_attribute a
                JOIN pg_class c ON c.oid = a.attrelid AND c.relkind IN ('r', 'p', 'v', 'm')
                JOIN spaces n ON n.oid = c.relnamespace
                LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
                WHERE a.attnum > 0 AND NOT a.attisdropped
                UNION ALL
                SELECT format('constraint %s %s %s', k.conrelid::regclass, k.conname,
                        pg_get_constraintdef(k.oid))
                FROM pg_constraint k JOIN spaces n ON n.oid = k.connamespace
                WHERE k.contype <> 'n'
                UNION ALL
                SELECT format('index %s%s', pg_get_indexdef(i.indexrelid),
                        CASE WHEN i.indisvalid THEN '' ELSE ' INVALID' END)
                FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
                JOIN spaces n ON n.oid = c.relnamespace
                UNION ALL
                SELECT format('routine %s', p.oid::regprocedure)
                FROM pg_proc p JOIN spaces n ON n.oid = p.pronamespace
                UNION ALL
                SELECT format('trigger %s', pg_get_triggerdef(t.oid))
                FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
                JOIN spaces n ON n.oid = c.relnamespace WHERE NOT t.tgisinternal
                UNION ALL
                SELECT format('type %s', t.oid::regtype)
                FROM pg_type t JOIN spaces n ON n.oid = t.typnamespace
                LEFT JOIN pg_class c ON c.oid = t.typrelid
                WHERE t.typcategory <> 'A' AND (c.oid IS NULL OR c.relkind = 'c')
            ) AS objects (line)
            ORDER BY line COLLATE "C"
            """;

    private SchemaSnapshot() {}

    /** All of it, sorted. */
    public static List<String> of(TestDatabase database) {
        return of(database::query);
    }

    /** The same by whatever runs a query. */
    public static List<String> of(Function<String, List<String>> query) {
        return query.apply(SQL);
    }

    /** The same without what belongs to the state table. */
    public static List<String> besideStateTable(TestDatabase database) {
        return of(database).stream()
                .filter(line -> !line.contains("lifeguard_migrations"))
                .toList();
    }
}
