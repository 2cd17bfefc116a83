package dev.lifeguard.migrate.inspect.snapshot;

/** Tables and their constraints. */
final class PgTables {

    /**
     * Address, type, name, what stands before the columns, behind them, statements of its own,
     * whether all columns are its own, how it becomes a child, and its bare name.
     */
    static final String TABLES =
            """
            SELECT c.tableoid || ':' || c.oid,
                CASE c.relkind WHEN 'f' THEN 'FOREIGN_TABLE' ELSE 'TABLE' END,
                format('%I.%I', n.nspname, c.relname),
                concat('CREATE ', CASE WHEN c.relpersistence = 'u' THEN 'UNLOGGED ' END,
                    CASE c.relkind WHEN 'f' THEN 'FOREIGN TABLE ' ELSE 'TABLE ' END,
                    format('%I.%I', n.nspname, c.relname)),
                concat(
                    CASE WHEN i.parents IS NOT NULL AND NOT c.relispartition AND NOT i.local
                        THEN E'\\nINHERITS (' || i.parents || ')' END,
                    E'\\nPARTITION BY ' || pg_get_partkeydef(c.oid),
                    CASE WHEN m.amname <> 'heap' THEN E'\\nUSING ' || quote_ident(m.amname) END,
                    E'\\nSERVER ' || quote_ident(fs.srvname),
                    CASE WHEN f.ftrelid IS NOT NULL THEN
            """
                    + PgNames.OPTIONS.formatted("f.ftoptions")
                    + """
                            END, E'\\n' || ltrim(
                    """
                    + PgRelations.PARAMETERS
                    + """
                            )),
                        concat(
                            CASE WHEN c.reloftype <> 0 THEN format(E'\\nALTER TABLE ONLY %I.%I OF %s;',
                                n.nspname, c.relname, format_type(c.reloftype, NULL)) END,
                            CASE WHEN c.relrowsecurity THEN format(
                                E'\\nALTER TABLE %I.%I ENABLE ROW LEVEL SECURITY;', n.nspname, c.relname)
                                END,
                            CASE WHEN c.relforcerowsecurity THEN format(
                                E'\\nALTER TABLE ONLY %I.%I FORCE ROW LEVEL SECURITY;', n.nspname,
                                c.relname) END,
                            CASE WHEN c.relkind <> 'f' AND c.relreplident IN ('n', 'f') THEN format(
                                E'\\nALTER TABLE ONLY %I.%I REPLICA IDENTITY %s;', n.nspname, c.relname,
                                CASE c.relreplident WHEN 'n' THEN 'NOTHING' ELSE 'FULL' END) END),
                        c.relispartition OR COALESCE(i.local, true),
                        CASE WHEN i.local AND NOT c.relispartition THEN i.attached END, c.relname
                    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                    LEFT JOIN pg_class toast ON toast.oid = c.reltoastrelid
                    LEFT JOIN pg_am m ON m.oid = c.relam
                    LEFT JOIN pg_foreign_table f ON f.ftrelid = c.oid
                    LEFT JOIN pg_foreign_server fs ON fs.oid = f.ftserver
                    LEFT JOIN LATERAL (
                        SELECT string_agg(format('%I.%I', pn.nspname, p.relname), ', '
                                ORDER BY h.inhseqno) AS parents,
                            string_agg(format('ALTER TABLE ONLY %I.%I INHERIT %I.%I;', n.nspname,
                                c.relname, pn.nspname, p.relname), E'\\n' ORDER BY h.inhseqno) AS attached,
                            EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid
                                AND a.attinhcount > 0) AND NOT EXISTS (SELECT FROM pg_attribute a
                                WHERE a.attrelid = c.oid AND a.attinhcount > 0 AND NOT a.attislocal
                                AND NOT a.attisdropped)
                            AS local
                        FROM pg_inherits h JOIN pg_class p ON p.oid = h.inhparent
                        JOIN pg_namespace pn ON pn.oid = p.relnamespace
                        WHERE h.inhrelid = c.oid HAVING count(*) > 0) i ON true
                    WHERE c.relkind IN ('r', 'p', 'f') AND c.relpersistence <> 't' AND
                    """
                    + PgNames.USERS_SCHEMA;

    /**
     * Address, table's address, name, type, place, what it is in CREATE TABLE, the statement beside
     * that, whether it is the table's own, and what is said of its index.
     */
    static final String CONSTRAINTS =
            """
            SELECT k.tableoid || ':' || k.oid, c.tableoid || ':' || c.oid, quote_ident(k.conname),
                k.contype::text,
                CASE WHEN k.contype <> 'f' AND k.convalidated
                    AND (ic.relkind IS DISTINCT FROM 'I' OR i.indisvalid)
                    THEN 'INSIDE' ELSE 'BESIDE' END,
                format('CONSTRAINT %I %s', k.conname, pg_get_constraintdef(k.oid)),
                format('ALTER TABLE %s%I.%I ADD CONSTRAINT %I %s;',
                    CASE WHEN c.relkind = 'r' AND k.contype = 'f' OR ic.relkind = 'I' THEN 'ONLY '
                        ELSE '' END,
                    n.nspname, c.relname, k.conname, pg_get_constraintdef(k.oid)),
                k.conislocal,
                concat(
                    CASE WHEN k.contype IN ('p', 'u', 'x') THEN
                        (SELECT format(E'\\nALTER INDEX %I.%I SET (%s);', n.nspname, k.conname,
                                string_agg(o.option_name || '=' || quote_literal(o.option_value),
                                    ', ' ORDER BY o.option_name))
                            FROM pg_options_to_table(ic.reloptions) o HAVING count(*) > 0) END,
                    CASE WHEN i.indisclustered THEN format(E'\\nALTER TABLE %I.%I CLUSTER ON %I;',
                        n.nspname, c.relname, k.conname) END,
                    CASE WHEN i.indisreplident AND c.relreplident = 'i' THEN format(
                        E'\\nALTER TABLE ONLY %I.%I REPLICA IDENTITY USING INDEX %I;', n.nspname,
                        c.relname, k.conname) END)
            FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
            JOIN pg_namespace n ON n.oid = c.relnamespace
            LEFT JOIN pg_index i ON k.contype IN ('p', 'u', 'x') AND i.indexrelid = k.conindid
            LEFT JOIN pg_class ic ON ic.oid = i.indexrelid
            WHERE k.contype IN ('p', 'u', 'x', 'c', 'f')
            AND NOT (k.contype = 'f' AND k.conparentid <> 0)
            AND c.relkind IN ('r', 'p', 'f') AND
            """
                    + PgNames.USERS_SCHEMA
                    + " ORDER BY k.conname";

    private PgTables() {}
}
