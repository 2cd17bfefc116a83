package dev.lifeguard.migrate.cli.facts;

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
            """
            WITH applied AS (
                SELECT version, xmin::text AS made_in FROM :state_table WHERE version > 0 AND success
            ), known AS (
                SELECT max(version) AS version, made_in FROM applied
                GROUP BY made_in HAVING count(*) = 1
            ), relations AS (
                SELECT c.oid, c.relkind,
                       CASE WHEN n.nspname = current_schema() THEN '' ELSE n.nspname || '.' END
                       || c.relname AS name
                FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE n.nspname NOT LIKE 'pg\\_%'
            ), made AS (
                SELECT a.xmin::text AS made_in, 'table' AS kind, r.name, r.oid
                FROM pg_attribute a JOIN relations r ON r.oid = a.attrelid
                WHERE a.attnum = -1 AND r.relkind IN ('r', 'p', 'f')
                UNION ALL
                SELECT w.xmin::text, 'view', '', 0 FROM pg_rewrite w
                JOIN relations r ON r.oid = w.ev_class WHERE w.rulename = '_RETURN'
                UNION ALL
                SELECT i.xmin::text, 'index', '', 0 FROM pg_index i
                JOIN relations r ON r.oid = i.indrelid
                UNION ALL
                SELECT c.xmin::text, CASE c.contype WHEN 'f' THEN 'foreign key' ELSE 'check' END,
                       '', 0
                FROM pg_constraint c WHERE c.contype IN ('f', 'c') AND c.conrelid <> 0
            )
            SELECT k.version,
                   coalesce(array_agg(m.name ORDER BY m.oid) FILTER (WHERE m.kind = 'table'),
                            '{}') AS tables,
                   count(*) FILTER (WHERE m.kind = 'view') AS views,
                   count(*) FILTER (WHERE m.kind = 'index') AS indexes,
                   count(*) FILTER (WHERE m.kind = 'foreign key') AS foreign_keys,
                   count(*) FILTER (WHERE m.kind = 'check') AS checks
            FROM known k JOIN made m ON m.made_in = k.made_in
            GROUP BY k.version ORDER BY k.version
            """;

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
