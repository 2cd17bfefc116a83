package dev.lifeguard.migrate.spring;

import dev.lifeguard.migrate.Migrator;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;

/**
 * Makes a bean definition for the migrator of each database that has a name: {@code ordersMigrator}
 * for {@code orders}, qualified with that name. One that the application has by that name stays.
 */
final class NamedMigratorsRegistrar implements ImportBeanDefinitionRegistrar {

    private final Environment environment;

    NamedMigratorsRegistrar(Environment environment) {
        this.environment = environment;
    }

    @Override
    public void registerBeanDefinitions(
            AnnotationMetadata importing, BeanDefinitionRegistry registry) {
        for (String name : DatabaseNames.of(environment)) {
            String bean = bean(name);
            if (!registry.containsBeanDefinition(bean)) {
                registry.registerBeanDefinition(bean, definition(name));
            }
        }
    }

    /** What the bean of a database's migrator is called. */
    static String bean(String name) {
        return name + "Migrator";
    }

    /** Without an object in it, so that it can be written as source ahead of time. */
    private static RootBeanDefinition definition(String name) {
        RootBeanDefinition definition = new RootBeanDefinition();
        definition.setTargetType(Migrator.class);
        definition.setFactoryBeanName(LifeguardMigrateAutoConfiguration.FACTORY);
        definition.setFactoryMethodName("named");
        definition.getConstructorArgumentValues().addIndexedArgumentValue(0, name);
        definition.setDestroyMethodName("stop");
        definition.addQualifier(new AutowireCandidateQualifier(Qualifier.class, name));
        return definition;
    }
}
