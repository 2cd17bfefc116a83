package dev.lifeguard.migrate.planning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.plan.Problem;
import dev.lifeguard.migrate.plan.Target;
import dev.lifeguard.migrate.source.Direction;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Migrations that stopped in the middle, and the way down. */
final class PlannerPartWayDownTest {

    private static final long A = 20260101120000L;
    private static final String FILE_A = "20260101120000_a.sql";
    private static final String FILE_B = "20260101120001_b.sql";
    private static final String BOTH =
            "-- Up migration\nSELECT 1;\n-- Down migration\nSELECT 8;\nSELECT 9;\n";
    private static final String SETTLE =
            "say which it is: migrator.repair(new Repair.MarkDone(20260101120000L)) or"
                    + " migrator.repair(new Repair.MarkUndone(20260101120000L))";

    private final Situation situation = new Situation();

    @Test
    void refusesUpWhileAMigrationIsPartWayDown() {
        situation.partWay(FILE_A, BOTH, Direction.DOWN, 1).file(FILE_B, "SELECT 4;");

        PlannedRun plan = situation.up(Target.all());

        assertThat(plan.planned()).isEmpty();
        assertThat(messages(plan.refusals()))
                .containsExactly(
                        "Migration 20260101120000 a stopped part-way on its way down: 1 of its"
                                + " statements is done. Run down again: it goes on at statement"
                                + " 2.");
    }

    @Test
    void goesOnDownWithAMigrationThatStoppedOnItsWayDown() {
        situation.partWay(FILE_A, BOTH, Direction.DOWN, 1);

        PlannedRun plan = situation.down(Target.steps(1));

        assertThat(plan.refusals()).isEmpty();
        assertThat(plan.planned().getFirst().resumed())
                .isEqualTo(
                        new HistoryRow.Progress(
                                Direction.DOWN,
                                1,
                                null,
                                Situation.doneChecksum(BOTH, Direction.DOWN, 1),
                                List.of()));
    }

    @Test
    void goesNotOnDownWhenWhatIsDoneWasEdited() {
        String done = Situation.doneChecksum(BOTH, Direction.DOWN, 1);
        situation.partWay(FILE_A, BOTH.replace("SELECT 8", "SELECT 7"), Direction.DOWN, 1, done);

        assertThat(messages(situation.down(Target.steps(1)).refusals()))
                .containsExactly(
                        "Migration 20260101120000 a stopped part-way on its way down: 1 of its"
                                + " statements is done. Those statements were edited in the file"
                                + " since. Restore them and run down again, or put the database"
                                + " right by hand and "
                                + SETTLE);
    }

    @Test
    void goesOnDownByTheRecordedScript() {
        String text = "SELECT 8;\nSELECT 9;\n";
        String done = Situation.doneChecksum(text, Direction.UP, 1);
        situation.row(
                A,
                "a",
                Situation.ODD_CHECKSUM,
                new HistoryRow.Progress(Direction.DOWN, 1, null, done, List.of()),
                text);

        PlannedRun plan = situation.down(Target.steps(1));

        assertThat(plan.refusals()).isEmpty();
        assertThat(plan.planned()).map(PlannedStep::name).containsExactly("a");
    }

    @Test
    void refusesDownWhileAMigrationIsPartWayUp() {
        situation.partWay(FILE_A, BOTH, Direction.UP, 1).applied(FILE_B, BOTH);

        PlannedRun plan = situation.down(Target.steps(1));

        assertThat(plan.planned()).isEmpty();
        assertThat(messages(plan.refusals()))
                .containsExactly(
                        "Migration 20260101120000 a stopped part-way on its way up: 1 of its"
                                + " statements is done. Run up again: it goes on at statement 2.");
    }

    @Test
    void refusesDownOnceForAMigrationThatCannotGoOnUp() {
        situation.partWay(FILE_A, BOTH, Direction.UP, 1, null);

        assertThat(messages(situation.down(Target.all()).refusals()))
                .containsExactly(
                        "Migration 20260101120000 a stopped part-way on its way up: 1 of its"
                                + " statements is done. Its writer recorded no progress. Put the"
                                + " database right by hand and then "
                                + SETTLE);
    }

    private static List<String> messages(List<Problem> problems) {
        return problems.stream().map(problem -> problem.detail().message()).toList();
    }
}
