package dev.lifeguard.migrate.spring;

import dev.lifeguard.migrate.error.LifeguardException;

/**
 * The migrations of a database failed when the application started.
 *
 * <p>It has no exit code of its own: Spring Boot would tell that to beans of the context that has
 * just failed, and log what comes of it behind what the user is to read.
 */
final class MigrationRunException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String migrator;

    MigrationRunException(String migrator, LifeguardException failure) {
        super(failure.getMessage(), failure);
        this.migrator = migrator;
    }

    /** The name of the migrator's bean. */
    String migrator() {
        return migrator;
    }
}
