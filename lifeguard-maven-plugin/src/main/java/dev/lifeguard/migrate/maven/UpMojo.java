package dev.lifeguard.migrate.maven;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.connect.Database;
import dev.lifeguard.migrate.plan.Target;
import dev.lifeguard.migrate.report.MigrationReport;
import dev.lifeguard.migrate.source.Direction;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Applies pending migrations, oldest first. */
@Mojo(name = "up", defaultPhase = LifecyclePhase.PRE_INTEGRATION_TEST, threadSafe = true)
public final class UpMojo extends LintingMojo {

    /** This many migrations. */
    @Parameter(property = "lifeguard.steps")
    private @Nullable Integer steps;

    /** As far as this version, which is the newest applied one afterwards. */
    @Parameter(property = "lifeguard.target")
    private @Nullable String target;

    /** Only shows what would run. */
    @Parameter(property = "lifeguard.dryRun", defaultValue = "false")
    private boolean dryRun;

    /**
     * off, warn or error: looks first for what is unsafe in pending migrations, and tells it, or
     * does not start where one is an error.
     */
    @Parameter(property = "lifeguard.lint", defaultValue = "off")
    private String lint = "off";

    @Override
    Opening opening() {
        return dryRun ? Opening.THERE : Opening.MADE;
    }

    @Override
    void perform(MigratorBuilder builder, Database database) {
        new BuildLint(this).check(lint, database.dataSource()).ifPresent(builder::check);
        Migrator migrator = builder.build();
        Target wanted = versions(migrator).target(steps, target, Target.all());
        if (dryRun) {
            new PlanLines(getLog()).show(migrator.plan(wanted));
            return;
        }
        MigrationReport report = migrator.up(wanted);
        getLog().info(RunLine.of(Direction.UP, report));
    }
}
