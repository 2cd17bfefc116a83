package dev.lifeguard.migrate.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.dialect.LexerRules;
import dev.lifeguard.migrate.plan.Plan.PlanStep;
import dev.lifeguard.migrate.plan.Planner;
import dev.lifeguard.migrate.plan.Planner.History;
import dev.lifeguard.migrate.plan.Planner.OutOfOrder;
import dev.lifeguard.migrate.plan.Target;
import dev.lifeguard.migrate.script.Placeholders;
import dev.lifeguard.migrate.script.ScriptRules;
import dev.lifeguard.migrate.source.Direction;
import dev.lifeguard.migrate.source.InMemorySource;
import java.util.List;
import org.junit.jupiter.api.Test;

final class KeptStateTest {

    private final PlanStep up =
            new Planner(
                            new ScriptRules(LexerRules.postgresql(), Placeholders.NONE),
                            OutOfOrder.REFUSE)
                    .up(
                            InMemorySource.named("here")
                                    .with("20260101120000_a.sql", "SELECT 1;")
                                    .catalog(),
                            new History(List.of()),
                            Target.all())
                    .steps()
                    .getFirst();
    private final PlanStep down = new PlanStep(Direction.DOWN, up.script(), up.content(), null, 0);

    @Test
    void saysThatNothingWasChangedByTheFirstMigration() {
        assertThat(new KeptState(up, 0).rolledBack())
                .isEqualTo("Nothing was changed: the transaction was rolled back.");
    }

    @Test
    void saysNothingOfEarlierMigrationsWhereThereAreNone() {
        assertThat(new KeptState(up, 0).earlier()).isEmpty();
    }

    @Test
    void saysThatTheMigrationBeforeStays() {
        assertThat(new KeptState(up, 1).rolledBack())
                .isEqualTo(
                        "Nothing of it was kept: the transaction was rolled back. The migration"
                                + " before it stays applied.");
    }

    @Test
    void saysHowManyMigrationsBeforeStay() {
        assertThat(new KeptState(up, 2).rolledBack())
                .isEqualTo(
                        "Nothing of it was kept: the transaction was rolled back. The 2 migrations"
                                + " before it stay applied.");
    }

    @Test
    void saysThatEarlierRollbacksStay() {
        assertThat(new KeptState(down, 2).rolledBack())
                .isEqualTo(
                        "Nothing of it was kept: the transaction was rolled back. The 2 migrations"
                                + " before it stay rolled back.");
    }

    @Test
    void writesALabelInTheMiddleOfASentenceSmall() {
        assertThat(KeptState.inSentence("The rollback of migration 20260101120000 A"))
                .isEqualTo("the rollback of migration 20260101120000 A");
    }
}
