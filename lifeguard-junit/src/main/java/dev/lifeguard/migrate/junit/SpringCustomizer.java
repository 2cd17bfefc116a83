package dev.lifeguard.migrate.junit;

import dev.lifeguard.migrate.connect.words.Refused;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;

/**
 * Puts a {@link SpringDataSource} in the place of the application's data source. Contexts are
 * cached by it, so two are equal where they ask for the same databases.
 */
record SpringCustomizer(DatabaseRequest request) implements ContextCustomizer {

    private static final String NAME = "lifeguardTestDataSource";

    @Override
    public void customizeContext(
            ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
        // Spring Boot's slices would put a database of their own there.
        context.getEnvironment()
                .getPropertySources()
                .addFirst(
                        new MapPropertySource(
                                "lifeguard-junit", Map.of("spring.test.database.replace", "none")));
        context.addBeanFactoryPostProcessor(new Replacement(request));
        if (context.getBeanFactory() instanceof BeanDefinitionRegistry registry) {
            // At once, so that what makes a data source only where there is none makes none.
            RootBeanDefinition definition =
                    new RootBeanDefinition(
                            SpringDataSource.class, () -> new SpringDataSource(request));
            definition.setPrimary(true);
            registry.registerBeanDefinition(NAME, definition);
        }
    }

    /** Takes the application's own definition away, once all are known. */
    private record Replacement(DatabaseRequest request)
            implements BeanDefinitionRegistryPostProcessor, Ordered {

        @Override
        public int getOrder() {
            return LOWEST_PRECEDENCE;
        }

        @Override
        public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
            // The configuration classes are read behind this.
        }

        @Override
        public void postProcessBeanFactory(ConfigurableListableBeanFactory factory) {
            List<String> others =
                    Arrays.stream(factory.getBeanNamesForType(DataSource.class, true, false))
                            .filter(name -> !name.equals(NAME))
                            .toList();
            if (factory instanceof BeanDefinitionRegistry registry && !others.isEmpty()) {
                String name = replaced(factory, others);
                registry.removeBeanDefinition(name);
                registry.registerAlias(NAME, name);
            }
        }

        private static String replaced(
                ConfigurableListableBeanFactory factory, List<String> names) {
            if (names.size() == 1) {
                return names.getFirst();
            }
            @Nullable String main = null;
            for (String name : names) {
                if (factory.getBeanDefinition(name).isPrimary() || name.equals("dataSource")) {
                    main = name;
                }
            }
            if (main == null) {
                throw Refused.because(
                        ("The application has the data sources %s, and none of them is primary."
                                        + " @MigratedDatabase cannot tell which one to replace."
                                        + " Write @Primary at that one.")
                                .formatted(String.join(", ", names)));
            }
            return main;
        }
    }
}
