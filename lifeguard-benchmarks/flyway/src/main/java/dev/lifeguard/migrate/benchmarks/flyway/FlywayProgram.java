package dev.lifeguard.migrate.benchmarks.flyway;

import org.flywaydb.core.Flyway;

/** Migrates by Flyway, as often as it is told, and prints the nanoseconds of each call. */
public final class FlywayProgram {

    private FlywayProgram() {}

    /**
     * Runs.
     *
     * @param arguments the JDBC URL, the directory of the migrations, the number of calls
     */
    public static void main(String[] arguments) {
        int calls = Integer.parseInt(arguments[2]);
        for (int call = 0; call < calls; call++) {
            long start = System.nanoTime();
            Flyway.configure()
                    .dataSource(arguments[0], null, null)
                    .locations("filesystem:" + arguments[1])
                    .load()
                    .migrate();
            System.out.println("call " + (System.nanoTime() - start));
        }
    }
}
