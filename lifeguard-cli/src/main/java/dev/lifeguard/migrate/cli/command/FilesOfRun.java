package dev.lifeguard.migrate.cli.command;

import dev.lifeguard.migrate.inspect.explain.ExplainedMigration;
import dev.lifeguard.migrate.inspect.explain.TargetOfExplain;
import dev.lifeguard.migrate.source.Layout;
import dev.lifeguard.migrate.source.MigrationVersion;
import dev.lifeguard.migrate.source.catalog.MigrationCatalog;
import java.nio.file.Path;
import java.util.List;

/** Where a run looks for what it is to explain. */
record FilesOfRun(Invocation invocation) implements ExplainedMigration.Surroundings {

    /**
     * What is to be explained. Commands ask here: one that hands this record over itself could not
     * be made without the libraries that {@code up} starts without.
     */
    static ExplainedMigration migration(String named, Invocation invocation) {
        return ExplainedMigration.of(named, new FilesOfRun(invocation));
    }

    /** The database that its migrations are meant for, as far as one is named. */
    static TargetOfExplain target(Invocation invocation) {
        return TargetOfExplain.of(
                invocation
                        .settings()
                        .database()
                        .url()
                        .map(url -> invocation.database().dataSource()),
                warning -> invocation.warned(List.of(warning), ""));
    }

    @Override
    public List<Path> directories() {
        return invocation.settings().migrations();
    }

    @Override
    public Layout layout() {
        return invocation.settings().layout();
    }

    @Override
    public MigrationCatalog catalog() {
        return invocation.catalog();
    }

    @Override
    public MigrationVersion version(String typed) {
        return VersionText.orRepeatable(typed, invocation);
    }
}
