package dev.lifeguard.migrate.inspect.verify;

import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.inspect.scratch.ScratchDatabase;
import dev.lifeguard.migrate.inspect.scratch.ScratchServer;
import dev.lifeguard.migrate.inspect.snapshot.OwnTables;
import dev.lifeguard.migrate.inspect.snapshot.SchemaSnapshot;
import dev.lifeguard.migrate.inspect.snapshot.SnapshotReader;
import dev.lifeguard.migrate.source.MigrationSource;
import java.util.List;
import java.util.function.BiFunction;
import javax.sql.DataSource;

/**
 * What is done on scratch databases.
 *
 * @param server makes them
 * @param settings a builder with everything that matters to migrations
 * @param leftOut the tool's own tables
 */
public record ScratchWork(
        ScratchServer server,
        BiFunction<DataSource, List<MigrationSource>, MigratorBuilder> settings,
        OwnTables leftOut,
        Stopping stopping) {

    /** What applies migrations to one of them. */
    public ScratchMigrator migrator(ScratchDatabase database, List<MigrationSource> sources) {
        return new ScratchMigrator(settings.apply(database.dataSource(), sources), stopping);
    }

    /** The schema of one of them. */
    public SchemaSnapshot schema(ScratchDatabase database) {
        stopping.requireNotAsked();
        return SnapshotReader.of(database.product()).read(database.dataSource(), leftOut);
    }
}
