package dev.lifeguard.migrate.benchmarks.batches;

import dev.lifeguard.migrate.benchmarks.EmbeddedServer;
import java.sql.SQLException;

/** The table that is filled, in a database that each turn has anew. */
final class FilledTable {

    static final String DATABASE = "turn";

    private static final String SEED = "seed";

    private final EmbeddedServer server;

    private FilledTable(EmbeddedServer server) {
        this.server = server;
    }

    /** Makes it with so many rows, beside accounts that the load changes, too. */
    static FilledTable of(EmbeddedServer server, int rows) throws SQLException {
        server.run("postgres", "CREATE DATABASE " + SEED);
        server.run(
                SEED,
                """
                CREATE TABLE item (
                    id bigint PRIMARY KEY,
                    nick text NOT NULL,
                    seen integer NOT NULL DEFAULT 0,
                    note text NOT NULL,
                    handle text
                );
                INSERT INTO item (id, nick, note)
                SELECT n * 3, 'Nick ' || n, repeat('x', 60) FROM generate_series(1, %s) n;
                CREATE INDEX item_nick ON item (nick);
                CREATE TABLE account (id integer PRIMARY KEY, balance bigint NOT NULL DEFAULT 0);
                INSERT INTO account (id) SELECT n FROM generate_series(1, 10000) n;
                """
                        .formatted(rows));
        server.run(SEED, "VACUUM ANALYZE");
        return new FilledTable(server);
    }

    /** As it was made. */
    void renew() throws SQLException {
        server.run("postgres", "DROP DATABASE IF EXISTS %s WITH (FORCE)".formatted(DATABASE));
        server.run("postgres", "CREATE DATABASE %s TEMPLATE %s".formatted(DATABASE, SEED));
        server.run("postgres", "CHECKPOINT");
    }

    /** Its size in bytes. */
    double size() throws SQLException {
        return number("SELECT pg_table_size('item')");
    }

    /** The size of its indexes in bytes. */
    double indexSize() throws SQLException {
        return number("SELECT pg_indexes_size('item')");
    }

    /** Makes sure that no row was left out. */
    void requireFilled() throws SQLException {
        double left = number("SELECT count(*) FROM item WHERE handle IS NULL");
        if (left > 0) {
            throw new IllegalStateException("%s rows are not filled".formatted(left));
        }
    }

    private double number(String query) throws SQLException {
        return Double.parseDouble(server.value(DATABASE, query));
    }
}
