package dev.lifeguard.migrate.connect.words;

import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import org.jspecify.annotations.Nullable;

/** An argument or a setting that cannot be used. */
public final class Refused {

    private Refused() {}

    /** The error for it; the message says what is wrong and what to do. */
    public static ConfigurationException because(String message) {
        return because(message, null);
    }

    /** The same, with the fault below it or null. */
    public static ConfigurationException because(String message, @Nullable Throwable cause) {
        return new ConfigurationException(ErrorDetail.of(ErrorKind.CONFIGURATION, message), cause);
    }
}
