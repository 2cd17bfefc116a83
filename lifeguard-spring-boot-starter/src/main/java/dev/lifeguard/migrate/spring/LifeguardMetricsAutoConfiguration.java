package dev.lifeguard.migrate.spring;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** Adds the meters {@code lifeguard.migrate.*} where the application has Micrometer. */
@AutoConfiguration(before = LifeguardMigrateAutoConfiguration.class)
@ConditionalOnClass({MeterRegistry.class, MeterBinder.class})
@ConditionalOnBooleanProperty(name = "lifeguard.migrate.enabled", matchIfMissing = true)
public final class LifeguardMetricsAutoConfiguration {

    /** Spring makes it. */
    LifeguardMetricsAutoConfiguration() {}

    @Bean
    MigrationMeters lifeguardMigrationMeters() {
        return new MigrationMeters();
    }
}
