package dev.lifeguard.migrate.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.plan.MigrationRecord;
import dev.lifeguard.migrate.plan.MigrationStatus;
import dev.lifeguard.migrate.plan.OutOfOrder;
import dev.lifeguard.migrate.plan.Target;
import dev.lifeguard.migrate.planning.AssessedStatus.Unapplied;
import dev.lifeguard.migrate.source.Direction;
import dev.lifeguard.migrate.source.MigrationVersion;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PlannerUpTest {

    private static final long A = 20260101120000L;
    private static final long B = 20260101120001L;
    private static final long C = 20260101120002L;
    private static final String FILE_A = "20260101120000_a.sql";
    private static final String FILE_B = "20260101120001_b.sql";
    private static final String FILE_C = "20260101120002_c.sql";

    private final Situation situation = new Situation();

    @Test
    void plansNothingWithoutFilesAndHistory() {
        PlannedRun plan = situation.up(Target.all());

        assertThat(plan.isEmpty()).isTrue();
        assertThat(plan.refusals()).isEmpty();
        assertThat(plan.status().upToDate()).isTrue();
    }

    @Test
    void plansWhatIsPendingOldestFirst() {
        situation.file(FILE_C, "SELECT 3;").file(FILE_B, "SELECT 2;").applied(FILE_A, "SELECT 1;");

        PlannedRun plan = situation.up(Target.all());

        assertThat(plan.direction()).isEqualTo(Direction.UP);
        assertThat(plan.planned()).map(Situation::number).containsExactly(B, C);
    }

    @Test
    void plansNothingWhenEverythingIsApplied() {
        situation.applied(FILE_A, "SELECT 1;").applied(FILE_B, "SELECT 2;");

        PlannedRun plan = situation.up(Target.all());

        assertThat(plan.isEmpty()).isTrue();
        assertThat(plan.status().upToDate()).isTrue();
    }

    @Test
    void plansTheUpSectionAndRemembersTheDownSection() throws IOException {
        situation.file(FILE_A, "-- Up migration\nSELECT 1;\n-- Down migration\nSELECT 2;\n");

        PlannedStep step = situation.up(Target.all()).planned().getFirst();

        assertThat(step.direction()).isEqualTo(Direction.UP);
        assertThat(step.section().orElseThrow().text()).isEqualTo("SELECT 1;\n");
        assertThat(Objects.requireNonNull(((PlannedStep.Statements) step.content()).down()).text())
                .isEqualTo("SELECT 2;\n");
        assertThat(step.resumed()).isNull();
    }

    @Test
    void plansAMigrationWithoutAWayDown() {
        situation.file(FILE_A, "SELECT 1;");

        PlannedStep step = situation.up(Target.all()).planned().getFirst();

        assertThat(((PlannedStep.Statements) step.content()).down()).isNull();
    }

    @Test
    void plansAsManyStepsAsAreWanted() {
        situation.file(FILE_A, "SELECT 1;").file(FILE_B, "SELECT 2;").file(FILE_C, "SELECT 3;");

        assertThat(situation.up(Target.steps(2)).planned())
                .map(Situation::number)
                .containsExactly(A, B);
    }

    @Test
    void plansWhatThereIsWhenMoreStepsAreWanted() {
        situation.file(FILE_A, "SELECT 1;");

        assertThat(situation.up(Target.steps(Integer.MAX_VALUE)).planned())
                .map(Situation::number)
                .containsExactly(A);
    }

    @Test
    void plansUpToAndWithTheTargetVersion() {
        situation.file(FILE_A, "SELECT 1;").file(FILE_B, "SELECT 2;").file(FILE_C, "SELECT 3;");

        assertThat(situation.up(Target.version(B)).planned())
                .map(Situation::number)
                .containsExactly(A, B);
    }

    @Test
    void plansNothingWhenTheTargetVersionIsApplied() {
        situation.applied(FILE_A, "SELECT 1;").file(FILE_B, "SELECT 2;");

        assertThat(situation.up(Target.version(A)).isEmpty()).isTrue();
    }

    @Test
    void takesATargetVersionThatOnlyTheHistoryKnows() {
        situation.file(FILE_A, "SELECT 1;").row(B, "b").outOfOrder(OutOfOrder.ALLOW);

        assertThat(situation.up(Target.version(B)).planned())
                .map(Situation::number)
                .containsExactly(A);
    }

    @ParameterizedTest
    @ValueSource(longs = {B, 0})
    void refusesATargetVersionThatNothingKnows(long version) {
        situation.file(FILE_A, "SELECT 1;");

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> situation.up(Target.version(version)))
                .withMessage(
                        "LG-101 There is no migration with the target version %014d."
                                + " migrator.status() lists the versions.",
                        version);
    }

    @Test
    void plansAnOlderPendingMigrationWhereThatIsAllowed() {
        situation
                .file(FILE_A, "SELECT 1;")
                .applied(FILE_B, "SELECT 2;")
                .outOfOrder(OutOfOrder.ALLOW);

        PlannedRun plan = situation.up(Target.all());

        assertThat(plan.planned()).map(Situation::number).containsExactly(A);
        assertThat(plan.status().problems()).isEmpty();
    }

    @Test
    void plansNoStepWhenAnythingRefusesTheRun() {
        situation.file(FILE_A, "SELECT 1;").file("V1__b.sql", "SELECT 2;");

        PlannedRun plan = situation.up(Target.all());

        assertThat(plan.planned()).isEmpty();
        assertThat(plan.refusals()).hasSize(1);
        assertThat(plan.status().pending())
                .containsExactly(new Unapplied(MigrationVersion.of(A), "a", null));
    }

    @Test
    void refusesAlsoForProblemsBehindTheTarget() {
        situation.file(FILE_A, "SELECT 1;").file(FILE_B, "SELECT 2; COMMIT;");

        assertThat(situation.up(Target.version(A)).refusals())
                .map(problem -> problem.detail().kind())
                .containsExactly(ErrorKind.INVALID_SCRIPT);
    }

    @Test
    void saysWhatIsAppliedAndWhatIsPending() {
        situation.applied(FILE_A, "SELECT 1;").file(FILE_B, "SELECT 2;").file(FILE_C, "");

        MigrationStatus status = situation.status();

        assertThat(status.applied())
                .map(MigrationRecord::label)
                .containsExactly("20260101120000 a");
        assertThat(status.pending())
                .containsExactly(
                        new Unapplied(MigrationVersion.of(B), "b", null),
                        new Unapplied(MigrationVersion.of(C), "c", null));
        assertThat(status.upToDate()).isFalse();
    }

    @Test
    void givesTheSamePlanAgain() {
        situation.file(FILE_A, "SELECT 1;").file(FILE_B, "SELECT 2;");

        List<Long> first = versions(situation.up(Target.steps(1)));

        assertThat(versions(situation.up(Target.steps(1)))).isEqualTo(first).containsExactly(A);
    }

    private static List<Long> versions(PlannedRun plan) {
        return plan.planned().stream().map(Situation::number).toList();
    }
}
