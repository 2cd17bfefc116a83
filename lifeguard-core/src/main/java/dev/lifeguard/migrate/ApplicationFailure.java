package dev.lifeguard.migrate;

import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.LifeguardException;
import org.jspecify.annotations.Nullable;

/** Code of the application that failed where a run calls it. */
final class ApplicationFailure {

    private ApplicationFailure() {}

    /**
     * What the run ends with; a failure of this library's own kind stays as it is.
     *
     * @param what the code is, for the beginning of a sentence
     * @param state what became of the run, as a sentence
     */
    static LifeguardException of(String what, Object code, RuntimeException thrown, String state) {
        if (thrown instanceof LifeguardException told) {
            return told;
        }
        return failure("%s %s failed: %s. %s".formatted(what, name(code), thrown, state), thrown);
    }

    /** What it gave, which is refused where it is null. */
    static <T> T given(@Nullable T value, String what, Object code, String instead, String state) {
        if (value == null) {
            throw failure(
                    "%s %s gave null in place of %s. %s"
                            .formatted(what, name(code), instead, state),
                    null);
        }
        return value;
    }

    private static String name(Object code) {
        return code.getClass().getName().replaceFirst("\\$\\$Lambda.*", "");
    }

    private static ConfigurationException failure(String what, @Nullable Throwable cause) {
        return new ConfigurationException(
                ErrorDetail.of(ErrorKind.CONFIGURATION, what + " Mend it, and run this again."),
                cause);
    }
}
