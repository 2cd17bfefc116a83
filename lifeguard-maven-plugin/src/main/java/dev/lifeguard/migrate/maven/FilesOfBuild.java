package dev.lifeguard.migrate.maven;

import dev.lifeguard.migrate.inspect.explain.ExplainedMigration;
import dev.lifeguard.migrate.source.Layout;
import dev.lifeguard.migrate.source.MigrationVersion;
import dev.lifeguard.migrate.source.catalog.MigrationCatalog;
import java.nio.file.Path;
import java.util.List;

/** Where a build looks for what it is to explain. */
record FilesOfBuild(MigratorMojo mojo, VersionText versions)
        implements ExplainedMigration.Surroundings {

    @Override
    public List<Path> directories() {
        return mojo.directories();
    }

    @Override
    public Layout layout() {
        return mojo.layout();
    }

    @Override
    public MigrationCatalog catalog() {
        return mojo.catalog();
    }

    @Override
    public MigrationVersion version(String typed) {
        return versions.orRepeatable(typed);
    }
}
