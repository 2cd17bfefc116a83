package dev.lifeguard.migrate.accounting;

import dev.lifeguard.migrate.tests.server.SchemaSnapshot;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import java.util.List;
import java.util.stream.Stream;

/** Every object of a schema with its definition and comment: what a dump holds, on any server. */
final class Catalogue {

    private static final String DEFINITIONS =
            """
            SELECT line FROM (
                SELECT 'definition ' || pg_get_functiondef(p.oid)
                FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace
                UNION ALL
                SELECT format('definition %s %s', v.viewname, v.definition)
                FROM pg_views v WHERE v.schemaname = 'public'
                UNION ALL
                SELECT format('options %s %s', c.relname, c.reloptions)
                FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace
                UNION ALL
                SELECT format('comment %s %s',
                    pg_describe_object(d.classoid, d.objoid, d.objsubid), d.description)
                FROM pg_description d
                WHERE d.objoid >= 16384 AND d.classoid IN (
                    'pg_class'::regclass, 'pg_proc'::regclass, 'pg_constraint'::regclass,
                    'pg_trigger'::regclass, 'pg_type'::regclass
                )
            ) objects (line)
            WHERE line NOT LIKE '%lifeguard_migrations%'
            ORDER BY line COLLATE "C"
            """;

    private Catalogue() {}

    /** All of it but what belongs to the state table. */
    static List<String> of(TestDatabase database) {
        return Stream.concat(
                        SchemaSnapshot.besideStateTable(database).stream(),
                        database.query(DEFINITIONS).stream())
                .toList();
    }
}
