package dev.lifeguard.migrate.accounting;

import static dev.lifeguard.migrate.accounting.Sql.sql;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The sample's schema, made by its migrations, and what every test of it begins with. The schema
 * has functions and operators of another who waits for one of them to be taken for PostgreSQL's
 * own.
 */
final class Fixture {

    private static final Path MIGRATIONS = Path.of("..", "migrations");
    private static final Path DEMO_DATA = Path.of("..", "demo", "demo_data.sql");
    private static final Path ROLES = Path.of("..", "docs", "accounting_roles.sql");
    private static final String TEMPLATE = "accounting_fixture";

    private Fixture() {}

    /** A migrator of the sample for a database. */
    static Migrator migrator(TestDatabase database) {
        return migrator(database.dataSource()).build();
    }

    /** A migrator of the sample for other connections. */
    static MigratorBuilder migrator(DataSource connections) {
        return Migrator.builder(connections).source(MigrationSource.directory(MIGRATIONS));
    }

    /** Makes a database that holds the schema and the fixture, and returns its name. */
    static String copy(PostgresServer server) {
        String name = "books_" + UUID.randomUUID().toString().replace("-", "");
        try (Connection connection = dataSource(server, "postgres").getConnection();
                Statement statement = connection.createStatement()) {
            if (!hasTemplate(connection)) {
                TestDatabase template = server.createDatabase();
                fill(template);
                template.rename(TEMPLATE);
            }
            statement.execute(
                    "CREATE DATABASE %s TEMPLATE %s%s".formatted(name, TEMPLATE, server.byFiles()));
            return name;
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Drops a database that {@link #copy} made. */
    static void drop(PostgresServer server, String name) {
        try (Connection connection = dataSource(server, "postgres").getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE %s WITH (FORCE)".formatted(name));
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Connections to a database as the superuser. */
    static PGSimpleDataSource dataSource(PostgresServer server, String database) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setServerNames(new String[] {server.host()});
        dataSource.setPortNumbers(new int[] {server.port()});
        dataSource.setDatabaseName(database);
        dataSource.setUser("postgres");
        return dataSource;
    }

    private static boolean hasTemplate(Connection maintenance) throws SQLException {
        return !TestDatabase.query(
                        maintenance, "SELECT FROM pg_database WHERE datname = ?", TEMPLATE)
                .isEmpty();
    }

    private static void fill(TestDatabase database) {
        database.execute(resource("overloads.sql"));
        migrator(database).up();
        database.execute(resource("own_overloads.sql"), ledger(), parties());
    }

    /** The companies, their periods and accounts. */
    static String ledger() {
        return resource("ledger.sql");
    }

    /** The customers and vendors. */
    static String parties() {
        return resource("parties.sql");
    }

    private static String resource(String name) {
        try (InputStream input = Fixture.class.getResourceAsStream(name)) {
            return new String(
                    Objects.requireNonNull(input, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The demo data, which are loaded into an empty schema. */
    static String demoData() {
        return read(DEMO_DATA);
    }

    /** The script that makes the roles and gives them what their work needs. */
    static String roles() {
        return read(ROLES);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** A query for the number of rows of each table and a hash of them. */
    static Sql digest(Session session) {
        List<String> tables =
                session.rows(
                        sql(
                                """
                                SELECT relname FROM pg_class
                                WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
                                ORDER BY relname
                                """));
        return sql(
                tables.stream()
                        .map(
                                """
                                SELECT '%1$s', count(*),
                                    md5(string_agg(r::text, ',' ORDER BY r::text))
                                FROM %1$s r
                                """
                                        ::formatted)
                        .collect(Collectors.joining("UNION ALL ")));
    }
}
