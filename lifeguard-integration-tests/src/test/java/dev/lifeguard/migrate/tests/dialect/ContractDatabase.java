package dev.lifeguard.migrate.tests.dialect;

import dev.lifeguard.migrate.DatabaseProduct;
import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.sqlite.SQLiteDataSource;

/**
 * An empty database of one test's own.
 *
 * @param url for another process
 * @param dataSource each connection is new
 * @param settings what a script may set for its session there
 * @param product the one that is asked for, where the connection does not tell
 * @param drop ends it
 */
public record ContractDatabase(
        String url,
        DataSource dataSource,
        Setting settings,
        Optional<DatabaseProduct> product,
        Runnable drop)
        implements AutoCloseable {

    ContractDatabase(String url, DataSource dataSource, Setting settings, Runnable drop) {
        this(url, dataSource, settings, Optional.empty(), drop);
    }

    /**
     * A setting of a session.
     *
     * @param change sets it to what it is not by itself
     * @param value an expression for it
     */
    public record Setting(String change, String value) {}

    /** A database on a server. */
    public static ContractDatabase postgresql(PostgresServer server) {
        TestDatabase database = server.createDatabase();
        return new ContractDatabase(
                database.url(),
                database.dataSource(),
                new Setting("SET work_mem = '5MB'", "current_setting('work_mem')"),
                database::close);
    }

    /**
     * A database on PostgreSQL whose server reports one parameter more at the login, or another
     * value of it.
     */
    public static ContractDatabase reporting(
            PostgresServer server, DatabaseProduct product, String parameter, String value) {
        TestDatabase database = server.createDatabase();
        return new ContractDatabase(
                database.url(),
                ReportingDataSource.of(database.dataSource(), parameter, value),
                new Setting("SET lock_timeout = '5s'", "current_setting('lock_timeout')"),
                Optional.of(product),
                database::close);
    }

    /** A file. */
    public static ContractDatabase sqlite() {
        Path file = newFile(".sqlite");
        SQLiteDataSource dataSource = new SQLiteDataSource();
        dataSource.setUrl("jdbc:sqlite:" + file);
        return new ContractDatabase(
                dataSource.getUrl(),
                dataSource,
                new Setting(
                        "PRAGMA foreign_keys = ON",
                        "(SELECT foreign_keys FROM pragma_foreign_keys)"),
                () -> delete(file));
    }

    /** In memory. */
    public static ContractDatabase h2() {
        return h2("");
    }

    /**
     * With settings of the database.
     *
     * @param settings each behind a semicolon
     */
    public static ContractDatabase h2(String settings) {
        return h2(
                "jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1%s".formatted(UUID.randomUUID(), settings),
                () -> {});
    }

    /** One process at a time can open its file. */
    public static ContractDatabase h2File() {
        Path file = newFile(".h2");
        return h2(
                "jdbc:h2:" + file,
                () -> {
                    delete(Path.of(file + ".mv.db"));
                    delete(Path.of(file + ".trace.db"));
                });
    }

    private static ContractDatabase h2(String url, Runnable drop) {
        JdbcDataSource dataSource = new JdbcDataSource();
        dataSource.setURL(url);
        return new ContractDatabase(
                url,
                dataSource,
                new Setting("SET LOCK_TIMEOUT 1234", "LOCK_TIMEOUT()"),
                () -> {
                    execute(dataSource, "SHUTDOWN");
                    drop.run();
                });
    }

    /** A database on a server. */
    public static ContractDatabase mariaDb(MariaDbServer server) {
        String name = "test_" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
        execute(server.dataSource(""), "CREATE DATABASE " + name);
        return new ContractDatabase(
                server.url(name),
                server.dataSource(name),
                new Setting(
                        "SET SESSION sql_mode = 'ANSI_QUOTES'",
                        "replace(@@session.sql_mode, 'IGNORE_SPACE,', '')"),
                () -> execute(server.dataSource(""), "DROP DATABASE " + name));
    }

    private static Path newFile(String suffix) {
        try {
            Path file = Files.createTempFile("contract", suffix);
            Files.delete(file);
            return file;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** A migrator for it. */
    public MigratorBuilder migrator() {
        return migrator(dataSource);
    }

    /** The same on connections that are made in another way. */
    public MigratorBuilder migrator(DataSource connections) {
        MigratorBuilder builder = Migrator.builder(connections);
        product.ifPresent(builder::database);
        return builder;
    }

    /** Runs statements, each on its own. */
    public void execute(String... statements) {
        execute(dataSource, statements);
    }

    private static void execute(DataSource dataSource, String... statements) {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Has the state table refuse rows of a version, until {@link #acceptAgain}. */
    void refuse(long version) {
        if (isSqlite()) {
            for (String event : List.of("INSERT", "UPDATE")) {
                execute(
                        """
                        CREATE TRIGGER meddled_%1$s BEFORE %1$s ON lifeguard_migrations
                        WHEN NEW.version = %2$s BEGIN SELECT RAISE(ABORT, 'meddled'); END
                        """
                                .formatted(event, version));
            }
        } else {
            execute(
                    "ALTER TABLE lifeguard_migrations ADD CONSTRAINT meddled CHECK (version <> %s)"
                            .formatted(version));
        }
    }

    /** The end of a refusal. */
    void acceptAgain() {
        if (isSqlite()) {
            execute("DROP TRIGGER meddled_INSERT", "DROP TRIGGER meddled_UPDATE");
        } else {
            execute("ALTER TABLE lifeguard_migrations DROP CONSTRAINT meddled");
        }
    }

    private boolean isSqlite() {
        return url.startsWith("jdbc:sqlite:");
    }

    /** The rows, the values of each with a bar between them; null is empty. */
    public List<String> query(String sql) {
        try (Connection connection = dataSource.getConnection()) {
            return TestDatabase.query(connection, sql);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Override
    public void close() {
        drop.run();
    }
}
