package dev.lifeguard.migrate.spring;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.ResourceHints;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotContribution;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * Has a native image hold the folders of migrations that the properties name while it is built; a
 * folder that is named only when it starts is not in it.
 */
final class LocationHints implements BeanFactoryInitializationAotProcessor {

    private static final String CLASS_PATH = "classpath:";

    @Override
    public @Nullable BeanFactoryInitializationAotContribution processAheadOfTime(
            ConfigurableListableBeanFactory beans) {
        if (beans.getBeanNamesForType(MigratorFactory.class, true, false).length == 0) {
            return null;
        }
        List<String> folders = folders(beans.getBean(Environment.class));
        return (generation, code) -> {
            ResourceHints resources = generation.getRuntimeHints().resources();
            for (String folder : folders) {
                resources.registerPattern(folder + "/**");
            }
        };
    }

    private static List<String> folders(Environment environment) {
        List<String> locations =
                new ArrayList<>(
                        Binder.get(environment)
                                .bind(
                                        MigrateProperties.PREFIX + ".locations",
                                        Bindable.listOf(String.class))
                                .orElse(List.of()));
        DatabaseNames.databases(environment)
                .forEach((name, database) -> locations.addAll(database.locationsOf(name)));
        if (locations.isEmpty()) {
            locations.add(MigrateProperties.DEFAULT_LOCATION);
        }
        return locations.stream()
                .filter(location -> location.startsWith(CLASS_PATH) || location.indexOf(':') < 0)
                .map(LocationHints::folder)
                .toList();
    }

    private static String folder(String location) {
        String folder =
                location.startsWith(CLASS_PATH)
                        ? location.substring(CLASS_PATH.length())
                        : location;
        String plain = folder.startsWith("/") ? folder.substring(1) : folder;
        String open = plain.endsWith("/") ? plain.substring(0, plain.length() - 1) : plain;
        return open.replace("{vendor}", "*");
    }
}
