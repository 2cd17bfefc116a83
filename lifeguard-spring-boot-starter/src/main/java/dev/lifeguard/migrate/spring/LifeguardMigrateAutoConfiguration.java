package dev.lifeguard.migrate.spring;

import dev.lifeguard.migrate.Migrator;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.sql.init.dependency.DatabaseInitializationDependencyConfigurer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Migrates what the application has of databases, before anything reads them.
 *
 * <p>It makes a migrator where the application has none of its own, one for each name below {@code
 * lifeguard.migrate.datasources} where there are any, and lets all migrators run.
 */
@AutoConfiguration(after = DataSourceAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "lifeguard.migrate.enabled", matchIfMissing = true)
@Conditional(DatabaseCondition.class)
@EnableConfigurationProperties(MigrateProperties.class)
@Import({DatabaseInitializationDependencyConfigurer.class, NamedMigratorsRegistrar.class})
public final class LifeguardMigrateAutoConfiguration {

    /** The bean that makes migrators. */
    static final String FACTORY = "lifeguardMigratorFactory";

    /** The bean that is the only migrator. */
    static final String MIGRATOR = "lifeguardMigrator";

    /** Spring makes it. */
    LifeguardMigrateAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean(MigratorConnectionDetails.class)
    PropertiesConnectionDetails lifeguardConnectionDetails(MigrateProperties properties) {
        return new PropertiesConnectionDetails(properties);
    }

    @Bean
    DataSourceChoice lifeguardDataSourceChoice(
            ListableBeanFactory beans,
            @MigratorDataSource ObjectProvider<DataSource> marked,
            ObjectProvider<MigratorConnectionDetails> details) {
        return new DataSourceChoice(beans, marked, details);
    }

    @Bean(FACTORY)
    MigratorFactory lifeguardMigratorFactory(
            MigrateProperties properties,
            DataSourceChoice choice,
            ListableBeanFactory beans,
            ConfigurableEnvironment environment) {
        UnresolvedPlaceholders.refuse(properties, environment);
        String application = environment.getProperty("spring.application.name");
        return new MigratorFactory(properties, application, choice, beans);
    }

    @Bean(destroyMethod = "stop")
    @ConditionalOnMissingBean
    @Conditional(DatabaseCondition.OnlyDatabase.class)
    Migrator lifeguardMigrator(MigratorFactory factory) {
        return factory.only();
    }

    @Bean
    MigrationInitializer lifeguardMigrationInitializer(
            ListableBeanFactory beans,
            MigrateProperties properties,
            ObjectProvider<MigrationRunObserver> observers,
            ConfigurableApplicationContext context) {
        Map<String, Migrator> migrators = new LinkedHashMap<>(beans.getBeansOfType(Migrator.class));
        MigrationRunObserver observer = observers.getIfAvailable(() -> (name, run) -> run.get());
        return new MigrationInitializer(migrators, properties.chosenMode(), observer, context);
    }

    @Bean
    ManagedSchemas lifeguardManagedSchemas(
            ObjectProvider<Migrator> migrators, DataSourceChoice choice) {
        return new ManagedSchemas(migrators, choice);
    }

    /** It runs also where nothing that is made asks for it. */
    @Bean
    static LazyInitializationExcludeFilter lifeguardRunsEagerly() {
        return LazyInitializationExcludeFilter.forBeanTypes(MigrationInitializer.class);
    }
}
