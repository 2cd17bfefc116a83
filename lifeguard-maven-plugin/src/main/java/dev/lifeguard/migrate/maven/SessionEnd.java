package dev.lifeguard.migrate.maven;

import dev.lifeguard.migrate.connect.embedded.EmbeddedServer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.apache.maven.execution.ExecutionListener;
import org.apache.maven.execution.MavenExecutionRequest;
import org.apache.maven.execution.MavenSession;
import org.jspecify.annotations.Nullable;

/**
 * What is closed when Maven's session ends, or its JVM, whichever is first: a JVM may serve one
 * session after the other.
 */
final class SessionEnd {

    private final MavenExecutionRequest request;

    private SessionEnd(MavenExecutionRequest request) {
        this.request = request;
    }

    static SessionEnd of(MavenSession session) {
        return new SessionEnd(session.getRequest());
    }

    /** Closes it then; to close it before does no harm. */
    void close(EmbeddedServer server) {
        Thread hook = new Thread(server::close, "lifeguard-stop-postgresql");
        Runtime.getRuntime().addShutdownHook(hook);
        // Threads build projects at the same time, and all have this request.
        synchronized (request) {
            request.setExecutionListener(
                    listening(
                            request.getExecutionListener(),
                            () -> {
                                server.close();
                                forget(hook);
                            }));
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            // It runs now.
        }
    }

    /** Its many methods are passed on, and one of them is acted on. */
    private static ExecutionListener listening(@Nullable ExecutionListener next, Runnable atEnd) {
        return (ExecutionListener)
                Proxy.newProxyInstance(
                        ExecutionListener.class.getClassLoader(),
                        new Class<?>[] {ExecutionListener.class},
                        (proxy, method, arguments) -> {
                            if (method.getName().equals("sessionEnded")) {
                                atEnd.run();
                            }
                            return next == null ? null : passOn(next, method, arguments);
                        });
    }

    private static @Nullable Object passOn(
            ExecutionListener next, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(next, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }
}
