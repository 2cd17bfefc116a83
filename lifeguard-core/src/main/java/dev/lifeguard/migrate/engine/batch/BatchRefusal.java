package dev.lifeguard.migrate.engine.batch;

import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.ValidationException;
import dev.lifeguard.migrate.script.Position;
import java.util.List;

/** Says why a migration cannot run in batches, before anything of it has run. */
final class BatchRefusal {

    private BatchRefusal() {}

    /** Its table has no key that batches can follow. */
    static ValidationException ofKey(BatchJob job, String why) {
        return of(ErrorKind.INVALID_SCRIPT, job, why);
    }

    /** There is no such table. */
    static ValidationException ofTable(BatchJob job) {
        return of(
                ErrorKind.INVALID_SCRIPT,
                job,
                "There is no table %s. Name the one whose rows are walked in table=."
                        .formatted(job.terms().table()));
    }

    /** It is other work than was begun. */
    static ValidationException ofSpec(BatchJob job) {
        return of(
                ErrorKind.CHECKSUM_MISMATCH,
                job,
                ("Its table, key or SQL is another one than when its batches began, and a part of"
                     + " the rows has the former work done. Put it back as it was, or begin anew"
                     + " with \"batch run %s --restart\".")
                        .formatted(job.version()));
    }

    private static ValidationException of(ErrorKind kind, BatchJob job, String why) {
        Position at = job.work().statement().start();
        return new ValidationException(
                List.of(
                        new ErrorDetail(
                                kind,
                                "%s:%s:%s: %s"
                                        .formatted(job.fileName(), at.line(), at.column(), why),
                                job.version().number(),
                                job.fileName(),
                                at.line(),
                                at.column(),
                                null,
                                job.version().label())));
    }
}
