package dev.lifeguard.migrate.inspect.erd;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.inspect.explain.ScratchPreparation;
import dev.lifeguard.migrate.inspect.explain.StatementFailure;
import dev.lifeguard.migrate.inspect.scratch.ScratchDatabase;
import dev.lifeguard.migrate.inspect.scratch.ScratchServer;
import dev.lifeguard.migrate.inspect.snapshot.OwnTables;
import dev.lifeguard.migrate.plan.Plan;
import dev.lifeguard.migrate.plan.Target;
import dev.lifeguard.migrate.source.MigrationSource;
import java.util.List;
import java.util.function.BiFunction;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Reads the tables that migrations make, from a scratch database that is dropped afterwards.
 *
 * <p>Used by one thread; {@link #stop} is for any other.
 */
public final class MigrationsDiagram {

    private final ScratchServer server;
    private final BiFunction<DataSource, List<MigrationSource>, MigratorBuilder> settings;
    private final OwnTables leftOut;
    private volatile boolean stopped;
    private volatile @Nullable Migrator migrator;

    /**
     * One for a server.
     *
     * @param server makes the scratch database, and is closed by whoever opened it
     * @param settings a builder with everything that matters to migrations, for a database and its
     *     sources
     * @param leftOut the tool's own tables
     */
    public MigrationsDiagram(
            ScratchServer server,
            BiFunction<DataSource, List<MigrationSource>, MigratorBuilder> settings,
            OwnTables leftOut) {
        this.server = server;
        this.settings = settings;
        this.leftOut = leftOut;
    }

    /**
     * Reads them.
     *
     * @param sources all migrations
     * @throws LifeguardException when the migrations do not run on an empty database
     */
    public SchemaDiagram read(List<MigrationSource> sources) {
        try (ScratchDatabase scratch = server.make()) {
            Migrator running =
                    settings.apply(scratch.dataSource(), sources).backgroundBatchesInUp().build();
            migrator = running;
            requireNotStopped();
            Plan plan = running.plan(Target.all());
            plan.requireRunnable();
            new ScratchPreparation(server, scratch).make(plan, List.of());
            apply(running);
            return DiagramReader.of(scratch.product()).read(scratch.dataSource(), leftOut);
        }
    }

    private void apply(Migrator running) {
        try {
            running.up();
        } catch (LifeguardException failure) {
            requireNotStopped();
            throw StatementFailure.ofWanted(failure.detail());
        }
        requireNotStopped();
    }

    private void requireNotStopped() {
        if (stopped) {
            throw StatementFailure.stopped();
        }
    }

    /** Has it end soon, with an error; from any thread. */
    public void stop() {
        stopped = true;
        Migrator running = migrator;
        if (running != null) {
            running.stop();
        }
    }
}
