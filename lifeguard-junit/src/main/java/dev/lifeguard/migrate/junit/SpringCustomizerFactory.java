package dev.lifeguard.migrate.junit;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.TestContextAnnotationUtils;

/**
 * Spring makes it, by spring.factories: for a test with the annotation, its data source is ours.
 */
final class SpringCustomizerFactory implements ContextCustomizerFactory {

    @Override
    public @Nullable ContextCustomizer createContextCustomizer(
            Class<?> testClass, List<ContextConfigurationAttributes> attributes) {
        MigratedDatabase annotation =
                TestContextAnnotationUtils.findMergedAnnotation(testClass, MigratedDatabase.class);
        return annotation == null ? null : new SpringCustomizer(DatabaseRequest.of(annotation));
    }
}
