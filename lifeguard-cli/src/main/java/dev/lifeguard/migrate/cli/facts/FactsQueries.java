package dev.lifeguard.migrate.cli.facts;

import dev.lifeguard.migrate.dialect.Dialect;
import dev.lifeguard.migrate.dialect.postgresql.PgCatalog;

/**
 * What the catalogues are asked, each in its own words.
 *
 * @param database one row: version, name, encoding, collation, size, user, the schema of the state
 *     table, where that is, its size; of the parameters two are the configured schema and the third
 *     is the state table's name. A size that nobody knows is 0
 * @param schemas a row for each: name, tables, views, indexes, foreign keys, checks, size; the
 *     parameters are where the state table and its log are, which do not count
 */
record FactsQueries(String database, String schemas) {

    private static final FactsQueries POSTGRESQL =
            new FactsQueries(
                    PgCatalog.sql(
                            """
                            SELECT pg_catalog.current_setting('server_version'),
                                   pg_catalog.current_database(),
                                   pg_catalog.pg_encoding_to_char(d.encoding),
                                   coalesce(pg_catalog.to_jsonb(d) {->>} 'datlocale',
                                            pg_catalog.to_jsonb(d) {->>} 'daticulocale',
                                            d.datcollate),
                                   pg_catalog.pg_database_size(d.oid), current_user,
                                   coalesce(?::pg_catalog.name, pg_catalog.current_schema()),
                                   s.nspname {||} '.' {||} s.relname,
                                   coalesce(pg_catalog.pg_total_relation_size(s.oid), 0)
                            FROM pg_catalog.pg_database d
                            LEFT JOIN (SELECT c.oid, c.relname, n.nspname
                                       FROM pg_catalog.pg_class c
                                       JOIN pg_catalog.pg_namespace n ON n.oid {=} c.relnamespace
                                       WHERE n.nspname {=} coalesce(?::pg_catalog.name,
                                                                    pg_catalog.current_schema())
                                       AND c.relname {=} ?::pg_catalog.name) s ON true
                            WHERE d.datname {=} pg_catalog.current_database()
                            """),
                    PgCatalog.sql(
                            """
                            SELECT n.nspname,
                                   pg_catalog.count(*) FILTER (WHERE c.relkind {=} ANY ('{r,p,f}')),
                                   pg_catalog.count(*) FILTER (WHERE c.relkind {=} ANY ('{v,m}')),
                                   pg_catalog.sum((SELECT pg_catalog.count(*)
                                                   FROM pg_catalog.pg_index i
                                                   WHERE i.indrelid {=} c.oid)),
                                   pg_catalog.sum((SELECT pg_catalog.count(*)
                                                   FROM pg_catalog.pg_constraint k
                                                   WHERE k.conrelid {=} c.oid
                                                   AND k.contype {=} 'f')),
                                   pg_catalog.sum((SELECT pg_catalog.count(*)
                                                   FROM pg_catalog.pg_constraint k
                                                   WHERE k.conrelid {=} c.oid
                                                   AND k.contype {=} 'c')),
                                   pg_catalog.sum(pg_catalog.pg_total_relation_size(c.oid))
                            FROM pg_catalog.pg_namespace n
                            JOIN pg_catalog.pg_class c ON c.relnamespace {=} n.oid
                            WHERE n.nspname {!~} '^pg_'
                            AND n.nspname {<>} 'information_schema'
                            AND c.relkind {=} ANY ('{r,p,f,v,m}')
                            AND (n.nspname {||} '.' {||} c.relname {=} ANY (
                                ARRAY[?::pg_catalog.text, ?::pg_catalog.text]))
                                IS NOT TRUE
                            GROUP BY n.nspname ORDER BY n.nspname
                            """));

    private static final FactsQueries MYSQL =
            new FactsQueries(
                    """
                    SELECT version(), coalesce(database(), ''), @@character_set_database,
                           @@collation_database,
                           (SELECT coalesce(sum(t.data_length + t.index_length), 0)
                            FROM information_schema.tables t WHERE t.table_schema = database()),
                           current_user(), coalesce(?, database()),
                           concat(s.table_schema, '.', s.table_name),
                           coalesce(s.data_length + s.index_length, 0)
                    FROM (SELECT 1 AS one) o
                    LEFT JOIN information_schema.tables s
                        ON s.table_schema = coalesce(?, database()) AND s.table_name = ?
                    """,
                    """
                    SELECT t.table_schema, sum(t.table_type = 'BASE TABLE'),
                           sum(t.table_type = 'VIEW'),
                           sum((SELECT count(DISTINCT i.index_name)
                                FROM information_schema.statistics i
                                WHERE i.table_schema = t.table_schema
                                AND i.table_name = t.table_name)),
                           sum((SELECT count(*) FROM information_schema.table_constraints c
                                WHERE c.table_schema = t.table_schema
                                AND c.table_name = t.table_name
                                AND c.constraint_type = 'FOREIGN KEY')),
                           sum((SELECT count(*) FROM information_schema.table_constraints c
                                WHERE c.table_schema = t.table_schema
                                AND c.table_name = t.table_name
                                AND c.constraint_type = 'CHECK')),
                           sum(coalesce(t.data_length + t.index_length, 0))
                    FROM information_schema.tables t
                    WHERE t.table_schema = database()
                    AND NOT (concat(t.table_schema, '.', t.table_name) <=> ?)
                    AND NOT (concat(t.table_schema, '.', t.table_name) <=> ?)
                    GROUP BY t.table_schema
                    """);

    private static final FactsQueries SQLITE =
            new FactsQueries(
                    """
                    SELECT sqlite_version(),
                           (SELECT file FROM pragma_database_list WHERE name = 'main'),
                           (SELECT encoding FROM pragma_encoding), 'BINARY',
                           (SELECT page_count FROM pragma_page_count)
                               * (SELECT page_size FROM pragma_page_size),
                           'none', coalesce(?, 'main'),
                           (SELECT coalesce(?, 'main') || '.' || name FROM sqlite_schema
                            WHERE type = 'table' AND name = ?), 0
                    """,
                    """
                    SELECT 'main', sum(s.type = 'table'), sum(s.type = 'view'),
                           sum((SELECT count(*) FROM pragma_index_list(s.name))),
                           sum((SELECT count(DISTINCT f.id)
                                FROM pragma_foreign_key_list(s.name) f)), 0, 0
                    FROM sqlite_schema s
                    WHERE s.type IN ('table', 'view') AND s.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
                    AND 'main.' || s.name IS NOT ? AND 'main.' || s.name IS NOT ?
                    HAVING count(*) > 0
                    """);

    private static final FactsQueries H2 =
            new FactsQueries(
                    """
                    SELECT h2version(), database(), 'Unicode',
                           coalesce((SELECT max(setting_value) FROM information_schema.settings
                                     WHERE setting_name = 'COLLATION'), 'by code points'),
                           coalesce((SELECT max(CAST(setting_value AS bigint))
                                     FROM information_schema.settings
                                     WHERE setting_name = 'info.FILE_SIZE'), 0),
                           current_user, coalesce(CAST(? AS varchar), current_schema),
                           s.table_schema || '.' || s.table_name, 0
                    FROM (SELECT 1 AS one) o
                    LEFT JOIN information_schema.tables s
                        ON upper(s.table_schema)
                            = upper(coalesce(CAST(? AS varchar), current_schema))
                        AND upper(s.table_name) = upper(CAST(? AS varchar))
                    """,
                    """
                    SELECT t.table_schema,
                           sum(CASE WHEN t.table_type = 'BASE TABLE' THEN 1 ELSE 0 END),
                           sum(CASE WHEN t.table_type = 'VIEW' THEN 1 ELSE 0 END),
                           sum((SELECT count(*) FROM information_schema.indexes i
                                WHERE i.table_schema = t.table_schema
                                AND i.table_name = t.table_name)),
                           sum((SELECT count(*) FROM information_schema.table_constraints c
                                WHERE c.table_schema = t.table_schema
                                AND c.table_name = t.table_name
                                AND c.constraint_type = 'FOREIGN KEY')),
                           sum((SELECT count(*) FROM information_schema.table_constraints c
                                WHERE c.table_schema = t.table_schema
                                AND c.table_name = t.table_name
                                AND c.constraint_type = 'CHECK')), 0
                    FROM information_schema.tables t
                    WHERE t.table_schema <> 'INFORMATION_SCHEMA'
                    AND t.table_schema || '.' || t.table_name
                        IS DISTINCT FROM CAST(? AS varchar)
                    AND upper(t.table_schema || '.' || t.table_name)
                        IS DISTINCT FROM upper(CAST(? AS varchar))
                    GROUP BY t.table_schema ORDER BY t.table_schema
                    """);

    /** Those of a database that is known. */
    static FactsQueries of(Dialect dialect) {
        return switch (dialect.lexerRules().grammar()) {
            case POSTGRESQL -> POSTGRESQL;
            case MYSQL -> MYSQL;
            case SQLITE -> SQLITE;
            case H2 -> H2;
        };
    }
}
