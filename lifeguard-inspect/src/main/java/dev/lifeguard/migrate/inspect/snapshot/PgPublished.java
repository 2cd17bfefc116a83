package dev.lifeguard.migrate.inspect.snapshot;

import dev.lifeguard.migrate.inspect.snapshot.PgQuery.Phase;
import java.util.List;

/** Event triggers, publications, grants and comments. */
final class PgPublished {

    private static final String EVENT_TRIGGERS =
            """
            SELECT e.tableoid || ':' || e.oid, 'EVENT_TRIGGER', quote_ident(e.evtname),
                concat(format('CREATE EVENT TRIGGER %I ON %I', e.evtname, e.evtevent),
                    (SELECT format(E'\\n    WHEN TAG IN (%s)', string_agg(quote_literal(t), ', '
                            ORDER BY t COLLATE "C")) FROM unnest(e.evttags) t
                        HAVING count(*) > 0),
                    format(E'\\n    EXECUTE FUNCTION %s();', e.evtfoid::regproc),
                    CASE WHEN e.evtenabled <> 'O' THEN format(E'\\nALTER EVENT TRIGGER %I %s;',
                        e.evtname, CASE e.evtenabled WHEN 'D' THEN 'DISABLE'
                            WHEN 'R' THEN 'ENABLE REPLICA' ELSE 'ENABLE ALWAYS' END) END),
                NULL
            FROM pg_event_trigger e
            """;

    /** In {@code %s}, what stands behind a table, and the schemas. */
    private static final String PUBLICATIONS =
            """
            SELECT p.tableoid || ':' || p.oid, 'PUBLICATION', quote_ident(p.pubname),
                concat(format('CREATE PUBLICATION %%I', p.pubname),
                    CASE WHEN p.puballtables THEN ' FOR ALL TABLES' ELSE
                        E'\\n    FOR ' || NULLIF(concat_ws(', ',
                            (SELECT 'TABLE ' || string_agg(m.member, ', '
                                    ORDER BY m.member COLLATE "C")
                                FROM (SELECT concat(format('ONLY %%I.%%I', n.nspname, c.relname)
                                        %s) AS member
                                    FROM pg_publication_rel r JOIN pg_class c ON c.oid = r.prrelid
                                    JOIN pg_namespace n ON n.oid = c.relnamespace
                                    WHERE r.prpubid = p.oid) m)
                            %s), '') END,
                    E'\\n    WITH (publish = ' || quote_literal(concat_ws(', ',
                        CASE WHEN p.pubinsert THEN 'insert' END,
                        CASE WHEN p.pubupdate THEN 'update' END,
                        CASE WHEN p.pubdelete THEN 'delete' END,
                        CASE WHEN p.pubtruncate THEN 'truncate' END)),
                    CASE WHEN p.pubviaroot THEN ', publish_via_partition_root = true' END,
                    CASE WHEN to_jsonb(p)->>'pubgencols' = 's'
                        THEN ', publish_generated_columns = stored' END, ');'),
                NULL
            FROM pg_publication p
            """;

    private static final String COLUMNS_AND_FILTER =
            """
            , (SELECT ' (' || string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) || ')'
                FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum = ANY (r.prattrs)),
            ' WHERE ' || pg_get_expr(r.prqual, c.oid)
            """;

    private static final String SCHEMAS_OF_PUBLICATION =
            """
            , (SELECT 'TABLES IN SCHEMA ' || string_agg(quote_ident(n.nspname), ', '
                    ORDER BY n.nspname)
                FROM pg_publication_namespace pn JOIN pg_namespace n ON n.oid = pn.pnnspid
                WHERE pn.pnpubid = p.oid)
            """;

    private static final String GRANTS =
            """
            WITH held AS (
                SELECT c.tableoid || ':' || c.oid AS address, c.relowner AS owner, c.relacl AS acl,
                    CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END::"char" AS kind,
                    CASE c.relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END AS word,
                    format('%I.%I', n.nspname, c.relname) AS name, '' AS tail,
                    (SELECT i.initprivs FROM pg_init_privs i
                        WHERE i.classoid = c.tableoid AND i.objoid = c.oid AND i.objsubid = 0) AS usual
                FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE c.relacl IS NOT NULL
                UNION ALL
                SELECT c.tableoid || ':' || c.oid, c.relowner, a.attacl, 'c', 'TABLE',
                    format('%I.%I', n.nspname, c.relname), format(' (%I)', a.attname),
                    COALESCE((SELECT i.initprivs FROM pg_init_privs i WHERE i.classoid = c.tableoid
                        AND i.objoid = c.oid AND i.objsubid = a.attnum),
                        acldefault('c', c.relowner))
                FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
                JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE a.attacl IS NOT NULL AND a.attnum > 0 AND NOT a.attisdropped
                UNION ALL
                SELECT p.tableoid || ':' || p.oid, p.proowner, p.proacl, 'f',
                    CASE p.prokind WHEN 'p' THEN 'PROCEDURE' ELSE 'FUNCTION' END,
                    format('%I.%I(%s)', n.nspname, p.proname,
                        CASE WHEN p.prokind = 'a' AND p.pronargs = 0 THEN '*'
                            WHEN p.prokind = 'a' THEN oidvectortypes(p.proargtypes)
                            ELSE pg_get_function_identity_arguments(p.oid) END), '',
                    (SELECT i.initprivs FROM pg_init_privs i
                        WHERE i.classoid = p.tableoid AND i.objoid = p.oid AND i.objsubid = 0)
                FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
                WHERE p.proacl IS NOT NULL AND p.oid >= 16384
                UNION ALL
                SELECT n.tableoid || ':' || n.oid, n.nspowner, n.nspacl, 'n', 'SCHEMA',
                    quote_ident(n.nspname), '',
                    (SELECT i.initprivs FROM pg_init_privs i
                        WHERE i.classoid = n.tableoid AND i.objoid = n.oid)
                FROM pg_namespace n WHERE n.nspacl IS NOT NULL
                UNION ALL
                SELECT t.tableoid || ':' || t.oid, t.typowner, t.typacl, 'T', 'TYPE',
                    format('%I.%I', n.nspname, t.typname), '',
                    (SELECT i.initprivs FROM pg_init_privs i
                        WHERE i.classoid = t.tableoid AND i.objoid = t.oid AND i.objsubid = 0)
                FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
                WHERE t.typacl IS NOT NULL AND t.oid >= 16384
                UNION ALL
                SELECT w.tableoid || ':' || w.oid, w.fdwowner, w.fdwacl, 'F',
                    'FOREIGN DATA WRAPPER', quote_ident(w.fdwname), '',
                    (SELECT i.initprivs FROM pg_init_privs i
                        WHERE i.classoid = w.tableoid AND i.objoid = w.oid AND i.objsubid = 0)
                FROM pg_foreign_data_wrapper w WHERE w.fdwacl IS NOT NULL
                UNION ALL
                SELECT s.tableoid || ':' || s.oid, s.srvowner, s.srvacl, 'S', 'FOREIGN SERVER',
                    quote_ident(s.srvname), '',
                    (SELECT i.initprivs FROM pg_init_privs i
                        WHERE i.classoid = s.tableoid AND i.objoid = s.oid AND i.objsubid = 0)
                FROM pg_foreign_server s WHERE s.srvacl IS NOT NULL
            ), now AS (
                SELECT DISTINCT h.address, h.tail, x.grantee, x.privilege_type AS privilege,
                    bool_or(x.is_grantable) OVER w AND x.grantee <> h.owner AS grantable
                FROM held h, aclexplode(h.acl) x
                WINDOW w AS (PARTITION BY h.address, h.tail, x.grantee, x.privilege_type)
            ), usual AS (
                SELECT DISTINCT h.address, h.tail, x.grantee, x.privilege_type AS privilege
                FROM held h, aclexplode(COALESCE(h.usual, acldefault(h.kind, h.owner))) x
            ), changed AS (
                SELECT 'GRANT' AS verb, n.* FROM now n
                LEFT JOIN usual u USING (address, tail, grantee, privilege)
                WHERE u.address IS NULL OR n.grantable
                UNION ALL
                SELECT 'REVOKE', u.address, u.tail, u.grantee, u.privilege, false FROM usual u
                LEFT JOIN now n USING (address, tail, grantee, privilege)
                WHERE n.address IS NULL
            ), said AS (
                SELECT h.address, h.name, c.verb, concat(c.verb, ' ',
                    CASE WHEN count(*) = (SELECT count(DISTINCT privilege_type)
                            FROM aclexplode(acldefault(CASE h.kind WHEN 'c' THEN 'r' ELSE h.kind
                                END, h.owner)) WHERE grantee = h.owner)
                        OR h.kind = 'c' AND count(*) = 4
                        THEN 'ALL' || h.tail ELSE string_agg(c.privilege || h.tail, ', '
                            ORDER BY c.privilege COLLATE "C") END,
                    ' ON ', h.word, ' ', regexp_replace(h.name, '\\(\\*\\)$', '()'),
                    CASE c.verb WHEN 'GRANT' THEN ' TO ' ELSE ' FROM ' END,
                    CASE WHEN c.grantee = 0 THEN 'PUBLIC' WHEN c.grantee = h.owner
                        THEN 'CURRENT_USER' ELSE c.grantee::regrole::text END,
                    CASE WHEN c.grantable THEN ' WITH GRANT OPTION' END, ';') AS line
                FROM changed c JOIN held h USING (address, tail)
                WHERE NOT (c.grantee = h.owner AND c.verb = 'GRANT')
                AND NOT (h.word = 'SCHEMA' AND c.verb = 'REVOKE'
                    AND (c.grantee = 'pg_database_owner'::regrole
                        OR c.grantee = 10 AND c.grantee <> h.owner))
                GROUP BY h.address, h.name, h.word, h.tail, h.kind, h.owner, c.verb, c.grantee,
                    c.grantable
            )
            SELECT 'granted:' || address, 'GRANT', name,
                string_agg(line, E'\\n' ORDER BY verb DESC, line COLLATE "C"), address
            FROM said GROUP BY address, name
            """;

    private static final String COMMENTS =
            """
            SELECT format('comment:%s:%s:%s', d.classoid, d.objoid, d.objsubid), 'COMMENT',
                CASE WHEN i.type IN ('trigger', 'rule', 'policy') OR i.type LIKE '%constraint'
                    THEN regexp_replace(i.identity, '^(("[^"]*")+|[^" ]+) on (.*)$', '\\3.\\1')
                    ELSE i.identity END,
                format('COMMENT ON %s %s IS %L;',
                    CASE WHEN i.type LIKE '% column' OR i.type = 'column' THEN 'COLUMN'
                        WHEN i.type LIKE '%constraint' THEN 'CONSTRAINT'
                        WHEN i.type = 'statistics object' THEN 'STATISTICS'
                        ELSE replace(upper(i.type), '-', ' ') END,
                    CASE WHEN i.type = 'domain constraint'
                        THEN regexp_replace(i.identity, '^(("[^"]*")+|[^" ]+) on ', '\\1 ON DOMAIN ')
                        WHEN i.type = 'aggregate' THEN regexp_replace(i.identity, '\\(\\)$', '(*)')
                        ELSE i.identity END,
                    d.description),
                d.classoid || ':' || d.objoid
            FROM pg_description d,
                LATERAL pg_identify_object(d.classoid, d.objoid, d.objsubid) i
            WHERE (d.objoid >= 16384 OR d.classoid = 'pg_namespace'::regclass)
            AND d.classoid <> 'pg_extension'::regclass
            AND NOT (d.classoid = 'pg_namespace'::regclass
                AND d.description = 'standard public schema')
            """;

    static final List<PgQuery> QUERIES =
            List.of(
                    new PgQuery(Phase.GRANTED, GRANTS),
                    new PgQuery(
                            Phase.COMMENTED,
                            COMMENTS + "AND d.classoid <> 'pg_event_trigger'::regclass"),
                    new PgQuery(Phase.WATCHED, EVENT_TRIGGERS),
                    new PgQuery(
                            Phase.WATCHED,
                            COMMENTS + "AND d.classoid = 'pg_event_trigger'::regclass"));

    private PgPublished() {}

    /** Publications, as a major version has them. */
    static PgQuery publications(int version) {
        String sql =
                version >= 15
                        ? PUBLICATIONS.formatted(COLUMNS_AND_FILTER, SCHEMAS_OF_PUBLICATION)
                        : PUBLICATIONS.formatted("", "");
        return new PgQuery(Phase.PUBLISHED, sql);
    }
}
