package dev.lifeguard.migrate.spring;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.sql.init.dependency.DatabaseInitializerDetector;
import org.springframework.core.Ordered;

/**
 * Keeps migrations before Hibernate where {@code spring.jpa.defer-datasource-initialization} is
 * set.
 *
 * <p>That property has all that changes a database wait for Hibernate. It is meant for scripts,
 * which fill tables that Hibernate made; a migration that waited would come after Hibernate has
 * looked at the tables, and the two would wait for each other. It finds nothing itself, and has its
 * say last.
 */
final class DeferredHibernateDetector implements DatabaseInitializerDetector {

    private static final String OF_HIBERNATE =
            "org.springframework.boot.jpa.JpaDatabaseInitializerDetector";

    private static final Set<String> OURS =
            Set.of(MigratorDetector.class.getName(), MigrationInitializerDetector.class.getName());

    @Override
    public Set<String> detect(ConfigurableListableBeanFactory beans) {
        return Set.of();
    }

    @Override
    public void detectionComplete(ConfigurableListableBeanFactory beans, Set<String> initializers) {
        Set<String> hibernate = new HashSet<>(initializers);
        hibernate.removeIf(name -> !OF_HIBERNATE.equals(finder(beans.getBeanDefinition(name))));
        for (String name : initializers) {
            BeanDefinition definition = beans.getBeanDefinition(name);
            String[] waitsFor = definition.getDependsOn();
            if (waitsFor != null && OURS.contains(finder(definition))) {
                List<String> others =
                        Arrays.stream(waitsFor).filter(it -> !hibernate.contains(it)).toList();
                definition.setDependsOn(others.toArray(String[]::new));
            }
        }
    }

    /** The name of the class that said of a bean that it changes a database. */
    private static String finder(BeanDefinition definition) {
        return String.valueOf(definition.getAttribute(DatabaseInitializerDetector.class.getName()));
    }

    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }
}
