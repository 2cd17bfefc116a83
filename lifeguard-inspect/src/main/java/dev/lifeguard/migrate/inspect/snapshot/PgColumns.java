package dev.lifeguard.migrate.inspect.snapshot;

/** The columns of tables, and their constraints. */
final class PgColumns {

    /** The options of a sequence {@code s} that are not the usual ones, but for its type. */
    static final String SEQUENCE =
            """
            CASE WHEN s.seqincrement <> 1 THEN ' INCREMENT BY ' || s.seqincrement END,
            CASE WHEN s.seqmin <> CASE WHEN s.seqincrement > 0 THEN 1 ELSE
                    CASE s.seqtypid WHEN 'smallint'::regtype THEN -32768
                        WHEN 'integer'::regtype THEN -2147483648
                        ELSE -9223372036854775808 END END
                THEN ' MINVALUE ' || s.seqmin END,
            CASE WHEN s.seqmax <> CASE WHEN s.seqincrement < 0 THEN -1 ELSE
                    CASE s.seqtypid WHEN 'smallint'::regtype THEN 32767
                        WHEN 'integer'::regtype THEN 2147483647
                        ELSE 9223372036854775807 END END
                THEN ' MAXVALUE ' || s.seqmax END,
            CASE WHEN s.seqstart <> CASE WHEN s.seqincrement > 0 THEN s.seqmin ELSE s.seqmax END
                THEN ' START WITH ' || s.seqstart END,
            CASE WHEN s.seqcache <> 1 THEN ' CACHE ' || s.seqcache END,
            CASE WHEN s.seqcycle THEN ' CYCLE' END
            """;

    private static final String NOT_NULL_NAMES =
            """
            LEFT JOIN pg_constraint k ON k.conrelid = c.oid AND k.contype = 'n'
                AND k.conkey = ARRAY[a.attnum]
            """;

    /**
     * Table's address, name, what stands in CREATE TABLE, default, NOT NULL, statements for what
     * cannot stand there, whether the column comes from a parent and is the table's own as well,
     * the parents' default and NOT NULL, and the default's address.
     */
    private static final String COLUMNS =
            """
            SELECT c.tableoid || ':' || c.oid, quote_ident(a.attname),
                concat(quote_ident(a.attname), ' ', format_type(a.atttypid, a.atttypmod),
                    CASE a.attcompression WHEN 'p' THEN ' COMPRESSION pglz'
                        WHEN 'l' THEN ' COMPRESSION lz4' END,
                    CASE WHEN a.attcollation <> t.typcollation
                        THEN format(' COLLATE %I.%I', cn.nspname, co.collname) END,
                    CASE WHEN c.relkind = 'f' THEN (SELECT ' OPTIONS (' || string_agg(
                            quote_ident(o.option_name) || ' ' || quote_literal(o.option_value),
                            ', ' ORDER BY o.option_name) || ')'
                        FROM pg_options_to_table(a.attfdwoptions) o) END,
                    CASE WHEN a.attidentity <> '' AND s.seqrelid IS NOT NULL THEN concat(
                        ' GENERATED ', CASE a.attidentity WHEN 'a' THEN 'ALWAYS'
                            ELSE 'BY DEFAULT' END, ' AS IDENTITY',
                        ' (' || NULLIF(ltrim(concat(
                            CASE WHEN sc.relname <> left(concat(c.relname, '_', a.attname,
                                        '_seq'), 63) OR sc.relnamespace <> c.relnamespace
                                THEN format(' SEQUENCE NAME %I.%I', sn.nspname, sc.relname) END,
            """
                    + SEQUENCE
                    + """
                                    )), '') || ')') END),
                        CASE WHEN a.attgenerated = '' THEN ' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid)
                            ELSE concat(' GENERATED ALWAYS AS (', pg_get_expr(d.adbin, d.adrelid), ')',
                                CASE a.attgenerated WHEN 's' THEN ' STORED' ELSE ' VIRTUAL' END) END,
                        CASE WHEN a.attnotnull AND COALESCE(k.convalidated, true) THEN concat(
                            CASE WHEN k.conname !~ '_not_null[0-9]*$'
                                THEN format(' CONSTRAINT %I', k.conname) END,
                            ' NOT NULL', CASE WHEN k.connoinherit THEN ' NO INHERIT' END) END,
                        concat(
                            CASE WHEN a.attstorage <> t.typstorage THEN format(
                                E'\\nALTER TABLE ONLY %I.%I ALTER COLUMN %I SET STORAGE %s;', n.nspname,
                                c.relname, a.attname, CASE a.attstorage WHEN 'p' THEN 'PLAIN'
                                    WHEN 'e' THEN 'EXTERNAL' WHEN 'm' THEN 'MAIN' ELSE 'EXTENDED' END) END,
                            CASE WHEN a.attstattarget >= 0 THEN format(
                                E'\\nALTER TABLE ONLY %I.%I ALTER COLUMN %I SET STATISTICS %s;', n.nspname,
                                c.relname, a.attname, a.attstattarget) END,
                            format(E'\\nALTER TABLE ONLY %I.%I ALTER COLUMN %I SET (', n.nspname,
                                    c.relname, a.attname) ||
                                (SELECT string_agg(o.option_name || '=' || quote_literal(o.option_value),
                                        ', ' ORDER BY o.option_name)
                                    FROM pg_options_to_table(a.attoptions) o) || ');',
                            CASE WHEN a.attnotnull AND NOT k.convalidated THEN format(
                                E'\\nALTER TABLE %I.%I ADD CONSTRAINT %I NOT NULL %I NOT VALID;',
                                n.nspname, c.relname, k.conname, a.attname) END),
                        a.attinhcount, a.attislocal,
                        parent.defaults, COALESCE(parent.required, false), d.tableoid || ':' || d.oid
                    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
                    JOIN pg_namespace n ON n.oid = c.relnamespace
                    JOIN pg_type t ON t.oid = a.atttypid
                    LEFT JOIN pg_collation co ON co.oid = a.attcollation
                    LEFT JOIN pg_namespace cn ON cn.oid = co.collnamespace
                    LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
                    LEFT JOIN pg_depend sd ON a.attidentity <> '' AND sd.refclassid = 'pg_class'::regclass
                        AND sd.refobjid = c.oid AND sd.refobjsubid = a.attnum AND sd.deptype = 'i'
                        AND sd.classid = 'pg_class'::regclass
                    LEFT JOIN pg_sequence s ON s.seqrelid = sd.objid
                    LEFT JOIN pg_class sc ON sc.oid = s.seqrelid
                    LEFT JOIN pg_namespace sn ON sn.oid = sc.relnamespace
                    """
                    + NOT_NULL_NAMES
                    + """
                    LEFT JOIN LATERAL (
                        SELECT max(' DEFAULT ' || pg_get_expr(pd.adbin, pd.adrelid)) AS defaults,
                            bool_or(pa.attnotnull) AS required
                        FROM pg_inherits h JOIN pg_attribute pa ON pa.attrelid = h.inhparent
                            AND pa.attname = a.attname AND NOT pa.attisdropped
                        LEFT JOIN pg_attrdef pd ON pd.adrelid = pa.attrelid AND pd.adnum = pa.attnum
                        WHERE h.inhrelid = c.oid) parent ON a.attinhcount > 0
                    WHERE c.relkind IN ('r', 'p', 'f') AND a.attnum > 0 AND NOT a.attisdropped AND
                    """
                    + PgNames.USERS_SCHEMA
                    + " ORDER BY a.attrelid, a.attnum";

    private PgColumns() {}

    static String sql() {
        return COLUMNS;
    }
}
