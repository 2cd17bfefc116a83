package dev.lifeguard.migrate.engine.batch;

import dev.lifeguard.migrate.batch.BatchStatus;
import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;

/** Says why what is asked of batches cannot be done with them. */
final class JobRefusal {

    private JobRefusal() {}

    static ConfigurationException of(String message) {
        return new ConfigurationException(ErrorDetail.of(ErrorKind.CONFIGURATION, message), null);
    }

    /** Nobody knows of batches of it. */
    static ConfigurationException unknown(String called) {
        return of(
                "Migration %s has no batches. \"batch status\" lists those that have."
                        .formatted(called));
    }

    /** Only its rows are there. */
    static ConfigurationException withoutFile(BatchStatus status) {
        return of(
                ("The file of migration %s is missing, so that its batches, which are %s, cannot be"
                                + " run. Restore it, or give them up with \"batch cancel %s\".")
                        .formatted(
                                status.version().label(status.name()),
                                status.state(),
                                status.version()));
    }
}
