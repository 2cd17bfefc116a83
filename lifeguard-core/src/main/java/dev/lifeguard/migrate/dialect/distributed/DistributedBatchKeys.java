package dev.lifeguard.migrate.dialect.distributed;

import dev.lifeguard.migrate.dialect.BatchKeySql;
import dev.lifeguard.migrate.dialect.BoundSql;
import java.util.Optional;

/**
 * As on PostgreSQL, but that nothing is known of pages and of the order of indexes.
 *
 * @param postgresql how it is there
 */
record DistributedBatchKeys(BatchKeySql postgresql) implements BatchKeySql {

    @Override
    public BoundSql columns(String table) {
        return postgresql.columns(table);
    }

    @Override
    public BoundSql uniqueIndexes(String table) {
        return postgresql.uniqueIndexes(table);
    }

    @Override
    public Optional<String> refusal(String type) {
        return postgresql.refusal(type);
    }

    @Override
    public String read(String column, String type) {
        return postgresql.read(column, type);
    }

    @Override
    public String literal(String type, String text) {
        return postgresql.literal(type, text);
    }
}
