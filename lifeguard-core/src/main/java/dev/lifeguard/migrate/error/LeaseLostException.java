package dev.lifeguard.migrate.error;

import org.jspecify.annotations.Nullable;

/** The lock was lost to another runner; this one stopped and committed nothing afterwards. */
public final class LeaseLostException extends LifeguardException {

    private static final long serialVersionUID = 1L;

    /** An error with its place, and the fault below it or null. */
    public LeaseLostException(ErrorDetail detail, @Nullable Throwable cause) {
        super(detail, cause);
    }
}
