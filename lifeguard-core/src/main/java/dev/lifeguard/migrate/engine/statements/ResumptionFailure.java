package dev.lifeguard.migrate.engine.statements;

import dev.lifeguard.migrate.engine.outcome.FailureMessage;
import dev.lifeguard.migrate.engine.outcome.KeptState;
import dev.lifeguard.migrate.engine.outcome.Wording;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.error.MigrationFailedException;
import dev.lifeguard.migrate.error.Remedy;
import dev.lifeguard.migrate.planning.PlannedStep;
import dev.lifeguard.migrate.script.Position;
import dev.lifeguard.migrate.script.SqlStatement;
import dev.lifeguard.migrate.state.Remains;
import dev.lifeguard.migrate.state.StartedWork;
import java.util.List;

/**
 * Says why a part-way migration cannot go on by itself: only a person can say what the statement
 * did at which it was cut off.
 */
final class ResumptionFailure {

    private final PlannedStep step;
    private final FailureMessage message;
    private final KeptState kept;

    ResumptionFailure(FailureMessage message, KeptState kept) {
        this.step = message.step();
        this.message = message;
        this.kept = kept;
    }

    /** The migration. */
    PlannedStep step() {
        return step;
    }

    /**
     * A Java migration does not do again what it did before it was cut off.
     *
     * @param done how many statements are done
     */
    LifeguardException differs(int done, String what) {
        String text =
                ErrorDetail.message(
                        "%s stopped part-way in %s and cannot go on: %s."
                                .formatted(message.label(), step.fileName(), what),
                        "%sPut the database right by hand, then say what it is: %s or %s."
                                .formatted(
                                        done(done),
                                        Remedy.MARK_DONE.of(
                                                step.version().number(), step.version().label()),
                                        Remedy.MARK_UNDONE.of(
                                                step.version().number(), step.version().label())));
        return new MigrationFailedException(
                ErrorDetail.of(ErrorKind.PARTIALLY_APPLIED, text)
                        .withVersion(step.version().number(), step.version().label())
                        .withFile(step.fileName()),
                null);
    }

    /** Nothing can tell whether the statement took effect. */
    LifeguardException inDoubt(SqlStatement statement) {
        return cutOff(
                statement, "and the catalogue cannot tell whether it took effect", lookedAt());
    }

    /** The same, where it may have made one of several things. */
    LifeguardException unclear(SqlStatement statement, List<String> candidates) {
        return candidates.isEmpty()
                ? inDoubt(statement)
                : cutOff(
                        statement,
                        "and which of the indexes that were made since is its own cannot be told: "
                                + String.join(", ", candidates),
                        lookedAt());
    }

    private String lookedAt() {
        return ("Look at the database, then say which: %s if it did, or %s if it did not; then run"
                        + " %s again.")
                .formatted(
                        Remedy.STATEMENT_DONE.of(step.version().number(), step.version().label()),
                        Remedy.STATEMENT_UNDONE.of(step.version().number(), step.version().label()),
                        word());
    }

    /** It took effect, but the file has another statement there. */
    LifeguardException changedSince(SqlStatement statement, StartedWork work) {
        return cutOff(
                statement,
                "it took effect (%s), and was changed or removed in the file since"
                        .formatted(work.words()),
                ("Put it back and run %s again, or undo its effect by hand, say so with"
                                + " %s, and run %s"
                                + " again.")
                        .formatted(
                                word(),
                                Remedy.STATEMENT_UNDONE.of(
                                        step.version().number(), step.version().label()),
                                word()));
    }

    /** Somebody else builds the index. */
    LifeguardException underWay(SqlStatement statement, Remains.Outcome.UnderWay build) {
        return cutOff(
                statement,
                ("and the index %s is INVALID while another session (process %s) builds an index on"
                                + " its table")
                        .formatted(build.index(), build.process()),
                "Run %s again when that has ended.".formatted(word()));
    }

    private LifeguardException cutOff(SqlStatement statement, String what, String advice) {
        Position place = statement.start();
        String text =
                ErrorDetail.message(
                        "%s stopped part-way in %s:%s:%s: statement %s (%s) was started and then cut off, %s."
                                .formatted(
                                        message.label(),
                                        step.fileName(),
                                        place.line(),
                                        place.column(),
                                        statement.number(),
                                        statement.summary(),
                                        what),
                        done(statement.number() - 1) + advice);
        return new MigrationFailedException(
                new ErrorDetail(
                        ErrorKind.PARTIALLY_APPLIED,
                        text,
                        step.version().number(),
                        step.fileName(),
                        place.line(),
                        place.column(),
                        null,
                        step.version().label()),
                null);
    }

    private String done(int statements) {
        return Wording.spaced(Wording.sentence(kept.statementsDone(statements)));
    }

    private String word() {
        return step.direction().word();
    }
}
