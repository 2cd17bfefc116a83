package dev.lifeguard.migrate.error;

import org.jspecify.annotations.Nullable;

/** A setting, an argument or a directory that cannot be used; nothing was changed. */
public final class ConfigurationException extends LifeguardException {

    private static final long serialVersionUID = 1L;

    /** An error with its place, and the fault below it or null. */
    public ConfigurationException(ErrorDetail detail, @Nullable Throwable cause) {
        super(detail, cause);
    }
}
