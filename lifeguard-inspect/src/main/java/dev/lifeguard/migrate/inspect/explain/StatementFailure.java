package dev.lifeguard.migrate.inspect.explain;

import dev.lifeguard.migrate.error.DatabaseUnreachableException;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.error.MigrationFailedException;
import dev.lifeguard.migrate.error.MigrationInterruptedException;
import dev.lifeguard.migrate.plan.PlanStep;
import dev.lifeguard.migrate.plan.PlannedStatement;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Set;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** What does not run on a scratch database. */
public final class StatementFailure {

    /** What a script does that leaves the scratch database without a name is not seen. */
    private static final String ON_SCRATCH = "It ran on a scratch database, not on the target.";

    /** Of something that a server may have or not: a role, an extension, a tablespace. */
    private static final Set<String> OF_THE_SERVER = Set.of("42704", "0A000", "58P01", "22023");

    private StatementFailure() {}

    static LifeguardException of(
            PlanStep step, String file, PlannedStatement statement, SQLException failure) {
        Integer line = statement.place().line();
        Integer column = statement.place().column();
        String place = line == null ? file : "%s:%s:%s".formatted(file, line, column);
        boolean loose = step.version().number() == LooseFile.LAST;
        String state = Objects.requireNonNullElse(failure.getSQLState(), "");
        return new MigrationFailedException(
                new ErrorDetail(
                        ErrorKind.SCRIPT_FAILED,
                        "The migration failed at %s: %s (SQLState %s). %s%s"
                                .formatted(place, text(failure), state, ON_SCRATCH, hint(state)),
                        loose ? null : step.version().number(),
                        file,
                        line,
                        column,
                        failure.getSQLState()),
                failure);
    }

    /** What the server says, without a place. */
    static String text(SQLException failure) {
        ServerErrorMessage told =
                failure instanceof PSQLException postgres ? postgres.getServerErrorMessage() : null;
        String message = told == null ? null : told.getMessage();
        return message == null ? String.valueOf(failure.getMessage()) : message;
    }

    private static String hint(String state) {
        return OF_THE_SERVER.contains(state)
                ? " Where the server lacks a role, an extension or a tablespace, name one that has"
                        + " it with --scratch-url."
                : "";
    }

    /** The error for a migration that does not run on an empty scratch database. */
    public static LifeguardException ofEarlier(LifeguardException failure) {
        ErrorDetail detail = failure.detail();
        String state = Objects.requireNonNullElse(detail.sqlState(), "");
        return new MigrationFailedException(
                new ErrorDetail(
                        detail.kind(),
                        "An earlier migration does not run on the scratch database, which was"
                                + " empty. "
                                + detail.standing(ON_SCRATCH + hint(state)).message(),
                        detail.version(),
                        detail.file(),
                        detail.line(),
                        detail.column(),
                        detail.sqlState(),
                        detail.label()),
                failure);
    }

    /**
     * The error for a migration that was to be looked at and does not run on a scratch database.
     */
    public static LifeguardException ofWanted(ErrorDetail failure) {
        String state = Objects.requireNonNullElse(failure.sqlState(), "");
        return new MigrationFailedException(failure.standing(ON_SCRATCH + hint(state)), null);
    }

    /** The error for a scratch database to which the connection broke. */
    public static DatabaseUnreachableException lost(SQLException failure) {
        return new DatabaseUnreachableException(
                ErrorDetail.ofServer(
                        ErrorKind.DATABASE_UNREACHABLE,
                        "The scratch database was lost: %s.".formatted(failure.getMessage()),
                        failure.getSQLState()),
                failure);
    }

    /** The error for a run on a scratch database that was told to stop. */
    public static MigrationInterruptedException stopped() {
        return new MigrationInterruptedException(
                ErrorDetail.of(
                        ErrorKind.INTERRUPTED,
                        "The run was told to stop. It ran on a scratch database, which is"
                                + " dropped."),
                null);
    }
}
