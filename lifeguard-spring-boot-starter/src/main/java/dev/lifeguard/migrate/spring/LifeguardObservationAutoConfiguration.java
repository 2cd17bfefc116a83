package dev.lifeguard.migrate.spring;

import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Tracer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Has runs observed where the application has a registry for that. */
@AutoConfiguration(before = LifeguardMigrateAutoConfiguration.class)
@ConditionalOnClass(ObservationRegistry.class)
@ConditionalOnBooleanProperty(name = "lifeguard.migrate.enabled", matchIfMissing = true)
public final class LifeguardObservationAutoConfiguration {

    /** Spring makes it. */
    LifeguardObservationAutoConfiguration() {}

    @Bean
    ObservedRun lifeguardObservedRun(ObjectProvider<ObservationRegistry> registries) {
        return new ObservedRun(registries);
    }

    /** Where the application traces. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(Tracer.class)
    static class Tracing {

        @Bean
        SlowMigrationSpans lifeguardSlowMigrationSpans(ObjectProvider<Tracer> tracers) {
            return new SlowMigrationSpans(tracers);
        }
    }
}
