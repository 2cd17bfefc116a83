package dev.lifeguard.migrate.cli.database;

import javax.sql.DataSource;

/** A database that can be connected to, and what has to end with the command. */
public interface Database extends AutoCloseable {

    /** Connections without a pool; nothing is connected to yet. */
    DataSource dataSource();

    /** Where it is, without any secret. */
    String place();

    /**
     * Ends what was started for it; can be called again and again, from any thread.
     *
     * @throws dev.lifeguard.migrate.error.DatabaseUnreachableException when it does not end
     */
    @Override
    void close();
}
