package dev.lifeguard.migrate.spring.actuate;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.spring.LifeguardMigrateAutoConfiguration;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Adds the endpoint {@code lifeguard} where the application has endpoints and exposes it. */
@AutoConfiguration(after = LifeguardMigrateAutoConfiguration.class)
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
@ConditionalOnBean(Migrator.class)
@ConditionalOnAvailableEndpoint(LifeguardEndpoint.class)
public final class LifeguardEndpointAutoConfiguration {

    /** Spring makes it. */
    LifeguardEndpointAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    LifeguardEndpoint lifeguardEndpoint(ListableBeanFactory beans) {
        return new LifeguardEndpoint(beans.getBeansOfType(Migrator.class));
    }
}
