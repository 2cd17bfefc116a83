package dev.lifeguard.migrate.tests.dialect;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.tests.layout.NumberedPairs;
import java.nio.file.Path;

/** An application that takes over another tool's history. */
final class ImportRun {

    private ImportRun() {}

    /** The database's URL and the folder of migrations. */
    public static void main(String[] arguments) {
        Migrator.builder(new OneUrl(arguments[0]))
                .source(MigrationSource.directory(Path.of(arguments[1]), new NumberedPairs()))
                .build()
                .importHistory(Ledger.LEDGER);
    }
}
