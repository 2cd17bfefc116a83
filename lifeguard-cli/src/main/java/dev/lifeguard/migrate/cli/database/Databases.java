package dev.lifeguard.migrate.cli.database;

import dev.lifeguard.migrate.cli.output.Progress;
import dev.lifeguard.migrate.cli.process.BuildFacts;
import dev.lifeguard.migrate.cli.process.DriverPreparation;
import dev.lifeguard.migrate.cli.process.Shutdown;
import java.nio.file.Path;
import java.time.Duration;

/** Opens what a URL names. */
public final class Databases {

    private static final Duration START_AND_STOP = Duration.ofSeconds(30);

    private Databases() {}

    /** Opens it; an embedded server is started. */
    public static Database open(
            DatabaseUrl url, Duration lockTimeout, Progress progress, Shutdown shutdown) {
        DriverPreparation.silenceDriver();
        return url.open(directory -> start(directory, lockTimeout, progress, shutdown));
    }

    private static Database start(
            Path root, Duration lockTimeout, Progress progress, Shutdown shutdown) {
        ServerPrograms.require();
        EmbeddedDirectory directory =
                EmbeddedDirectory.at(root, new BuildFacts().postgresqlMajor());
        DirectoryLock lock = DirectoryLock.acquire(directory, lockTimeout, progress, shutdown);
        shutdown.onRequest(() -> {}, () -> START_AND_STOP);
        progress.doing("Starting PostgreSQL in " + directory.root());
        try {
            return EmbeddedDatabase.start(directory, lock, new UserCache(System.getenv()));
        } finally {
            progress.done();
        }
    }
}
