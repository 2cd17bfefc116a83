package dev.lifeguard.migrate.spring;

import dev.lifeguard.migrate.Migrator;
import java.util.Set;
import org.springframework.boot.sql.init.dependency.AbstractBeansOfTypeDatabaseInitializerDetector;

/**
 * What reads a database waits for all migrators, those that an application made itself too.
 *
 * <p>Before Hibernate, whose order is 0: where that is told to come before scripts ({@code
 * spring.jpa.defer-datasource-initialization}), it counts as one that changes the database itself.
 */
final class MigratorDetector extends AbstractBeansOfTypeDatabaseInitializerDetector {

    @Override
    protected Set<Class<?>> getDatabaseInitializerBeanTypes() {
        return Set.of(Migrator.class);
    }

    @Override
    public int getOrder() {
        return MigrationInitializerDetector.ORDER - 1;
    }
}
