package dev.lifeguard.migrate.tests.crash;

import com.zaxxer.hikari.HikariDataSource;
import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.Await;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The migrations that are cut off, killed and frozen: each of their statements leaves a trace that
 * shows whether it took effect, and how often.
 */
final class CrashProject implements AutoCloseable {

    /** Where the only statement is whose effect the catalogue cannot tell: a DO that commits. */
    static final String IN_DOUBT = "20240105000000_outside.sql:4:1: statement 3 (DO)";

    private static final String RUNNERS =
            """
            SELECT FROM pg_stat_activity
            WHERE datname = current_database() AND backend_type = 'client backend'
            AND application_name <> 'test'
            """;

    private final Project project;
    private final Connection observer;
    private final HikariDataSource kept;

    CrashProject(PostgresServer server) {
        project = new Project(server);
        observer = observer(project.database());
        kept = kept(project.database());
        write(project);
    }

    /** Writes the migrations. */
    static void write(Project project) {
        project.write(
                "20240101000000_one.sql",
                """
                CREATE TABLE one (id int);
                INSERT INTO one VALUES (1);
                """);
        project.write(
                "20240102000000_copied.sql",
                """
                CREATE TABLE copied (id int);
                COPY copied FROM STDIN;
                1
                2
                \\.
                """);
        project.write(
                "20240103000000_indexed.sql",
                """
                INSERT INTO one VALUES (2);
                CREATE INDEX CONCURRENTLY one_id ON one (id);
                INSERT INTO one VALUES (3);
                """);
        project.write(
                "20240104000000_noted.sql",
                """
                ALTER TABLE one ADD COLUMN note text;
                INSERT INTO one VALUES (4);
                """);
        project.write(
                "20240105000000_outside.sql",
                """
                -- lifeguard:no-transaction
                INSERT INTO one VALUES (5);
                VACUUM one;
                DO $$ BEGIN INSERT INTO one VALUES (6); COMMIT; END $$;
                COPY copied FROM STDIN;
                3
                \\.
                """);
    }

    private static Connection observer(TestDatabase database) {
        try {
            return observers(database).getConnection();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Ones that are opened when the first is asked for. */
    private static HikariDataSource kept(TestDatabase database) {
        HikariDataSource kept = new HikariDataSource();
        kept.setDataSource(observers(database));
        kept.setMaximumPoolSize(1);
        return kept;
    }

    /** Their statements are parsed anew each time: tables of the same name come and go. */
    private static PGSimpleDataSource observers(TestDatabase database) {
        PGSimpleDataSource dataSource = database.dataSource();
        dataSource.setApplicationName("test");
        dataSource.setPrepareThreshold(0);
        return dataSource;
    }

    Project project() {
        return project;
    }

    TestDatabase database() {
        return project.database();
    }

    MigratorBuilder migrator(DataSource dataSource) {
        return project.migrator(dataSource)
                .lease(Duration.ofSeconds(2))
                .lockTimeout(Duration.ofSeconds(30));
    }

    /**
     * One that only looks, by a connection that is kept: the first look of a session takes most.
     */
    Migrator looking() {
        return migrator(kept).build();
    }

    List<String> checksums() {
        return checksums(project);
    }

    /** The files' checksums as {@code sha256sum} prints them, oldest first. */
    static List<String> checksums(Project project) {
        try (Stream<Path> files = Files.list(project.directory())) {
            return files.sorted().map(CrashProject::checksum).toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String checksum(Path file) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(Files.readAllBytes(file)));
        } catch (IOException | NoSuchAlgorithmException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** An empty database again. */
    void reset() {
        awaitNoRunner();
        try (Statement statement = observer.createStatement()) {
            statement.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Waits until no session is left in the database but those of the tests themselves. */
    void awaitNoRunner() {
        Await.until("no runner's session is left", () -> query(RUNNERS).isEmpty());
    }

    Traces traces() {
        return Traces.read(this::query);
    }

    private List<String> query(String sql) {
        try {
            return TestDatabase.query(observer, sql);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Override
    public void close() {
        kept.close();
        try {
            observer.close();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
        project.close();
    }
}
