package dev.lifeguard.migrate.junit;

import dev.lifeguard.migrate.junit.MigratedDatabase.Lifetime;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestContextAnnotationUtils;
import org.springframework.test.context.support.AbstractTestExecutionListener;

/**
 * Spring makes it, by spring.factories: tells a {@link SpringDataSource} which test runs, before
 * Spring's own listeners run scripts and begin a transaction.
 */
final class SpringListener extends AbstractTestExecutionListener {

    /** Behind the injection of dependencies (2000), and before transactions (4000). */
    private static final int ORDER = 2050;

    @Override
    public int getOrder() {
        return ORDER;
    }

    @Override
    public void beforeTestMethod(TestContext test) {
        SpringDataSource source = source(test);
        if (source != null) {
            source.begin(
                    SpringTests.test(
                            lifetime(test),
                            test.getTestInstance(),
                            test.getTestMethod(),
                            test.getTestClass()));
        }
    }

    @Override
    public void afterTestMethod(TestContext test) {
        SpringDataSource source = source(test);
        if (source != null && lifetime(test) == Lifetime.TEST) {
            boolean keep =
                    test.getTestException() != null && Boolean.getBoolean(HeldDatabase.KEEP_FAILED);
            source.end(keep ? test.getTestMethod().toString() : null);
        }
    }

    @Override
    public void afterTestClass(TestContext test) {
        if (test.hasApplicationContext()) {
            SpringDataSource source = source(test);
            if (source != null) {
                source.end(null);
            }
        }
    }

    private static Lifetime lifetime(TestContext test) {
        MigratedDatabase annotation =
                TestContextAnnotationUtils.findMergedAnnotation(
                        test.getTestClass(), MigratedDatabase.class);
        return annotation == null ? Lifetime.TEST : annotation.lifetime();
    }

    private static @Nullable SpringDataSource source(TestContext test) {
        if (!TestContextAnnotationUtils.hasAnnotation(
                test.getTestClass(), MigratedDatabase.class)) {
            return null;
        }
        ApplicationContext context = test.getApplicationContext();
        return context.getBeanProvider(SpringDataSource.class).getIfAvailable();
    }
}
