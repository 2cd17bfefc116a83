package dev.lifeguard.migrate.spring;

import dev.lifeguard.migrate.report.MigrationReport;
import java.util.function.Supplier;

/** Stands around a run when an application starts, to measure or to trace it. */
@FunctionalInterface
interface MigrationRunObserver {

    /** Lets it run, and gives back or throws what it does. */
    MigrationReport observe(String migrator, Supplier<MigrationReport> run);
}
