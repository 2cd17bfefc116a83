package dev.lifeguard.migrate.error;

import org.jspecify.annotations.Nullable;

/** The database could not be reached, refused the login, or was lost in the middle of the work. */
public final class DatabaseUnreachableException extends LifeguardException {

    private static final long serialVersionUID = 1L;

    /** An error with its place, and the fault below it or null. */
    public DatabaseUnreachableException(ErrorDetail detail, @Nullable Throwable cause) {
        super(detail, cause);
    }
}
