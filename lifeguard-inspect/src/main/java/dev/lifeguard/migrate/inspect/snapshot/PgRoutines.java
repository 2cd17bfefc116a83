package dev.lifeguard.migrate.inspect.snapshot;

import dev.lifeguard.migrate.inspect.snapshot.PgQuery.Phase;
import java.util.List;

/** Functions, aggregates, operators and casts. */
final class PgRoutines {

    private static final String FUNCTIONS =
            """
            SELECT p.tableoid || ':' || p.oid,
                CASE p.prokind WHEN 'p' THEN 'PROCEDURE' ELSE 'FUNCTION' END,
                format('%I.%I(%s)', n.nspname, p.proname, oidvectortypes(p.proargtypes)),
                rtrim(pg_get_functiondef(p.oid), E'\\n') || ';',
                NULL
            FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
            WHERE p.prokind IN ('f', 'p', 'w')
            AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = p.tableoid
                AND d.objid = p.oid AND d.deptype = 'i')
            AND
            """
                    + PgNames.USERS_SCHEMA;

    private static final String AGGREGATES =
            """
            SELECT p.tableoid || ':' || p.oid, 'AGGREGATE',
                format('%I.%I(%s)', n.nspname, p.proname, oidvectortypes(p.proargtypes)),
                concat(format(E'CREATE AGGREGATE %I.%I(%s) (\\n    SFUNC = %s,\\n    STYPE = %s',
                        n.nspname, p.proname,
                        CASE WHEN p.pronargs = 0 THEN '*'
                            ELSE pg_get_function_arguments(p.oid) END,
                        a.aggtransfn, format_type(a.aggtranstype, NULL)),
                    CASE WHEN a.aggtransspace <> 0 THEN E',\\n    SSPACE = ' || a.aggtransspace END,
                    CASE WHEN a.aggfinalfn <> 0 THEN E',\\n    FINALFUNC = ' || a.aggfinalfn END,
                    CASE WHEN a.aggfinalextra THEN E',\\n    FINALFUNC_EXTRA' END,
                    CASE WHEN a.aggfinalfn <> 0 AND a.aggfinalmodify
                            <> CASE WHEN a.aggkind = 'n' THEN 'r' ELSE 'w' END
                        THEN E',\\n    FINALFUNC_MODIFY = ' || CASE a.aggfinalmodify WHEN 'r'
                            THEN 'READ_ONLY' WHEN 's' THEN 'SHAREABLE' ELSE 'READ_WRITE' END END,
                    CASE WHEN a.aggcombinefn <> 0
                        THEN E',\\n    COMBINEFUNC = ' || a.aggcombinefn END,
                    CASE WHEN a.aggserialfn <> 0 THEN E',\\n    SERIALFUNC = ' || a.aggserialfn END,
                    CASE WHEN a.aggdeserialfn <> 0
                        THEN E',\\n    DESERIALFUNC = ' || a.aggdeserialfn END,
                    E',\\n    INITCOND = ' || quote_literal(a.agginitval),
                    CASE WHEN a.aggmtransfn <> 0
                        THEN format(E',\\n    MSFUNC = %s,\\n    MINVFUNC = %s,\\n    MSTYPE = %s',
                            a.aggmtransfn, a.aggminvtransfn,
                            format_type(a.aggmtranstype, NULL)) END,
                    CASE WHEN a.aggmfinalfn <> 0 THEN E',\\n    MFINALFUNC = ' || a.aggmfinalfn END,
                    E',\\n    MINITCOND = ' || quote_literal(a.aggminitval),
                    CASE WHEN a.aggsortop <> 0 THEN format(E',\\n    SORTOP = OPERATOR(%I.%s)',
                        sn.nspname, so.oprname) END,
                    CASE p.proparallel WHEN 's' THEN E',\\n    PARALLEL = SAFE'
                        WHEN 'r' THEN E',\\n    PARALLEL = RESTRICTED' END,
                    CASE WHEN a.aggkind = 'h' THEN E',\\n    HYPOTHETICAL' END,
                    E'\\n);'),
                NULL
            FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
            JOIN pg_aggregate a ON a.aggfnoid = p.oid
            LEFT JOIN pg_operator so ON so.oid = a.aggsortop
            LEFT JOIN pg_namespace sn ON sn.oid = so.oprnamespace
            WHERE p.prokind = 'a' AND
            """
                    + PgNames.USERS_SCHEMA;

    private static final String OPERATORS =
            """
            SELECT o.tableoid || ':' || o.oid, 'OPERATOR',
                format('%I.%s(%s,%s)', n.nspname, o.oprname,
                    CASE WHEN o.oprleft = 0 THEN 'NONE' ELSE format_type(o.oprleft, NULL) END,
                    format_type(o.oprright, NULL)),
                concat(format(E'CREATE OPERATOR %I.%s (\\n    FUNCTION = %s', n.nspname, o.oprname,
                        o.oprcode),
                    CASE WHEN o.oprleft <> 0
                        THEN E',\\n    LEFTARG = ' || format_type(o.oprleft, NULL) END,
                    E',\\n    RIGHTARG = ' || format_type(o.oprright, NULL),
                    CASE WHEN o.oprcom <> 0 THEN format(E',\\n    COMMUTATOR = OPERATOR(%I.%s)',
                        cn.nspname, c.oprname) END,
                    CASE WHEN o.oprnegate <> 0 THEN format(E',\\n    NEGATOR = OPERATOR(%I.%s)',
                        gn.nspname, g.oprname) END,
                    CASE WHEN o.oprrest <> 0 THEN E',\\n    RESTRICT = ' || o.oprrest END,
                    CASE WHEN o.oprjoin <> 0 THEN E',\\n    JOIN = ' || o.oprjoin END,
                    CASE WHEN o.oprcanhash THEN E',\\n    HASHES' END,
                    CASE WHEN o.oprcanmerge THEN E',\\n    MERGES' END,
                    E'\\n);'),
                NULL
            FROM pg_operator o JOIN pg_namespace n ON n.oid = o.oprnamespace
            LEFT JOIN pg_operator c ON c.oid = o.oprcom
            LEFT JOIN pg_namespace cn ON cn.oid = c.oprnamespace
            LEFT JOIN pg_operator g ON g.oid = o.oprnegate
            LEFT JOIN pg_namespace gn ON gn.oid = g.oprnamespace
            WHERE o.oprcode <> 0 AND
            """
                    + PgNames.USERS_SCHEMA;

    private static final String OPERATOR_CLASSES =
            """
            SELECT o.tableoid || ':' || o.oid, 'OPERATOR_CLASS',
                format('%I.%I USING %I', n.nspname, o.opcname, m.amname),
                concat(format('CREATE OPERATOR CLASS %I.%I%s FOR TYPE %s USING %I AS', n.nspname,
                        o.opcname, CASE WHEN o.opcdefault THEN ' DEFAULT' ELSE '' END,
                        format_type(o.opcintype, NULL), m.amname),
                    E'\\n    STORAGE ' || format_type(COALESCE(NULLIF(o.opckeytype, 0),
                        o.opcintype), NULL),
                    (SELECT string_agg(format(E',\\n    OPERATOR %s %s%s', x.amopstrategy,
                            x.amopopr::regoperator,
                            CASE WHEN x.amopsortfamily <> 0 THEN format(' FOR ORDER BY %I.%I',
                                sn.nspname, sf.opfname) ELSE '' END), ''
                            ORDER BY x.amopstrategy, format_type(x.amoprighttype, NULL))
                        FROM pg_amop x
                        LEFT JOIN pg_opfamily sf ON sf.oid = x.amopsortfamily
                        LEFT JOIN pg_namespace sn ON sn.oid = sf.opfnamespace
                        WHERE x.amopfamily = o.opcfamily AND x.amoplefttype = o.opcintype),
                    (SELECT string_agg(format(E',\\n    FUNCTION %s %s%s', y.amprocnum,
                            CASE WHEN y.amprocrighttype <> y.amproclefttype
                                THEN format('(%s, %s) ', format_type(y.amproclefttype, NULL),
                                    format_type(y.amprocrighttype, NULL)) ELSE '' END,
                            y.amproc::regprocedure), ''
                            ORDER BY y.amprocnum, format_type(y.amprocrighttype, NULL))
                        FROM pg_amproc y
                        WHERE y.amprocfamily = o.opcfamily AND y.amproclefttype = o.opcintype),
                    ';'),
                NULL
            FROM pg_opclass o JOIN pg_namespace n ON n.oid = o.opcnamespace
            JOIN pg_am m ON m.oid = o.opcmethod
            WHERE
            """
                    + PgNames.USERS_SCHEMA;

    private static final String CASTS =
            """
            SELECT c.tableoid || ':' || c.oid, 'CAST',
                format('(%s AS %s)', format_type(c.castsource, NULL),
                    format_type(c.casttarget, NULL)),
                format('CREATE CAST (%s AS %s) %s%s;', format_type(c.castsource, NULL),
                    format_type(c.casttarget, NULL),
                    CASE c.castmethod WHEN 'b' THEN 'WITHOUT FUNCTION' WHEN 'i' THEN 'WITH INOUT'
                        ELSE 'WITH FUNCTION ' || c.castfunc::regprocedure END,
                    CASE c.castcontext WHEN 'a' THEN ' AS ASSIGNMENT' WHEN 'i'
                        THEN ' AS IMPLICIT' ELSE '' END),
                NULL
            FROM pg_cast c WHERE c.oid >= 16384
            AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = c.tableoid
                AND d.objid = c.oid AND d.deptype = 'i')
            """;

    static final List<PgQuery> QUERIES =
            List.of(
                    new PgQuery(Phase.MADE, FUNCTIONS),
                    new PgQuery(Phase.MADE, AGGREGATES),
                    new PgQuery(Phase.MADE, OPERATORS),
                    new PgQuery(Phase.MADE, OPERATOR_CLASSES),
                    new PgQuery(Phase.MADE, CASTS));

    private PgRoutines() {}
}
