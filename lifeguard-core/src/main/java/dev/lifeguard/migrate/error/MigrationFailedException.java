package dev.lifeguard.migrate.error;

import org.jspecify.annotations.Nullable;

/** A migration failed; the kind says whether something of it was kept. */
public final class MigrationFailedException extends LifeguardException {

    private static final long serialVersionUID = 1L;

    /** An error with its place, and the fault below it or null. */
    public MigrationFailedException(ErrorDetail detail, @Nullable Throwable cause) {
        super(detail, cause);
    }
}
