package dev.lifeguard.migrate.spring;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.plan.MigrationStatus;
import dev.lifeguard.migrate.report.MigrationReport;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Does with all migrators what the mode says, while this bean is made: what reads a database waits
 * for it.
 */
final class MigrationInitializer implements InitializingBean {

    static final Logger LOG = LoggerFactory.getLogger(MigrationInitializer.class);

    private final Map<String, Migrator> migrators;
    private final MigrationMode mode;
    private final MigrationRunObserver observer;
    private final ConfigurableApplicationContext context;

    MigrationInitializer(
            Map<String, Migrator> migrators,
            MigrationMode mode,
            MigrationRunObserver observer,
            ConfigurableApplicationContext context) {
        this.migrators = migrators;
        this.mode = mode;
        this.observer = observer;
        this.context = context;
    }

    @Override
    public void afterPropertiesSet() {
        migrators.forEach(
                (name, migrator) -> {
                    switch (mode) {
                        case VALIDATE -> validate(name, migrator);
                        case RUN, RUN_AND_EXIT -> run(name, migrator);
                    }
                });
        if (mode == MigrationMode.RUN_AND_EXIT) {
            exit();
        }
    }

    private void run(String name, Migrator migrator) {
        MigrationReport report =
                new StopOnShutdown(migrator)
                        .during(() -> observer.observe(name, () -> failing(name, migrator::up)));
        if (report.applied().isEmpty()) {
            LOG.info("{}: the database is up to date, nothing was to be applied", name);
        } else {
            LOG.info("{}: the database is up to date, {} applied", name, counted(report));
        }
    }

    private static String counted(MigrationReport report) {
        int applied = report.applied().size();
        return applied == 1 ? "1 migration was" : applied + " migrations were";
    }

    private static void validate(String name, Migrator migrator) {
        MigrationStatus status = failing(name, migrator::validate);
        if (!status.pending().isEmpty()) {
            throw new PendingMigrationsException(name, status.pending());
        }
        LOG.info("{}: the database is up to date, its {} here", name, compared(status));
    }

    private static String compared(MigrationStatus status) {
        int applied = status.applied().size();
        return applied == 1
                ? "applied migration is as it is"
                : applied + " applied migrations are as they are";
    }

    private static <T> T failing(String name, Supplier<T> work) {
        try {
            return work.get();
        } catch (LifeguardException failure) {
            throw new MigrationRunException(name, failure);
        }
    }

    /**
     * The start is not over, so the context is closed by this very thread, which holds its lock;
     * the hook that would close it then finds nothing to do.
     */
    private void exit() {
        LOG.info(
                "The migrations are done, and lifeguard.migrate.mode=run-and-exit ends the"
                        + " process");
        context.close();
        System.exit(0);
    }
}
