package dev.lifeguard.migrate.cli.facts;

import dev.lifeguard.migrate.dialect.postgresql.PgCatalog;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Which migration made what, from the catalogue.
 *
 * <p>A migration and its history row are one transaction, so what it made carries the same
 * transaction number (xmin) as that row. A table's own row changes later, when a foreign key is put
 * on it for example; the row of its column ctid never does. Where two migrations have one number,
 * as after a restore from a dump, nothing is known of them.
 */
final class MadeObjectsQuery {

    private static final String QUERY =
            PgCatalog.sql(
                    """
                    WITH applied AS (
                        SELECT version, xmin::pg_catalog.text AS made_in
                        FROM :state_table WHERE version {>} 0 AND success
                    ), known AS (
                        SELECT pg_catalog.max(version) AS version, made_in FROM applied
                        GROUP BY made_in HAVING pg_catalog.count(*) {=} 1
                    ), relations AS (
                        SELECT c.oid, c.relkind,
                               CASE WHEN n.nspname {=} pg_catalog.current_schema() THEN ''
                                    ELSE n.nspname {||} '.' END {||} c.relname AS name
                        FROM pg_catalog.pg_class c
                        JOIN pg_catalog.pg_namespace n ON n.oid {=} c.relnamespace
                        WHERE n.nspname {!~} '^pg_'
                    ), made AS (
                        SELECT a.xmin::pg_catalog.text AS made_in, 'table' AS kind, r.name, r.oid
                        FROM pg_catalog.pg_attribute a
                        JOIN relations r ON r.oid {=} a.attrelid
                        WHERE a.attnum {=} -1 AND r.relkind {=} ANY ('{r,p,f}')
                        UNION ALL
                        SELECT w.xmin::pg_catalog.text, 'view', '', 0
                        FROM pg_catalog.pg_rewrite w
                        JOIN relations r ON r.oid {=} w.ev_class WHERE w.rulename {=} '_RETURN'
                        UNION ALL
                        SELECT i.xmin::pg_catalog.text, 'index', '', 0
                        FROM pg_catalog.pg_index i
                        JOIN relations r ON r.oid {=} i.indrelid
                        UNION ALL
                        SELECT c.xmin::pg_catalog.text,
                               CASE WHEN c.contype {=} 'f' THEN 'foreign key' ELSE 'check' END,
                               '', 0
                        FROM pg_catalog.pg_constraint c
                        WHERE c.contype {=} ANY ('{f,c}') AND c.conrelid {<>} 0
                    )
                    SELECT k.version,
                           coalesce(pg_catalog.array_agg(m.name ORDER BY m.oid)
                                        FILTER (WHERE m.kind {=} 'table'),
                                    '{}') AS tables,
                           pg_catalog.count(*) FILTER (WHERE m.kind {=} 'view') AS views,
                           pg_catalog.count(*) FILTER (WHERE m.kind {=} 'index') AS indexes,
                           pg_catalog.count(*) FILTER (WHERE m.kind {=} 'foreign key')
                               AS foreign_keys,
                           pg_catalog.count(*) FILTER (WHERE m.kind {=} 'check') AS checks
                    FROM known k JOIN made m ON m.made_in {=} k.made_in
                    GROUP BY k.version ORDER BY k.version
                    """);

    private MadeObjectsQuery() {}

    static List<MadeObjects> run(Connection connection, String stateTable) throws SQLException {
        List<MadeObjects> made = new ArrayList<>();
        try (PreparedStatement query =
                        connection.prepareStatement(QUERY.replace(":state_table", stateTable));
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                Object[] tables = (Object[]) row.getArray("tables").getArray();
                made.add(
                        new MadeObjects(
                                row.getLong("version"),
                                List.of(tables).stream().map(Objects::toString).toList(),
                                row.getInt("views"),
                                row.getInt("indexes"),
                                row.getInt("foreign_keys"),
                                row.getInt("checks")));
            }
        }
        return made;
    }
}
