package dev.lifeguard.migrate.inspect.scratch;

import dev.lifeguard.migrate.DatabaseProduct;
import javax.sql.DataSource;

/** One on a server of PostgreSQL. */
final class PostgresDatabase implements ScratchDatabase {

    private final DataSource dataSource;
    private final Runnable drop;
    private boolean dropped;

    PostgresDatabase(DataSource dataSource, Runnable drop) {
        this.dataSource = dataSource;
        this.drop = drop;
    }

    @Override
    public DataSource dataSource() {
        return dataSource;
    }

    @Override
    public DatabaseProduct product() {
        return DatabaseProduct.POSTGRESQL;
    }

    @Override
    public synchronized void close() {
        if (!dropped) {
            drop.run();
            dropped = true;
        }
    }
}
