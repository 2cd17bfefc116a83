package dev.lifeguard.migrate.spring.actuate;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.spring.LifeguardMigrateAutoConfiguration;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.CompositeHealthContributorConfiguration;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.context.annotation.Bean;

/** Adds {@code lifeguard} to the application's health, where it tells its health. */
@AutoConfiguration(after = LifeguardMigrateAutoConfiguration.class)
@ConditionalOnClass({HealthContributor.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnBean(Migrator.class)
@ConditionalOnEnabledHealthIndicator("lifeguard")
public final class LifeguardHealthAutoConfiguration
        extends CompositeHealthContributorConfiguration<LifeguardHealthIndicator, Migrator> {

    /** Spring makes it. */
    LifeguardHealthAutoConfiguration() {
        super(LifeguardHealthIndicator::new);
    }

    @Bean
    @ConditionalOnMissingBean(name = {"lifeguardHealthIndicator", "lifeguardHealthContributor"})
    HealthContributor lifeguardHealthContributor(ConfigurableListableBeanFactory beans) {
        return createContributor(beans, Migrator.class);
    }
}
