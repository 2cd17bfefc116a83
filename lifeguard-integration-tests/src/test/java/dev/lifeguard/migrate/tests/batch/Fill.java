package dev.lifeguard.migrate.tests.batch;

import dev.lifeguard.migrate.schema.Batch;
import dev.lifeguard.migrate.schema.BatchMigration;
import dev.lifeguard.migrate.schema.BatchSpec;
import dev.lifeguard.migrate.schema.SchemaManager;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Optional;

/** A migration in Java that counts each row once. */
record Fill<K>(BatchSpec<K> spec, Work<K> work) implements BatchMigration<K> {

    /** What one does with a batch. */
    @FunctionalInterface
    interface Work<K> {

        long on(Batch<K> batch) throws Exception;
    }

    @Override
    public long version() {
        return 20240102000000L;
    }

    @Override
    public String name() {
        return "fill";
    }

    @Override
    public long apply(Batch<K> batch) throws Exception {
        return work.on(batch);
    }

    @Override
    public Optional<String> verify(Connection connection) throws Exception {
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT count(*) FROM item WHERE seen = 9")) {
            rows.next();
            return rows.getInt(1) == 0 ? Optional.empty() : Optional.of("rows seen 9 times");
        }
    }

    @Override
    public void down(SchemaManager schema) {
        schema.execute("UPDATE item SET seen = 0");
    }
}
