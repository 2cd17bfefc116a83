package dev.lifeguard.migrate.tests.reader;

import dev.lifeguard.migrate.tests.server.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Everything that a database holds, with bodies, comments, owners and rows, one entry a fact.
 *
 * <p>What no query names is still there by its dependencies: each object has one at least. Numbers
 * in the names that the server makes up are left out, as are the state table and TOAST.
 */
final class DatabaseContent {

    private static final String FACTS =
            """
            WITH fact (line) AS (
                SELECT format('depends: %s on %s %s',
                        pg_describe_object(classid, objid, objsubid),
                        pg_describe_object(refclassid, refobjid, refobjsubid), deptype)
                FROM pg_depend WHERE objid >= 16384
                UNION ALL
                SELECT format('owner: %s %s %s', pg_describe_object(classid, objid, objsubid),
                        refobjid::regrole, deptype)
                FROM pg_shdepend
                WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
                    AND objid >= 16384 AND refclassid = 'pg_authid'::regclass
                UNION ALL
                SELECT format('comment: %s %s', pg_describe_object(classoid, objoid, objsubid),
                        description)
                FROM pg_description WHERE objoid >= 16384
                UNION ALL
                SELECT format('relation: %s %s %s %s %s %s %s %s %s', oid::regclass, relkind,
                        relpersistence, reloptions, relrowsecurity, relforcerowsecurity,
                        relreplident, relacl, pg_get_expr(relpartbound, oid))
                FROM pg_class WHERE oid >= 16384 AND relkind NOT IN ('t', 'i', 'I')
                UNION ALL
                SELECT format('partitioned: %s %s', partrelid::regclass,
                        pg_get_partkeydef(partrelid))
                FROM pg_partitioned_table
                UNION ALL
                SELECT format('column: %s %s %s %s %s %s %s %s %s %s', a.attrelid::regclass,
                        a.attnum, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
                        a.attidentity, a.attgenerated, a.attstorage, a.attcollation::regcollation,
                        pg_get_expr(d.adbin, d.adrelid))
                FROM pg_attribute a
                LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
                WHERE a.attrelid >= 16384 AND a.attnum > 0 AND NOT a.attisdropped
                UNION ALL
                SELECT format('constraint: %s %s %s', conrelid::regclass, conname,
                        pg_get_constraintdef(oid))
                FROM pg_constraint WHERE oid >= 16384
                UNION ALL
                SELECT format('index: %s %s', pg_get_indexdef(indexrelid), indisvalid)
                FROM pg_index WHERE indexrelid >= 16384
                UNION ALL
                SELECT format('routine: %s %s', proacl, pg_get_functiondef(oid))
                FROM pg_proc WHERE oid >= 16384 AND prokind <> 'a'
                UNION ALL
                SELECT format('view: %s %s', oid::regclass, pg_get_viewdef(oid))
                FROM pg_class WHERE oid >= 16384 AND relkind IN ('v', 'm')
                UNION ALL
                SELECT format('rule: %s', pg_get_ruledef(oid))
                FROM pg_rewrite WHERE oid >= 16384
                UNION ALL
                SELECT format('trigger: %s %s', tgenabled, pg_get_triggerdef(oid))
                FROM pg_trigger WHERE NOT tgisinternal
                UNION ALL
                SELECT format('policy: %s %s %s %s', polrelid::regclass, polname,
                        pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid))
                FROM pg_policy
                UNION ALL
                SELECT format('statistics: %s', pg_get_statisticsobjdef(oid))
                FROM pg_statistic_ext
                UNION ALL
                SELECT format('type: %s %s %s %s', oid::regtype, typtype, typnotnull, typdefault)
                FROM pg_type WHERE oid >= 16384
                UNION ALL
                SELECT format('label: %s %s', enumtypid::regtype,
                        string_agg(enumlabel, ' ' ORDER BY enumsortorder))
                FROM pg_enum GROUP BY enumtypid
                UNION ALL
                SELECT format('sequence: %s %s %s %s %s %s %s', seqrelid::regclass, seqstart,
                        seqincrement, seqmax, seqmin, seqcycle,
                        pg_sequence_last_value(seqrelid))
                FROM pg_sequence
                UNION ALL
                SELECT format('schema: %s %s', nspname, nspacl)
                FROM pg_namespace WHERE nspname !~ '^pg_(temp|toast)'
            )
            SELECT line FROM fact WHERE line !~ 'lifeguard_migrations|pg_toast'
            """;

    private static final String TABLES =
            """
            SELECT oid::regclass FROM pg_class
            WHERE oid >= 16384 AND relkind IN ('r', 'm') AND relispopulated
                AND relpersistence <> 't' AND relname !~ '^lifeguard_migrations'
            ORDER BY 1
            """;

    private static final Pattern MADE_UP_NUMBER = Pattern.compile("(?<=[_ ])[1-9][0-9]{4,}\\b");

    private DatabaseContent() {}

    /** All of it, sorted, by a connection whose search path is empty. */
    static List<String> of(Connection connection) throws SQLException {
        List<String> content = new ArrayList<>();
        for (String line : TestDatabase.query(connection, FACTS)) {
            content.add(MADE_UP_NUMBER.matcher(line).replaceAll("N"));
        }
        for (String table : TestDatabase.query(connection, TABLES)) {
            content.addAll(TestDatabase.query(connection, rows(table)));
        }
        content.sort(null);
        return content;
    }

    private static String rows(String table) {
        return """
        SELECT format('row: %%s %%s', '%s', "whole row"::text) FROM ONLY %s "whole row"
        """
                .formatted(table.replace("'", "''"), table.replace("?", "??"));
    }
}
