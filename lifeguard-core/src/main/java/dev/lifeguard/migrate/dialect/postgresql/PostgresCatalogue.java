package dev.lifeguard.migrate.dialect.postgresql;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.dialect.Dialect.CatalogName;
import dev.lifeguard.migrate.dialect.StateSql;
import java.util.Optional;

/**
 * Looks up in PostgreSQL's catalogue what a statement outside a transaction made, or left behind.
 *
 * <p>Whatever it names is in {@code pg_catalog}, so that nobody's own functions and operators run.
 */
final class PostgresCatalogue {

    private static final String EQUALS = "OPERATOR(pg_catalog.=)";

    /** A relation as {@code "schema".table}, so that it means the same on every search path. */
    private static final String QUALIFIED =
            "pg_catalog.format('%%I.%%I', %1$sn.nspname, %1$s.relname)";

    /**
     * A session of anybody else that builds an index on a table, or null. Its progress is shown to
     * everybody, if only by its number.
     */
    private static final String BUILDER =
            """
            (SELECT pg_catalog.min(p.pid) FROM pg_catalog.pg_stat_progress_create_index p
             JOIN pg_catalog.pg_locks l ON l.pid {=} p.pid AND l.granted
             JOIN pg_catalog.pg_database d ON d.oid {=} l.database
             WHERE l.relation {=} i.indrelid
             AND d.datname {=} pg_catalog.current_database()
             AND p.pid OPERATOR(pg_catalog.<>) pg_catalog.pg_backend_pid())\
            """;

    /** DROP INDEX asks for the owner of the index or of its schema, and for a way into that. */
    private static final String DROPPABLE =
            """
            pg_catalog.has_schema_privilege(cn.oid, 'USAGE')
            AND (pg_catalog.pg_has_role(c.relowner, 'USAGE')
                 OR pg_catalog.pg_has_role(cn.nspowner, 'USAGE'))\
            """;

    private static final String INDEXES =
            """
            SELECT {index}, {table}, c.relname::pg_catalog.text, i.indisvalid, {builder},
            {droppable}
            FROM pg_catalog.pg_index i
            JOIN pg_catalog.pg_class c ON c.oid {=} i.indexrelid
            JOIN pg_catalog.pg_namespace cn ON cn.oid {=} c.relnamespace
            JOIN pg_catalog.pg_class t ON t.oid {=} i.indrelid
            JOIN pg_catalog.pg_namespace tn ON tn.oid {=} t.relnamespace
            """;

    private PostgresCatalogue() {}

    /** One row: 1, and how often it is there; empty for what is looked up in other ways. */
    static Optional<BoundSql> count(CatalogName wanted) {
        return switch (wanted.kind()) {
            case DATABASE ->
                    // One that was dropped half has this limit, and can only be dropped.
                    counted(
                            "pg_database o WHERE o.datname {=} {name} AND o.datconnlimit"
                                    + " OPERATOR(pg_catalog.<>) -2",
                            wanted);
            case TABLESPACE -> counted("pg_tablespace o WHERE o.spcname {=} {name}", wanted);
            case SUBSCRIPTION ->
                    counted(
                            "pg_subscription o JOIN pg_catalog.pg_database d ON d.oid {=} o.subdbid"
                                    + " WHERE o.subname {=} {name}"
                                    + " AND d.datname {=} pg_catalog.current_database()",
                            wanted);
            case TABLE, COLUMN, INDEX -> Optional.empty();
        };
    }

    private static Optional<BoundSql> counted(String from, CatalogName wanted) {
        return Optional.of(
                BoundSql.of(
                        sql("SELECT 1, pg_catalog.count(*) FROM pg_catalog." + from),
                        wanted.name()));
    }

    /** The indexes of a table, or those of which one is named. */
    static BoundSql indexes(StateSql.Indexes which, String name) {
        return switch (which) {
            case OF_TABLE -> BoundSql.of(sql(INDEXES + "WHERE i.indrelid {=} {relation}"), name);
            case OF_NAME -> BoundSql.of(sql(INDEXES + "WHERE i.indexrelid {=} {relation}"), name);
        };
    }

    /** The INVALID indexes of the database that a REINDEX CONCURRENTLY left, in a scope. */
    static BoundSql leftByReindex(StateSql.RebuildScope scope, String name) {
        // An index of a TOAST table counts to the table that it holds the values of.
        String owner =
                """
                coalesce((SELECT m.oid FROM pg_catalog.pg_class m
                          WHERE m.reltoastrelid {=} i.indrelid), i.indrelid)\
                """;
        String left =
                INDEXES
                        + "WHERE NOT i.indisvalid"
                        + " AND c.relname OPERATOR(pg_catalog.~) '_cc(new|old)[0-9]*$'";
        return switch (scope) {
            case DATABASE -> BoundSql.of(sql(left));
            case SCHEMA ->
                    BoundSql.of(
                            sql(
                                    left
                                            + " AND EXISTS (SELECT FROM pg_catalog.pg_class o JOIN"
                                            + " pg_catalog.pg_namespace s ON s.oid {=}"
                                            + " o.relnamespace WHERE o.oid {=} "
                                            + owner
                                            + " AND s.nspname {=} {name})"),
                            name);
            case TABLE ->
                    BoundSql.of(
                            sql(
                                    left
                                            + " AND {relation} OPERATOR(pg_catalog.=) ANY"
                                            + " (ARRAY(SELECT "
                                            + owner
                                            + ") OPERATOR(pg_catalog.||) ARRAY(SELECT"
                                            + " a.relid::pg_catalog.oid FROM"
                                            + " pg_catalog.pg_partition_ancestors("
                                            + owner
                                            + ") a))"),
                            name);
        };
    }

    /** One row with the qualified name of a table and its schema's, or none. */
    static BoundSql table(String name) {
        return BoundSql.of(
                sql(
                        """
                        SELECT {table}, pg_catalog.quote_ident(tn.nspname) FROM pg_catalog.pg_class t
                        JOIN pg_catalog.pg_namespace tn ON tn.oid {=} t.relnamespace
                        WHERE t.oid {=} {relation}
                        """),
                name);
    }

    /**
     * One row where a table is a partition of another: the qualified names of both, and whether its
     * detachment is pending.
     */
    static BoundSql attachment(String parent, String partition) {
        return BoundSql.of(
                sql(
                        """
                        SELECT {table}, {index}, h.inhdetachpending
                        FROM pg_catalog.pg_inherits h
                        JOIN pg_catalog.pg_class t ON t.oid {=} h.inhparent
                        JOIN pg_catalog.pg_namespace tn ON tn.oid {=} t.relnamespace
                        JOIN pg_catalog.pg_class c ON c.oid {=} h.inhrelid
                        JOIN pg_catalog.pg_namespace cn ON cn.oid {=} c.relnamespace
                        WHERE h.inhparent {=} {relation} AND h.inhrelid {=} {relation}
                        """),
                parent,
                partition);
    }

    private static String sql(String text) {
        return text.replace("{index}", QUALIFIED.formatted("c"))
                .replace("{table}", QUALIFIED.formatted("t"))
                .replace("{builder}", BUILDER)
                .replace("{droppable}", DROPPABLE)
                .replace("{relation}", "pg_catalog.to_regclass(?)::pg_catalog.oid")
                .replace("{name}", "(pg_catalog.parse_ident(?))[1]::pg_catalog.name")
                .replace("{=}", EQUALS);
    }
}
