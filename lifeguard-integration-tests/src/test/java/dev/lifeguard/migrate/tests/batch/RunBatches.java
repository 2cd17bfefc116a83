package dev.lifeguard.migrate.tests.batch;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.batch.BatchRun;
import dev.lifeguard.migrate.source.MigrationSource;
import java.nio.file.Path;
import org.postgresql.ds.PGSimpleDataSource;

/** A program that runs what is to be run in the background, with two workers. */
final class RunBatches {

    private RunBatches() {}

    public static void main(String[] arguments) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setURL(arguments[0]);
        Migrator.builder(dataSource)
                .source(MigrationSource.directory(Path.of(arguments[1])))
                .build()
                .batches()
                .run(BatchRun.all().workers(2));
    }
}
