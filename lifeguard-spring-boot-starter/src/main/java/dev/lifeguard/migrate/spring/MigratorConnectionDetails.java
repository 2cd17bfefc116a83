package dev.lifeguard.migrate.spring;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;

/**
 * Where migrations connect to. A bean of this type takes the place of {@code
 * lifeguard.migrate.url}, {@code user} and {@code password}; service connections of Testcontainers
 * and Docker Compose make one.
 */
public interface MigratorConnectionDetails extends ConnectionDetails {

    /** The JDBC URL, or null to connect to where the application's data source does. */
    @Nullable String url();

    /** Who logs in, or null for nobody, or for whom the application's data source does. */
    @Nullable String user();

    /** That user's password, or null. */
    @Nullable String password();
}
