package dev.lifeguard.migrate.planning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.plan.MigrationStatus;
import dev.lifeguard.migrate.plan.OutOfOrder;
import dev.lifeguard.migrate.plan.Target;
import dev.lifeguard.migrate.script.ScriptOutline;
import org.junit.jupiter.api.Test;

/** What is worth a look but stops nothing. */
final class PlannerWarningTest {

    private static final long A = 20260101120000L;
    private static final long B = 20260101120001L;
    private static final long C = 20260101120002L;
    private static final String FILE_A = "20260101120000_a.sql";
    private static final String FILE_B = "20260101120001_b.sql";

    private final Situation situation = new Situation();

    @Test
    void warnsOfAFileWithoutStatementsAndAppliesIt() {
        situation.file(FILE_A, "").file(FILE_B, "-- nothing to do\n;;\n");

        PlannedRun plan = situation.up(Target.all());

        assertThat(plan.planned()).map(Situation::number).containsExactly(A, B);
        assertThat(plan.status().warnings())
                .containsExactly(
                        "The file \"20260101120000_a.sql\" holds no statement; it is applied as it"
                                + " is.",
                        "The file \"20260101120001_b.sql\" holds no statement; it is applied as it"
                                + " is.");
    }

    @Test
    void refusesAFileThatIsAsItWasGenerated() {
        situation
                .file(FILE_A, ScriptOutline.TEMPLATE)
                .file(FILE_B, "-- Up migration\n\n\n-- Down migration\n\n");

        assertThat(situation.up(Target.all()).refusals())
                .map(problem -> problem.detail().message())
                .containsExactly(
                        "20260101120000_a.sql is as it was generated, without a statement. Write"
                                + " its statements, or delete it.",
                        "20260101120001_b.sql is as it was generated, without a statement. Write"
                                + " its statements, or delete it.");
    }

    @Test
    void warnsOfAPlaceholderWhereNoneAreDeclared() {
        situation.file(FILE_A, "SELECT 1;\nCREATE TABLE t_${tenant} (a int);");

        assertThat(situation.status().warnings())
                .containsExactly(
                        "Line 2 of \"20260101120000_a.sql\" holds \"${tenant}\", and no placeholder"
                                + " is declared: it is sent as it is written.");
    }

    @Test
    void warnsNotOfAnAppliedFileWithoutStatements() {
        situation.applied(FILE_A, "");

        assertThat(situation.status().warnings()).isEmpty();
    }

    @Test
    void warnsThatTheDatabaseIsOneMigrationAhead() {
        situation.applied(FILE_A, "SELECT 1;").row(B, "b");

        PlannedRun plan = situation.up(Target.all());

        assertThat(plan.refusals()).isEmpty();
        assertThat(plan.status().warnings())
                .containsExactly(
                        "The database is ahead of this application: 1 applied migration is newer"
                                + " than everything here, the newest is 20260101120001 b.");
    }

    @Test
    void warnsThatTheDatabaseIsSeveralMigrationsAhead() {
        situation.applied(FILE_A, "SELECT 1;").row(C, "c").row(B, "b");

        assertThat(situation.status().warnings())
                .containsExactly(
                        "The database is ahead of this application: 2 applied migrations are newer"
                                + " than everything here, the newest is 20260101120002 c.");
    }

    @Test
    void warnsThatTheDatabaseIsAheadOfADirectoryWithoutMigrations() {
        situation.row(A, "a");

        MigrationStatus status = situation.status();

        assertThat(status.problems()).isEmpty();
        assertThat(status.warnings())
                .containsExactly(
                        "The database is ahead of this application: 1 applied migration is newer"
                                + " than everything here, the newest is 20260101120000 a.");
    }

    @Test
    void goesOnFromTheHistoryOfAnotherWriter() {
        String md5 = "d41d8cd98f00b204e9800998ecf8427e";
        situation
                .file(FILE_A, "SELECT 1;")
                .row(99999999999999L, "far", md5, null, null)
                .outOfOrder(OutOfOrder.ALLOW);

        PlannedRun plan = situation.up(Target.all());

        assertThat(plan.planned()).map(Situation::number).containsExactly(A);
        assertThat(plan.status().warnings())
                .containsExactly(
                        "The database is ahead of this application: 1 applied migration is newer"
                                + " than everything here, the newest is 99999999999999 far.");
    }
}
