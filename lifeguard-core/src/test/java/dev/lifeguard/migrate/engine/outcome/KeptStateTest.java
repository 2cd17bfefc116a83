package dev.lifeguard.migrate.engine.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.dialect.LexerRules;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.error.MigrationFailedException;
import dev.lifeguard.migrate.jdbc.Undone;
import dev.lifeguard.migrate.plan.OutOfOrder;
import dev.lifeguard.migrate.plan.Target;
import dev.lifeguard.migrate.planning.HistoryRow.Progress;
import dev.lifeguard.migrate.planning.PlannedStep;
import dev.lifeguard.migrate.planning.Planner;
import dev.lifeguard.migrate.planning.Planner.History;
import dev.lifeguard.migrate.script.Placeholders;
import dev.lifeguard.migrate.script.ScriptRules;
import dev.lifeguard.migrate.source.Direction;
import dev.lifeguard.migrate.source.catalog.InMemorySource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class KeptStateTest {

    private final PlannedStep up =
            new Planner(
                            new ScriptRules(LexerRules.postgresql(), Placeholders.NONE),
                            OutOfOrder.REFUSE)
                    .up(
                            InMemorySource.named("here")
                                    .with("20260101120000_a.sql", "SELECT 1;")
                                    .catalog(),
                            new History(List.of()),
                            Target.all())
                    .planned()
                    .getFirst();
    private final LifeguardException why =
            new MigrationFailedException(ErrorDetail.of(ErrorKind.SCRIPT_FAILED, "why"), null);
    private final PlannedStep down =
            new PlannedStep(Direction.DOWN, up.script(), up.content(), null, 0);

    private static KeptState kept(PlannedStep step, int before) {
        return KeptState.saying(step, Earlier.migrations(step.direction(), before, "before it"));
    }

    @Test
    void saysThatNothingWasChangedByTheFirstMigration() {
        assertThat(kept(up, 0).rolledBack())
                .isEqualTo("Nothing was changed: the transaction was rolled back.");
    }

    @Test
    void saysNothingOfEarlierMigrationsWhereThereAreNone() {
        assertThat(kept(up, 0).earlier()).isEmpty();
    }

    @Test
    void saysThatTheMigrationBeforeStays() {
        assertThat(kept(up, 1).rolledBack())
                .isEqualTo(
                        "Nothing of it was kept: the transaction was rolled back. The migration"
                                + " before it stays applied.");
    }

    @Test
    void saysHowManyMigrationsBeforeStay() {
        assertThat(kept(up, 2).rolledBack())
                .isEqualTo(
                        "Nothing of it was kept: the transaction was rolled back. The 2 migrations"
                                + " before it stay applied.");
    }

    @Test
    void saysThatEarlierRollbacksStay() {
        assertThat(kept(down, 2).rolledBack())
                .isEqualTo(
                        "Nothing of it was kept: the transaction was rolled back. The 2 migrations"
                                + " before it stay rolled back.");
    }

    @Test
    void writesALabelInTheMiddleOfASentenceSmall() {
        assertThat(Wording.inSentence("The rollback of migration 20260101120000 A"))
                .isEqualTo("the rollback of migration 20260101120000 A");
    }

    @Test
    void isAsItWasWhereAllOfATransactionWasRolledBack() {
        assertThat(kept(up, 1).outcome(why)).isEqualTo(new Outcome.RolledBack(up, why));
    }

    @Test
    void isPartWayWhereTablesKeptWhatWasWrittenToThem() {
        assertThat(kept(up, 0).behind(Undone.BUT_PLAIN_TABLES).outcome(why))
                .isEqualTo(new Outcome.PartWay(up, why, 0));
    }

    @ParameterizedTest
    @EnumSource(names = {"SINCE_A_COMMIT", "UNKNOWN"})
    void isInDoubtWhereSomethingMayHaveCommitted(Undone undone) {
        assertThat(kept(up, 0).behind(undone).outcome(why)).isEqualTo(new Outcome.InDoubt(up, why));
    }

    @Test
    void isAsItWasBeforeARunTouchedIt() {
        assertThat(Outcome.untouched(up, why)).isEqualTo(new Outcome.RolledBack(up, why));
    }

    @Test
    void isAsFarAsItWasBeforeARunTouchedIt() {
        Progress progress = new Progress(Direction.UP, 2, null, null, List.of());
        PlannedStep resumed = new PlannedStep(Direction.UP, up.script(), up.content(), progress, 0);

        assertThat(Outcome.untouched(resumed, why)).isEqualTo(new Outcome.PartWay(resumed, why, 2));
    }

    @Test
    void saysThatNoneOfTheStatementsIsDone() {
        assertThat(kept(up, 0).statements(0, "Mend it"))
                .isEqualTo(
                        "It runs statement by statement: none of its statements is done. Mend it:"
                                + " it goes on at statement 1.");
    }

    @Test
    void saysHowManyStatementsStay() {
        assertThat(kept(up, 1).statements(2, "It left an index. ", "Mend it"))
                .isEqualTo(
                        "It runs statement by statement: statements 1 to 2 of 1 are done and stay."
                                + " It left an index. The migration before it stays applied. Mend"
                                + " it: it goes on at statement 3.");
    }

    @Test
    void saysThatABlockWasRolledBackAsAWhole() {
        assertThat(kept(up, 0).blockRolledBack(4, 0, "Mend it"))
                .isEqualTo(
                        "Nothing was changed: the block in line 4 was rolled back as a whole. Mend"
                                + " it.");
        assertThat(kept(up, 0).blockRolledBack(4, 1, "Mend it"))
                .isEqualTo(
                        "The block in line 4 was rolled back as a whole. It runs statement by"
                                + " statement: statement 1 of 1 is done and stays. Mend it: it goes"
                                + " on at statement 2.");
    }

    @Test
    void saysWhatTheRollbackOfABlockLeft() {
        assertThat(kept(up, 0).behind(Undone.BUT_PLAIN_TABLES).blockRolledBack(4, 0, "Mend it"))
                .startsWith(
                        "The block in line 4 was rolled back. Tables without transactions (MyISAM,"
                                + " Aria, MEMORY) keep what was written to them: take that back by"
                                + " hand. It runs statement by statement: none of its statements is"
                                + " done.");
    }
}
