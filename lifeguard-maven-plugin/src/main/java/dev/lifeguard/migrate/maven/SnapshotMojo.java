package dev.lifeguard.migrate.maven;

import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.connect.Database;
import dev.lifeguard.migrate.connect.file.MigrationDirectories;
import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.inspect.snapshot.NamedSchema;
import dev.lifeguard.migrate.inspect.snapshot.OwnTables;
import dev.lifeguard.migrate.inspect.snapshot.SchemaSnapshot;
import dev.lifeguard.migrate.inspect.snapshot.SnapshotReader;
import dev.lifeguard.migrate.inspect.snapshot.SnapshotTargets;
import dev.lifeguard.migrate.inspect.snapshot.SnapshotTargets.Stale;
import java.util.Optional;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Writes the schema of the database as sorted SQL, or fails where a file of it is not up to date.
 * PostgreSQL and SQLite; changes nothing in the database.
 */
@Mojo(name = "snapshot", defaultPhase = LifecyclePhase.PRE_INTEGRATION_TEST, threadSafe = true)
public final class SnapshotMojo extends DatabaseMojo {

    /** Where all of it is written to, or compared with. */
    @Parameter(property = "lifeguard.file")
    private @Nullable String file;

    /** Where one file an object is written to, or compared with. */
    @Parameter(property = "lifeguard.directory")
    private @Nullable String directory;

    /** Writes nothing, and fails where the file or the directory is not up to date. */
    @Parameter(property = "lifeguard.check", defaultValue = "false")
    private boolean check;

    @Override
    boolean needsMigrations() {
        return false;
    }

    @Override
    void perform() throws MojoExecutionException, MojoFailureException {
        SnapshotReader.require(database().product(), "snapshot");
        if (file == null && directory == null) {
            throw Refused.because(
                    "Nothing is named that has the snapshot. Write -Dlifeguard.file=FILE or"
                            + " -Dlifeguard.directory=DIR.");
        }
        super.perform();
    }

    @Override
    void perform(MigratorBuilder builder, Database database) throws MojoFailureException {
        new NamedSchema(database().product(), schema())
                .requireThatOfUrl(database.dataSource(), "snapshot");
        SnapshotTargets targets =
                new SnapshotTargets(
                        Optional.ofNullable(file).map(folder()::resolve),
                        Optional.ofNullable(directory).map(folder()::resolve));
        if (!check) {
            targets.requireNotRead(new MigrationDirectories(directories()));
        }
        SchemaSnapshot snapshot =
                SnapshotReader.of(database().product())
                        .read(database.dataSource(), OwnTables.of(table().table()));
        if (check) {
            requireUpToDate(targets, snapshot);
        } else {
            targets.write(snapshot).ifPresent(getLog()::warn);
        }
        targets.paths()
                .forEach(
                        path ->
                                getLog().info(
                                                (check
                                                                ? "%s is up to date."
                                                                : "The schema is in %s.")
                                                        .formatted(path)));
    }

    private static void requireUpToDate(SnapshotTargets targets, SchemaSnapshot snapshot)
            throws MojoFailureException {
        Optional<Stale> stale = targets.stale(snapshot);
        if (stale.isPresent()) {
            throw new MojoFailureException(
                    "%s is not up to date: the first difference is %s. Run mvn lifeguard:snapshot without check, and commit it."
                            .formatted(stale.get().path(), stale.get().object()));
        }
    }
}
