package dev.lifeguard.migrate.maven;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.connect.Database;
import dev.lifeguard.migrate.plan.MigrationStatus;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Tells about the database and its lock, or about one migration; changes nothing. */
@Mojo(name = "info", defaultPhase = LifecyclePhase.PRE_INTEGRATION_TEST, threadSafe = true)
public final class InfoMojo extends DatabaseMojo {

    /** A migration's 14 digits, or its label in another layout; without it: the database. */
    @Parameter(property = "lifeguard.version")
    private @Nullable String version;

    /** Shows who changed what from where, the newest last. */
    @Parameter(property = "lifeguard.log", defaultValue = "false")
    private boolean log;

    /** With the log: the newest so many runs. */
    @Parameter(property = "lifeguard.last", defaultValue = "20")
    private int last;

    @Override
    void perform(MigratorBuilder builder, Database database) {
        Migrator migrator = builder.build();
        if (log) {
            migrator.log(last).forEach(run -> getLog().info(LogLine.of(run)));
            return;
        }
        MigrationStatus status = migrator.status();
        if (version != null) {
            new StatusLines(getLog(), words())
                    .show(status, versions(migrator).orRepeatable(version));
            return;
        }
        getLog().info("Database: " + database.place());
        directories().forEach(directory -> getLog().info("Migrations: " + directory));
        getLog().info(
                        migrator.lockHolder()
                                .map(holder -> "Lock: held " + LockText.of(holder))
                                .orElse("Lock: nobody holds it."));
        new StatusLines(getLog(), words()).summary(status);
    }
}
