package dev.lifeguard.migrate.spring;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.util.PropertyPlaceholderHelper;

/**
 * Refuses a property whose value holds the name of another one that there is not.
 *
 * <p>Spring Boot leaves {@code ${OWNER}} as it is where nothing has that name; as the value of a
 * placeholder of scripts it would stand in the database.
 */
final class UnresolvedPlaceholders {

    private static final PropertyPlaceholderHelper STRICT =
            new PropertyPlaceholderHelper("${", "}", ":", '\\', false);

    private UnresolvedPlaceholders() {}

    /** Binds once more, and strictly, where a value looks like it; one may be meant as it is. */
    static void refuse(MigrateProperties properties, ConfigurableEnvironment environment) {
        if (properties.texts().stream().noneMatch(text -> text.contains("${"))) {
            return;
        }
        new Binder(
                        ConfigurationPropertySources.get(environment),
                        new PropertySourcesPlaceholdersResolver(
                                environment.getPropertySources(), STRICT))
                .bind(MigrateProperties.PREFIX, MigrateProperties.class);
    }
}
