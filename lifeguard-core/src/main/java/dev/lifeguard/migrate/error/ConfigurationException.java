package dev.lifeguard.migrate.error;

import org.jspecify.annotations.Nullable;

/** A setting, an argument or a directory that cannot be used; nothing was changed. */
public final class ConfigurationException extends LifeguardException {

    private static final long serialVersionUID = 1L;

    /** An error with its place, and the fault below it or null. */
    public ConfigurationException(ErrorDetail detail, @Nullable Throwable cause) {
        super(detail, cause);
    }

    /**
     * What a caller gave, which may not be null: annotations say so, but not every caller's
     * compiler heeds them.
     *
     * @param what it is, for the middle of a sentence
     * @throws ConfigurationException where it is null
     */
    public static <T> T requireGiven(String what, @Nullable T value) {
        if (value == null) {
            throw new ConfigurationException(
                    ErrorDetail.of(ErrorKind.CONFIGURATION, "The %s is null.".formatted(what)),
                    null);
        }
        return value;
    }
}
