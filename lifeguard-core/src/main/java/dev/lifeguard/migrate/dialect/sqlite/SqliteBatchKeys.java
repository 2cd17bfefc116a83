package dev.lifeguard.migrate.dialect.sqlite;

import dev.lifeguard.migrate.dialect.BatchKeySql;
import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.dialect.plain.Catalogue;

/** How a table is walked on SQLite, where {@code quote()} makes a literal of any value. */
final class SqliteBatchKeys implements BatchKeySql {

    // Generated columns are in the longer list of columns only.
    @Override
    public BoundSql columns(String table) {
        return BoundSql.of(
                """
                SELECT c.name, c.type,
                       c."notnull" = 0
                       AND NOT (c.pk = 1 AND lower(c.type) = 'integer'
                                AND (SELECT count(*) FROM pragma_table_info(?) k
                                     WHERE k.pk > 0) = 1),
                       NULL
                FROM pragma_table_xinfo(?) c
                WHERE c.hidden <> 1
                ORDER BY c.cid
                """,
                bare(table),
                bare(table));
    }

    // The primary key of the type INTEGER is the row's own number and has no index.
    @Override
    public BoundSql uniqueIndexes(String table) {
        return BoundSql.of(
                """
                SELECT 'the primary key', c.name, NULL, 0 AS rank, 0 AS place
                FROM pragma_table_info(?) c
                WHERE c.pk = 1 AND lower(c.type) = 'integer'
                AND (SELECT count(*) FROM pragma_table_info(?) k WHERE k.pk > 0) = 1
                UNION ALL
                SELECT i.name, v.name,
                       CASE WHEN i.partial <> 0 THEN 'is partial'
                            WHEN v.cid < 0 THEN 'has an expression' END,
                       i.seq + 1, v.seqno
                FROM pragma_index_list(?) i JOIN pragma_index_info(i.name) v
                WHERE i."unique" = 1
                ORDER BY rank, place
                """,
                bare(table),
                bare(table),
                bare(table));
    }

    private static String bare(String table) {
        return Catalogue.bare(table.substring(table.startsWith("main.") ? 5 : 0));
    }

    // quote() ends a text at its first character NUL. The plus takes the affinity of the CAST away,
    // with which a number would be compared as its text.
    @Override
    public String read(String column, String type) {
        return """
        CASE WHEN typeof(%1$s) = 'text' AND instr(CAST(%1$s AS BLOB), X'00') > 0
        THEN '+CAST(X''' || hex(%1$s) || ''' AS TEXT)' ELSE quote(%1$s) END\
        """
                .formatted(column);
    }

    @Override
    public String literal(String type, String text) {
        return text;
    }
}
