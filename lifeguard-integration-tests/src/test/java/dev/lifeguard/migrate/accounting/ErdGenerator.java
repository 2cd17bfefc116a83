package dev.lifeguard.migrate.accounting;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.plan.Target;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import java.util.ArrayList;
import java.util.List;

/** Applies the migrations and writes the tables that each one makes as a Mermaid diagram. */
final class ErdGenerator {

    private static final String HEAD =
            """
            # Entity-relationship diagrams

            Made by `make erd` from the catalogue of a database that the migrations were applied
            to, one diagram a migration. A test fails when this file is out of date: change the
            migrations, not this file.

            - A reference between two rows of a company includes `company_id`. The diagrams name it
              by the column that holds the other row's id.
            - `PK` is part of the primary key, `FK` refers to another row, `UK` is unique, in tables
              with `company_id` within the company.
            - `null` may be null; `computed` is a generated column.
            - Left out: `created_at`, `created_by`, `updated_at`, `updated_by`, `metadata`.
            """;

    /** The keys of all tables; company_id, which most have, counts only where it stands alone. */
    private static final String KEYS =
            """
            WITH keys AS (
                SELECT i.indrelid AS tab, i.indisprimary AS is_primary,
                    CASE WHEN i.indisprimary OR cardinality(k.cols) = 1 THEN k.cols
                    ELSE array_remove(k.cols, 'company_id') END AS cols
                FROM pg_index i
                CROSS JOIN LATERAL (
                    SELECT array_agg(a.attname::text ORDER BY a.attnum) AS cols
                    FROM pg_attribute a
                    WHERE a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
                ) k
                WHERE i.indisunique AND (
                    i.indpred IS NULL
                    OR pg_get_expr(i.indpred, i.indrelid) ~ '^\\([a-z_]+ IS NOT NULL\\)$'
                )
            ),
            refs AS (
                SELECT f.conname, f.conrelid AS tab, f.confrelid AS target,
                    CASE WHEN cardinality(n.cols) = 1 THEN n.cols[1] ELSE coalesce(
                        (
                            SELECT p.col FROM unnest(n.cols, n.targets) p (col, target)
                            WHERE ARRAY[p.target] = (
                                SELECT k.cols FROM keys k WHERE k.tab = f.confrelid AND k.is_primary
                            )
                        ),
                        (array_remove(n.cols, 'company_id'))[1]
                    ) END AS col
                FROM pg_constraint f
                CROSS JOIN LATERAL (
                    SELECT array_agg(a.attname::text ORDER BY u.at) AS cols,
                        array_agg(b.attname::text ORDER BY u.at) AS targets
                    FROM unnest(f.conkey, f.confkey) WITH ORDINALITY u (col, target, at)
                    JOIN pg_attribute a ON a.attrelid = f.conrelid AND a.attnum = u.col
                    JOIN pg_attribute b ON b.attrelid = f.confrelid AND b.attnum = u.target
                ) n
                WHERE f.contype = 'f'
            )
            """;

    private static final String TABLES =
            """
            SELECT c.relname FROM pg_class c
            WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
            AND c.relname NOT LIKE 'lifeguard\\_%'
            ORDER BY c.relname
            """;

    private static final String COLUMNS =
            KEYS
                    + """
                    SELECT concat_ws(' ',
                        CASE t.typname WHEN 'int2' THEN 'smallint' WHEN 'int4' THEN 'integer'
                        WHEN 'bool' THEN 'boolean' ELSE t.typname END,
                        a.attname,
                        nullif(concat_ws(', ',
                            CASE WHEN EXISTS (SELECT FROM keys k WHERE k.tab = a.attrelid
                                AND k.is_primary AND a.attname = ANY (k.cols)) THEN 'PK' END,
                            CASE WHEN EXISTS (SELECT FROM refs r WHERE r.tab = a.attrelid
                                AND r.col = a.attname) THEN 'FK' END,
                            CASE WHEN EXISTS (SELECT FROM keys k WHERE k.tab = a.attrelid
                                AND NOT k.is_primary AND k.cols = ARRAY[a.attname::text]
                                AND a.attname <> 'id') THEN 'UK' END), ''),
                        CASE WHEN a.attgenerated <> '' THEN '"computed"'
                        WHEN NOT a.attnotnull THEN '"null"' END)
                    FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
                    WHERE a.attrelid = ?::regclass AND a.attnum > 0 AND NOT a.attisdropped
                    AND a.attname NOT IN
                        ('created_at', 'created_by', 'updated_at', 'updated_by', 'metadata')
                    ORDER BY a.attnum
                    """;

    private static final String REFERENCES =
            KEYS
                    + """
                    SELECT format('%s %s--%s %s : %s', r.target::regclass,
                        CASE WHEN a.attnotnull THEN '||' ELSE '|o' END,
                        CASE WHEN EXISTS (SELECT FROM keys k WHERE k.tab = r.tab
                            AND k.cols = ARRAY[r.col]) THEN 'o|' ELSE 'o{' END,
                        r.tab::regclass, r.col)
                    FROM refs r
                    JOIN pg_attribute a ON a.attrelid = r.tab AND a.attname = r.col
                    WHERE r.tab = ?::regclass
                    ORDER BY r.conname
                    """;

    private ErdGenerator() {}

    /** The document for an empty database, which then has the whole schema. */
    static String document(TestDatabase database) {
        Migrator migrator = Fixture.migrator(database);
        StringBuilder document = new StringBuilder(HEAD);
        List<String> known = List.of();
        while (!migrator.status().upToDate()) {
            String name = migrator.status().pending().getFirst().name();
            migrator.up(Target.steps(1));
            List<String> tables = database.query(TABLES);
            List<String> made = new ArrayList<>(tables);
            made.removeAll(known);
            document.append("\n## ").append(name).append('\n').append(diagram(database, made));
            known = tables;
        }
        return document.toString();
    }

    private static String diagram(TestDatabase database, List<String> tables) {
        StringBuilder diagram = new StringBuilder("\n```mermaid\nerDiagram\n");
        for (String table : tables) {
            diagram.append("    ").append(table).append(" {\n");
            for (String column : database.query(COLUMNS, table)) {
                diagram.append("        ").append(column).append('\n');
            }
            diagram.append("    }\n");
        }
        for (String table : tables) {
            for (String reference : database.query(REFERENCES, table)) {
                diagram.append("    ").append(reference).append('\n');
            }
        }
        return diagram.append("```\n").toString();
    }
}
