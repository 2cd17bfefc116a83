package dev.lifeguard.migrate.cli.output;

import dev.lifeguard.migrate.cli.settings.Redaction;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.plan.MigrationStatus.PendingMigration;
import java.util.List;

/**
 * A command that failed.
 *
 * @param error what happened
 * @param problems all that does not fit together, as far as it is known
 * @param done what the command did before
 * @param pending what is left to apply, as far as it is known
 * @param source who says what is left
 */
public record Failure(
        ErrorDetail error,
        List<ErrorDetail> problems,
        Done done,
        List<PendingMigration> pending,
        Source source) {

    /** Who says what is left to apply. */
    public enum Source {
        /** The history in the database. */
        HISTORY,
        /** The plan of the run, since the database cannot be asked any more. */
        PLAN,
        /** Nobody: the failure came before anything was known. */
        NOBODY
    }

    /** Copies the lists, and takes passwords out of the messages. */
    public Failure {
        error = Redaction.of(error);
        problems = problems.stream().map(Redaction::of).toList();
        pending = List.copyOf(pending);
    }

    /** A failure before anything was done. */
    public static Failure before(ErrorDetail error) {
        return new Failure(error, List.of(), Done.NOTHING, List.of(), Source.NOBODY);
    }
}
