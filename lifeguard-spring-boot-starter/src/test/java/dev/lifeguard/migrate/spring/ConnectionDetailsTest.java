package dev.lifeguard.migrate.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetailsFactories;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/**
 * Where Docker Compose, and whatever else makes JDBC connection details, has migrations connect to.
 */
final class ConnectionDetailsTest {

    @Test
    void areMadeOfThoseOfJdbc() {
        Map<Class<?>, ConnectionDetails> made =
                new ConnectionDetailsFactories(null).getConnectionDetails(new Jdbc(), true);

        MigratorConnectionDetails details =
                (MigratorConnectionDetails)
                        Objects.requireNonNull(made.get(MigratorConnectionDetails.class));
        assertThat(details.url()).isEqualTo("jdbc:postgresql://127.0.0.1:1/app");
        assertThat(details.user()).isEqualTo("app");
        assertThat(details.password()).isEqualTo("secret");
    }

    private static final class Jdbc implements JdbcConnectionDetails {

        @Override
        public String getUsername() {
            return "app";
        }

        @Override
        public @Nullable String getPassword() {
            return "secret";
        }

        @Override
        public String getJdbcUrl() {
            return "jdbc:postgresql://127.0.0.1:1/app";
        }
    }
}
