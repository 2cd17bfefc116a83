package dev.lifeguard.migrate.spring;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** Warns where an application has migrations and no database that they would run on. */
@AutoConfiguration(after = LifeguardMigrateAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "lifeguard.migrate.enabled", matchIfMissing = true)
@ConditionalOnMissingBean(MigrationInitializer.class)
public final class UnusedMigrationsAutoConfiguration {

    /** Spring makes it. */
    UnusedMigrationsAutoConfiguration() {}

    @Bean
    UnusedMigrations lifeguardUnusedMigrations(Environment environment) {
        return new UnusedMigrations(environment);
    }
}
