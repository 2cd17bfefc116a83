package dev.lifeguard.migrate.dialect.postgresql;

import dev.lifeguard.migrate.dialect.BatchSql;
import dev.lifeguard.migrate.dialect.StateSql.TableName;
import dev.lifeguard.migrate.dialect.plain.PlainBatchSql;
import dev.lifeguard.migrate.dialect.plain.PlainBatchSql.Words;
import dev.lifeguard.migrate.dialect.plain.QuotedTable;
import java.util.Optional;

/** The statements on the table of batches, on PostgreSQL. */
final class PostgresBatches {

    private static final String NOW = "pg_catalog.clock_timestamp()";

    private static final Words WORDS =
            new Words(
                    NOW,
                    NOW + " {+} (?::bigint {*} interval '1 millisecond')",
                    "pg_catalog.timestamptz",
                    "pg_catalog.text",
                    " FOR UPDATE",
                    "",
                    PgCatalog::sql);

    private PostgresBatches() {}

    /** On the table beside a state table. */
    static BatchSql beside(TableName state, PostgresDialect dialect) {
        QuotedTable table = new QuotedTable(PlainBatchSql.beside(state), dialect::quote);
        return new PlainBatchSql(
                table,
                WORDS,
                dialect.stateSql(table.name()).inspect(),
                Optional.of(new PostgresTrustSql(table.name(), table.qualified()).usualLog()));
    }
}
