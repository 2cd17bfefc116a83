package dev.lifeguard.migrate.engine.outcome;

import dev.lifeguard.migrate.engine.run.RunContext;
import dev.lifeguard.migrate.error.DatabaseUnreachableException;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.error.MigrationInterruptedException;
import dev.lifeguard.migrate.jdbc.SqlError;
import dev.lifeguard.migrate.planning.PlannedStep;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Says what the history says of a migration whose COMMIT left it open. */
public enum CommitFailure {
    /** Its row is there, or gone where it was rolled back by its down script. */
    COMMITTED("The history says that it is committed"),
    /** The history is as it was before. */
    ROLLED_BACK("The history says that it was rolled back"),
    /** It was a hook's, of which the history has no row. */
    UNRECORDED("Whether it is committed is not known, since the history says nothing of hooks"),
    /** The database does not answer. */
    UNKNOWN(
            "Whether it is committed cannot be asked now, but the history in the database will"
                    + " say");

    private final String sentence;

    CommitFailure(String sentence) {
        this.sentence = sentence;
    }

    /** What a run ends with that was not told to stop. */
    public LifeguardException of(RunContext context, PlannedStep step, SQLException failure) {
        return new DatabaseUnreachableException(
                detail(
                        ErrorKind.DATABASE_UNREACHABLE,
                        what(failure) + atCommit(step) + why(failure),
                        step,
                        next(context, step),
                        failure.getSQLState()),
                failure);
    }

    /** What a run ends with that was told to stop. */
    public LifeguardException interrupted(
            RunContext context, PlannedStep step, SQLException failure) {
        return new MigrationInterruptedException(
                detail(
                        ErrorKind.INTERRUPTED,
                        "The run was told to stop" + atCommit(step),
                        step,
                        next(context, step),
                        null),
                failure);
    }

    /** What happened, for the beginning of a sentence. */
    public static String what(SQLException failure) {
        return SqlError.lostConnection(failure)
                ? "The connection to the database was lost"
                : "The database failed";
    }

    /** A driver that lost its connection knows nothing but that. */
    private static String why(SQLException failure) {
        return SqlError.saidByServer(failure) || !SqlError.lostConnection(failure)
                ? ": " + SqlError.of(failure).inSentence()
                : "";
    }

    private static String atCommit(PlannedStep step) {
        return " at the COMMIT of " + Wording.inSentence(step.title());
    }

    private static String next(RunContext context, PlannedStep step) {
        String again = "Run %s again: it goes on from there.".formatted(step.direction().word());
        return step.hook().isPresent()
                ? new HookAdvice(context, step).openCommit().orElse(again)
                : again;
    }

    private ErrorDetail detail(
            ErrorKind kind, String what, PlannedStep step, String next, @Nullable String sqlState) {
        return new ErrorDetail(
                kind,
                ErrorDetail.message(what + ".", "%s. %s".formatted(sentence, next)),
                step.version().number(),
                step.fileName(),
                null,
                null,
                sqlState,
                step.version().label());
    }
}
