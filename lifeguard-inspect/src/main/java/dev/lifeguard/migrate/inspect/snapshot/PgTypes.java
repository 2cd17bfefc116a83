package dev.lifeguard.migrate.inspect.snapshot;

import dev.lifeguard.migrate.inspect.snapshot.PgQuery.Phase;
import java.util.List;

/** Types, domains, collations, and dictionaries for text search. */
final class PgTypes {

    private static final String COLLATIONS =
            """
            SELECT c.tableoid || ':' || c.oid, 'COLLATION', format('%I.%I', n.nspname, c.collname),
                format('CREATE COLLATION %I.%I (PROVIDER = %s%s%s%s);', n.nspname, c.collname,
                    CASE c.collprovider WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin'
                        ELSE 'libc' END,
                    CASE WHEN c.collisdeterministic THEN '' ELSE ', DETERMINISTIC = false' END,
                    CASE WHEN c.collprovider IN ('i', 'b') THEN ', LOCALE = ' || quote_literal(
                            COALESCE(j->>'colllocale', j->>'colliculocale', j->>'collcollate'))
                        WHEN c.collcollate = c.collctype THEN
                            ', LOCALE = ' || quote_literal(c.collcollate)
                        ELSE format(', LC_COLLATE = %L, LC_CTYPE = %L', c.collcollate,
                            c.collctype) END,
                    ', RULES = ' || quote_literal(j->>'collicurules')),
                NULL
            FROM pg_collation c JOIN pg_namespace n ON n.oid = c.collnamespace,
                LATERAL to_jsonb(c) j
            WHERE
            """
                    + PgNames.USERS_SCHEMA;

    private static final String ENUMS =
            """
            SELECT t.tableoid || ':' || t.oid, 'TYPE', format('%I.%I', n.nspname, t.typname),
                format(E'CREATE TYPE %I.%I AS ENUM (%s);', n.nspname, t.typname,
                    (SELECT E'\\n' || string_agg('    ' || quote_literal(e.enumlabel), E',\\n'
                            ORDER BY e.enumsortorder) || E'\\n'
                        FROM pg_enum e WHERE e.enumtypid = t.oid)),
                NULL
            FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
            WHERE t.typtype = 'e' AND
            """
                    + PgNames.USERS_SCHEMA;

    private static final String COMPOSITES =
            """
            SELECT t.tableoid || ':' || t.oid, 'TYPE', format('%I.%I', n.nspname, t.typname),
                format('CREATE TYPE %I.%I AS (%s);', n.nspname, t.typname,
                    (SELECT E'\\n' || string_agg(format('    %I %s%s', a.attname,
                                format_type(a.atttypid, a.atttypmod),
                                CASE WHEN a.attcollation <> b.typcollation
                                    THEN format(' COLLATE %I.%I', cn.nspname, co.collname)
                                    ELSE '' END),
                            E',\\n' ORDER BY a.attnum) || E'\\n'
                        FROM pg_attribute a JOIN pg_type b ON b.oid = a.atttypid
                        LEFT JOIN pg_collation co ON co.oid = a.attcollation
                        LEFT JOIN pg_namespace cn ON cn.oid = co.collnamespace
                        WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped)),
                NULL
            FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
            JOIN pg_class c ON c.oid = t.typrelid AND c.relkind = 'c'
            WHERE t.typtype = 'c' AND
            """
                    + PgNames.USERS_SCHEMA;

    private static final String RANGES =
            """
            SELECT t.tableoid || ':' || t.oid, 'TYPE', format('%I.%I', n.nspname, t.typname),
                concat(format(E'CREATE TYPE %I.%I AS RANGE (\\n    SUBTYPE = %s', n.nspname,
                        t.typname, format_type(r.rngsubtype, NULL)),
                    CASE WHEN NOT o.opcdefault
                        THEN format(E',\\n    SUBTYPE_OPCLASS = %I.%I', opn.nspname, o.opcname) END,
                    CASE WHEN r.rngcollation <> b.typcollation
                        THEN format(E',\\n    COLLATION = %I.%I', cn.nspname, co.collname) END,
                    CASE WHEN r.rngcanonical <> 0
                        THEN E',\\n    CANONICAL = ' || r.rngcanonical END,
                    CASE WHEN r.rngsubdiff <> 0
                        THEN E',\\n    SUBTYPE_DIFF = ' || r.rngsubdiff END,
                    format(E',\\n    MULTIRANGE_TYPE_NAME = %I.%I\\n);', mn.nspname, m.typname)),
                NULL
            FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
            JOIN pg_range r ON r.rngtypid = t.oid
            JOIN pg_type b ON b.oid = r.rngsubtype
            JOIN pg_opclass o ON o.oid = r.rngsubopc
            JOIN pg_namespace opn ON opn.oid = o.opcnamespace
            JOIN pg_type m ON m.oid = r.rngmultitypid
            JOIN pg_namespace mn ON mn.oid = m.typnamespace
            LEFT JOIN pg_collation co ON co.oid = r.rngcollation
            LEFT JOIN pg_namespace cn ON cn.oid = co.collnamespace
            WHERE t.typtype = 'r' AND
            """
                    + PgNames.USERS_SCHEMA;

    /**
     * Whatever needs a domain, by itself or by what needs it, where a function of users stands in
     * the domain: such a function may come behind the domain alone.
     */
    private static final String ABOVE =
            """
            WITH RECURSIVE above (domain, classid, objid) AS (
                SELECT t.oid, t.tableoid, t.oid FROM pg_type t
                WHERE t.typtype = 'd' AND EXISTS (SELECT FROM pg_depend d
                    LEFT JOIN pg_constraint k ON k.oid = d.objid AND k.tableoid = d.classid
                    WHERE d.refclassid = 'pg_proc'::regclass AND d.refobjid >= 16384
                    AND (k.contypid = t.oid OR d.classid = t.tableoid AND d.objid = t.oid))
                UNION
                SELECT a.domain, d.classid, d.objid FROM above a
                JOIN pg_depend d ON d.refclassid = a.classid AND d.refobjid = a.objid
                WHERE d.classid <> 'pg_constraint'::regclass
            ), behind (classid, objid) AS (
                SELECT d.classid, d.objid FROM pg_depend d
                LEFT JOIN pg_constraint k ON k.oid = d.objid AND k.tableoid = d.classid
                JOIN above a ON a.classid = d.refclassid AND a.objid = d.refobjid
                    AND a.domain = COALESCE(k.contypid, d.objid)
                WHERE d.refclassid = 'pg_proc'::regclass
                AND d.classid IN ('pg_constraint'::regclass, 'pg_type'::regclass)
            )
            """;

    private static final String BEHIND =
            " EXISTS (SELECT FROM behind WHERE classid = %1$s.tableoid AND objid = %1$s.oid)\n";

    /** Constraints and defaults that call what needs the domain itself. */
    private static final String CONSTRAINTS_OF_DOMAINS =
            ABOVE
                    + """
                    SELECT k.tableoid || ':' || k.oid, 'CONSTRAINT',
                        format('%I.%I.%I', n.nspname, t.typname, k.conname),
                        format('ALTER DOMAIN %I.%I ADD CONSTRAINT %I %s;', n.nspname, t.typname,
                            k.conname, pg_get_constraintdef(k.oid)),
                        t.tableoid || ':' || t.oid
                    FROM pg_constraint k JOIN pg_type t ON t.oid = k.contypid
                    JOIN pg_namespace n ON n.oid = t.typnamespace
                    WHERE k.contype = 'c' AND
                    """
                    + BEHIND.formatted("k")
                    + " AND "
                    + PgNames.USERS_SCHEMA;

    private static final String DEFAULTS_OF_DOMAINS =
            ABOVE
                    + """
                    SELECT 'default:' || t.oid, 'DOMAIN', format('%I.%I', n.nspname, t.typname),
                        format('ALTER DOMAIN %I.%I SET DEFAULT %s;', n.nspname, t.typname,
                            pg_get_expr(t.typdefaultbin, 0)),
                        t.tableoid || ':' || t.oid
                    FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
                    WHERE t.typtype = 'd' AND
                    """
                    + BEHIND.formatted("t")
                    + " AND "
                    + PgNames.USERS_SCHEMA;

    private static final String DOMAINS =
            ABOVE
                    + """
                    SELECT t.tableoid || ':' || t.oid, 'DOMAIN', format('%I.%I', n.nspname, t.typname),
                        concat(format('CREATE DOMAIN %I.%I AS %s', n.nspname, t.typname,
                                format_type(t.typbasetype, t.typtypmod)),
                            CASE WHEN t.typcollation <> b.typcollation
                                THEN format(' COLLATE %I.%I', cn.nspname, co.collname) END,
                            CASE WHEN NOT EXISTS (SELECT FROM behind h
                                    WHERE h.classid = t.tableoid AND h.objid = t.oid)
                                THEN ' DEFAULT ' || COALESCE(pg_get_expr(t.typdefaultbin, 0),
                                    quote_literal(t.typdefault)) END,
                            CASE WHEN t.typnotnull THEN ' NOT NULL' END,
                            (SELECT string_agg(format(E'\\n    CONSTRAINT %I %s', k.conname,
                                        pg_get_constraintdef(k.oid)), '' ORDER BY k.conname)
                                FROM pg_constraint k
                                WHERE k.contypid = t.oid AND k.contype = 'c' AND k.convalidated
                                AND NOT EXISTS (SELECT FROM behind h
                                    WHERE h.classid = k.tableoid AND h.objid = k.oid)),
                            ';',
                            (SELECT string_agg(format(E'\\nALTER DOMAIN %I.%I ADD CONSTRAINT %I %s;',
                                        n.nspname, t.typname, k.conname, pg_get_constraintdef(k.oid)),
                                    '' ORDER BY k.conname)
                                FROM pg_constraint k
                                WHERE k.contypid = t.oid AND k.contype = 'c' AND NOT k.convalidated
                                AND NOT EXISTS (SELECT FROM behind h
                                    WHERE h.classid = k.tableoid AND h.objid = k.oid))),
                        NULL
                    FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
                    JOIN pg_type b ON b.oid = t.typbasetype
                    LEFT JOIN pg_collation co ON co.oid = t.typcollation
                    LEFT JOIN pg_namespace cn ON cn.oid = co.collnamespace
                    WHERE t.typtype = 'd' AND
                    """
                    + PgNames.USERS_SCHEMA;

    private static final String DICTIONARIES =
            """
            SELECT d.tableoid || ':' || d.oid, 'TEXT_SEARCH_DICTIONARY',
                format('%I.%I', n.nspname, d.dictname),
                format('CREATE TEXT SEARCH DICTIONARY %I.%I (TEMPLATE = %I.%I%s);', n.nspname,
                    d.dictname, tn.nspname, t.tmplname, ', ' || d.dictinitoption),
                NULL
            FROM pg_ts_dict d JOIN pg_namespace n ON n.oid = d.dictnamespace
            JOIN pg_ts_template t ON t.oid = d.dicttemplate
            JOIN pg_namespace tn ON tn.oid = t.tmplnamespace
            WHERE
            """
                    + PgNames.USERS_SCHEMA;

    private static final String CONFIGURATIONS =
            """
            SELECT c.tableoid || ':' || c.oid, 'TEXT_SEARCH_CONFIGURATION',
                format('%I.%I', n.nspname, c.cfgname),
                concat(format('CREATE TEXT SEARCH CONFIGURATION %I.%I (PARSER = %I.%I);', n.nspname,
                        c.cfgname, pn.nspname, p.prsname),
                    (SELECT string_agg(format(
                            E'\\nALTER TEXT SEARCH CONFIGURATION %I.%I ADD MAPPING FOR %I WITH %s;',
                            n.nspname, c.cfgname, m.alias, m.dictionaries), ''
                            ORDER BY m.alias COLLATE "C")
                        FROM (SELECT tt.alias, string_agg(format('%I.%I', dn.nspname, d.dictname),
                                    ', ' ORDER BY x.mapseqno) AS dictionaries
                            FROM pg_ts_config_map x
                            JOIN ts_token_type(c.cfgparser) tt ON tt.tokid = x.maptokentype
                            JOIN pg_ts_dict d ON d.oid = x.mapdict
                            JOIN pg_namespace dn ON dn.oid = d.dictnamespace
                            WHERE x.mapcfg = c.oid GROUP BY tt.alias) m)),
                NULL
            FROM pg_ts_config c JOIN pg_namespace n ON n.oid = c.cfgnamespace
            JOIN pg_ts_parser p ON p.oid = c.cfgparser
            JOIN pg_namespace pn ON pn.oid = p.prsnamespace
            WHERE
            """
                    + PgNames.USERS_SCHEMA;

    static final List<PgQuery> QUERIES =
            List.of(
                    new PgQuery(Phase.MADE, COLLATIONS),
                    new PgQuery(Phase.MADE, ENUMS),
                    new PgQuery(Phase.MADE, COMPOSITES),
                    new PgQuery(Phase.MADE, RANGES),
                    new PgQuery(Phase.MADE, DOMAINS),
                    new PgQuery(Phase.MADE, CONSTRAINTS_OF_DOMAINS),
                    new PgQuery(Phase.CHECKED, DEFAULTS_OF_DOMAINS),
                    new PgQuery(Phase.MADE, DICTIONARIES),
                    new PgQuery(Phase.MADE, CONFIGURATIONS));

    private PgTypes() {}
}
