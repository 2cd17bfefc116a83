package dev.lifeguard.migrate.inspect.snapshot;

import dev.lifeguard.migrate.inspect.snapshot.PgQuery.Phase;
import java.util.List;

/** Sequences, views, indexes and what is attached to what. */
final class PgRelations {

    /** Storage parameters of a relation {@code c}, with those of its TOAST table {@code toast}. */
    static final String PARAMETERS =
            """
            (SELECT ' WITH (' || string_agg(o.name || '=' || quote_literal(o.option_value), ', '
                    ORDER BY o.name COLLATE "C") || ')'
                FROM (SELECT option_name AS name, option_value
                        FROM pg_options_to_table(c.reloptions)
                    UNION ALL SELECT 'toast.' || option_name, option_value
                        FROM pg_options_to_table(toast.reloptions)) o)
            """;

    private static final String SEQUENCES =
            """
            SELECT c.tableoid || ':' || c.oid, 'SEQUENCE', format('%I.%I', n.nspname, c.relname),
                concat('CREATE ', CASE c.relpersistence WHEN 'u' THEN 'UNLOGGED ' END,
                    format('SEQUENCE %I.%I', n.nspname, c.relname),
                    CASE WHEN s.seqtypid <> 'bigint'::regtype
                        THEN ' AS ' || format_type(s.seqtypid, NULL) END,
            """
                    + PgColumns.SEQUENCE
                    + """
                            , ';'),
                        NULL
                    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                    JOIN pg_sequence s ON s.seqrelid = c.oid
                    WHERE c.relkind = 'S'
                    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass
                        AND d.objid = c.oid AND d.deptype = 'i' AND d.refobjsubid <> 0)
                    AND
                    """
                    + PgNames.USERS_SCHEMA;

    private static final String OWNED_SEQUENCES =
            """
            SELECT 'owned:' || c.oid, 'SEQUENCE', format('%I.%I', n.nspname, c.relname),
                format('ALTER SEQUENCE %I.%I OWNED BY %I.%I.%I;', n.nspname, c.relname,
                    tn.nspname, t.relname, a.attname),
                c.tableoid || ':' || c.oid
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = c.oid
                AND d.refclassid = 'pg_class'::regclass AND d.deptype = 'a' AND d.refobjsubid <> 0
            JOIN pg_class t ON t.oid = d.refobjid
            JOIN pg_namespace tn ON tn.oid = t.relnamespace
            JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid
            WHERE c.relkind = 'S' AND
            """
                    + PgNames.USERS_SCHEMA;

    private static final String VIEWS =
            """
            SELECT c.tableoid || ':' || c.oid,
                CASE c.relkind WHEN 'v' THEN 'VIEW' ELSE 'MATERIALIZED_VIEW' END,
                format('%I.%I', n.nspname, c.relname),
                concat(CASE c.relkind WHEN 'v' THEN 'CREATE VIEW ' ELSE 'CREATE MATERIALIZED VIEW '
                    END, format('%I.%I', n.nspname, c.relname),
                    CASE WHEN m.amname <> 'heap' THEN ' USING ' || quote_ident(m.amname) END,
            """
                    + PARAMETERS
                    + """
                            , E' AS\\n', rtrim(pg_get_viewdef(c.oid), ';'), ';'),
                        NULL
                    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                    LEFT JOIN pg_class toast ON toast.oid = c.reltoastrelid
                    LEFT JOIN pg_am m ON m.oid = c.relam
                    WHERE c.relkind IN ('v', 'm') AND
                    """
                    + PgNames.USERS_SCHEMA;

    private static final String VIEW_DEFAULTS =
            """
            SELECT d.tableoid || ':' || d.oid, 'COLUMN',
                format('%I.%I.%I', n.nspname, c.relname, a.attname),
                format('ALTER VIEW %I.%I ALTER COLUMN %I SET DEFAULT %s;', n.nspname, c.relname,
                    a.attname, pg_get_expr(d.adbin, d.adrelid)),
                c.tableoid || ':' || c.oid
            FROM pg_attrdef d JOIN pg_class c ON c.oid = d.adrelid AND c.relkind = 'v'
            JOIN pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = d.adnum
            WHERE
            """
                    + PgNames.USERS_SCHEMA;

    /** In {@code %s}, which of them. */
    private static final String INDEXES =
            """
            SELECT c.tableoid || ':' || c.oid, 'INDEX', format('%%I.%%I', n.nspname, c.relname),
                concat(CASE WHEN NOT i.indisvalid THEN E'-- INVALID: not each partition has it.\\n'
                    END, pg_get_indexdef(i.indexrelid), ';',
                    (SELECT string_agg(format(
                            E'\\nALTER INDEX %%I.%%I ALTER COLUMN %%s SET STATISTICS %%s;',
                            n.nspname, c.relname, a.attnum, a.attstattarget), ''
                            ORDER BY a.attnum)
                        FROM pg_attribute a
                        WHERE a.attrelid = c.oid AND a.attstattarget >= 0),
                    CASE WHEN i.indisclustered THEN format(E'\\nALTER TABLE %%I.%%I CLUSTER ON %%I;',
                        n.nspname, t.relname, c.relname) END,
                    CASE WHEN i.indisreplident AND t.relreplident = 'i' THEN format(
                        E'\\nALTER TABLE ONLY %%I.%%I REPLICA IDENTITY USING INDEX %%I;',
                        n.nspname, t.relname, c.relname) END),
                t.tableoid || ':' || t.oid
            FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
            JOIN pg_class t ON t.oid = i.indrelid
            JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE t.relkind IN ('r', 'p', 'm') AND %s
            AND NOT EXISTS (SELECT FROM pg_constraint k
                WHERE k.conindid = c.oid AND k.contype IN ('p', 'u', 'x'))
            AND
            """
                    + PgNames.USERS_SCHEMA;

    /** What a CREATE INDEX CONCURRENTLY left that failed. */
    private static final String INVALID_INDEXES =
            """
            SELECT c.tableoid || ':' || c.oid, 'INDEX', format('%I.%I', n.nspname, c.relname),
                concat('-- INVALID: ', pg_get_indexdef(i.indexrelid), ';'),
                t.tableoid || ':' || t.oid
            FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
            JOIN pg_class t ON t.oid = i.indrelid
            JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE NOT i.indisvalid AND c.relkind = 'i' AND t.relkind IN ('r', 'm') AND
            """
                    + PgNames.USERS_SCHEMA;

    private static final String STATISTICS =
            """
            SELECT s.tableoid || ':' || s.oid, 'STATISTICS', format('%I.%I', n.nspname, s.stxname),
                concat(pg_get_statisticsobjdef(s.oid), ';',
                    CASE WHEN s.stxstattarget >= 0 THEN format(
                        E'\\nALTER STATISTICS %I.%I SET STATISTICS %s;', n.nspname, s.stxname,
                        s.stxstattarget) END),
                'pg_class'::regclass::oid || ':' || s.stxrelid
            FROM pg_statistic_ext s JOIN pg_namespace n ON n.oid = s.stxnamespace
            WHERE
            """
                    + PgNames.USERS_SCHEMA;

    /** Those that an index of a partitioned table has, where it is not valid yet. */
    private static final String PARTITIONS_OF_INDEXES =
            """
            SELECT 'joined:' || c.oid, 'PARTITION', format('%I.%I', n.nspname, c.relname),
                format('ALTER INDEX %I.%I ATTACH PARTITION %I.%I;', pn.nspname, p.relname,
                    n.nspname, c.relname),
                t.tableoid || ':' || t.oid
            FROM pg_inherits h JOIN pg_class c ON c.oid = h.inhrelid
            JOIN pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_class p ON p.oid = h.inhparent
            JOIN pg_namespace pn ON pn.oid = p.relnamespace
            JOIN pg_index i ON i.indexrelid = p.oid
            JOIN pg_index ci ON ci.indexrelid = c.oid
            JOIN pg_class t ON t.oid = ci.indrelid
            WHERE p.relkind = 'I' AND NOT i.indisvalid AND
            """
                    + PgNames.USERS_SCHEMA;

    private static final String PARTITIONS =
            """
            SELECT 'attached:' || c.oid, 'PARTITION', format('%I.%I', n.nspname, c.relname),
                format('ALTER TABLE ONLY %I.%I ATTACH PARTITION %I.%I %s;', pn.nspname, p.relname,
                    n.nspname, c.relname, pg_get_expr(c.relpartbound, c.oid)),
                c.tableoid || ':' || c.oid
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_inherits h ON h.inhrelid = c.oid
            JOIN pg_class p ON p.oid = h.inhparent
            JOIN pg_namespace pn ON pn.oid = p.relnamespace
            WHERE c.relispartition AND c.relkind IN ('r', 'p', 'f') AND
            """
                    + PgNames.USERS_SCHEMA;

    private static final String RULES =
            """
            SELECT r.tableoid || ':' || r.oid, 'RULE',
                format('%I.%I.%I', n.nspname, c.relname, r.rulename),
                concat(pg_get_ruledef(r.oid),
                    CASE WHEN r.ev_enabled <> 'O' THEN format(E'\\nALTER TABLE %I.%I %s RULE %I;',
                        n.nspname, c.relname, CASE r.ev_enabled WHEN 'D' THEN 'DISABLE'
                            WHEN 'R' THEN 'ENABLE REPLICA' ELSE 'ENABLE ALWAYS' END, r.rulename)
                    END),
                c.tableoid || ':' || c.oid
            FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class
            JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE r.rulename <> '_RETURN' AND
            """
                    + PgNames.USERS_SCHEMA;

    private static final String TRIGGERS =
            """
            SELECT g.tableoid || ':' || g.oid, 'TRIGGER',
                format('%I.%I.%I', n.nspname, c.relname, g.tgname),
                concat(pg_get_triggerdef(g.oid), ';',
                    CASE WHEN g.tgenabled <> 'O' THEN format(
                        E'\\nALTER TABLE %I.%I %s TRIGGER %I;',
                        n.nspname, c.relname, CASE g.tgenabled WHEN 'D' THEN 'DISABLE'
                            WHEN 'R' THEN 'ENABLE REPLICA' ELSE 'ENABLE ALWAYS' END, g.tgname)
                    END),
                c.tableoid || ':' || c.oid
            FROM pg_trigger g JOIN pg_class c ON c.oid = g.tgrelid
            JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE NOT g.tgisinternal AND g.tgparentid = 0 AND
            """
                    + PgNames.USERS_SCHEMA;

    /** Those of partitions that are made with the first one's, and are in another state. */
    private static final String TRIGGERS_OF_PARTITIONS =
            """
            WITH RECURSIVE made AS (
                SELECT oid, tgenabled FROM pg_trigger WHERE tgparentid = 0 AND NOT tgisinternal
                UNION ALL
                SELECT g.oid, made.tgenabled FROM pg_trigger g JOIN made ON made.oid = g.tgparentid
            )
            SELECT g.tableoid || ':' || g.oid, 'TRIGGER',
                format('%I.%I.%I', n.nspname, c.relname, g.tgname),
                format('ALTER TABLE ONLY %I.%I %s TRIGGER %I;', n.nspname, c.relname,
                    CASE g.tgenabled WHEN 'D' THEN 'DISABLE' WHEN 'R' THEN 'ENABLE REPLICA'
                        WHEN 'A' THEN 'ENABLE ALWAYS' ELSE 'ENABLE' END, g.tgname),
                c.tableoid || ':' || c.oid
            FROM pg_trigger g JOIN made ON made.oid = g.oid
            JOIN pg_class c ON c.oid = g.tgrelid
            JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE g.tgparentid <> 0 AND g.tgenabled <> made.tgenabled AND
            """
                    + PgNames.USERS_SCHEMA;

    /** What ALTER TABLE … DISABLE TRIGGER ALL left: a constraint that refuses nothing. */
    private static final String TRIGGERS_OF_CONSTRAINTS =
            """
            SELECT format('idle:%s:%s', k.oid, c.oid), 'TRIGGER',
                format('%I.%I.%I', n.nspname, c.relname, k.conname),
                format('-- %s on %I.%I: the triggers of the constraint %I.',
                    CASE min(g.tgenabled) WHEN 'D' THEN 'DISABLED' WHEN 'R' THEN 'ENABLE REPLICA'
                        ELSE 'ENABLE ALWAYS' END, n.nspname, c.relname, k.conname),
                c.tableoid || ':' || c.oid
            FROM pg_trigger g JOIN pg_constraint k ON k.oid = g.tgconstraint
            JOIN pg_class c ON c.oid = g.tgrelid
            JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE g.tgisinternal AND g.tgenabled <> 'O' AND
            """
                    + PgNames.USERS_SCHEMA
                    + " GROUP BY k.oid, k.conname, c.oid, c.tableoid, c.relname, n.nspname";

    private static final String POLICIES =
            """
            SELECT p.tableoid || ':' || p.oid, 'POLICY',
                format('%I.%I.%I', n.nspname, c.relname, p.polname),
                concat(format('CREATE POLICY %I ON %I.%I', p.polname, n.nspname, c.relname),
                    CASE WHEN NOT p.polpermissive THEN ' AS RESTRICTIVE' END,
                    CASE p.polcmd WHEN 'r' THEN ' FOR SELECT' WHEN 'a' THEN ' FOR INSERT'
                        WHEN 'w' THEN ' FOR UPDATE' WHEN 'd' THEN ' FOR DELETE' END,
                    CASE WHEN p.polroles <> '{0}' THEN ' TO ' ||
                        (SELECT string_agg(CASE WHEN r = 0 THEN 'PUBLIC' ELSE r::regrole::text END,
                                ', ' ORDER BY r::regrole::text COLLATE "C")
                            FROM unnest(p.polroles) r) END,
                    E'\\n    USING (' || pg_get_expr(p.polqual, p.polrelid) || ')',
                    E'\\n    WITH CHECK (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')', ';'),
                c.tableoid || ':' || c.oid
            FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
            JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE
            """
                    + PgNames.USERS_SCHEMA;

    static final List<PgQuery> QUERIES =
            List.of(
                    new PgQuery(Phase.MADE, SEQUENCES),
                    new PgQuery(Phase.OWNED, OWNED_SEQUENCES),
                    new PgQuery(Phase.MADE, VIEWS),
                    new PgQuery(Phase.TRIGGERED, VIEW_DEFAULTS),
                    new PgQuery(Phase.MADE, INDEXES.formatted("i.indisvalid")),
                    new PgQuery(
                            Phase.INDEXED,
                            INDEXES.formatted("NOT i.indisvalid AND c.relkind = 'I'")),
                    new PgQuery(Phase.JOINED, PARTITIONS_OF_INDEXES),
                    new PgQuery(Phase.NEVER, INVALID_INDEXES),
                    new PgQuery(Phase.MADE, STATISTICS),
                    new PgQuery(Phase.ATTACHED, PARTITIONS),
                    new PgQuery(Phase.TRIGGERED, RULES),
                    new PgQuery(Phase.TRIGGERED, TRIGGERS),
                    new PgQuery(Phase.PUBLISHED, TRIGGERS_OF_PARTITIONS),
                    new PgQuery(Phase.NEVER, TRIGGERS_OF_CONSTRAINTS),
                    new PgQuery(Phase.TRIGGERED, POLICIES));

    private PgRelations() {}
}
