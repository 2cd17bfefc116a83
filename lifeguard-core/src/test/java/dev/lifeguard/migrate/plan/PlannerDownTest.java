package dev.lifeguard.migrate.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
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

        Plan plan = situation.down(Target.all());

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

    @ParameterizedTest
    @ValueSource(longs = {B, -1, 5, 20261301000000L})
    void refusesATargetVersionThatIsNotApplied(long version) {
        situation.applied(FILE_A, BOTH).file(FILE_B, BOTH);

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> situation.down(Target.version(version)))
                .withMessage(
                        "LG-101 The target version %014d is not applied, so it cannot be gone back"
                                + " to. lifeguard-migrate status lists the versions.",
                        version);
    }

    @Test
    void plansTheDownSection() throws IOException {
        situation.applied(FILE_A, BOTH);

        PlanStep step = situation.down(Target.all()).steps().getFirst();

        assertThat(step.direction()).isEqualTo(Direction.DOWN);
        assertThat(step.section().text()).isEqualTo("SELECT 2;\n");
        assertThat(step.down()).isNull();
        assertThat(step.fileName()).isEqualTo(FILE_A);
    }

    @Test
    void plansTheDownFileOfAPair() throws IOException {
        situation
                .applied("20260101120000_a.up.sql", "SELECT 1;\n")
                .file("20260101120000_a.down.sql", "SELECT 2;\n");

        PlanStep step = situation.down(Target.all()).steps().getFirst();

        assertThat(step.section().text()).isEqualTo("SELECT 2;\n");
        assertThat(step.fileName()).isEqualTo("20260101120000_a.down.sql");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1;\n-- Down migration\n",
                "-- Up migration\nSELECT 1;\n-- Down migration\n-- nothing to undo\n"
            })
    void plansADownSectionWithoutStatementsAsOneThatDoesNothing(String text) {
        situation.applied(FILE_A, text.startsWith("--") ? text : "-- Up migration\n" + text);

        Plan plan = situation.down(Target.all());

        assertThat(plan.refusals()).isEmpty();
        assertThat(plan.steps()).map(step -> step.section().statementCount()).containsExactly(0);
    }

    @Test
    void plansADownFileWithoutStatementsAsOneThatDoesNothing() {
        situation
                .applied("20260101120000_a.up.sql", "SELECT 1;\n")
                .file("20260101120000_a.down.sql", "");

        assertThat(situation.down(Target.all()).steps())
                .map(step -> step.section().statementCount())
                .containsExactly(0);
    }

    @Test
    void plansTheRecordedScriptWhereTheFileIsMissing() throws IOException {
        situation.row(A, "a", Situation.ODD_CHECKSUM, null, "SELECT 'recorded';\n");

        PlanStep step = situation.down(Target.all()).steps().getFirst();

        assertThat(step.version()).isEqualTo(A);
        assertThat(step.name()).isEqualTo("a");
        assertThat(step.fileName()).isEqualTo("20260101120000_a.sql (recorded)");
        assertThat(step.section().text()).isEqualTo("SELECT 'recorded';\n");
    }

    @Test
    void plansAnEmptyRecordedScriptAsOneThatDoesNothing() {
        situation.row(A, "a", Situation.ODD_CHECKSUM, null, "");

        assertThat(situation.down(Target.all()).steps())
                .map(step -> step.section().statementCount())
                .containsExactly(0);
    }

    @Test
    void prefersTheFileToTheRecordedScript() throws IOException {
        situation.file(FILE_A, BOTH);
        String checksum = situation.catalog().find(A).orElseThrow().checksum().hex();
        situation.row(A, "a", checksum, null, "SELECT 'recorded';\n");

        assertThat(situation.down(Target.all()).steps().getFirst().section().text())
                .isEqualTo("SELECT 2;\n");
    }

    @Test
    void refusesARecordedScriptThatCannotRun() {
        situation.row(A, "a", Situation.ODD_CHECKSUM, null, "COMMIT;");

        assertThat(situation.down(Target.all()).refusals())
                .map(Problem::detail)
                .containsExactly(
                        new ErrorDetail(
                                ErrorKind.INVALID_SCRIPT,
                                "20260101120000_a.sql (recorded):1:1: COMMIT is refused: the"
                                    + " section runs in one transaction, which begins before its"
                                    + " first statement and is committed after its last. Take it"
                                    + " out.",
                                A,
                                "20260101120000_a.sql (recorded)",
                                1,
                                1,
                                null));
    }

    @Test
    void refusesAMigrationWithNeitherAFileNorARecordedScript() {
        situation.row(A, "a");

        assertThat(situation.down(Target.all()).refusals())
                .map(Problem::detail)
                .containsExactly(
                        new ErrorDetail(
                                ErrorKind.MISSING_MIGRATION,
                                "Migration 20260101120000 a cannot be rolled back: its file is"
                                        + " missing, and the history holds no down script of it."
                                        + " Restore the file.",
                                A,
                                null,
                                null,
                                null,
                                null));
    }

    @Test
    void refusesTheRecordedScriptOfAnotherWritersRow() {
        situation
                .row(A, "a", "md5:17", null, "SELECT 'recorded';\n")
                .row(99999999999999L, "far", Situation.ODD_CHECKSUM, null, "SELECT 9;");

        String why =
                " cannot be rolled back: its file is missing, and its row in the history was"
                        + " written by another tool, whose version or checksum is none of this"
                        + " one's. Restore the file.";
        assertThat(messages(situation.down(Target.all())))
                .containsExactly(
                        "Migration 20260101120000 a" + why, "Migration 99999999999999 far" + why);
    }

    @Test
    void refusesAMigrationWithoutADownSection() {
        situation.applied(FILE_A, "SELECT 1;");

        assertThat(situation.down(Target.all()).refusals())
                .map(Problem::detail)
                .containsExactly(
                        new ErrorDetail(
                                ErrorKind.IRREVERSIBLE,
                                "Migration 20260101120000 a cannot be rolled back:"
                                        + " \"20260101120000_a.sql\" has no down section. Undo it"
                                        + " with a new migration that goes up, or restore a"
                                        + " backup.",
                                A,
                                FILE_A,
                                null,
                                null,
                                null));
    }

    @Test
    void refusesAnUpFileWithoutADownFile() {
        situation.applied("20260101120000_a.up.sql", "SELECT 1;");

        assertThat(messages(situation.down(Target.all())))
                .containsExactly(
                        "Migration 20260101120000 a cannot be rolled back:"
                                + " \"20260101120000_a.up.sql\" has no down file beside it. Undo it"
                                + " with a new migration that goes up, or restore a backup.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-- lifeguard:irreversible the old prices are gone\nSELECT 1;\n",
                "-- Up migration\n-- lifeguard:irreversible the old prices are gone\nSELECT 1;\n",
                """
                -- Up migration
                SELECT 1;
                -- Down migration
                -- lifeguard:irreversible the old prices are gone
                """
            })
    void refusesAMigrationThatSaysThatItIsIrreversible(String text) {
        situation.applied(FILE_A, text);

        assertThat(messages(situation.down(Target.all())))
                .containsExactly(
                        "Migration 20260101120000 a cannot be rolled back: the old prices are"
                                + " gone. Undo it with a new migration that goes up, or restore a"
                                + " backup.");
    }

    @Test
    void plansNoStepWhenOneOfThemIsIrreversible() {
        situation.applied(FILE_A, "SELECT 1;").applied(FILE_B, BOTH);

        Plan plan = situation.down(Target.all());

        assertThat(plan.steps()).isEmpty();
        assertThat(plan.refusals()).map(Problem::version).containsExactly(A);
    }

    @Test
    void plansTheStepsAboveAnIrreversibleMigration() {
        situation.applied(FILE_A, "SELECT 1;").applied(FILE_B, BOTH);

        assertThat(versions(situation.down(Target.steps(1)))).containsExactly(B);
    }

    @Test
    void refusesWhenAnyMigrationWasEdited() {
        situation.file(FILE_A, BOTH).row(A, "a").applied(FILE_B, BOTH);

        Plan plan = situation.down(Target.steps(1));

        assertThat(plan.steps()).isEmpty();
        assertThat(plan.refusals())
                .map(problem -> problem.detail().kind())
                .containsExactly(ErrorKind.CHECKSUM_MISMATCH);
    }

    @Test
    void refusesWhenAnyFileIsMisnamed() {
        situation.applied(FILE_A, BOTH).file("V1__b.sql", "");

        assertThat(situation.down(Target.all()).refusals())
                .map(problem -> problem.detail().kind())
                .containsExactly(ErrorKind.INVALID_NAME);
    }

    @Test
    void refusesAnAppliedScriptThatCannotRun() {
        situation.applied(FILE_A, "-- Up migration\n-- Down migration\nCOMMIT;\n");

        assertThat(messages(situation.down(Target.all())))
                .containsExactly(
                        "20260101120000_a.sql:3:1: COMMIT is refused: the section runs in one"
                                + " transaction, which begins before its first statement and is"
                                + " committed after its last. Take it out.");
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

    @Test
    void listsItsRefusalsByVersion() {
        situation
                .applied(FILE_C, "SELECT 1;")
                .row(B, "b")
                .applied(FILE_A, "SELECT 1;")
                .file("V1__z.sql", "");

        assertThat(situation.down(Target.all()).refusals())
                .map(problem -> problem.version() + " " + problem.detail().kind())
                .containsExactly(
                        "20260101120000 IRREVERSIBLE",
                        "20260101120001 MISSING_MIGRATION",
                        "20260101120002 IRREVERSIBLE",
                        "9223372036854775807 INVALID_NAME");
    }

    private void threeApplied() {
        situation.applied(FILE_A, BOTH).applied(FILE_B, BOTH).applied(FILE_C, BOTH);
    }

    private static List<Long> versions(Plan plan) {
        return plan.steps().stream().map(PlanStep::version).toList();
    }

    private static List<String> messages(Plan plan) {
        return plan.refusals().stream().map(problem -> problem.detail().message()).toList();
    }
}
