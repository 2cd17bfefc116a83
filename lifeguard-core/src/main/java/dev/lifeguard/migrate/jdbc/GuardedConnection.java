package dev.lifeguard.migrate.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A connection whose transaction and life are not its user's; nor are those of its statements. */
final class GuardedConnection implements InvocationHandler {

    private static final Set<String> REFUSED =
            Set.of("commit", "close", "abort", "setAutoCommit", "setTransactionIsolation");

    private final Connection connection;
    private final Consumer<SQLException> failures;

    private GuardedConnection(Connection connection, Consumer<SQLException> failures) {
        this.connection = connection;
        this.failures = failures;
    }

    /**
     * Of another connection.
     *
     * @param failures hears what its calls and those of its statements fail with
     */
    static Connection of(Connection connection, Consumer<SQLException> failures) {
        return (Connection) proxy(Connection.class, new GuardedConnection(connection, failures));
    }

    private static Object proxy(Class<?> type, InvocationHandler handler) {
        return Proxy.newProxyInstance(
                GuardedConnection.class.getClassLoader(), new Class<?>[] {type}, handler);
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
            throws Throwable {
        if (REFUSED.contains(method.getName()) || rollsAllBack(method)) {
            throw new SQLException(
                    "%s() is refused: the transaction is the migration's, and ends with it"
                            .formatted(method.getName()),
                    "25000");
        }
        if (method.getName().equals("unwrap")
                && arguments != null
                && arguments[0] == Connection.class) {
            return proxy;
        }
        Object answer = call(connection, method, arguments);
        return answer instanceof Statement statement
                ? proxy(method.getReturnType(), ofStatement(statement, proxy))
                : answer;
    }

    private InvocationHandler ofStatement(Statement statement, Object guarded) {
        return (proxy, method, arguments) ->
                method.getName().equals("getConnection")
                        ? guarded
                        : call(statement, method, arguments);
    }

    private @Nullable Object call(Object target, Method method, Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException thrown) {
            if (thrown.getCause() instanceof SQLException failure) {
                failures.accept(failure);
            }
            throw thrown.getCause();
        }
    }

    /** A rollback to a savepoint is the author's own. */
    private static boolean rollsAllBack(Method method) {
        return method.getName().equals("rollback") && method.getParameterCount() == 0;
    }
}
