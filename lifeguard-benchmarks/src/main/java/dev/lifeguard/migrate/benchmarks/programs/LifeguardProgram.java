package dev.lifeguard.migrate.benchmarks.programs;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.source.MigrationSource;
import java.nio.file.Path;

/** Migrates by this library, as often as it is told, and prints the nanoseconds of each call. */
public final class LifeguardProgram {

    private LifeguardProgram() {}

    /**
     * Runs.
     *
     * @param arguments the JDBC URL, the directory of the migrations, the number of calls
     */
    public static void main(String[] arguments) {
        int calls = Integer.parseInt(arguments[2]);
        for (int call = 0; call < calls; call++) {
            long start = System.nanoTime();
            Migrator.builder(new DriverDataSource(arguments[0]))
                    .source(MigrationSource.directory(Path.of(arguments[1])))
                    .build()
                    .up();
            System.out.println("call " + (System.nanoTime() - start));
        }
    }
}
