package dev.lifeguard.migrate.inspect.compat;

import dev.lifeguard.migrate.inspect.compat.ColumnState.Fill;
import dev.lifeguard.migrate.inspect.compat.ColumnState.Presence;
import dev.lifeguard.migrate.inspect.compat.TableState.Check;
import dev.lifeguard.migrate.inspect.compat.TableState.Reference;
import dev.lifeguard.migrate.inspect.compat.TableState.Rule;
import dev.lifeguard.migrate.inspect.compat.TableState.Trigger;
import dev.lifeguard.migrate.inspect.compat.TableState.UniqueKey;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads what a scratch database is now, table by table. */
final class SchemaStateReader {

    /** All that statements read and write like a table, of schemas that are no server's own. */
    private static final String TABLES =
            """
            SELECT c.oid, n.nspname, c.relname, c.relrowsecurity,
                ARRAY(SELECT COALESCE(r.rolname, 'PUBLIC') || ' ' || a.privilege_type
                      FROM aclexplode(c.relacl) a LEFT JOIN pg_roles r ON r.oid = a.grantee),
                CASE WHEN c.relkind = 'p' THEN ARRAY(
                    SELECT t.relid::oid FROM pg_partition_tree(c.oid) t WHERE t.relid <> c.oid)
                    ELSE ARRAY[]::oid[] END,
                CASE WHEN c.relkind = 'v' THEN pg_get_viewdef(c.oid) ELSE '' END
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
            AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
            """;

    private static final String COLUMNS =
            """
            SELECT a.attrelid, a.attname, format_type(a.atttypid, a.atttypmod),
                format_type(b.oid, NULL),
                CASE WHEN t.typtype = 'd' AND a.atttypmod < 0 THEN t.typtypmod
                    ELSE a.atttypmod END,
                a.attnotnull OR t.typnotnull,
                CASE WHEN a.attidentity <> '' OR a.attgenerated <> '' THEN 'COMPUTED'
                    WHEN t.typdefault IS NOT NULL AND d.adbin IS NULL THEN 'CONSTANT'
                    WHEN d.adbin IS NULL THEN 'NOTHING'
                    WHEN pg_get_expr(d.adbin, d.adrelid) ~* '^null(::|$)' THEN 'NOTHING'
                    WHEN pg_get_expr(d.adbin, d.adrelid) ~ '[(]|^CURRENT_|^LOCALTIME' THEN 'COMPUTED'
                    ELSE 'CONSTANT' END,
                ARRAY(SELECT pg_get_constraintdef(k.oid) FROM pg_constraint k
                      WHERE k.contypid = t.oid AND k.contype = 'c'),
                ARRAY(SELECT e.enumlabel::text FROM pg_enum e
                      WHERE e.enumtypid IN (b.oid, b.typelem) ORDER BY e.enumsortorder)
            FROM pg_attribute a
            JOIN pg_class c ON c.oid = a.attrelid AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
            JOIN pg_type t ON t.oid = a.atttypid
            JOIN pg_type b ON b.oid = CASE t.typtype WHEN 'd' THEN t.typbasetype ELSE t.oid END
            LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
            WHERE a.attnum > 0 AND NOT a.attisdropped
            ORDER BY a.attrelid, a.attnum
            """;

    private static final String CHECKS =
            """
            SELECT k.conrelid, k.conname, pg_get_expr(k.conbin, k.conrelid),
                ARRAY(SELECT a.attname::text FROM pg_attribute a
                      WHERE a.attrelid = k.conrelid AND a.attnum = ANY (k.conkey))
            FROM pg_constraint k WHERE k.contype = 'c' AND k.conrelid <> 0
            """;

    private static final String KEYS =
            """
            SELECT i.indrelid, c.relname,
                ARRAY(SELECT a.attname::text FROM pg_attribute a
                      WHERE a.attrelid = i.indrelid AND a.attnum > 0 AND (
                          a.attnum = ANY ((i.indkey::int2[])[0:i.indnkeyatts - 1])
                          OR EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass
                              AND d.objid = i.indexrelid AND d.refclassid = 'pg_class'::regclass
                              AND d.refobjid = i.indrelid AND d.refobjsubid = a.attnum
                              AND NOT a.attnum = ANY (i.indkey::int2[])))),
                CASE WHEN 0 = ANY (i.indkey::int2[]) OR NOT i.indisunique THEN ARRAY[]::text[] ELSE
                    ARRAY(SELECT a.attname::text FROM pg_attribute a WHERE a.attrelid = i.indrelid
                      AND a.attnum = ANY ((i.indkey::int2[])[0:i.indnkeyatts - 1])) END,
                COALESCE(pg_get_expr(i.indpred, i.indrelid), ''),
                COALESCE((SELECT pg_get_constraintdef(k.oid) FROM pg_constraint k
                          WHERE k.conindid = i.indexrelid AND k.contype = 'x'),
                    regexp_replace(pg_get_indexdef(i.indexrelid), '^.*? USING ', ''))
            FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
            WHERE (i.indisunique OR i.indisexclusion) AND i.indisready
            """;

    private static final String REFERENCES =
            """
            SELECT k.conrelid, k.conname,
                ARRAY(SELECT a.attname::text FROM pg_attribute a
                      WHERE a.attrelid = k.conrelid AND a.attnum = ANY (k.conkey)),
                n.nspname || '.' || c.relname,
                ARRAY(SELECT a.attname::text FROM pg_attribute a
                      WHERE a.attrelid = k.confrelid AND a.attnum = ANY (k.confkey)),
                regexp_replace(pg_get_constraintdef(k.oid), '[)]( MATCH FULL| ON | DEFERRABLE| NOT ).*$', ')'),
                k.confdeltype::text, k.confupdtype::text
            FROM pg_constraint k JOIN pg_class c ON c.oid = k.confrelid
            JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE k.contype = 'f'
            """;

    private static final String TRIGGERS =
            """
            SELECT t.tgrelid, t.tgname, pg_get_triggerdef(t.oid), t.tgtype, p.prosrc
            FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
            WHERE NOT t.tgisinternal AND t.tgenabled <> 'D'
            """;

    private static final String LABELS =
            """
            SELECT format_type(t.oid, NULL), array_agg(e.enumlabel::text ORDER BY e.enumsortorder)
            FROM pg_type t JOIN pg_enum e ON e.enumtypid IN (t.oid, t.typelem) GROUP BY t.oid
            """;

    private final Connection connection;

    private SchemaStateReader(Connection connection) {
        this.connection = connection;
    }

    /** One row of an answer. */
    @FunctionalInterface
    private interface Row<T> {

        T of(ResultSet row) throws SQLException;
    }

    /** Reads it; names come with their schemas. */
    static SchemaState read(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET search_path = pg_catalog");
        }
        return new SchemaStateReader(connection).read();
    }

    private SchemaState read() throws SQLException {
        Map<Long, List<ColumnState>> columns = grouped(COLUMNS, SchemaStateReader::column);
        Map<Long, List<Rule>> rules = grouped(CHECKS, SchemaStateReader::check);
        add(rules, grouped(KEYS, SchemaStateReader::key));
        add(rules, grouped(REFERENCES, SchemaStateReader::reference));
        Map<Long, List<Trigger>> triggers = grouped(TRIGGERS, SchemaStateReader::trigger);
        Map<Long, TableState> tables = new LinkedHashMap<>();
        Map<Long, List<Long>> parts = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(TABLES)) {
            while (row.next()) {
                long id = row.getLong(1);
                parts.put(id, List.of((Long[]) row.getArray(6).getArray()));
                tables.put(
                        id,
                        new TableState(
                                row.getString(2),
                                row.getString(3),
                                columns.getOrDefault(id, List.of()),
                                rules.getOrDefault(id, List.of()),
                                triggers.getOrDefault(id, List.of()),
                                List.of(),
                                Set.of(texts(row.getArray(5))),
                                row.getString(7),
                                row.getBoolean(4)));
            }
        }
        return new SchemaState(named(tables, parts), labels());
    }

    private static Map<String, TableState> named(
            Map<Long, TableState> tables, Map<Long, List<Long>> parts) {
        Map<String, TableState> named = new HashMap<>();
        tables.forEach(
                (id, table) -> {
                    List<TableState> below =
                            parts.getOrDefault(id, List.of()).stream().map(tables::get).toList();
                    named.put(table.said(), below.isEmpty() ? table : table.with(below));
                });
        return named;
    }

    private static void add(Map<Long, List<Rule>> all, Map<Long, List<Rule>> more) {
        more.forEach(
                (id, rules) -> all.computeIfAbsent(id, fresh -> new ArrayList<>()).addAll(rules));
    }

    private <T> Map<Long, List<T>> grouped(String query, Row<? extends T> each)
            throws SQLException {
        Map<Long, List<T>> grouped = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                grouped.computeIfAbsent(row.getLong(1), fresh -> new ArrayList<>())
                        .add(each.of(row));
            }
        }
        return grouped;
    }

    private Map<String, List<String>> labels() throws SQLException {
        Map<String, List<String>> labels = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(LABELS)) {
            while (row.next()) {
                labels.put(row.getString(1), List.of(texts(row.getArray(2))));
            }
        }
        return labels;
    }

    private static String[] texts(Array array) throws SQLException {
        return (String[]) array.getArray();
    }

    private static ColumnState column(ResultSet row) throws SQLException {
        return new ColumnState(
                row.getString(2),
                row.getString(3),
                new ColumnType(row.getString(4), row.getInt(5)),
                row.getBoolean(6) ? Presence.REQUIRED : Presence.OPTIONAL,
                Fill.valueOf(row.getString(7)),
                Set.of(texts(row.getArray(8))),
                List.of(texts(row.getArray(9))));
    }

    private static Check check(ResultSet row) throws SQLException {
        return new Check(row.getString(2), Set.of(texts(row.getArray(4))), row.getString(3));
    }

    private static UniqueKey key(ResultSet row) throws SQLException {
        return new UniqueKey(
                row.getString(2),
                Set.of(texts(row.getArray(3))),
                Set.of(texts(row.getArray(4))),
                row.getString(5),
                row.getString(6));
    }

    private static Reference reference(ResultSet row) throws SQLException {
        return new Reference(
                row.getString(2),
                Set.of(texts(row.getArray(3))),
                row.getString(4),
                Set.of(texts(row.getArray(5))),
                row.getString(6),
                row.getString(7).charAt(0),
                row.getString(8).charAt(0));
    }

    private static Trigger trigger(ResultSet row) throws SQLException {
        return new Trigger(row.getString(2), row.getString(3), row.getInt(4), row.getString(5));
    }
}
