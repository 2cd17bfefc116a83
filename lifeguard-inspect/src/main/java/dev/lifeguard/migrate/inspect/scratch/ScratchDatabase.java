package dev.lifeguard.migrate.inspect.scratch;

import dev.lifeguard.migrate.DatabaseProduct;
import java.util.List;
import javax.sql.DataSource;

/** An empty database that nobody else knows. */
public interface ScratchDatabase extends AutoCloseable {

    /** Connections without a pool. */
    DataSource dataSource();

    /** What it is. */
    DatabaseProduct product();

    /** The names of objects of which a copy has others, since it cannot have them. */
    default List<String> others() {
        return List.of();
    }

    /**
     * Drops it, whoever still has a connection to it; can be called again and again.
     *
     * @throws dev.lifeguard.migrate.error.DatabaseUnreachableException when it cannot be dropped
     */
    @Override
    void close();
}
