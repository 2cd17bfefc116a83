package dev.lifeguard.migrate.maven;

import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.connect.Database;
import dev.lifeguard.migrate.plan.MigrationStatus;
import dev.lifeguard.migrate.plan.Plan;
import dev.lifeguard.migrate.planning.Planner;
import dev.lifeguard.migrate.planning.Planner.History;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Fails on any problem: changed, missing, misnamed, duplicate, out-of-order or unreadable
 * migrations; changes nothing.
 */
@Mojo(name = "validate", defaultPhase = LifecyclePhase.PROCESS_RESOURCES, threadSafe = true)
public final class ValidateMojo extends DatabaseMojo {

    /** Checks the files alone, without a database; read as those of the URL's database. */
    @Parameter(property = "lifeguard.offline", defaultValue = "false")
    private boolean offline;

    @Override
    void perform() throws MojoExecutionException, MojoFailureException {
        if (!offline) {
            super.perform();
            return;
        }
        Plan plan =
                new Planner(scriptRules(), outOfOrder()).look(catalog(), new History(List.of()));
        plan.requireValid();
        plan.status().warnings().forEach(warning -> getLog().warn(GoalWords.of(warning)));
        getLog().info(
                        "Valid: %s. The database was not looked at."
                                .formatted(
                                        Words.count(plan.status().pending().size(), "migration")));
    }

    @Override
    void perform(MigratorBuilder builder, Database database) {
        MigrationStatus status = builder.build().validate();
        status.warnings().forEach(warning -> getLog().warn(GoalWords.of(warning)));
        getLog().info(
                        "Valid: %s applied. %s"
                                .formatted(
                                        Words.count(status.applied().size(), "migration"),
                                        Words.pending(status.pending())));
    }
}
