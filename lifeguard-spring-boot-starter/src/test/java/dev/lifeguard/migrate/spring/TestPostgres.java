package dev.lifeguard.migrate.spring;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.postgresql.ds.PGSimpleDataSource;

/** A real server, shared by all tests of this JVM; each database of it is a test's own. */
final class TestPostgres {

    private static final EmbeddedPostgres SERVER = start();
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private TestPostgres() {}

    private static EmbeddedPostgres start() {
        try {
            Path home = Path.of("target", "postgres").toAbsolutePath();
            Files.createDirectories(home);
            File output = home.resolve("server.out").toFile();
            EmbeddedPostgres server =
                    EmbeddedPostgres.builder()
                            .setOverrideWorkingDirectory(home.toFile())
                            .setOutputRedirector(Redirect.appendTo(output))
                            .setPGStartupWait(Duration.ofSeconds(60))
                            .setServerConfig("fsync", "off")
                            .setServerConfig("max_connections", "200")
                            .setLocaleConfig("locale", "C")
                            .start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> close(server)));
            return server;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void close(EmbeddedPostgres server) {
        try {
            server.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** A fresh, empty database. */
    static Database create() {
        String name = "test_" + DATABASES.incrementAndGet();
        Database maintenance = new Database("postgres");
        maintenance.execute("CREATE DATABASE " + name);
        return new Database(name);
    }

    /** A database of the server, whose superuser needs no password. */
    record Database(String name) {

        String url() {
            return "jdbc:postgresql://127.0.0.1:%s/%s".formatted(SERVER.getPort(), name);
        }

        PGSimpleDataSource dataSource() {
            PGSimpleDataSource dataSource = new PGSimpleDataSource();
            dataSource.setUrl(url());
            dataSource.setUser("postgres");
            return dataSource;
        }

        void execute(String sql) {
            try (Connection connection = dataSource().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute(sql);
            } catch (SQLException failure) {
                throw new IllegalStateException(sql, failure);
            }
        }

        /** The first column of all rows. */
        List<String> query(String sql) {
            try (Connection connection = dataSource().getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(sql)) {
                List<String> values = new ArrayList<>();
                while (rows.next()) {
                    values.add(rows.getString(1));
                }
                return values;
            } catch (SQLException failure) {
                throw new IllegalStateException(sql, failure);
            }
        }

        /** What is applied, by its names. */
        List<String> applied() {
            return query(
                    "SELECT name FROM lifeguard_migrations WHERE version > 0 AND success ORDER BY"
                            + " version");
        }

        boolean hasTable(String table) {
            return query("SELECT to_regclass('%s')::text".formatted(table)).getFirst() != null;
        }
    }
}
