package dev.lifeguard.migrate.dialect.postgresql;

import dev.lifeguard.migrate.dialect.BatchKeySql;
import dev.lifeguard.migrate.dialect.BoundSql;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * How a table is walked on PostgreSQL.
 *
 * <p>Each type has a text from which its own input function makes the same value, as long as
 * DateStyle is the same; a batch's transaction begins with {@code ISO}. A comparison with a literal
 * that is cast to {@code text} takes the collation of the column (manual, 24.2).
 */
final class PostgresBatchKeys implements BatchKeySql {

    /**
     * Of two columns in opposite directions, or with null at the other end, no scan of an index
     * gives ORDER BY a, b. Nor does one in another collation than the column's.
     */
    static final String IN_ORDER =
            """

                                    WHEN x.indoption[k.place {-} 1] {<>} x.indoption[0]
                                        OR (x.indoption[0] {<>} 0 AND x.indoption[0] {<>} 3)
                                    THEN 'is in another order'
                                    WHEN x.indcollation[k.place {-} 1] {<>} a.attcollation
                                    THEN 'is in another collation'\
            """;

    /** Where nobody knows what an index says of its order. */
    static final String IN_ANY_ORDER = "";

    private final String order;

    /**
     * With those indexes.
     *
     * @param order a branch of CASE for those that are in another one
     */
    PostgresBatchKeys(String order) {
        this.order = order;
    }

    @Override
    public BoundSql columns(String table) {
        return BoundSql.of(
                PgCatalog.sql(
                        """
                        SELECT a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod),
                               NOT a.attnotnull, NULL::pg_catalog.text
                        FROM pg_catalog.pg_attribute a
                        WHERE a.attrelid {=} pg_catalog.to_regclass(?)
                        AND a.attnum {>} 0 AND NOT a.attisdropped
                        ORDER BY a.attnum
                        """),
                table);
    }

    // An index of another operator class than the type's own is in another order.
    @Override
    public BoundSql uniqueIndexes(String table) {
        return BoundSql.of(
                PgCatalog.sql(
                        """
                        SELECT i.relname, a.attname,
                               CASE WHEN NOT x.indisvalid THEN 'is INVALID'
                                    WHEN x.indpred IS NOT NULL THEN 'is partial'
                                    WHEN k.attnum {=} 0 THEN 'has an expression'
                                    WHEN NOT (SELECT o.opcdefault FROM pg_catalog.pg_opclass o
                                              WHERE o.oid {=} x.indclass[k.place {-} 1])
                                    THEN 'has an operator class of its own'{order} END
                        FROM pg_catalog.pg_index x
                        JOIN pg_catalog.pg_class i ON i.oid {=} x.indexrelid
                        CROSS JOIN LATERAL pg_catalog.unnest(x.indkey::pg_catalog.int2[])
                            WITH ORDINALITY AS k (attnum, place)
                        LEFT JOIN pg_catalog.pg_attribute a
                            ON a.attrelid {=} x.indrelid AND a.attnum {=} k.attnum
                        WHERE x.indrelid {=} pg_catalog.to_regclass(?)
                        AND x.indisunique AND k.place {<=} x.indnkeyatts
                        ORDER BY x.indisprimary DESC, i.relname, k.place
                        """
                                .replace("{order}", order)),
                table);
    }

    @Override
    public Optional<BoundSql> partitionedBy(String table) {
        return Optional.of(
                BoundSql.of(
                        PgCatalog.sql(
                                """
                                SELECT coalesce(a.attname::pg_catalog.text, '')
                                FROM pg_catalog.pg_partitioned_table p
                                CROSS JOIN LATERAL pg_catalog.unnest(p.partattrs::pg_catalog.int2[])
                                    WITH ORDINALITY AS k (attnum, place)
                                LEFT JOIN pg_catalog.pg_attribute a
                                    ON a.attrelid {=} p.partrelid AND a.attnum {=} k.attnum
                                    AND k.attnum {<>} 0
                                WHERE p.partrelid {=} pg_catalog.to_regclass(?)
                                ORDER BY k.place
                                """),
                        table));
    }

    // Children of tables that are not partitioned have rows of their parent, too.
    @Override
    public Optional<BoundSql> pages(String table) {
        return Optional.of(
                BoundSql.of(
                        PgCatalog.sql(
                                """
                                SELECT coalesce(pg_catalog.sum(pg_catalog.pg_relation_size(r.relid)), 0) {/}
                                       pg_catalog.current_setting('block_size')::pg_catalog.int8
                                FROM (WITH RECURSIVE below (relid) AS (
                                          SELECT pg_catalog.to_regclass(?)::pg_catalog.oid
                                          UNION
                                          SELECT i.inhrelid FROM below b
                                          JOIN pg_catalog.pg_inherits i ON i.inhparent {=} b.relid)
                                      SELECT relid FROM below) r
                                """),
                        table));
    }

    @Override
    public String ends(Sample sample) {
        String columns = String.join(", ", sample.columns());
        return """
        SELECT DISTINCT ON (t.lifeguard_tile) %s FROM
        (SELECT %s, pg_catalog.ntile(%s) OVER (ORDER BY %s) AS lifeguard_tile
         FROM %s t TABLESAMPLE pg_catalog.system (%s) WHERE %s) t
        ORDER BY t.lifeguard_tile, %s DESC
        """
                .formatted(
                        sample.read(),
                        columns,
                        Integer.toString(sample.ranges()),
                        columns,
                        sample.table(),
                        new BigDecimal(sample.percent()).toPlainString(),
                        sample.condition(),
                        String.join(" DESC, ", sample.columns()));
    }

    @Override
    public String read(String column, String type) {
        return "CAST(%s AS pg_catalog.text)".formatted(column);
    }

    /** With the prefix E a backslash means the same whatever the session has set. */
    @Override
    public String literal(String type, String text) {
        String inner = text.replace("'", "''");
        return inner.indexOf('\\') < 0
                ? "CAST('%s' AS %s)".formatted(inner, type)
                : "CAST(E'%s' AS %s)".formatted(inner.replace("\\", "\\\\"), type);
    }
}
