package dev.lifeguard.migrate.maven;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.connect.Database;
import dev.lifeguard.migrate.plan.DataLoss;
import dev.lifeguard.migrate.plan.Target;
import dev.lifeguard.migrate.report.MigrationReport;
import dev.lifeguard.migrate.source.Direction;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Rolls applied migrations back, the last first; one, where nothing is said. */
@Mojo(name = "down", threadSafe = true)
public final class DownMojo extends DatabaseMojo {

    /** This many migrations. */
    @Parameter(property = "lifeguard.steps")
    private @Nullable Integer steps;

    /** As far as this version, which stays applied; 0 for everything. */
    @Parameter(property = "lifeguard.target")
    private @Nullable String target;

    /** Only shows what would run. */
    @Parameter(property = "lifeguard.dryRun", defaultValue = "false")
    private boolean dryRun;

    /** Rows that no migration put there may go with their tables and columns. */
    @Parameter(property = "lifeguard.allowDataLoss", defaultValue = "false")
    private boolean allowDataLoss;

    /** They are copied into tables of their own first, which the goal purge drops. */
    @Parameter(property = "lifeguard.quarantine", defaultValue = "false")
    private boolean quarantine;

    private DataLoss dataLoss() {
        if (quarantine) {
            return DataLoss.QUARANTINE;
        }
        return allowDataLoss ? DataLoss.ALLOW : DataLoss.REFUSE;
    }

    @Override
    void perform(MigratorBuilder builder, Database database) {
        builder.dataLoss(dataLoss());
        Migrator migrator = builder.build();
        Target wanted = versions(migrator).target(steps, target, Target.steps(1));
        if (dryRun) {
            new PlanLines(getLog()).show(migrator.planDown(wanted));
            return;
        }
        MigrationReport report = migrator.down(wanted);
        getLog().info(RunLine.of(Direction.DOWN, report));
    }
}
