package dev.lifeguard.migrate.inspect.verify;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.batch.BatchRun;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.report.MigrationReport;
import java.util.function.Function;

/** Runs some of the migrations on a scratch database, and can be told to stop. */
public final class ScratchMigrator {

    private final Migrator migrator;
    private final Stopping stopping;

    /** One that does its work by a migrator of the scratch database. */
    public ScratchMigrator(Migrator migrator, Stopping stopping) {
        this.migrator = migrator;
        this.stopping = stopping;
    }

    /** Applies all of them; those that run in the background too, where another waits for them. */
    public void up() {
        MigrationReport report = ask(Migrator::up);
        if (!report.pending().isEmpty()) {
            ask(it -> it.batches().run(BatchRun.all()));
            ask(Migrator::up);
        }
    }

    /** Has the migrator do something. */
    public <T> T ask(Function<Migrator, T> what) {
        stopping.begins(migrator);
        T answer;
        try {
            answer = what.apply(migrator);
        } catch (LifeguardException failure) {
            stopping.requireNotAsked();
            throw failure;
        }
        stopping.requireNotAsked();
        return answer;
    }
}
