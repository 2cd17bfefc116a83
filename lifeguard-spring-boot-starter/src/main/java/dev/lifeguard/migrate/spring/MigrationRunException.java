package dev.lifeguard.migrate.spring;

import dev.lifeguard.migrate.error.LifeguardException;
import org.springframework.boot.ExitCodeGenerator;

/**
 * The migrations of a database failed when the application started; the process ends with the exit
 * code of the command line, where the application does not catch it.
 */
final class MigrationRunException extends RuntimeException implements ExitCodeGenerator {

    private static final long serialVersionUID = 1L;

    private final String migrator;
    private final LifeguardException failure;

    MigrationRunException(String migrator, LifeguardException failure) {
        super(failure.getMessage(), failure);
        this.migrator = migrator;
        this.failure = failure;
    }

    /** The name of the migrator's bean. */
    String migrator() {
        return migrator;
    }

    /** Why. */
    LifeguardException failure() {
        return failure;
    }

    @Override
    public int getExitCode() {
        return switch (failure.kind()) {
            case INTERNAL -> 1;
            case CONFIGURATION, FILE_NOT_FOUND -> 2;
            case INVALID_NAME,
                    INVALID_SCRIPT,
                    DUPLICATE_VERSION,
                    CHECKSUM_MISMATCH,
                    MISSING_MIGRATION,
                    OUT_OF_ORDER,
                    IRREVERSIBLE ->
                    3;
            case SCRIPT_FAILED -> 4;
            case PARTIALLY_APPLIED -> 5;
            case LOCK_TIMEOUT -> 6;
            case LEASE_LOST -> 7;
            case DATABASE_UNREACHABLE -> 8;
            case INTERRUPTED -> 130;
        };
    }
}
