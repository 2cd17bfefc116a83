package dev.lifeguard.migrate.lint;

/** What is asked of PostgreSQL's catalogue. */
final class SchemaQueries {

    /** Its sizes are those of its partitions and of whatever else inherits from it as well. */
    static final String RELATION =
            """
            WITH RECURSIVE c AS (
              SELECT r.oid, r.relkind FROM pg_catalog.pg_class r
              JOIN pg_catalog.pg_namespace n ON n.oid {=} r.relnamespace
              WHERE n.nspname {=} ?::pg_catalog.name AND r.relname {=} ?::pg_catalog.name
                AND r.relkind {=} ANY ('{r,p,v,m}'::pg_catalog."char"[])),
            tree (relid) AS (
              SELECT c.oid FROM c
              UNION
              SELECT i.inhrelid FROM pg_catalog.pg_inherits i
              JOIN tree p ON i.inhparent {=} p.relid)
            SELECT c.oid::pg_catalog.int8, c.relkind,
                   (SELECT COALESCE(pg_catalog.sum(pg_catalog.pg_relation_size(t.relid)), 0)
                    FROM tree t),
                   (SELECT COALESCE(pg_catalog.sum(pg_catalog.pg_total_relation_size(t.relid)), 0)
                    FROM tree t),
                   ARRAY(SELECT a.attname::pg_catalog.text FROM pg_catalog.pg_partitioned_table p
                         JOIN pg_catalog.pg_attribute a ON a.attrelid {=} p.partrelid
                           AND a.attnum {=} ANY (p.partattrs::pg_catalog.int2[])
                         WHERE p.partrelid {=} c.oid),
                   (SELECT pg_catalog.count(*) FROM pg_catalog.pg_policy o
                    WHERE o.polrelid {=} c.oid AND o.polpermissive)
            FROM c
            """;

    static final String COLUMNS =
            """
            SELECT a.attname, t.typname, n.nspname, a.atttypmod, a.attnotnull
            FROM pg_catalog.pg_attribute a
            JOIN pg_catalog.pg_type t ON t.oid {=} a.atttypid
            JOIN pg_catalog.pg_namespace n ON n.oid {=} t.typnamespace
            WHERE a.attrelid {=} ?::pg_catalog.int8::pg_catalog.oid AND a.attnum {>} 0
              AND NOT a.attisdropped
            ORDER BY a.attnum
            """;

    static final String CONSTRAINTS =
            """
            SELECT c.conname, pg_catalog.pg_get_constraintdef(c.oid), c.convalidated,
                   COALESCE((SELECT n.nspname::pg_catalog.text FROM pg_catalog.pg_class p
                    JOIN pg_catalog.pg_namespace n ON n.oid {=} p.relnamespace
                    WHERE p.oid {=} c.confrelid), ''),
                   COALESCE((SELECT p.relname::pg_catalog.text FROM pg_catalog.pg_class p
                    WHERE p.oid {=} c.confrelid), '')
            FROM pg_catalog.pg_constraint c
            WHERE c.conrelid {=} ?::pg_catalog.int8::pg_catalog.oid
              AND c.contype {=} ANY ('{p,u,f,c,n}'::pg_catalog."char"[])
            """;

    static final String TRIGGERS =
            """
            SELECT t.tgname, p.proname FROM pg_catalog.pg_trigger t
            JOIN pg_catalog.pg_proc p ON p.oid {=} t.tgfoid
            WHERE t.tgrelid {=} ?::pg_catalog.int8::pg_catalog.oid AND NOT t.tgisinternal
            """;

    static final String PARTITIONS =
            """
            SELECT n.nspname, c.relname, c.oid {=} p.partdefid
            FROM pg_catalog.pg_inherits i
            JOIN pg_catalog.pg_partitioned_table p ON p.partrelid {=} i.inhparent
            JOIN pg_catalog.pg_class c ON c.oid {=} i.inhrelid
            JOIN pg_catalog.pg_namespace n ON n.oid {=} c.relnamespace
            WHERE i.inhparent {=} ?::pg_catalog.int8::pg_catalog.oid
            """;

    static final String INDEXES =
            """
            SELECT n.nspname, c.relname, tn.nspname, t.relname,
                   ARRAY(SELECT COALESCE((SELECT a.attname::pg_catalog.text
                                          FROM pg_catalog.pg_attribute a
                                          WHERE a.attrelid {=} i.indrelid AND a.attnum {=} k.n), '')
                         FROM pg_catalog.unnest(i.indkey::pg_catalog.int2[])
                           WITH ORDINALITY k(n, place)
                         WHERE k.place {<=} i.indnkeyatts ORDER BY k.place),
                   i.indisunique, pg_catalog.pg_get_expr(i.indpred, i.indrelid),
                   pg_catalog.pg_get_expr(i.indpred, i.indrelid)
                     {=} (SELECT '(' {||} pg_catalog.quote_ident(a.attname) {||} ' IS NOT NULL)'
                          FROM pg_catalog.pg_attribute a
                          WHERE a.attrelid {=} i.indrelid AND a.attnum {=} i.indkey[0])
            FROM pg_catalog.pg_index i
            JOIN pg_catalog.pg_class c ON c.oid {=} i.indexrelid
            JOIN pg_catalog.pg_namespace n ON n.oid {=} c.relnamespace
            JOIN pg_catalog.pg_class t ON t.oid {=} i.indrelid
            JOIN pg_catalog.pg_namespace tn ON tn.oid {=} t.relnamespace
            WHERE i.indisvalid AND
            """;

    static final String VOLATILITY =
            """
            SELECT p.provolatile FROM pg_catalog.pg_proc p
            JOIN pg_catalog.pg_namespace n ON n.oid {=} p.pronamespace
            WHERE p.proname {=} ?::pg_catalog.name
              AND (?::pg_catalog.text {=} '' OR n.nspname::pg_catalog.text {=} ?::pg_catalog.text)
            """;

    /** The tables that have a trigger with a function. */
    static final String CALLERS =
            """
            SELECT n.nspname, c.relname FROM pg_catalog.pg_trigger t
            JOIN pg_catalog.pg_proc p ON p.oid {=} t.tgfoid
            JOIN pg_catalog.pg_class c ON c.oid {=} t.tgrelid
            JOIN pg_catalog.pg_namespace n ON n.oid {=} c.relnamespace
            WHERE p.proname {=} ?::pg_catalog.name AND NOT t.tgisinternal
            """;

    private SchemaQueries() {}
}
