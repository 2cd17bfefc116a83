package dev.lifeguard.migrate.error;

import org.jspecify.annotations.Nullable;

/** The lock was held by another runner until the timeout; nothing was changed. */
public final class LockTimeoutException extends LifeguardException {

    private static final long serialVersionUID = 1L;

    /** An error with its place, and the fault below it or null. */
    public LockTimeoutException(ErrorDetail detail, @Nullable Throwable cause) {
        super(detail, cause);
    }
}
