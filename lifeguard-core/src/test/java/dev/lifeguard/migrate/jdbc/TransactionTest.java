package dev.lifeguard.migrate.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class TransactionTest {

    private final List<String> calls = new ArrayList<>();
    private final Set<String> failing = new HashSet<>();
    private final SQLException atWork = new SQLException("work");

    @Test
    void commitsBehindItsWork() throws SQLException {
        String result = Transaction.around(session(), () -> done("work"));

        assertThat(result).isEqualTo("work");
        assertThat(calls)
                .containsExactly("setAutoCommit false", "work", "commit", "setAutoCommit true");
    }

    @Test
    void rollsBackWorkThatFails() throws SQLException {
        Session session = session();

        assertThatThrownBy(() -> Transaction.around(session, this::fail)).isSameAs(atWork);
        assertThat(calls).containsExactly("setAutoCommit false", "rollback", "setAutoCommit true");
    }

    @Test
    void rollsBackWorkThatFailsByItself() throws SQLException {
        Session session = session();
        IllegalStateException own = new IllegalStateException();

        assertThatThrownBy(
                        () ->
                                Transaction.around(
                                        session,
                                        () -> {
                                            throw own;
                                        }))
                .isSameAs(own);
        assertThat(calls).contains("rollback");
    }

    @Test
    void rollsBackWhereTheCommitFails() throws SQLException {
        failing.add("commit");
        Session session = session();

        assertThatThrownBy(() -> Transaction.around(session, () -> done("work")))
                .isInstanceOf(SQLException.class)
                .hasMessage("commit");
        assertThat(calls).containsSequence("commit", "rollback");
    }

    @Test
    void hidesNoFailureBehindThatOfTheRollback() throws SQLException {
        failing.add("rollback");
        Session session = session();

        assertThatThrownBy(() -> Transaction.around(session, this::fail)).isSameAs(atWork);
        assertThat(atWork.getSuppressed()).extracting(Throwable::getMessage).contains("rollback");
    }

    @Test
    void doesNothingWhereItCannotBegin() throws SQLException {
        Session session = session();
        failing.add("setAutoCommit");

        assertThatThrownBy(() -> Transaction.around(session, () -> done("work")))
                .hasMessage("setAutoCommit");
        assertThat(calls).containsExactly("setAutoCommit false");
    }

    private String done(String what) {
        calls.add(what);
        return what;
    }

    private String fail() throws SQLException {
        throw atWork;
    }

    private Session session() throws SQLException {
        Session session = Session.open(new OneConnection(fake(Connection.class)));
        calls.clear();
        return session;
    }

    private <T> T fake(Class<T> type) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (proxy, method, given) -> answer(method, given)));
    }

    private @Nullable Object answer(Method method, Object @Nullable ... given) throws SQLException {
        String name = method.getName();
        if (Set.of("setAutoCommit", "commit", "rollback").contains(name)) {
            calls.add(given == null ? name : name + " " + given[0]);
            if (failing.contains(name)) {
                throw new SQLException(name);
            }
        }
        return switch (name) {
            case "getMetaData" -> fake(DatabaseMetaData.class);
            case "getDatabaseProductName" -> "None";
            case "getAutoCommit" -> true;
            case "isWrapperFor" -> false;
            default -> null;
        };
    }

    /** Gives one connection, and is asked for nothing else. */
    private record OneConnection(Connection connection) implements DataSource {

        @Override
        public Connection getConnection() {
            return connection;
        }

        @Override
        public Connection getConnection(String user, String password) {
            return connection;
        }

        @Override
        public PrintWriter getLogWriter() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void setLogWriter(PrintWriter out) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void setLoginTimeout(int seconds) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int getLoginTimeout() {
            return 0;
        }

        @Override
        public Logger getParentLogger() {
            throw new UnsupportedOperationException();
        }

        @Override
        public <T> T unwrap(Class<T> type) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isWrapperFor(Class<?> type) {
            return false;
        }
    }
}
