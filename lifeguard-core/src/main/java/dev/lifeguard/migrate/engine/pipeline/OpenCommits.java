package dev.lifeguard.migrate.engine.pipeline;

import dev.lifeguard.migrate.engine.outcome.CommitFailure;
import dev.lifeguard.migrate.engine.outcome.Earlier;
import dev.lifeguard.migrate.engine.outcome.KeptState;
import dev.lifeguard.migrate.engine.outcome.Wording;
import dev.lifeguard.migrate.engine.run.Group;
import dev.lifeguard.migrate.engine.run.RunContext;
import dev.lifeguard.migrate.error.DatabaseUnreachableException;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.jdbc.SqlError;
import dev.lifeguard.migrate.planning.PlannedStep;
import dev.lifeguard.migrate.source.Direction;
import java.sql.SQLException;
import java.util.List;

/**
 * Words what stays of migrations that were sent together when only the history knows, or nobody,
 * which of their COMMITs took effect; the part of {@link KeptState} that is about several at once.
 */
final class OpenCommits {

    private final RunContext context;
    private final List<PlannedStep> steps;
    private final int before;

    /** With the number of migrations that the run finished before those that were sent. */
    OpenCommits(RunContext context, List<PlannedStep> steps, int before) {
        this.context = context;
        this.steps = steps;
        this.before = before;
    }

    /**
     * The one of a number failed, and the history says that those from another number on were lost
     * with the database.
     */
    KeptState lost(int failed, int committed, SQLException lost) {
        String which = span(committed, failed - 1, " and");
        String sentences =
                ("Then the database was lost, too: %s. The history says that it lost %s had not"
                                + " reached the disk. %s")
                        .formatted(why(lost), which, earlier(committed))
                        .strip();
        return KeptState.saying(steps.get(failed), sentences);
    }

    /** The one of a number failed, and the history cannot be asked about those before it. */
    KeptState unknown(int failed, SQLException lost) {
        String which = span(0, failed - 1, failed == 1 ? ", is" : ", are");
        String sentences =
                ("%s Whether %s %s cannot be asked now (%s), but the history in the database will"
                                + " say.")
                        .formatted(earlier(0), which, Earlier.done(direction()), why(lost))
                        .strip();
        return KeptState.saying(steps.get(failed), sentences);
    }

    /** What the run ends with where the history cannot be asked about any of them. */
    DatabaseUnreachableException unknown(SQLException broken) {
        PlannedStep first = steps.getFirst();
        String which =
                steps.size() == 1
                        ? "migration %s: %s. Whether it is"
                                .formatted(first.script().label(), why(broken))
                        : "migrations %s to %s, which were sent together: %s. Which of them are"
                                .formatted(
                                        first.script().label(),
                                        steps.getLast().script().label(),
                                        why(broken));
        String earlier = KeptState.in(context, Group.alone(first), before).earlier();
        return new DatabaseUnreachableException(
                new ErrorDetail(
                        ErrorKind.DATABASE_UNREACHABLE,
                        ErrorDetail.message(
                                ("%s in the middle of %s committed cannot be asked now, but the"
                                                + " history in the database will say.")
                                        .formatted(CommitFailure.what(broken), which),
                                "%sRun %s again when it is back: it goes on from there."
                                        .formatted(
                                                Wording.spaced(earlier), first.direction().word())),
                        first.version().number(),
                        first.fileName(),
                        null,
                        null,
                        broken.getSQLState(),
                        first.version().label()),
                broken);
    }

    /** What stays of those before the one of a number. */
    private String earlier(int number) {
        Group group = Group.alone(steps.get(number));
        return Earlier.of(context, group, before + number, "before " + label(number));
    }

    private String span(int first, int last, String verb) {
        return first == last
                ? "migration %s, which was sent before it%s".formatted(label(first), verb)
                : "migrations %s to %s, which were sent together%s"
                        .formatted(label(first), label(last), verb);
    }

    private String label(int number) {
        return steps.get(number).script().label();
    }

    private Direction direction() {
        return steps.getFirst().direction();
    }

    private static String why(SQLException broken) {
        return SqlError.of(broken).inSentence();
    }
}
