package dev.lifeguard.migrate.error;

import org.jspecify.annotations.Nullable;

/** A fault of this program; worth a report. */
public final class InternalException extends LifeguardException {

    private static final long serialVersionUID = 1L;

    /** An error with its place, and the fault below it or null. */
    public InternalException(ErrorDetail detail, @Nullable Throwable cause) {
        super(detail, cause);
    }
}
