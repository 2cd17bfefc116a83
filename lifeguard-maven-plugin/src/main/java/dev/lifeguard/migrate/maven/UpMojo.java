package dev.lifeguard.migrate.maven;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.connect.Database;
import dev.lifeguard.migrate.connect.file.MigrationDirectories;
import dev.lifeguard.migrate.inspect.snapshot.NamedSchema;
import dev.lifeguard.migrate.inspect.snapshot.OwnTables;
import dev.lifeguard.migrate.inspect.snapshot.SnapshotAfterRun;
import dev.lifeguard.migrate.inspect.snapshot.SnapshotReader;
import dev.lifeguard.migrate.plan.Target;
import dev.lifeguard.migrate.report.MigrationEvent;
import dev.lifeguard.migrate.report.MigrationReport;
import dev.lifeguard.migrate.source.Direction;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Applies pending migrations, oldest first. */
@Mojo(name = "up", defaultPhase = LifecyclePhase.PRE_INTEGRATION_TEST, threadSafe = true)
public final class UpMojo extends LintingMojo {

    /** This many migrations. */
    @Parameter(property = "lifeguard.steps")
    private @Nullable Integer steps;

    /** As far as this version, which is the newest applied one afterwards. */
    @Parameter(property = "lifeguard.target")
    private @Nullable String target;

    /** Only shows what would run. */
    @Parameter(property = "lifeguard.dryRun", defaultValue = "false")
    private boolean dryRun;

    /**
     * off, warn or error: looks first for what is unsafe in pending migrations, and tells it, or
     * does not start where one is an error.
     */
    @Parameter(property = "lifeguard.lint", defaultValue = "off")
    private String lint = "off";

    /** Gets the schema after a run that changed something, as snapshot writes it. */
    @Parameter(property = "lifeguard.snapshotFile")
    private @Nullable String snapshotFile;

    @Override
    Opening opening() {
        return dryRun ? Opening.THERE : Opening.MADE;
    }

    @Override
    void perform(MigratorBuilder builder, Database database) {
        new BuildLint(this).check(lint, database.dataSource()).ifPresent(builder::check);
        AtomicBoolean applied = new AtomicBoolean();
        builder.listener(
                event -> {
                    if (event instanceof MigrationEvent.MigrationFinished) {
                        applied.set(true);
                    }
                });
        Migrator migrator = builder.build();
        Target wanted = versions(migrator).target(steps, target, Target.all());
        if (dryRun) {
            new PlanLines(getLog()).show(migrator.plan(wanted));
            return;
        }
        MigrationReport report = up(migrator, wanted, database, applied);
        getLog().info(RunLine.of(Direction.UP, report));
    }

    private MigrationReport up(
            Migrator migrator, Target wanted, Database database, AtomicBoolean applied) {
        Optional<SnapshotAfterRun> snapshot = snapshot();
        if (snapshot.isEmpty()) {
            return migrator.up(wanted);
        }
        NamedSchema schema = new NamedSchema(database().product(), schema());
        if (schema.mayBeElsewhere()) {
            // Waits for the database as the run would.
            migrator.status();
            schema.requireThatOfUrl(database.dataSource(), "snapshotFile");
        }
        SnapshotReader reader = SnapshotReader.of(database().product());
        return SnapshotAfterRun.around(
                () -> migrator.up(wanted),
                applied::get,
                () ->
                        snapshot.get()
                                .write(
                                        reader,
                                        database.dataSource(),
                                        OwnTables.of(table().table())),
                warning -> getLog().warn(GoalWords.of(warning)));
    }

    private Optional<SnapshotAfterRun> snapshot() {
        if (snapshotFile == null) {
            return Optional.empty();
        }
        SnapshotReader.require(database().product(), "snapshotFile");
        SnapshotAfterRun snapshot = new SnapshotAfterRun(folder().resolve(snapshotFile));
        snapshot.requireWritable(new MigrationDirectories(directories()));
        return Optional.of(snapshot);
    }
}
