package dev.lifeguard.migrate.inspect.compat;

/** Questions to a database whose search path is {@code pg_catalog}. */
final class SchemaStateSql {

    /** Since 18 a constraint may be there and not hold. */
    private static final String ENFORCED =
            "coalesce((to_jsonb(k) ->> 'conenforced')::boolean, true)";

    /** As {@link Deferral}. */
    private static final String DEFERRAL =
            """
            CASE WHEN k.condeferred THEN 'AT_COMMIT' WHEN k.condeferrable THEN 'ON_REQUEST'
                ELSE 'NEVER' END
            """;

    /** All that statements read and write like a table, of schemas that are no server's own. */
    static final String TABLES =
            """
            SELECT c.oid, n.nspname, c.relname,
                array_remove(ARRAY[CASE WHEN c.relrowsecurity THEN 'ROW_SECURITY' END,
                    CASE WHEN array_to_string(c.reloptions, ',') ~ '(^|,)check_option='
                        THEN 'CHECK_OPTION' END,
                    CASE WHEN NOT c.relispopulated THEN 'NOT_FILLED' END], NULL),
                ARRAY(SELECT COALESCE(r.rolname, 'PUBLIC') || ' ' || a.privilege_type
                      FROM aclexplode(c.relacl) a LEFT JOIN pg_roles r ON r.oid = a.grantee),
                CASE WHEN c.relkind = 'p' THEN ARRAY(
                    SELECT t.relid::oid FROM pg_partition_tree(c.oid) t WHERE t.relid <> c.oid)
                    ELSE ARRAY[]::oid[] END,
                CASE WHEN c.relkind = 'v' THEN pg_get_viewdef(c.oid) ELSE '' END
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
            AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
            """;

    static final String COLUMNS =
            """
            SELECT a.attrelid, a.attname, format_type(a.atttypid, a.atttypmod),
                format_type(b.oid, NULL),
                CASE WHEN t.typtype = 'd' AND a.atttypmod < 0 THEN t.typtypmod
                    ELSE a.atttypmod END,
                a.attnotnull OR t.typnotnull,
                CASE WHEN a.attidentity <> '' OR a.attgenerated <> '' THEN 'COMPUTED'
                    WHEN t.typdefault IS NOT NULL AND d.adbin IS NULL THEN 'CONSTANT'
                    WHEN d.adbin IS NULL THEN 'NOTHING'
                    WHEN pg_get_expr(d.adbin, d.adrelid) ~* '^null(::|$)' THEN 'NOTHING'
                    WHEN pg_get_expr(d.adbin, d.adrelid) ~ '[(]|^CURRENT_|^LOCALTIME' THEN 'COMPUTED'
                    ELSE 'CONSTANT' END,
                ARRAY(SELECT pg_get_constraintdef(k.oid) FROM pg_constraint k
                      WHERE k.contypid = t.oid AND k.contype = 'c'),
                ARRAY(SELECT e.enumlabel::text FROM pg_enum e
                      WHERE e.enumtypid IN (b.oid, b.typelem) ORDER BY e.enumsortorder)
            FROM pg_attribute a
            JOIN pg_class c ON c.oid = a.attrelid AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
            JOIN pg_type t ON t.oid = a.atttypid
            JOIN pg_type b ON b.oid = CASE t.typtype WHEN 'd' THEN t.typbasetype ELSE t.oid END
            LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
            WHERE a.attnum > 0 AND NOT a.attisdropped
            ORDER BY a.attrelid, a.attnum
            """;

    static final String CHECKS =
            """
            SELECT k.conrelid, k.conname, pg_get_expr(k.conbin, k.conrelid),
                ARRAY(SELECT a.attname::text FROM pg_attribute a
                      WHERE a.attrelid = k.conrelid AND a.attnum = ANY (k.conkey)),
                k.convalidated
            FROM pg_constraint k WHERE k.contype = 'c' AND k.conrelid <> 0 AND
            """
                    + ENFORCED;

    /** Since 18 a NOT NULL is a constraint, and may be NOT VALID. */
    static final String UNCHECKED_PRESENCES =
            """
            SELECT k.conrelid, k.conname, a.attname
            FROM pg_constraint k
            JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
            WHERE k.contype = 'n' AND NOT k.convalidated
            """;

    /** A key's columns in their order, and what they take for equal beyond the same value. */
    private static final String KEYED =
            """
            LATERAL (
                SELECT array_agg(a.attname::text ORDER BY p.place) AS names,
                    array_agg(concat_ws(' ', CASE WHEN n.equal THEN 'NULL' END, o.collname)
                        ORDER BY p.place) AS equals,
                    bool_or(n.equal) AS nulls,
                    string_agg(DISTINCT o.collname, ', ') AS collations
                FROM unnest(i.indkey::int2[], i.indcollation::oid[])
                    WITH ORDINALITY p (number, sorting, place)
                LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = p.number
                    AND p.number <> 0
                LEFT JOIN pg_collation o ON o.oid = p.sorting AND NOT o.collisdeterministic,
                LATERAL (SELECT NOT coalesce(a.attnotnull, false) AND coalesce(
                    (to_jsonb(i) ->> 'indnullsnotdistinct')::boolean, false) AS equal) n
                WHERE p.place <= i.indnkeyatts) keyed
            """;

    static final String KEYS =
            """
            SELECT i.indrelid, c.relname,
                ARRAY(SELECT a.attname::text FROM pg_attribute a
                      WHERE a.attrelid = i.indrelid AND a.attnum > 0 AND (
                          a.attnum = ANY ((i.indkey::int2[])[0:i.indnkeyatts - 1])
                          OR EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass
                              AND d.objid = i.indexrelid AND d.refclassid = 'pg_class'::regclass
                              AND d.refobjid = i.indrelid AND d.refobjsubid = a.attnum
                              AND NOT a.attnum = ANY (i.indkey::int2[])))),
                CASE WHEN 0 = ANY (i.indkey::int2[]) OR NOT i.indisunique THEN ARRAY[]::text[] ELSE
                    keyed.names END,
                keyed.equals,
                CASE WHEN keyed.nulls THEN 'EQUAL' ELSE 'DISTINCT' END,
                COALESCE(pg_get_expr(i.indpred, i.indrelid), ''),
                COALESCE((SELECT pg_get_constraintdef(k.oid) FROM pg_constraint k
                          WHERE k.conindid = i.indexrelid AND k.contype = 'x'),
                    regexp_replace(pg_get_indexdef(i.indexrelid), '^.*? USING ', ''))
                    || coalesce(', by the nondeterministic collation ' || keyed.collations, ''),
                coalesce((SELECT
            """
                    + DEFERRAL
                    + """
                             FROM pg_constraint k
                            WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x')), 'NEVER')
                    FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid,
                    """
                    + KEYED
                    + """
                    WHERE (i.indisunique OR i.indisexclusion) AND i.indisready
                    """;

    static final String REFERENCES =
            """
            SELECT k.conrelid, k.conname,
                ARRAY(SELECT a.attname::text FROM pg_attribute a
                      WHERE a.attrelid = k.conrelid AND a.attnum = ANY (k.conkey)),
                n.nspname || '.' || c.relname,
                ARRAY(SELECT a.attname::text FROM pg_attribute a
                      WHERE a.attrelid = k.confrelid AND a.attnum = ANY (k.confkey)),
                regexp_replace(pg_get_constraintdef(k.oid), '[)]( MATCH FULL| ON | DEFERRABLE| NOT ).*$', ')'),
                k.confmatchtype::text, k.confdeltype::text, k.confupdtype::text,
                ARRAY(SELECT a.attname::text FROM pg_attribute a
                      WHERE a.attrelid = k.conrelid AND a.attnum = ANY (k.conkey)
                      AND (coalesce(jsonb_typeof(to_jsonb(k) -> 'confdelsetcols'), '') <> 'array'
                          OR to_jsonb(k) -> 'confdelsetcols' @> to_jsonb(a.attnum))),
            """
                    + DEFERRAL
                    + """
                    FROM pg_constraint k JOIN pg_class c ON c.oid = k.confrelid
                    JOIN pg_namespace n ON n.oid = c.relnamespace
                    WHERE k.contype = 'f' AND
                    """
                    + ENFORCED;

    /** Triggers, and rules with the bits that a trigger for the same would have. */
    static final String TRIGGERS =
            """
            SELECT t.tgrelid, t.tgname, pg_get_triggerdef(t.oid), t.tgtype, p.prosrc
            FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
            WHERE NOT t.tgisinternal AND t.tgenabled <> 'D'
            UNION ALL
            SELECT r.ev_class, r.rulename, pg_get_ruledef(r.oid),
                CASE r.ev_type WHEN '2' THEN 16 WHEN '3' THEN 4 ELSE 8 END
                    + CASE WHEN r.is_instead AND r.ev_qual = '<>' THEN 64 ELSE 0 END, ''
            FROM pg_rewrite r WHERE r.rulename <> '_RETURN' AND r.ev_enabled <> 'D'
            """;

    static final String LABELS =
            """
            SELECT format_type(t.oid, NULL), array_agg(e.enumlabel::text ORDER BY e.enumsortorder)
            FROM pg_type t JOIN pg_enum e ON e.enumtypid IN (t.oid, t.typelem) GROUP BY t.oid
            """;

    private SchemaStateSql() {}
}
