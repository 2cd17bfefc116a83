package dev.lifeguard.migrate.connect;

import dev.lifeguard.migrate.connect.embedded.JdbcLogin;
import java.util.Optional;
import javax.sql.DataSource;

/** A database that can be connected to, and what has to end with its user. */
public interface Database extends AutoCloseable {

    /** Connections without a pool; nothing is connected to yet. */
    DataSource dataSource();

    /** Where it is, without any secret. */
    String place();

    /** How another program logs in, where the server was started for this one; else empty. */
    default Optional<JdbcLogin> login() {
        return Optional.empty();
    }

    /**
     * Ends what was started for it; can be called again and again, from any thread.
     *
     * @throws dev.lifeguard.migrate.error.DatabaseUnreachableException when it does not end
     */
    @Override
    void close();
}
