package dev.lifeguard.migrate.engine.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.dialect.LexerRules;
import dev.lifeguard.migrate.plan.OutOfOrder;
import dev.lifeguard.migrate.plan.Target;
import dev.lifeguard.migrate.planning.PlannedHook;
import dev.lifeguard.migrate.planning.Planner;
import dev.lifeguard.migrate.planning.Planner.History;
import dev.lifeguard.migrate.script.Placeholders;
import dev.lifeguard.migrate.script.ScriptRules;
import dev.lifeguard.migrate.source.catalog.InMemorySource;
import java.util.List;
import org.junit.jupiter.api.Test;

final class EarlierTest {

    private final PlannedHook last =
            new Planner(
                            new ScriptRules(LexerRules.postgresql(), Placeholders.NONE),
                            OutOfOrder.REFUSE)
                    .up(
                            InMemorySource.named("here")
                                    .with("20260101120000_a.sql", "SELECT 1;")
                                    .with("after_up.sql", "SELECT 2;")
                                    .catalog(),
                            new History(List.of()),
                            Target.all())
                    .around()
                    .getFirst();

    private PlannedHook in(String source) {
        return new PlannedHook(last.hook(), last.section(), "after_up.sql in " + source);
    }

    @Test
    void saysThatTheHookBehindAllDidNotRun() {
        assertThat(Earlier.allBut(List.of(last), 1))
                .isEqualTo(
                        "1 migration was applied. after_up.sql did not run. It runs behind the next"
                                + " run that has work; if that is too late, do by hand what it was"
                                + " to do.");
    }

    @Test
    void saysThatSeveralDidNotRun() {
        assertThat(Earlier.allBut(List.of(in("a"), in("b")), 2))
                .isEqualTo(
                        "2 migrations were applied. after_up.sql in a and after_up.sql in b did"
                                + " not run. They run behind the next run that has work; if that"
                                + " is too late, do by hand what they were to do.");
    }
}
