package dev.lifeguard.migrate.tests.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.dialect.ContractDatabase;
import dev.lifeguard.migrate.tests.dialect.MariaDbServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code report} on databases beside PostgreSQL. */
final class ReportOnOthersTest {

    @TempDir private Path directory;

    private String page(String url) throws IOException {
        Path migrations = Files.createDirectory(directory.resolve("migrations"));
        Files.writeString(
                migrations.resolve("20240101000000_one.sql"),
                """
                CREATE TABLE one (id integer NOT NULL PRIMARY KEY);
                CREATE TABLE two (one_id integer REFERENCES one (id), name varchar(10));
                """);
        CommandLine commandLine =
                CommandLine.in(directory)
                        .with("LIFEGUARD_DATABASE_URL", url)
                        .with("LIFEGUARD_MIGRATIONS_DIR", migrations.toString())
                        .inThisProcess();
        assertThat(commandLine.run("up").exit()).isZero();
        Files.writeString(migrations.resolve("20240102000000_two.sql"), "DROP TABLE two;\n");

        String page = ReportRun.page(commandLine, directory.resolve("report.html"));

        assertThat(page)
                .contains(
                        "\"id\":\"20240101000000\",\"version\":\"20240101000000\",\"name\":\"one\"")
                .contains("\"by\":\"" + System.getProperty("user.name") + "@")
                .contains("\"pending\":[{\"id\":\"20240102000000\"")
                .contains("\"command\":\"up\"")
                .contains("\"batches\":{\"seen\":[]}")
                .contains("\"lock\":{\"seen\":[]}");
        return page;
    }

    @Test
    void showsADatabaseOfSqlite() throws IOException {
        assertThat(page("sqlite:%s/app.db".formatted(directory)))
                .contains(
                        "\"lint\":{\"reason\":\"Lint knows the locks and the SQL of PostgreSQL"
                                + " only, and this is SQLite.\"}")
                .contains("\"drift\":{\"seen\":[]}")
                .contains("\"sizes\":{\"seen\":[{\"name\":\"main.one\"},{\"name\":\"main.two\"}]}")
                .contains("\"references\":[{\"columns\":[\"one_id\"],\"table\":\"main.one\"}]")
                .contains(
                        "\"waiting\":{\"reason\":\"Who waits for locks now is looked at on"
                                + " PostgreSQL only, and this is SQLite.\"}");
    }

    @Test
    void showsADatabaseOfH2() throws IOException {
        assertThat(page("jdbc:h2:%s/app".formatted(directory)))
                .contains("{\"name\":\"PUBLIC.ONE\",\"rows\":0}")
                .contains("\"references\":[{\"columns\":[\"ONE_ID\"],\"table\":\"PUBLIC.ONE\"}]");
    }

    @Test
    void showsADatabaseOfMariaDb() throws IOException {
        try (ContractDatabase database = ContractDatabase.mariaDb(MariaDbServer.running())) {
            String page = page(database.url());

            assertThat(page)
                    .containsPattern("\"name\":\"test_\\w+\\.one\",\"rows\":0,\"bytes\":16384")
                    .containsPattern("\"columns\":\\[\"one_id\"],\"table\":\"test_\\w+\\.one\"");
        }
    }
}
