package dev.lifeguard.migrate.inspect.trace;

import dev.lifeguard.migrate.dialect.postgresql.PgCatalog;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The relations of a database as one session sees them, the locks that it holds, and its valid
 * foreign keys. Of the server's own schemas, of TOAST tables and of temporary ones it tells
 * nothing: nobody else waits for those.
 */
final class CatalogState {

    private static final String RELATIONS =
            PgCatalog.sql(
                    """
                    SELECT c.oid, n.nspname, c.relname, c.relkind, c.relfilenode, c.reltablespace,
                           COALESCE(i.indrelid, 0::pg_catalog.oid),
                           COALESCE(h.inhparent, 0::pg_catalog.oid),
                           c.reltoastrelid,
                           COALESCE(pg_catalog.pg_stat_get_xact_numscans(c.oid), 0),
                           pg_catalog.quote_ident(n.nspname) {||} '.'
                               {||} pg_catalog.quote_ident(c.relname)
                    FROM pg_catalog.pg_class c
                    JOIN pg_catalog.pg_namespace n ON n.oid {=} c.relnamespace
                    LEFT JOIN pg_catalog.pg_index i ON i.indexrelid {=} c.oid
                    LEFT JOIN pg_catalog.pg_inherits h
                        ON h.inhrelid {=} c.oid AND c.relispartition
                    WHERE (c.oid {>=} 16384::pg_catalog.oid)
                    AND (c.relkind {=} ANY ('{r,p,m,i,I,v,S,f}'::pg_catalog."char"[]))
                    AND (c.relpersistence {<>} 't'::pg_catalog."char")
                    AND (n.nspname {!~} '^pg_toast')
                    """);

    private static final String LOCKS =
            PgCatalog.sql(
                    """
                    SELECT l.relation, l.mode FROM pg_catalog.pg_locks l
                    WHERE (l.locktype {=} 'relation')
                    AND (l.pid {=} pg_catalog.pg_backend_pid()) AND l.granted
                    """);

    private static final String KEYS =
            PgCatalog.sql(
                    """
                    SELECT k.oid, k.conrelid, k.confrelid FROM pg_catalog.pg_constraint k
                    WHERE (k.contype {=} 'f'::pg_catalog."char") AND k.convalidated
                    """);

    /** A valid foreign key. */
    record ForeignKey(long id, long child, long parent) {}

    private final Map<Long, Relation> relations;
    private final Map<Long, Set<LockMode>> locks;
    private final Set<ForeignKey> keys;
    private final CatalogShape shape;

    private CatalogState(
            Map<Long, Relation> relations,
            Map<Long, Set<LockMode>> locks,
            Set<ForeignKey> keys,
            CatalogShape shape) {
        this.relations = relations;
        this.locks = locks;
        this.keys = keys;
        this.shape = shape;
    }

    /** As a session sees it now, in its transaction if there is one. */
    static CatalogState of(Connection connection) throws SQLException {
        Map<Long, Set<LockMode>> locks = new HashMap<>();
        Map<Long, Relation> relations = new LinkedHashMap<>();
        Set<ForeignKey> keys = new HashSet<>();
        try (Statement statement = connection.createStatement()) {
            try (ResultSet row = statement.executeQuery(LOCKS)) {
                while (row.next()) {
                    add(locks, row.getLong(1), row.getString(2));
                }
            }
            try (ResultSet row = statement.executeQuery(RELATIONS)) {
                while (row.next()) {
                    Relation relation = relation(row);
                    relations.put(relation.id(), relation);
                }
            }
            try (ResultSet row = statement.executeQuery(KEYS)) {
                while (row.next()) {
                    keys.add(new ForeignKey(row.getLong(1), row.getLong(2), row.getLong(3)));
                }
            }
        }
        return new CatalogState(relations, locks, keys, CatalogShape.of(connection));
    }

    private static Relation relation(ResultSet row) throws SQLException {
        return new Relation(
                row.getLong(1),
                row.getString(11),
                row.getString(3),
                row.getString(4).charAt(0),
                row.getLong(5),
                row.getLong(6),
                row.getLong(7),
                row.getLong(8),
                row.getLong(9),
                row.getLong(10));
    }

    static void add(Map<Long, Set<LockMode>> locks, long relation, String mode) {
        LockMode.of(mode)
                .ifPresent(
                        it ->
                                locks.computeIfAbsent(
                                                relation, id -> EnumSet.noneOf(LockMode.class))
                                        .add(it));
    }

    /** By their numbers. */
    Map<Long, Relation> relations() {
        return relations;
    }

    /** The session's locks, by the relations' numbers. */
    Map<Long, Set<LockMode>> locks() {
        return locks;
    }

    /** Their columns and constraints. */
    CatalogShape shape() {
        return shape;
    }

    /** The foreign keys that hold for all rows. */
    Set<ForeignKey> keys() {
        return keys;
    }
}
