package dev.lifeguard.migrate.spring.connect;

import dev.lifeguard.migrate.spring.MigratorConnectionDetails;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionDetailsFactory;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionSource;
import org.testcontainers.containers.JdbcDatabaseContainer;

/** Where migrations connect to a container that has {@code @ServiceConnection}. */
final class ContainerDetailsFactory
        extends ContainerConnectionDetailsFactory<
                JdbcDatabaseContainer<?>, MigratorConnectionDetails> {

    @Override
    protected MigratorConnectionDetails getContainerConnectionDetails(
            ContainerConnectionSource<JdbcDatabaseContainer<?>> source) {
        return new Details(source);
    }

    /** Asks the container when it is asked: that may be started only then. */
    private static final class Details extends ContainerConnectionDetails<JdbcDatabaseContainer<?>>
            implements MigratorConnectionDetails {

        Details(ContainerConnectionSource<JdbcDatabaseContainer<?>> source) {
            super(source);
        }

        @Override
        public String url() {
            return getContainer().getJdbcUrl();
        }

        @Override
        public String user() {
            return getContainer().getUsername();
        }

        @Override
        public String password() {
            return getContainer().getPassword();
        }
    }
}
