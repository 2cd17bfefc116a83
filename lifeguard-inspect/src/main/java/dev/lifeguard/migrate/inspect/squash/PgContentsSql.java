package dev.lifeguard.migrate.inspect.squash;

/** Questions to a database whose search path is {@code pg_catalog}. */
final class PgContentsSql {

    private static final String OF_USERS =
            """
            (n.nspname !~ '^pg_' AND n.nspname <> 'information_schema')
            """;

    private static final String NO_MEMBER =
            """
            NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = %s AND e.objid = %s
                AND e.deptype = 'e')
            """;

    /** Name with quotes, without, that of the partitioned one, and the bare one. */
    private static final String ALL_TABLES =
            """
            SELECT format('%I.%I', n.nspname, c.relname), n.nspname || '.' || c.relname,
                rn.nspname || '.' || r.relname, c.relname
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_class r ON r.oid = coalesce(pg_partition_root(c.oid), c.oid)
            JOIN pg_namespace rn ON rn.oid = r.relnamespace
            WHERE c.relkind = 'r' AND c.relpersistence <> 't' AND
            """
                    + OF_USERS
                    + " AND ";

    static final String TABLES =
            ALL_TABLES + NO_MEMBER.formatted("'pg_class'::regclass", "c.oid") + " ORDER BY 1";

    static final String TABLES_OF_EXTENSIONS =
            ALL_TABLES
                    + " has_schema_privilege(n.oid, 'USAGE')"
                    + " AND has_table_privilege(c.oid, 'SELECT') AND NOT "
                    + NO_MEMBER.formatted("'pg_class'::regclass", "c.oid")
                    + " ORDER BY 1";

    static final String FILLED_VIEWS =
            """
            SELECT format('%I.%I', n.nspname, c.relname)
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind = 'm' AND c.relispopulated AND
            """
                    + OF_USERS
                    + " ORDER BY 1";

    static final String ROWS = "SELECT count(*) FROM ONLY %s";

    static final String DIGEST =
            """
            SELECT md5(string_agg(md5(r.t), '' ORDER BY md5(r.t) COLLATE "C")),
                sum(octet_length(r.t))
            FROM (SELECT ROW(t.*)::text AS t FROM ONLY %s AS t) r
            """;

    static final String COLUMNS =
            """
            SELECT a.attname, quote_ident(a.attname) FROM pg_attribute a
            WHERE a.attrelid = '%s'::regclass AND a.attnum > 0 AND NOT a.attisdropped
            ORDER BY a.attnum
            """;

    /** What the values of a column come to; whether one is null is a value. */
    static final String VALUES =
            """
            SELECT md5(string_agg(md5(concat(v.c IS NULL, v.c)), ''
                ORDER BY md5(concat(v.c IS NULL, v.c)) COLLATE "C"))
            FROM (SELECT t.%s::text AS c FROM ONLY %s AS t) v
            """;

    /** The columns that are not generated, and those of the primary key. */
    static final String COPIED =
            """
            SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum),
                (SELECT string_agg(quote_ident(k.attname), ', ' ORDER BY p.place)
                    FROM pg_index i, unnest(i.indkey::int2[]) WITH ORDINALITY p (number, place)
                    JOIN pg_attribute k ON k.attnum = p.number
                    WHERE i.indrelid = '%1$s'::regclass AND i.indisprimary
                    AND k.attrelid = i.indrelid AND p.place <= i.indnkeyatts)
            FROM pg_attribute a
            WHERE a.attrelid = '%1$s'::regclass AND a.attnum > 0 AND NOT a.attisdropped
            AND a.attgenerated = ''
            """;

    /** Name, start, and the table that it belongs to, with its schema and without. */
    static final String SEQUENCES =
            """
            SELECT format('%I.%I', n.nspname, c.relname), s.seqstart,
                quote_ident(tn.nspname) || '.' || quote_ident(t.relname), t.relname
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_sequence s ON s.seqrelid = c.oid
            LEFT JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = c.oid
                AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')
            LEFT JOIN pg_class t ON t.oid = d.refobjid
            LEFT JOIN pg_namespace tn ON tn.oid = t.relnamespace
            WHERE c.relpersistence <> 't' AND
            """
                    + OF_USERS
                    + " AND "
                    + NO_MEMBER.formatted("'pg_class'::regclass", "c.oid")
                    + " ORDER BY 1";

    static final String POSITION = "SELECT last_value, is_called FROM %s";

    static final String OWNERS =
            """
            SELECT s.sql FROM (
                SELECT n.nspname, n.nspowner AS owner, 1 AS rank,
                    format('ALTER SCHEMA %I OWNER TO %I;', n.nspname, r.rolname) AS sql
                FROM pg_namespace n JOIN pg_roles r ON r.oid = n.nspowner
                WHERE
            """
                    + OF_USERS
                    + " AND "
                    + NO_MEMBER.formatted("'pg_namespace'::regclass", "n.oid")
                    + """
                    UNION ALL
                    SELECT n.nspname, t.typowner, 2,
                        format('ALTER TYPE %I.%I OWNER TO %I;', n.nspname, t.typname, r.rolname)
                    FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
                    JOIN pg_roles r ON r.oid = t.typowner
                    LEFT JOIN pg_class c ON c.oid = t.typrelid
                    WHERE (t.typtype IN ('e', 'd', 'r') OR c.relkind = 'c') AND
                    """
                    + OF_USERS
                    + " AND "
                    + NO_MEMBER.formatted("'pg_type'::regclass", "t.oid")
                    + """
                    UNION ALL
                    SELECT n.nspname, p.proowner, 3,
                        format('ALTER ROUTINE %s OWNER TO %I;', p.oid::regprocedure, r.rolname)
                    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
                    JOIN pg_roles r ON r.oid = p.proowner
                    WHERE p.prokind <> 'a' AND
                    """
                    + OF_USERS
                    + " AND "
                    + NO_MEMBER.formatted("'pg_proc'::regclass", "p.oid")
                    + """
                    UNION ALL
                    SELECT n.nspname, c.relowner, 4,
                        format('ALTER TABLE %I.%I OWNER TO %I;', n.nspname, c.relname, r.rolname)
                    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                    JOIN pg_roles r ON r.oid = c.relowner
                    WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND c.relpersistence <> 't'
                    AND NOT EXISTS (SELECT FROM pg_depend d
                        WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid
                        AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')
                        AND c.relkind = 'S') AND
                    """
                    + OF_USERS
                    + " AND "
                    + NO_MEMBER.formatted("'pg_class'::regclass", "c.oid")
                    + """
                    ) s
                    WHERE s.owner <> (SELECT oid FROM pg_roles WHERE rolname = current_user)
                    ORDER BY s.rank, s.sql COLLATE "C"
                    """;

    /** What a baseline would lose, each as the end of "the migrations make …". */
    static final String UNTOLD =
            """
            SELECT format('the setting %s of %s', split_part(c, '=', 1),
                CASE s.setrole WHEN 0 THEN 'the database'
                    ELSE 'the role ' || s.setrole::regrole || ' in the database' END)
            FROM pg_db_role_setting s, unnest(s.setconfig) c
            WHERE s.setdatabase = (SELECT oid FROM pg_database WHERE datname = current_database())
            UNION ALL
            SELECT format('the rights %s on the database', array_to_string(datacl, ' '))
            FROM pg_database
            WHERE datname = current_database() AND datacl IS NOT NULL
            UNION ALL
            SELECT 'the subscription ' || subname FROM pg_subscription
            WHERE subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())
            UNION ALL
            SELECT 'security labels' FROM pg_seclabel HAVING count(*) > 0
            UNION ALL
            SELECT 'large objects' FROM pg_largeobject_metadata HAVING count(*) > 0
            UNION ALL
            SELECT 'the INVALID index ' || i.indexrelid::regclass FROM pg_index i
            JOIN pg_class c ON c.oid = i.indexrelid WHERE NOT i.indisvalid AND c.relkind = 'i'
            UNION ALL
            SELECT DISTINCT format('the triggers of the constraint %I on %s in another state',
                k.conname, g.tgrelid::regclass)
            FROM pg_trigger g JOIN pg_constraint k ON k.oid = g.tgconstraint
            WHERE g.tgisinternal AND g.tgenabled <> 'O'
            UNION ALL
            SELECT format('the %s %s', i.type, i.identity)
            FROM (SELECT tableoid, oid FROM pg_conversion UNION ALL SELECT tableoid, oid FROM pg_am
                UNION ALL SELECT tableoid, oid FROM pg_transform
                UNION ALL SELECT tableoid, oid FROM pg_ts_parser
                UNION ALL SELECT tableoid, oid FROM pg_ts_template
                UNION ALL SELECT f.tableoid, f.oid FROM pg_opfamily f
                WHERE NOT EXISTS (SELECT FROM pg_opclass o WHERE o.opcfamily = f.oid)
                OR EXISTS (SELECT FROM pg_depend d WHERE d.refclassid = 'pg_opfamily'::regclass
                    AND d.refobjid = f.oid AND d.deptype = 'a'
                    AND d.classid IN ('pg_amop'::regclass, 'pg_amproc'::regclass))) made,
                pg_identify_object(made.tableoid, made.oid, 0) i
            WHERE made.oid >= 16384 AND NOT EXISTS (SELECT FROM pg_depend e
                WHERE e.classid = made.tableoid AND e.objid = made.oid AND e.deptype = 'e')
            UNION ALL
            SELECT format('%s in the tablespace %s', c.oid::regclass, t.spcname)
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_tablespace t ON t.oid = c.reltablespace WHERE
            """
                    + OF_USERS
                    + " ORDER BY 1";

    /** What is a server's of its roles, in words, and its value. */
    static final String SERVER_WIDE =
            """
            SELECT format('the setting %s of %s', split_part(c, '=', 1),
                CASE s.setrole WHEN 0 THEN 'all roles' ELSE 'the role ' || r.rolname END), c
            FROM pg_db_role_setting s LEFT JOIN pg_roles r ON r.oid = s.setrole,
            unnest(s.setconfig) c
            WHERE s.setdatabase = 0
            UNION ALL
            SELECT format('the attribute %s of the role %s', a.name, r.rolname), a.value
            FROM pg_roles r, LATERAL (VALUES ('SUPERUSER', r.rolsuper::text),
                ('INHERIT', r.rolinherit::text), ('CREATEROLE', r.rolcreaterole::text),
                ('CREATEDB', r.rolcreatedb::text), ('LOGIN', r.rolcanlogin::text),
                ('REPLICATION', r.rolreplication::text), ('BYPASSRLS', r.rolbypassrls::text),
                ('CONNECTION LIMIT', r.rolconnlimit::text),
                ('VALID UNTIL', r.rolvaliduntil::text)) a (name, value)
            UNION ALL
            SELECT format('the membership of %s in %s', m.rolname, r.rolname),
                bool_or(a.admin_option)::text
            FROM pg_auth_members a
            JOIN pg_roles m ON m.oid = a.member JOIN pg_roles r ON r.oid = a.roleid
            GROUP BY m.rolname, r.rolname
            """;

    private PgContentsSql() {}
}
