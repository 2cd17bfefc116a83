package dev.lifeguard.migrate.maven;

import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.connect.Database;
import dev.lifeguard.migrate.plan.Target;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;

/** Shows what up would do, statement by statement; changes nothing. */
@Mojo(name = "plan", defaultPhase = LifecyclePhase.PRE_INTEGRATION_TEST, threadSafe = true)
public final class PlanMojo extends DatabaseMojo {

    @Override
    void perform(MigratorBuilder builder, Database database) {
        new PlanLines(getLog()).show(builder.build().plan(Target.all()));
    }
}
