package dev.lifeguard.migrate.error;

import org.jspecify.annotations.Nullable;

/** The run was told to stop; the message says what state the database is in. */
public final class MigrationInterruptedException extends LifeguardException {

    private static final long serialVersionUID = 1L;

    /** An error with its place, and the fault below it or null. */
    public MigrationInterruptedException(ErrorDetail detail, @Nullable Throwable cause) {
        super(detail, cause);
    }
}
