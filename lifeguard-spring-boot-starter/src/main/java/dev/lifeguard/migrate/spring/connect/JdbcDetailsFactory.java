package dev.lifeguard.migrate.spring.connect;

import dev.lifeguard.migrate.spring.MigratorConnectionDetails;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetailsFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/**
 * The same database as JDBC's: for services of Docker Compose, which Spring Boot knows how to reach
 * by JDBC.
 */
final class JdbcDetailsFactory
        implements ConnectionDetailsFactory<JdbcConnectionDetails, MigratorConnectionDetails> {

    @Override
    public MigratorConnectionDetails getConnectionDetails(JdbcConnectionDetails jdbc) {
        return new Details(jdbc);
    }

    private record Details(JdbcConnectionDetails jdbc) implements MigratorConnectionDetails {

        @Override
        public String url() {
            return jdbc.getJdbcUrl();
        }

        @Override
        public @Nullable String user() {
            return jdbc.getUsername();
        }

        @Override
        public @Nullable String password() {
            return jdbc.getPassword();
        }
    }
}
