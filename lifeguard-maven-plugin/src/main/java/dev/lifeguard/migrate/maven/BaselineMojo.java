package dev.lifeguard.migrate.maven;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.connect.Database;
import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.report.MigrationReport;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Records migrations up to a version as applied without running them. */
@Mojo(name = "baseline", threadSafe = true)
public final class BaselineMojo extends DatabaseMojo {

    /**
     * The last one that is recorded, 14 digits; it need not have a file. In another layout the
     * label of one that has a file.
     */
    @Parameter(property = "lifeguard.version")
    private @Nullable String version;

    @Override
    Opening opening() {
        return Opening.MADE;
    }

    @Override
    void perform(MigratorBuilder builder, Database database) {
        if (version == null) {
            throw Refused.because(
                    "No version is given. Write -Dlifeguard.version=VERSION, the last one that the"
                            + " database holds.");
        }
        Migrator migrator = builder.build();
        MigrationReport report = migrator.baseline(versions(migrator).parse(version).number());
        report.applied()
                .forEach(
                        each ->
                                getLog().info(
                                                "Recorded %s %s"
                                                        .formatted(
                                                                Words.version(each.version()),
                                                                each.name())));
        getLog().info(
                        report.applied().isEmpty()
                                ? "Nothing to record: everything up to %s is applied already."
                                        .formatted(version)
                                : "%s recorded as applied without being run. %s"
                                        .formatted(
                                                Words.count(report.applied().size(), "migration"),
                                                Words.pending(report.pending())));
    }
}
