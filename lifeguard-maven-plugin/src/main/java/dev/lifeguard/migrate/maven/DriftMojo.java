package dev.lifeguard.migrate.maven;

import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.connect.Database;
import dev.lifeguard.migrate.connect.words.Style;
import dev.lifeguard.migrate.inspect.drift.Difference;
import dev.lifeguard.migrate.inspect.drift.DriftText;
import java.util.List;
import java.util.Objects;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Compares the schema of the database with what its applied migrations make on a scratch database,
 * and fails where they differ. PostgreSQL and SQLite; changes nothing.
 */
@Mojo(name = "drift", defaultPhase = LifecyclePhase.PRE_INTEGRATION_TEST, threadSafe = true)
public final class DriftMojo extends ScratchMojo {

    /** Names of objects that may differ, as public.events_*. */
    @Parameter(property = "lifeguard.driftIgnore")
    private @Nullable List<String> driftIgnore;

    @Override
    void perform() throws MojoExecutionException, MojoFailureException {
        requireReadable("drift");
        super.perform();
    }

    @Override
    void perform(MigratorBuilder builder, Database database) throws MojoFailureException {
        BuildDrift drift =
                new BuildDrift(this, scratch(), Objects.requireNonNullElse(driftIgnore, List.of()));
        List<Difference> differences =
                drift.differences(builder.build().status(), database.dataSource());
        FoundLines found = new FoundLines(getLog(), "drift");
        List<String> lines = DriftText.lines(differences, Style.PLAIN);
        if (!differences.isEmpty()) {
            throw found.failure(lines);
        }
        found.show(lines);
    }
}
