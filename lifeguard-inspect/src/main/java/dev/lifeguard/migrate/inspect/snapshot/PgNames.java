package dev.lifeguard.migrate.inspect.snapshot;

import dev.lifeguard.migrate.inspect.snapshot.PgQuery.Phase;
import java.util.List;

/** Schemas, extensions, languages, and what has no better place. */
final class PgNames {

    /** Of a schema {@code n}: it is not the server's. */
    static final String USERS_SCHEMA =
            "(n.nspname !~ '^pg_' AND n.nspname <> 'information_schema')";

    /** Options of an object, in {@code %s}, without secrets. */
    static final String OPTIONS =
            """
            (SELECT ' OPTIONS (' || string_agg(
                    quote_ident(o.option_name) || ' ' || quote_literal(o.option_value), ', '
                    ORDER BY o.option_name COLLATE "C") || ')'
                FROM pg_options_to_table(%s) o
                WHERE o.option_name !~* 'password|passwd|secret|token')
            """;

    private static final String SCHEMAS =
            """
            SELECT n.tableoid || ':' || n.oid, 'SCHEMA', quote_ident(n.nspname),
                CASE WHEN n.nspname = 'public' THEN 'CREATE SCHEMA IF NOT EXISTS public;'
                    ELSE format('CREATE SCHEMA %I;', n.nspname) END,
                NULL
            FROM pg_namespace n WHERE
            """
                    + USERS_SCHEMA;

    private static final String EXTENSIONS =
            """
            SELECT e.tableoid || ':' || e.oid, 'EXTENSION', quote_ident(e.extname),
                format('CREATE EXTENSION IF NOT EXISTS %I WITH SCHEMA %I;', e.extname, n.nspname),
                NULL
            FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace
            WHERE e.extname <> 'plpgsql'
            """;

    private static final String LANGUAGES =
            """
            SELECT l.tableoid || ':' || l.oid, 'LANGUAGE', quote_ident(l.lanname),
                format('CREATE %sLANGUAGE %I HANDLER %s%s%s;',
                    CASE WHEN l.lanpltrusted THEN 'TRUSTED ' ELSE '' END, l.lanname,
                    l.lanplcallfoid::regproc,
                    CASE WHEN l.laninline <> 0 THEN ' INLINE ' || l.laninline::regproc ELSE '' END,
                    CASE WHEN l.lanvalidator <> 0
                        THEN ' VALIDATOR ' || l.lanvalidator::regproc ELSE '' END),
                NULL
            FROM pg_language l WHERE l.oid >= 16384
            """;

    private static final String WRAPPERS =
            """
            SELECT w.tableoid || ':' || w.oid, 'FOREIGN_DATA_WRAPPER', quote_ident(w.fdwname),
                concat('CREATE FOREIGN DATA WRAPPER ', quote_ident(w.fdwname),
                    CASE WHEN w.fdwhandler <> 0 THEN ' HANDLER ' || w.fdwhandler::regproc END,
                    CASE WHEN w.fdwvalidator <> 0
                        THEN ' VALIDATOR ' || w.fdwvalidator::regproc END,
                    %s, ';'),
                NULL
            FROM pg_foreign_data_wrapper w
            """
                    .formatted(OPTIONS.formatted("w.fdwoptions"));

    private static final String SERVERS =
            """
            SELECT s.tableoid || ':' || s.oid, 'SERVER', quote_ident(s.srvname),
                concat('CREATE SERVER ', quote_ident(s.srvname),
                    ' TYPE ' || quote_literal(s.srvtype),
                    ' VERSION ' || quote_literal(s.srvversion),
                    ' FOREIGN DATA WRAPPER ', quote_ident(w.fdwname), %s, ';'),
                NULL
            FROM pg_foreign_server s JOIN pg_foreign_data_wrapper w ON w.oid = s.srvfdw
            """
                    .formatted(OPTIONS.formatted("s.srvoptions"));

    private static final String USER_MAPPINGS =
            """
            SELECT 'pg_user_mapping'::regclass::oid || ':' || u.umid, 'USER_MAPPING',
                format('%%I.%%I', u.srvname, u.usename),
                concat('CREATE USER MAPPING FOR ',
                    CASE WHEN u.umuser = 0 THEN 'PUBLIC' WHEN u.usename = current_user
                        THEN 'CURRENT_USER' ELSE quote_ident(u.usename) END,
                    ' SERVER ', quote_ident(u.srvname), %s, ';'),
                NULL
            FROM pg_user_mappings u
            """
                    .formatted(OPTIONS.formatted("u.umoptions"));

    private static final String DEFAULT_PRIVILEGES =
            """
            WITH held AS (
                SELECT d.oid, d.tableoid, d.defaclobjtype, d.defaclrole, n.nspname,
                    CASE WHEN d.defaclrole IN (db.datdba, current_user::regrole::oid)
                        THEN NULL ELSE d.defaclrole::regrole::text END AS creator,
                    d.defaclacl,
                    CASE WHEN n.oid IS NULL THEN
                        acldefault(CASE d.defaclobjtype WHEN 'S' THEN 's' ELSE d.defaclobjtype END,
                            d.defaclrole) ELSE acldefault('c', d.defaclrole) END AS usual
                FROM pg_default_acl d
                LEFT JOIN pg_namespace n ON n.oid = d.defaclnamespace
                JOIN pg_database db ON db.datname = current_database()
            ), changed AS (
                SELECT h.*, x.grantee, x.privilege_type, x.is_grantable, 'GRANT' AS verb
                FROM held h, aclexplode(h.defaclacl) x
                WHERE NOT EXISTS (SELECT FROM aclexplode(h.usual) y WHERE y.grantee = x.grantee
                    AND y.privilege_type = x.privilege_type AND y.is_grantable = x.is_grantable)
                UNION ALL
                SELECT h.*, x.grantee, x.privilege_type, false, 'REVOKE'
                FROM held h, aclexplode(h.usual) x
                WHERE NOT EXISTS (SELECT FROM aclexplode(h.defaclacl) y
                    WHERE y.grantee = x.grantee AND y.privilege_type = x.privilege_type)
            ), said AS (
                SELECT c.tableoid, c.oid, c.creator, c.nspname, c.defaclobjtype, c.verb, c.grantee,
                    concat('ALTER DEFAULT PRIVILEGES ', 'FOR ROLE ' || c.creator || ' ',
                        'IN SCHEMA ' || quote_ident(c.nspname) || ' ', c.verb, ' ',
                        CASE WHEN count(*) = (SELECT count(DISTINCT p.privilege_type)
                                FROM aclexplode(acldefault(CASE c.defaclobjtype WHEN 'S' THEN 's'
                                    ELSE c.defaclobjtype END, c.defaclrole)) p
                                WHERE p.grantee = c.defaclrole)
                            THEN 'ALL' ELSE string_agg(c.privilege_type, ', '
                                ORDER BY c.privilege_type COLLATE "C") END,
                        ' ON ', CASE c.defaclobjtype WHEN 'r' THEN 'TABLES' WHEN 'S'
                            THEN 'SEQUENCES' WHEN 'f' THEN 'FUNCTIONS' WHEN 'T' THEN 'TYPES'
                            WHEN 'n' THEN 'SCHEMAS' ELSE 'LARGE OBJECTS' END,
                        CASE c.verb WHEN 'GRANT' THEN ' TO ' ELSE ' FROM ' END,
                        CASE WHEN c.grantee = 0 THEN 'PUBLIC' WHEN c.grantee = c.defaclrole
                            THEN 'CURRENT_USER' ELSE c.grantee::regrole::text END,
                        CASE WHEN c.is_grantable THEN ' WITH GRANT OPTION' END, ';') AS line
                FROM changed c
                WHERE NOT (c.verb = 'GRANT' AND c.grantee = c.defaclrole)
                GROUP BY c.tableoid, c.oid, c.creator, c.nspname, c.defaclobjtype, c.verb,
                    c.grantee, c.is_grantable, c.defaclrole
            )
            SELECT s.tableoid || ':' || s.oid, 'DEFAULT_PRIVILEGES',
                concat_ws(' ', s.creator, quote_ident(s.nspname), s.defaclobjtype),
                string_agg(s.line, E'\\n' ORDER BY s.verb DESC, s.line COLLATE "C"), NULL
            FROM said s GROUP BY s.tableoid, s.oid, s.creator, s.nspname, s.defaclobjtype
            """;

    static final List<PgQuery> QUERIES =
            List.of(
                    new PgQuery(Phase.MADE, SCHEMAS),
                    new PgQuery(Phase.MADE, EXTENSIONS),
                    new PgQuery(Phase.MADE, LANGUAGES),
                    new PgQuery(Phase.MADE, WRAPPERS),
                    new PgQuery(Phase.MADE, SERVERS),
                    new PgQuery(Phase.MADE, USER_MAPPINGS),
                    new PgQuery(Phase.GRANTED, DEFAULT_PRIVILEGES));

    private PgNames() {}
}
