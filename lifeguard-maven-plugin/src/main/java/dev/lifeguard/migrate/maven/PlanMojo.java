package dev.lifeguard.migrate.maven;

import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.connect.Database;
import dev.lifeguard.migrate.lint.LintCheck;
import dev.lifeguard.migrate.lint.LintCheck.Refusal;
import dev.lifeguard.migrate.plan.Plan;
import dev.lifeguard.migrate.plan.Target;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Shows what up would do, statement by statement; changes nothing. */
@Mojo(name = "plan", defaultPhase = LifecyclePhase.PRE_INTEGRATION_TEST, threadSafe = true)
public final class PlanMojo extends LintingMojo {

    /** Shows what lint finds in it, too: true or false. */
    @Parameter(property = "lifeguard.lint", defaultValue = "false")
    private boolean lint;

    @Override
    void perform(MigratorBuilder builder, Database database) {
        Plan plan = builder.build().plan(Target.all());
        new PlanLines(getLog()).show(plan);
        if (lint) {
            LintCheck check = new BuildLint(this).check(Refusal.NEVER, database.dataSource());
            check.check(plan);
            check.report().findings().forEach(new FindingLog(getLog())::show);
        }
    }
}
