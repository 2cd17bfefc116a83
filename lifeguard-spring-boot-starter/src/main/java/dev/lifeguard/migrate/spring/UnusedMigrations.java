package dev.lifeguard.migrate.spring;

import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.source.MigrationSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** Looks whether there are migrations that nothing runs, when everything else was made. */
record UnusedMigrations(Environment environment) implements SmartInitializingSingleton {

    private static final Logger LOG = LoggerFactory.getLogger(UnusedMigrations.class);

    @Override
    public void afterSingletonsInstantiated() {
        List<String> locations =
                Binder.get(environment)
                        .bind(
                                MigrateProperties.PREFIX + ".locations",
                                Bindable.listOf(String.class))
                        .orElse(List.of(MigrateProperties.DEFAULT_LOCATION));
        for (String location : locations) {
            if (hasMigrations(location)) {
                LOG.warn(
                        "There are migrations at {}, and nothing runs them: the application has"
                                + " neither a data source nor lifeguard.migrate.url. Set one of"
                                + " them, or lifeguard.migrate.enabled=false.",
                        location);
                return;
            }
        }
    }

    private static boolean hasMigrations(String location) {
        try {
            return !MigrationSource.at(location).files().isEmpty();
        } catch (LifeguardException nothingThere) {
            return false;
        }
    }
}
