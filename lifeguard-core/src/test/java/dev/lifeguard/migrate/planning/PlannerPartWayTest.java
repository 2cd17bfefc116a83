package dev.lifeguard.migrate.planning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.plan.MigrationStatus;
import dev.lifeguard.migrate.plan.PlanStep.TransactionMode;
import dev.lifeguard.migrate.plan.Problem;
import dev.lifeguard.migrate.plan.Target;
import dev.lifeguard.migrate.planning.AssessedStatus.Unapplied;
import dev.lifeguard.migrate.source.Direction;
import dev.lifeguard.migrate.source.MigrationVersion;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Migrations that stopped in the middle. */
final class PlannerPartWayTest {

    private static final long A = 20260101120000L;
    private static final String FILE_A = "20260101120000_a.sql";
    private static final String FILE_B = "20260101120001_b.sql";
    private static final String UP = "SELECT 1;\nSELECT 2;\nSELECT 3;\n";
    private static final String SETTLE =
            "say which it is: migrator.repair(new Repair.MarkDone(20260101120000L)) or"
                    + " migrator.repair(new Repair.MarkUndone(20260101120000L))";

    private final Situation situation = new Situation();

    @Test
    void goesOnWithAMigrationThatStoppedPartWay() {
        situation.partWay(FILE_A, UP, Direction.UP, 1).file(FILE_B, "SELECT 4;");

        PlannedRun plan = situation.up(Target.all());

        assertThat(plan.refusals()).isEmpty();
        assertThat(plan.planned()).map(PlannedStep::name).containsExactly("a", "b");
        assertThat(plan.planned().getFirst().resumed())
                .isEqualTo(
                        new HistoryRow.Progress(
                                Direction.UP,
                                1,
                                null,
                                Situation.doneChecksum(UP, Direction.UP, 1),
                                List.of()));
    }

    @Test
    void goesOnStatementByStatement() {
        situation.partWay(FILE_A, UP, Direction.UP, 1);

        assertThat(situation.up(Target.all()).planned().getFirst().transactionMode())
                .isEqualTo(TransactionMode.PER_STATEMENT);
    }

    @Test
    void listsAMigrationThatStoppedPartWayAsPendingAndAsAProblem() {
        situation.partWay(FILE_A, UP, Direction.UP, 2);

        MigrationStatus status = situation.status();

        assertThat(status.applied()).isEmpty();
        assertThat(status.pending()).containsExactly(new Unapplied(MigrationVersion.of(A), "a", 2));
        assertThat(status.problems())
                .map(Problem::detail)
                .containsExactly(
                        new ErrorDetail(
                                ErrorKind.PARTIALLY_APPLIED,
                                "Migration 20260101120000 a stopped part-way on its way up: 2 of"
                                        + " its statements are done. Run up again: it goes on at"
                                        + " statement 3.",
                                A,
                                null,
                                null,
                                null,
                                null));
    }

    @Test
    void speaksOfOneStatementInTheSingular() {
        situation.partWay(FILE_A, UP, Direction.UP, 1);

        assertThat(messages(situation.status().problems()))
                .containsExactly(
                        "Migration 20260101120000 a stopped part-way on its way up: 1 of its"
                                + " statements is done. Run up again: it goes on at statement 2.");
    }

    @Test
    void goesOnAtTheFirstStatementWhenNoneIsDone() {
        situation.partWay(FILE_A, UP, Direction.UP, 0);

        assertThat(situation.up(Target.all()).planned())
                .map(PlannedStep::name)
                .containsExactly("a");
        assertThat(messages(situation.status().problems()))
                .containsExactly(
                        "Migration 20260101120000 a stopped part-way on its way up: none of its"
                                + " statements is done. Run up again: it goes on at statement 1.");
    }

    @Test
    void goesOnAlthoughWhatIsStillToDoWasEdited() {
        String done = Situation.doneChecksum(UP, Direction.UP, 2);
        situation.partWay(FILE_A, "SELECT 1;\nSELECT 2;\nSELECT 4;\n", Direction.UP, 2, done);

        assertThat(situation.up(Target.all()).planned())
                .map(PlannedStep::name)
                .containsExactly("a");
    }

    @Test
    void goesOnAlthoughBlanksAndCommentsBetweenTheDoneStatementsWereEdited() {
        String done = Situation.doneChecksum(UP, Direction.UP, 2);
        situation.partWay(
                FILE_A, "SELECT 1 ;\n-- why\n\nSELECT 2;\nSELECT 3;\n", Direction.UP, 2, done);

        assertThat(situation.up(Target.all()).planned())
                .map(PlannedStep::name)
                .containsExactly("a");
    }

    @Test
    void goesNotOnWhenWhatIsDoneWasEdited() {
        String done = Situation.doneChecksum(UP, Direction.UP, 2);
        situation.partWay(FILE_A, "SELECT 1;\nSELECT 4;\nSELECT 3;\n", Direction.UP, 2, done);

        PlannedRun plan = situation.up(Target.all());

        assertThat(plan.planned()).isEmpty();
        assertThat(messages(plan.refusals()))
                .containsExactly(
                        "Migration 20260101120000 a stopped part-way on its way up: 2 of its"
                                + " statements are done. Those statements were edited in the file"
                                + " since. Restore them and run up again, or put the database right"
                                + " by hand and "
                                + SETTLE);
    }

    @Test
    void goesNotOnWhenADoneStatementWasTakenOut() {
        String done = Situation.doneChecksum(UP, Direction.UP, 3);
        situation.partWay(FILE_A, "SELECT 1;\nSELECT 2;\n", Direction.UP, 3, done);

        assertThat(situation.up(Target.all()).refusals()).hasSize(1);
    }

    @Test
    void goesNotOnWhenThePlaceBetweenDoneStatementsWasMoved() {
        String done = Situation.doneChecksum("SELECT 1 AS a; TABLE(t);", Direction.UP, 2);
        situation.partWay(FILE_A, "SELECT 1 AS aTABLE; (t); TABLE t;", Direction.UP, 2, done);

        assertThat(situation.up(Target.all()).refusals()).hasSize(1);
    }

    @Test
    void goesNotOnWhenItsWriterRecordedNoProgress() {
        situation.partWay(FILE_A, UP, Direction.UP, 0, null);

        assertThat(messages(situation.up(Target.all()).refusals()))
                .containsExactly(
                        "Migration 20260101120000 a stopped part-way on its way up: none of its"
                                + " statements is done. Its writer recorded no progress. Put the"
                                + " database right by hand and then "
                                + SETTLE);
    }

    /** A procedure that commits in its middle, for example. */
    @Test
    void saysOfAStatementThatWasStartedWhatIsKnown() {
        situation
                .file(FILE_A, UP)
                .row(
                        A,
                        "a",
                        Situation.ODD_CHECKSUM,
                        new HistoryRow.Progress(
                                Direction.UP,
                                1,
                                2,
                                Situation.doneChecksum(UP, Direction.UP, 1),
                                List.of()),
                        null);

        assertThat(messages(situation.status().problems()))
                .containsExactly(
                        "Migration 20260101120000 a stopped part-way on its way up: 1 of its"
                            + " statements is done. Statement 2 was started, and the history does"
                            + " not say whether it took effect. Run up again: it looks whether the"
                            + " database can tell, and goes on or says what to look at.");
    }

    @Test
    void goesNotOnWithoutItsFile() {
        situation.row(
                A,
                "a",
                Situation.ODD_CHECKSUM,
                new HistoryRow.Progress(Direction.UP, 1, null, Situation.ODD_CHECKSUM, List.of()),
                null);

        PlannedRun plan = situation.up(Target.all());

        assertThat(plan.status().pending())
                .containsExactly(new Unapplied(MigrationVersion.of(A), "a", 1));
        assertThat(messages(plan.refusals()))
                .containsExactly(
                        "Migration 20260101120000 a stopped part-way on its way up: 1 of its"
                                + " statements is done. Its file is missing. Restore it, or put the"
                                + " database right by hand and "
                                + SETTLE);
    }

    @Test
    void countsNoPartWayMigrationAsTheNewestApplied() {
        situation.file(FILE_A, "SELECT 1;").partWay(FILE_B, UP, Direction.UP, 1);

        PlannedRun plan = situation.up(Target.all());

        assertThat(plan.refusals()).isEmpty();
        assertThat(plan.planned()).map(PlannedStep::name).containsExactly("a", "b");
    }

    private static List<String> messages(List<Problem> problems) {
        return problems.stream().map(problem -> problem.detail().message()).toList();
    }
}
