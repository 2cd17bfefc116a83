package dev.lifeguard.migrate.tests.dialect;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.plan.Target;
import dev.lifeguard.migrate.source.MigrationSource;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** An application whose class path has one driver: up, status, down, and a migration that fails. */
final class OneDriverRun {

    private OneDriverRun() {}

    /** The database's URL and two folders of migrations; those of the second one fail. */
    public static void main(String[] arguments) {
        DataSource dataSource = new OneUrl(arguments[0]);
        Migrator good = migrator(dataSource, arguments[1]);
        System.out.println("applied " + good.up().applied().size());
        System.out.println("status " + good.status().applied().size());
        try {
            migrator(dataSource, arguments[2]).up();
        } catch (LifeguardException failure) {
            System.out.println("refused " + failure.detail().kind());
        }
        System.out.println("rolled back " + good.down(Target.steps(1)).rolledBack().size());
    }

    private static Migrator migrator(DataSource dataSource, String directory) {
        return Migrator.builder(dataSource)
                .source(MigrationSource.directory(Path.of(directory)))
                .build();
    }

    private record OneUrl(String url) implements DataSource {

        @Override
        public Connection getConnection() throws SQLException {
            return DriverManager.getConnection(url);
        }

        @Override
        public Connection getConnection(String user, String password) throws SQLException {
            return DriverManager.getConnection(url, user, password);
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
            return Logger.getGlobal();
        }

        @Override
        public <T> T unwrap(Class<T> type) throws SQLException {
            throw new SQLException("wraps nothing");
        }

        @Override
        public boolean isWrapperFor(Class<?> type) {
            return false;
        }
    }
}
