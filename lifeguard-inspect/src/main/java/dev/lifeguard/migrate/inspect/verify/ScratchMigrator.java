package dev.lifeguard.migrate.inspect.verify;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.plan.MigrationStatus.PendingMigration;
import dev.lifeguard.migrate.report.MigrationReport;
import java.util.function.Function;

/**
 * Runs some of the migrations on a scratch database, their batches in the background at once, and
 * can be told to stop.
 */
public final class ScratchMigrator {

    private final Migrator migrator;
    private final Stopping stopping;

    /** One that does its work by a migrator of the scratch database. */
    public ScratchMigrator(MigratorBuilder settings, Stopping stopping) {
        this.migrator = settings.backgroundBatchesInUp().build();
        this.stopping = stopping;
    }

    /**
     * Applies all of them.
     *
     * @throws LifeguardException when one fails, or stays pending
     */
    public void up() {
        MigrationReport report = ask(Migrator::up);
        if (!report.pending().isEmpty()) {
            PendingMigration first = report.pending().getFirst();
            throw Refused.because(
                    "%s stays pending on the scratch database, so what it does is not known."
                            .formatted(first.version().label(first.name())));
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
