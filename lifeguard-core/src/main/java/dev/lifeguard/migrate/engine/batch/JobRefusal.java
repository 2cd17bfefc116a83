package dev.lifeguard.migrate.engine.batch;

import dev.lifeguard.migrate.batch.BatchStatus;
import dev.lifeguard.migrate.batch.BatchStatus.State;
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

    /** Its batches begin with it. */
    static ConfigurationException notApplied(BatchJob job) {
        return of(
                "Migration %s is not applied yet, so that its batches have not begun. Run up."
                        .formatted(job.version().label(job.name())));
    }

    /** up has run them. */
    static ConfigurationException appliedWithAll(BatchJob job) {
        return of(
                "Migration %s is applied with all its batches. Roll it back to run them again."
                        .formatted(job.version().label(job.name())));
    }

    /** It counts as applied, and none of its rows are there. */
    static ConfigurationException notBegun(String called) {
        return of(
                ("Migration %1$s counts as applied, and nothing is known of its batches here."
                                + " \"batch run %1$s --restart\" runs them from the first row on.")
                        .formatted(called));
    }

    /** Its rows are gone while it ran. */
    static ConfigurationException gone(BatchJob job) {
        return of(
                ("The rows of migration %s in the table of batches are gone, so that how far it is"
                     + " is not known. What was committed stays. %s runs it from the first row on.")
                        .formatted(
                                job.version().label(job.name()),
                                switch (job.terms().mode()) {
                                    case BLOCKING -> "up";
                                    case BACKGROUND ->
                                            "\"batch run %s --restart\"".formatted(job.version());
                                }));
    }

    /** Only its rows are there. */
    static ConfigurationException withoutFile(BatchStatus status) {
        return left("is missing", status);
    }

    /** Its file is another one than when they began. */
    static ConfigurationException notInFile(BatchStatus status) {
        return left("has no batches in the background any more", status);
    }

    private static ConfigurationException left(String how, BatchStatus status) {
        return of(
                ("The file of migration %s %s, so that its batches, which are %s, cannot be"
                                + " run. Restore it%s.")
                        .formatted(
                                status.version().label(status.name()),
                                how,
                                status.state(),
                                status.state() == State.CANCELLED
                                        ? ""
                                        : ", or give them up with \"batch cancel %s\""
                                                .formatted(status.version())));
    }
}
