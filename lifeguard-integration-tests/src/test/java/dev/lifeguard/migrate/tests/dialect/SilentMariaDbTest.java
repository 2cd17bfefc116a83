package dev.lifeguard.migrate.tests.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.error.DatabaseUnreachableException;
import dev.lifeguard.migrate.report.MigrationReport;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.tests.server.Await;
import dev.lifeguard.migrate.tests.server.Background;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mariadb.jdbc.MariaDbDataSource;

/**
 * A network to MariaDB that swallows everything from some moment on ends a run within its lease.
 */
@Execution(ExecutionMode.CONCURRENT)
final class SilentMariaDbTest {

    private static final Duration LEASE = Duration.ofSeconds(3);

    /** The driver asks the server first to end the session, for as long as a connect may take. */
    private static final Duration LATEST_END = LEASE.plusSeconds(35);

    @AutoClose
    private final ContractProject project =
            ContractProject.of(ContractDatabase.mariaDb(MariaDbServer.running()));

    SilentMariaDbTest() {
        project.write("20240101000000_one.sql", "CREATE TABLE one (id int);\n");
        project.write(
                "20240102000000_two.sql",
                "INSERT INTO one VALUES (1);\nINSERT INTO one VALUES (2);\n");
        project.write("20240103000000_three.sql", "CREATE TABLE three (id int);\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "information_schema",
                "CREATE TABLE one",
                "VALUES (1)",
                "VALUES (2)",
                "20240102000000",
                "CREATE TABLE three"
            })
    void endsTheRunAt(String text) throws SQLException {
        String url = project.database().url();
        int port = Integer.parseInt(url.replaceAll(".*:([0-9]+)/.*", "$1"));
        try (BadNetwork proxy = BadNetwork.silentFrom(text, port)) {
            MariaDbDataSource behind =
                    new MariaDbDataSource(url.replace(":" + port + "/", ":" + proxy.port() + "/"));
            Background<MigrationReport> run =
                    Background.start(
                            Migrator.builder(behind)
                                            .source(MigrationSource.directory(project.directory()))
                                            .lease(LEASE)
                                            .build()
                                    ::up);
            Await.until("nothing passes", proxy::isSilent);
            long silent = System.nanoTime();

            run.failure(DatabaseUnreachableException.class);

            assertThat(Duration.ofNanos(System.nanoTime() - silent)).isLessThan(LATEST_END);
        }
        project.migrator().lockTimeout(Duration.ofSeconds(30)).build().up();
        assertThat(project.history()).containsExactly("one|whole", "two|whole", "three|whole");
        assertThat(project.database().query("SELECT id FROM one ORDER BY id"))
                .containsExactly("1", "2");
    }
}
