package dev.lifeguard.migrate.planning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.plan.Problem;
import dev.lifeguard.migrate.plan.Target;
import dev.lifeguard.migrate.source.MigrationVersion;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be rolled back, with the whole text that says why. */
final class PlannerDownRefusalTest {

    private static final long A = 20260101120000L;
    private static final long B = 20260101120001L;
    private static final String FILE_A = "20260101120000_a.sql";
    private static final String FILE_B = "20260101120001_b.sql";
    private static final String FILE_C = "20260101120002_c.sql";
    private static final String BOTH = "-- Up migration\nSELECT 1;\n-- Down migration\nSELECT 2;\n";

    private final Situation situation = new Situation();

    @Test
    void refusesARecordedScriptThatCannotRun() {
        situation.row(A, "a", Situation.ODD_CHECKSUM, null, "COMMIT;");

        assertThat(situation.down(Target.all()).refusals())
                .map(Problem::detail)
                .containsExactly(
                        new ErrorDetail(
                                ErrorKind.INVALID_SCRIPT,
                                "20260101120000_a.sql (recorded):1:1: COMMIT is refused: the script"
                                    + " runs in one transaction, which begins before its first"
                                    + " statement and is committed after its last. Take it out.\n"
                                    + "  1 | COMMIT;\n"
                                    + "    | ^",
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

    private static String forgotten(String file, String where) {
        return "Migration 20260101120000 a cannot be rolled back: \"%s\" has no statement %s; where"
                        .formatted(file, where)
                + " nothing is to be undone, it says so with a line \"-- lifeguard:nothing-to-undo"
                + " REASON\". Undo it with a new migration that goes up, or restore a backup.";
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n-- nothing to undo\n", ";\n", "BEGIN; COMMIT;\n"})
    void refusesADownSectionThatWasForgotten(String down) {
        situation.applied(FILE_A, "-- Up migration\nSELECT 1;\n-- Down migration\n" + down);

        assertThat(messages(situation.down(Target.all())))
                .containsExactly(forgotten(FILE_A, "in its down section"));
    }

    @Test
    void refusesADownFileThatWasForgotten() {
        situation
                .applied("20260101120000_a.up.sql", "SELECT 1;")
                .file("20260101120000_a.down.sql", "");

        assertThat(messages(situation.down(Target.all())))
                .containsExactly(forgotten("20260101120000_a.down.sql", "in it"));
    }

    @Test
    void refusesARecordedScriptThatWasForgotten() {
        situation.row(A, "a", Situation.ODD_CHECKSUM, null, "");

        assertThat(messages(situation.down(Target.all())))
                .containsExactly(forgotten("20260101120000_a.sql (recorded)", "in it"));
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

        PlannedRun plan = situation.down(Target.all());

        assertThat(plan.planned()).isEmpty();
        assertThat(plan.refusals())
                .map(problem -> problem.version().orElseThrow().number())
                .containsExactly(A);
    }

    @Test
    void refusesWhenAnyMigrationWasEdited() {
        situation.file(FILE_A, BOTH).row(A, "a").applied(FILE_B, BOTH);

        PlannedRun plan = situation.down(Target.steps(1));

        assertThat(plan.planned()).isEmpty();
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
                                + " committed after its last. Take it out.\n"
                                + "  3 | COMMIT;\n"
                                + "    | ^");
    }

    @Test
    void listsItsRefusalsByVersion() {
        situation
                .applied(FILE_C, "SELECT 1;")
                .row(B, "b")
                .applied(FILE_A, "SELECT 1;")
                .file("V1__z.sql", "");

        assertThat(situation.down(Target.all()).refusals())
                .map(
                        problem ->
                                problem.version().map(MigrationVersion::toString).orElse("none")
                                        + " "
                                        + problem.detail().kind())
                .containsExactly(
                        "20260101120000 IRREVERSIBLE",
                        "20260101120001 MISSING_MIGRATION",
                        "20260101120002 IRREVERSIBLE",
                        "none INVALID_NAME");
    }

    private static List<String> messages(PlannedRun plan) {
        return plan.refusals().stream().map(problem -> problem.detail().message()).toList();
    }
}
