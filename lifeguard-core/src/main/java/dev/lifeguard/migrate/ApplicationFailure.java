package dev.lifeguard.migrate;

import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.LifeguardException;

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
        String name = code.getClass().getName().replaceFirst("\\$\\$Lambda.*", "");
        return new ConfigurationException(
                ErrorDetail.of(
                        ErrorKind.CONFIGURATION,
                        "%s %s failed: %s. %s Mend it, and run this again."
                                .formatted(what, name, thrown, state)),
                thrown);
    }
}
