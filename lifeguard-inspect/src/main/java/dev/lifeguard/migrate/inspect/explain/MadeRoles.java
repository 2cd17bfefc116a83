package dev.lifeguard.migrate.inspect.explain;

import dev.lifeguard.migrate.DatabaseProduct;
import dev.lifeguard.migrate.dialect.Dialect;
import dev.lifeguard.migrate.dialect.LexerRules;
import dev.lifeguard.migrate.plan.Plan;
import dev.lifeguard.migrate.plan.PlanStep;
import dev.lifeguard.migrate.planning.PlannedHook;
import dev.lifeguard.migrate.planning.PlannedRun;
import dev.lifeguard.migrate.script.MadeAccounts;
import java.util.Set;
import java.util.TreeSet;

/**
 * The roles and users that scripts make, in blocks too, each as a {@link
 * dev.lifeguard.migrate.inspect.scratch.ScratchServer} calls it. Others may make one of that name
 * too, so they are dropped only where they were not there before.
 */
public final class MadeRoles {

    private MadeRoles() {}

    /** Those of some migrations. */
    public static Set<String> in(Iterable<PlanStep> steps, DatabaseProduct product) {
        LexerRules rules = rules(product);
        Set<String> made = new TreeSet<>();
        for (PlanStep step : steps) {
            step.forEachStatement(
                    statement -> made.addAll(MadeAccounts.in(statement.text(), rules)));
        }
        return made;
    }

    /** Those of a plan's migrations, and of the hooks around them. */
    static Set<String> in(Plan plan, DatabaseProduct product) {
        LexerRules rules = rules(product);
        Set<String> made = in(plan.steps(), product);
        PlannedRun.of(plan).around().stream()
                .map(PlannedHook::ofRun)
                .forEach(
                        hook ->
                                hook.forEachSql(
                                        sql -> made.addAll(MadeAccounts.in(sql.text(), rules))));
        return made;
    }

    private static LexerRules rules(DatabaseProduct product) {
        return Dialect.named(product.product()).lexerRules();
    }
}
