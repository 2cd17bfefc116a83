package dev.lifeguard.migrate.maven;

import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.connect.Database;
import dev.lifeguard.migrate.plan.MigrationStatus;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Shows what is applied, what is pending, and what does not fit together; changes nothing. */
@Mojo(name = "status", defaultPhase = LifecyclePhase.PRE_INTEGRATION_TEST, threadSafe = true)
public final class StatusMojo extends DatabaseMojo {

    /** Fails the build when migrations are pending. */
    @Parameter(property = "lifeguard.exitCode", defaultValue = "false")
    private boolean exitCode;

    @Override
    void perform(MigratorBuilder builder, Database database) throws MojoFailureException {
        MigrationStatus status = builder.build().status();
        new StatusLines(getLog(), words()).show(status);
        if (exitCode && !status.pending().isEmpty()) {
            throw new MojoFailureException(
                    Words.pending(status.pending()) + " mvn lifeguard:up applies it.");
        }
    }
}
