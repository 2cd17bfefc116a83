package dev.lifeguard.migrate.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.plan.Target;
import dev.lifeguard.migrate.source.Direction;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PlannerDownTest {

    private static final long A = 20260101120000L;
    private static final long B = 20260101120001L;
    private static final long C = 20260101120002L;
    private static final String FILE_A = "20260101120000_a.sql";
    private static final String FILE_B = "20260101120001_b.sql";
    private static final String FILE_C = "20260101120002_c.sql";
    private static final String BOTH = "-- Up migration\nSELECT 1;\n-- Down migration\nSELECT 2;\n";

    private final Situation situation = new Situation();

    @Test
    void plansNothingWhenNothingIsApplied() {
        situation.file(FILE_A, BOTH);

        PlannedRun plan = situation.down(Target.all());

        assertThat(plan.direction()).isEqualTo(Direction.DOWN);
        assertThat(plan.isEmpty()).isTrue();
        assertThat(plan.refusals()).isEmpty();
    }

    @Test
    void plansEverythingNewestFirst() {
        threeApplied();

        assertThat(versions(situation.down(Target.all()))).containsExactly(C, B, A);
    }

    @Test
    void plansAsManyStepsAsAreWanted() {
        threeApplied();

        assertThat(versions(situation.down(Target.steps(2)))).containsExactly(C, B);
    }

    @Test
    void plansWhatThereIsWhenMoreStepsAreWanted() {
        threeApplied();

        assertThat(versions(situation.down(Target.steps(Integer.MAX_VALUE))))
                .containsExactly(C, B, A);
    }

    @Test
    void plansDownToTheTargetVersionWhichStays() {
        threeApplied();

        assertThat(versions(situation.down(Target.version(A)))).containsExactly(C, B);
    }

    @Test
    void plansNothingWhenTheTargetVersionIsTheNewestApplied() {
        threeApplied();

        assertThat(situation.down(Target.version(C)).isEmpty()).isTrue();
    }

    @Test
    void plansEverythingForTheTargetZero() {
        threeApplied();

        assertThat(versions(situation.down(Target.version(0)))).containsExactly(C, B, A);
    }

    @Test
    void refusesATargetVersionThatIsNotApplied() {
        situation.applied(FILE_A, BOTH).file(FILE_B, BOTH);

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> situation.down(Target.version(B)))
                .withMessage(
                        "LG-101 The target version %s is not applied, so it cannot be gone back"
                                + " to. migrator.status() lists the versions.",
                        B);
    }

    @Test
    void plansTheDownSection() throws IOException {
        situation.applied(FILE_A, BOTH);

        PlannedStep step = situation.down(Target.all()).planned().getFirst();

        assertThat(step.direction()).isEqualTo(Direction.DOWN);
        assertThat(step.section().orElseThrow().text()).isEqualTo("SELECT 2;\n");
        assertThat(((PlannedStep.Statements) step.content()).down()).isNull();
        assertThat(step.fileName()).isEqualTo(FILE_A);
    }

    @Test
    void plansTheDownFileOfAPair() throws IOException {
        situation
                .applied("20260101120000_a.up.sql", "SELECT 1;\n")
                .file("20260101120000_a.down.sql", "SELECT 2;\n");

        PlannedStep step = situation.down(Target.all()).planned().getFirst();

        assertThat(step.section().orElseThrow().text()).isEqualTo("SELECT 2;\n");
        assertThat(step.fileName()).isEqualTo("20260101120000_a.down.sql");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                """
                -- Up migration
                SELECT 1;
                -- Down migration
                -- lifeguard:nothing-to-undo it only looked
                """,
                """
                -- Up migration
                -- to be done
                -- Down migration
                -- to be done
                """
            })
    void plansADownSectionWithoutStatementsWhereItSaysSoOrNothingWasDone(String text) {
        situation.applied(FILE_A, text);

        PlannedRun plan = situation.down(Target.all());

        assertThat(plan.refusals()).isEmpty();
        assertThat(plan.planned())
                .map(step -> step.section().orElseThrow().statementCount())
                .containsExactly(0);
    }

    @Test
    void plansADownFileWithoutStatementsThatSaysSo() {
        situation
                .applied("20260101120000_a.up.sql", "SELECT 1;\n")
                .file("20260101120000_a.down.sql", "-- lifeguard:nothing-to-undo it only looked");

        assertThat(situation.down(Target.all()).planned())
                .map(step -> step.section().orElseThrow().statementCount())
                .containsExactly(0);
    }

    @Test
    void plansTheRecordedScriptWhereTheFileIsMissing() throws IOException {
        situation.row(A, "a", Situation.ODD_CHECKSUM, null, "SELECT 'recorded';\n");

        PlannedStep step = situation.down(Target.all()).planned().getFirst();

        assertThat(step.version().number()).isEqualTo(A);
        assertThat(step.name()).isEqualTo("a");
        assertThat(step.fileName()).isEqualTo("20260101120000_a.sql (recorded)");
        assertThat(step.section().orElseThrow().text()).isEqualTo("SELECT 'recorded';\n");
    }

    @Test
    void plansARecordedScriptThatSaysThatNothingIsToBeUndone() {
        situation.row(
                A, "a", Situation.ODD_CHECKSUM, null, "-- lifeguard:nothing-to-undo it looked\n");

        assertThat(situation.down(Target.all()).planned())
                .map(step -> step.section().orElseThrow().statementCount())
                .containsExactly(0);
    }

    @Test
    void prefersTheFileToTheRecordedScript() throws IOException {
        situation.file(FILE_A, BOTH);
        String checksum = situation.catalog().find(A).orElseThrow().checksum().hex();
        situation.row(A, "a", checksum, null, "SELECT 'recorded';\n");

        assertThat(situation.down(Target.all()).planned().getFirst().section().orElseThrow().text())
                .isEqualTo("SELECT 2;\n");
    }

    @Test
    void plansTheStepsAboveAnIrreversibleMigration() {
        situation.applied(FILE_A, "SELECT 1;").applied(FILE_B, BOTH);

        assertThat(versions(situation.down(Target.steps(1)))).containsExactly(B);
    }

    @Test
    void goesBackWhateverPendingScriptsHold() {
        situation.applied(FILE_A, BOTH).file(FILE_B, "COMMIT;");

        assertThat(versions(situation.down(Target.all()))).containsExactly(A);
    }

    @Test
    void goesBackAlthoughAnOlderMigrationIsPending() {
        situation.file(FILE_A, BOTH).applied(FILE_B, BOTH);

        assertThat(versions(situation.down(Target.all()))).containsExactly(B);
    }

    @Test
    void goesBackAlthoughAnOlderMigrationIsMissing() {
        situation.row(A, "a").applied(FILE_B, BOTH);

        assertThat(versions(situation.down(Target.steps(1)))).containsExactly(B);
    }

    private void threeApplied() {
        situation.applied(FILE_A, BOTH).applied(FILE_B, BOTH).applied(FILE_C, BOTH);
    }

    private static List<Long> versions(PlannedRun plan) {
        return plan.planned().stream().map(Situation::number).toList();
    }
}
