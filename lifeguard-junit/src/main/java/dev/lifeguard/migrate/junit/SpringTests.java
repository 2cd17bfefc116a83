package dev.lifeguard.migrate.junit;

import dev.lifeguard.migrate.junit.MigratedDatabase.Lifetime;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/** Tests of a Spring application, whose database is that of the application's data source. */
final class SpringTests {

    private static final String EXTENSION =
            "org.springframework.test.context.junit.jupiter.SpringExtension";

    private SpringTests() {}

    /** The application's data source, where a test is of one. */
    static Optional<SpringDataSource> source(ExtensionContext context) {
        return isOne(context) ? OfSpring.source(context) : Optional.empty();
    }

    /** Whether it is a test, and not only a class, of a Spring application. */
    static boolean isOne(ExtensionContext context) {
        List<Class<?>> classes = new ArrayList<>(context.getEnclosingTestClasses());
        classes.add(context.getRequiredTestClass());
        return context.getTestMethod().isPresent()
                && classes.stream()
                        .flatMap(
                                each ->
                                        AnnotationSupport.findRepeatableAnnotations(
                                                each, ExtendWith.class)
                                                .stream())
                        .flatMap(annotation -> Arrays.stream(annotation.value()))
                        .anyMatch(extension -> extension.getName().equals(EXTENSION));
    }

    /** What tells a test from all others. */
    static Object test(Lifetime lifetime, Object instance, Method method, Class<?> testClass) {
        return switch (lifetime) {
            case TEST -> List.of(System.identityHashCode(instance), method);
            case CLASS -> testClass;
        };
    }

    /** Loaded only where Spring is there. */
    private static final class OfSpring {

        private OfSpring() {}

        static Optional<SpringDataSource> source(ExtensionContext context) {
            return Optional.ofNullable(
                    SpringExtension.getApplicationContext(context)
                            .getBeanProvider(SpringDataSource.class)
                            .getIfAvailable());
        }
    }
}
