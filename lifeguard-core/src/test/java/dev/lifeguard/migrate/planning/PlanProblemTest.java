package dev.lifeguard.migrate.planning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.plan.Problem;
import dev.lifeguard.migrate.plan.Target;
import dev.lifeguard.migrate.source.MigrationVersion;
import org.junit.jupiter.api.Test;

/** What does not fit together, with the whole text that says so. */
final class PlanProblemTest {

    private static final String OF_SELECT_1 =
            "b4e0497804e46e0a0b0b8c31975b062152d551bac49c3c2e80932567b4085dcd";
    private static final long A = 20260101120000L;
    private static final long B = 20260101120001L;
    private static final String FILE_A = "20260101120000_a.sql";
    private static final String FILE_B = "20260101120001_b.sql";

    private final Situation situation = new Situation();

    @Test
    void refusesAnEditedMigration() {
        situation.file(FILE_A, "SELECT 1;\n").row(A, "a");

        assertThat(situation.up(Target.all()).refusals())
                .map(Problem::detail)
                .containsExactly(
                        new ErrorDetail(
                                ErrorKind.CHECKSUM_MISMATCH,
                                "Migration 20260101120000 a was edited after it was applied: the"
                                        + " file \"20260101120000_a.sql\" has the checksum"
                                        + " "
                                        + OF_SELECT_1
                                        + ", the history has "
                                        + Situation.ODD_CHECKSUM
                                        + ". Restore the file as it was and put the change into a"
                                        + " new migration, or accept it: migrator.repair(new"
                                        + " Repair.AcceptChecksum(20260101120000L))",
                                A,
                                FILE_A,
                                null,
                                null,
                                null));
    }

    @Test
    void refusesAnotherMigrationWithTheVersionOfAnAppliedOne() {
        situation.file(FILE_A, "SELECT 1;\n").row(A, "other");

        assertThat(situation.up(Target.all()).refusals())
                .map(problem -> problem.detail().message())
                .containsExactly(
                        "The file \"20260101120000_a.sql\" is another migration with the same"
                                + " version as the applied migration 20260101120000 other: its name"
                                + " differs, and its checksum "
                                + OF_SELECT_1
                                + ", where the history has "
                                + Situation.ODD_CHECKSUM
                                + ". Give it a newer version, and restore the file of the applied"
                                + " one. If it is that one, renamed and edited on purpose, accept"
                                + " it: migrator.repair(new"
                                + " Repair.AcceptChecksum(20260101120000L))");
    }

    @Test
    void refusesAMigrationOfAnotherWritersChecksum() {
        situation.file(FILE_A, "SELECT 1;\n").row(A, "a", "md5:17", null, null);

        assertThat(situation.up(Target.all()).refusals())
                .map(problem -> problem.detail().message())
                .containsExactly(
                        "Migration 20260101120000 a was edited after it was applied: the file"
                                + " \"20260101120000_a.sql\" has the checksum"
                                + " "
                                + OF_SELECT_1
                                + ", the history has md5:17. Restore the file as it was and put the"
                                + " change into a new migration, or accept it: migrator.repair(new"
                                + " Repair.AcceptChecksum(20260101120000L))");
    }

    @Test
    void acceptsAFileWhoseLineEndsAloneWereChanged() {
        situation.file(FILE_A, "\uFEFFSELECT 1;\r\n").row(A, "a", OF_SELECT_1, null, null);

        assertThat(situation.status().upToDate()).isTrue();
    }

    @Test
    void acceptsAnAppliedMigrationThatWasRenamed() {
        situation
                .file("folder/20260101120000_renamed.sql", "SELECT 1;\n")
                .row(A, "a", OF_SELECT_1, null, null);

        assertThat(situation.status().upToDate()).isTrue();
    }

    @Test
    void refusesAMissingMigration() {
        situation.row(A, "a").applied(FILE_B, "SELECT 2;");

        assertThat(situation.up(Target.all()).refusals())
                .map(Problem::detail)
                .containsExactly(
                        new ErrorDetail(
                                ErrorKind.MISSING_MIGRATION,
                                "Migration 20260101120000 a is applied, but its file is missing"
                                        + " although newer ones are there. Restore the file.",
                                A,
                                null,
                                null,
                                null,
                                null));
    }

    @Test
    void refusesAMissingMigrationOfAnotherWriter() {
        situation.row(1, "initial", "1", null, null).applied(FILE_A, "SELECT 1;");

        assertThat(situation.up(Target.all()).refusals())
                .map(Problem::detail)
                .containsExactly(
                        new ErrorDetail(
                                ErrorKind.MISSING_MIGRATION,
                                "Migration 00000000000001 initial is applied, but its file is"
                                        + " missing although newer ones are there. Restore the"
                                        + " file.",
                                1L,
                                null,
                                null,
                                null,
                                null));
    }

    @Test
    void refusesAPendingMigrationThatIsOlderThanTheNewestAppliedOne() {
        situation.file(FILE_A, "SELECT 1;").applied(FILE_B, "SELECT 2;");

        assertThat(situation.up(Target.all()).refusals())
                .map(Problem::detail)
                .containsExactly(
                        new ErrorDetail(
                                ErrorKind.OUT_OF_ORDER,
                                "Migration 20260101120000 a is pending, but older than the newest"
                                        + " applied one, 20260101120001 b. Give it a newer version,"
                                        + " or apply it all the same: outOfOrder(OutOfOrder.ALLOW)",
                                A,
                                FILE_A,
                                null,
                                null,
                                null));
    }

    @Test
    void refusesAMisnamedFile() {
        situation.file("20260101120000.sql", "");

        assertThat(situation.up(Target.all()).refusals())
                .map(problem -> problem.detail().coded())
                .containsExactly(
                        "LG-301 The file \"20260101120000.sql\" fits no pattern of a migration."
                                + " Name it \"20260101120000_name.sql\".");
    }

    @Test
    void refusesAVersionThatStandsTwice() {
        situation.file("20260101120000_a.sql", "").file("20260101120000_b.sql", "");

        assertThat(situation.up(Target.all()).refusals())
                .map(problem -> problem.detail().coded())
                .containsExactly(
                        "LG-303 The version 20260101120000 stands twice: \"20260101120000_a.sql\""
                                + " in here and \"20260101120000_b.sql\" in here. Give one of them"
                                + " another version.");
    }

    @Test
    void refusesAScriptThatCannotRunAsItIsWritten() {
        situation.file(FILE_A, "SELECT 1;\n  COMMIT;\n");

        assertThat(situation.up(Target.all()).refusals())
                .map(Problem::detail)
                .containsExactly(
                        new ErrorDetail(
                                ErrorKind.INVALID_SCRIPT,
                                "20260101120000_a.sql:2:3: COMMIT is refused: the section runs in"
                                    + " one transaction, which begins before its first statement"
                                    + " and is committed after its last. Take it out.\n"
                                    + "  2 |   COMMIT;\n"
                                    + "    |   ^",
                                A,
                                FILE_A,
                                2,
                                3,
                                null));
    }

    @Test
    void readsNoAppliedScript() {
        situation.applied(FILE_A, "SELECT 'open;\n");

        assertThat(situation.status().problems()).isEmpty();
    }

    @Test
    void listsProblemsByVersionAndThoseWithoutOneLast() {
        situation
                .file("V1__z.sql", "")
                .file("20260101120003_d.sql", "SELECT 1; COMMIT;")
                .file("20260101120004_e.down.sql", "")
                .row(A, "a")
                .file(FILE_B, "edited")
                .row(B, "b")
                .file("20260101120002_c.sql", "")
                .applied("20260101120009_z.sql", "");

        assertThat(situation.status().problems())
                .map(
                        problem ->
                                problem.version().map(MigrationVersion::toString).orElse("none")
                                        + " "
                                        + problem.detail().kind())
                .containsExactly(
                        "20260101120000 MISSING_MIGRATION",
                        "20260101120001 CHECKSUM_MISMATCH",
                        "20260101120002 OUT_OF_ORDER",
                        "20260101120003 OUT_OF_ORDER",
                        "20260101120003 INVALID_SCRIPT",
                        "20260101120004 INVALID_NAME",
                        "none INVALID_NAME");
    }
}
