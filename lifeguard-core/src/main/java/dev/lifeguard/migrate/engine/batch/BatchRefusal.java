package dev.lifeguard.migrate.engine.batch;

import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.ValidationException;
import dev.lifeguard.migrate.script.Position;
import java.util.List;
import java.util.Optional;

/** Says why a migration cannot run in batches, before anything of it has run. */
final class BatchRefusal {

    private BatchRefusal() {}

    /** Its table has no key that batches can follow. */
    static ValidationException ofKey(BatchJob job, String why) {
        return of(ErrorKind.INVALID_SCRIPT, job, why);
    }

    /** A key of its table is lost when it is written as a text. */
    static ValidationException ofText(BatchJob job, String key) {
        return of(
                ErrorKind.INVALID_SCRIPT,
                job,
                ("A key of %s is read as \"%s\", and is not found again by that, so that rows would"
                                + " be passed over. Name another key.")
                        .formatted(job.terms().table(), key));
    }

    /** It is to heed what nobody can tell here. */
    static ValidationException ofLoad(BatchJob job, String why) {
        return of(ErrorKind.INVALID_SCRIPT, job, why);
    }

    /** There is no such table. */
    static ValidationException ofTable(BatchJob job) {
        return of(
                ErrorKind.INVALID_SCRIPT,
                job,
                "There is no table %s. Name the one whose rows are walked in %s."
                        .formatted(
                                job.terms().table(),
                                job.work().place().isPresent() ? "table=" : "its spec()"));
    }

    /** It is other work than was begun. */
    static ValidationException ofSpec(BatchJob job) {
        return of(
                ErrorKind.CHECKSUM_MISMATCH,
                job,
                ("Its table, key or %s is another one than when its batches began, and some rows"
                     + " may have the former work done. Put it back as it was, or begin anew with"
                     + " \"batch run %s --restart\".")
                        .formatted(what(job), job.version()));
    }

    /** Somebody has begun it anew while this run was at it. */
    static ValidationException ofNewer(BatchJob job) {
        return of(
                ErrorKind.CHECKSUM_MISMATCH,
                job,
                ("Its batches were begun anew while this process ran them, with another table, key"
                     + " or %s than it has. It does nothing more of them; who began them anew, or"
                     + " \"batch run %s\" with what they are now, goes on.")
                        .formatted(what(job), job.version()));
    }

    /** What besides the table and the key makes its work. */
    private static String what(BatchJob job) {
        return job.work().place().isPresent() ? "SQL" : "filter";
    }

    private static ValidationException of(ErrorKind kind, BatchJob job, String why) {
        Optional<Position> at = job.work().place();
        String place = at.map(it -> ":%s:%s".formatted(it.line(), it.column())).orElse("");
        return new ValidationException(
                List.of(
                        new ErrorDetail(
                                kind,
                                "%s%s: %s".formatted(job.fileName(), place, why),
                                job.version().number(),
                                job.fileName(),
                                at.map(Position::line).orElse(null),
                                at.map(Position::column).orElse(null),
                                null,
                                job.version().label())));
    }
}
