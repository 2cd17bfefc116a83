package dev.lifeguard.migrate.junit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder.request;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherFactory;

/** A run of JUnit within a test. */
record TestRun(int successful, List<Throwable> failures) {

    /** Runs the tests of a class, in a session of their own. */
    static TestRun of(Class<?> tests, Map<String, String> configuration) {
        int[] successful = {0};
        List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
        TestExecutionListener listener =
                new TestExecutionListener() {
                    @Override
                    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                        result.getThrowable().ifPresent(failures::add);
                        if (test.isTest()
                                && result.getStatus() == TestExecutionResult.Status.SUCCESSFUL) {
                            synchronized (successful) {
                                successful[0]++;
                            }
                        }
                    }
                };
        try (LauncherSession session = LauncherFactory.openSession()) {
            session.getLauncher()
                    .execute(
                            request()
                                    .selectors(selectClass(tests))
                                    .configurationParameters(configuration)
                                    .build(),
                            listener);
        }
        return new TestRun(successful[0], failures);
    }

    /** What the first failure says, without what JUnit puts before it. */
    String message() {
        Throwable failure = failures.getFirst();
        while (failure.getCause() != null
                && !failure.getClass().getName().startsWith("dev.lifeguard")) {
            failure = failure.getCause();
        }
        return String.valueOf(failure.getMessage());
    }
}
