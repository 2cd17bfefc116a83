package dev.lifeguard.migrate.maven;

import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.connect.embedded.EmbeddedServer;
import dev.lifeguard.migrate.connect.embedded.JdbcLogin;
import dev.lifeguard.migrate.error.ValidationException;
import dev.lifeguard.migrate.maven.KeptDatabases.Kept;
import dev.lifeguard.migrate.report.MigrationReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A migrated PostgreSQL for a build.
 *
 * @param root where such databases are kept
 * @param roles what migrations need there
 */
record BuildDatabase(Path root, Roles roles, BuildCaller caller) {

    /**
     * One that runs.
     *
     * @param state what it is, for the end of a sentence
     */
    record Running(EmbeddedServer server, String state) {}

    /**
     * Starts the server, with all migrations applied.
     *
     * @param migrators gives a migrator for a database
     * @throws dev.lifeguard.migrate.error.LifeguardException when that fails; no server runs then
     */
    Running run(MigrationDigest wanted, Function<DataSource, MigratorBuilder> migrators)
            throws IOException {
        Files.createDirectories(root);
        BuildLock lock = BuildLock.take(root.resolve("lock"), caller.patience());
        try (lock) {
            KeptDatabases databases = new KeptDatabases(root);
            Optional<Kept> found = databases.find(wanted);
            Kept first = found.isPresent() ? found.get() : databases.make();
            try {
                return run(first, databases, wanted, migrators);
            } catch (ValidationException refused) {
                if (found.isEmpty()) {
                    throw refused;
                }
                // Somebody else has changed its history.
                return run(databases.make(), databases, wanted, migrators);
            }
        }
    }

    private Running run(
            Kept kept,
            KeptDatabases databases,
            MigrationDigest wanted,
            Function<DataSource, MigratorBuilder> migrators)
            throws IOException {
        boolean there = kept.isComplete();
        if (!kept.isMadeOf(wanted)) {
            kept.begin();
        }
        EmbeddedServer server = EmbeddedServer.share(kept.directory(), caller);
        try {
            DataSource source = source(server.login());
            roles.make(source);
            MigrationReport report = migrators.apply(source).build().up();
            kept.complete(wanted);
            databases.tidy(kept);
            return new Running(server, state(there, report.applied().size()));
        } catch (IOException | RuntimeException | Error failure) {
            try {
                server.close();
            } catch (RuntimeException stillThere) {
                failure.addSuppressed(stillThere);
            }
            throw failure;
        }
    }

    private static DataSource source(JdbcLogin login) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(login.url());
        source.setUser(login.user());
        source.setPassword(login.password());
        return source;
    }

    private static String state(boolean there, int applied) {
        if (!there) {
            return "new, with %s".formatted(Words.count(applied, "migration"));
        }
        return applied == 0
                ? "that of the last build"
                : "that of the last build, with %s more"
                        .formatted(Words.count(applied, "migration"));
    }
}
