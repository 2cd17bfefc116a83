package dev.lifeguard.migrate.engine.outcome;

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
    public LifeguardException of(PlannedStep step, SQLException failure) {
        return new DatabaseUnreachableException(
                detail(
                        ErrorKind.DATABASE_UNREACHABLE,
                        what(failure),
                        step,
                        why(failure),
                        failure.getSQLState()),
                failure);
    }

    /** What a run ends with that was told to stop. */
    public LifeguardException interrupted(PlannedStep step, SQLException failure) {
        return new MigrationInterruptedException(
                detail(ErrorKind.INTERRUPTED, "The run was told to stop", step, "", null), failure);
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

    private ErrorDetail detail(
            ErrorKind kind, String what, PlannedStep step, String why, @Nullable String sqlState) {
        return new ErrorDetail(
                kind,
                "%s at the COMMIT of %s%s. %s. Run %s again: it goes on from there."
                        .formatted(
                                what,
                                Wording.inSentence(step.title()),
                                why,
                                sentence,
                                step.direction().word()),
                step.version().number(),
                step.fileName(),
                null,
                null,
                sqlState,
                step.version().label());
    }
}
