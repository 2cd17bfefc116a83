package dev.lifeguard.migrate.engine.batch;

import dev.lifeguard.migrate.batch.BatchStatus.State;
import dev.lifeguard.migrate.engine.outcome.JavaLine;
import dev.lifeguard.migrate.engine.outcome.PlainTables;
import dev.lifeguard.migrate.error.DatabaseUnreachableException;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.error.MigrationFailedException;
import dev.lifeguard.migrate.error.MigrationInterruptedException;
import dev.lifeguard.migrate.jdbc.SqlError;
import dev.lifeguard.migrate.jdbc.StopSignal;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Says why batches that are run in the background ended, and what is committed. */
final class BatchFailure {

    private BatchFailure() {}

    /**
     * A batch failed, or the connection was lost for too long.
     *
     * @param rows how far it is; none where that is not known
     */
    static LifeguardException of(BatchJob job, SQLException failure, List<RangeRow> rows) {
        String reason = SqlError.of(failure).inSentence();
        if (SqlError.lostConnection(failure)) {
            return new DatabaseUnreachableException(
                    detail(
                            ErrorKind.DATABASE_UNREACHABLE,
                            job,
                            "The connection was lost in the batches of migration %s: %s."
                                    .formatted(label(job), reason),
                            stays(rows) + " Run them again when it is back."),
                    failure);
        }
        return failed(job, failure, reason, rows);
    }

    /** Java code of a batch failed by itself. */
    static LifeguardException ofCode(BatchJob job, Throwable thrown, List<RangeRow> rows) {
        String said = thrown.toString();
        String reason = said.endsWith(".") ? said.substring(0, said.length() - 1) : said;
        return failed(job, thrown, reason, rows);
    }

    private static LifeguardException failed(
            BatchJob job, Throwable failure, String reason, List<RangeRow> rows) {
        Optional<StackTraceElement> line = job.work().line(failure);
        return new MigrationFailedException(
                detail(
                        ErrorKind.PARTIALLY_APPLIED,
                        job,
                        "A batch of migration %s failed%s: %s."
                                .formatted(
                                        label(job),
                                        line.map(at -> " at " + JavaLine.of(job.fileName(), at))
                                                .orElse(""),
                                        reason),
                        "%s %s %s"
                                .formatted(
                                        RowsStay.after(failure)
                                                ? PlainTables.NOT_ALL_ROLLED_BACK
                                                : "It was rolled back.",
                                        stays(rows),
                                        NextStep.IN_BACKGROUND
                                                .of(State.FAILED, job.version().toString())
                                                .orElseThrow())),
                failure);
    }

    /** No key is left, and the author's question finds something. */
    static LifeguardException notVerified(BatchJob job, String found) {
        return new MigrationFailedException(
                detail(
                        ErrorKind.PARTIALLY_APPLIED,
                        job,
                        "All batches of migration %s are committed, and %s."
                                .formatted(label(job), found),
                        ("Mend those rows and run \"batch run %1$s\", or begin anew with"
                                        + " \"batch run %1$s --restart\".")
                                .formatted(job.version())),
                null);
    }

    /** It was told to stop. */
    static LifeguardException stopped(
            BatchJob job, List<RangeRow> rows, MigrationInterruptedException stopped) {
        LifeguardException told =
                StopSignal.stopped(
                        "In the batches of migration %s: %s Run \"batch run %s\": it goes on there."
                                .formatted(label(job), stays(rows), job.version()));
        told.addSuppressed(stopped);
        return told;
    }

    private static String stays(List<RangeRow> rows) {
        return rows.isEmpty()
                ? "What was committed before stays."
                : "%s batches (%s rows) are committed."
                        .formatted(
                                rows.stream().mapToLong(row -> row.done().batches()).sum(),
                                rows.stream().mapToLong(row -> row.done().rows()).sum());
    }

    private static String label(BatchJob job) {
        return job.version().label(job.name());
    }

    private static ErrorDetail detail(ErrorKind kind, BatchJob job, String happened, String stand) {
        return ErrorDetail.of(kind, ErrorDetail.message(happened, stand))
                .withVersion(job.version().number(), job.version().label())
                .withFile(job.fileName());
    }
}
