package dev.lifeguard.migrate.tests.dialect;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.source.MigrationSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mariadb.jdbc.MariaDbDataSource;
import org.sqlite.SQLiteDataSource;

/** A database that takes no writes is told in its own words. */
final class ReadOnlyTest {

    @TempDir private Path migrations;
    @TempDir private Path directory;

    @BeforeEach
    void write() throws Exception {
        Files.writeString(
                migrations.resolve("20240101000000_one.sql"), "CREATE TABLE one (id int);\n");
    }

    private String failureOfUp(DataSource dataSource) {
        return failureOf(
                        () ->
                                Migrator.builder(dataSource)
                                        .source(MigrationSource.directory(migrations))
                                        .build()
                                        .up())
                .detail()
                .coded();
    }

    @Test
    void mariaDb() throws SQLException {
        try (ContractDatabase database = ContractDatabase.mariaDb(MariaDbServer.running())) {
            String url =
                    database.url()
                            + (database.url().contains("?") ? "&" : "?")
                            + "sessionVariables=tx_read_only=1";

            assertThat(failureOfUp(new MariaDbDataSource(url)))
                    .isEqualTo(
                            "LG-101 The database is read-only: Cannot execute statement in a READ"
                                + " ONLY transaction (SQLState 25006). Connect to the primary, as a"
                                + " user whose transactions may write (tx_read_only), to a server"
                                + " without the option that is named.");
        }
    }

    @Test
    void sqlite() throws Exception {
        Path file = Files.createFile(directory.resolve("app.db"));
        SQLiteDataSource dataSource = new SQLiteDataSource();
        dataSource.setUrl("jdbc:sqlite:file:%s?mode=ro".formatted(file));

        assertThat(failureOfUp(dataSource))
                .isEqualTo(
                        "LG-101 The database is read-only: [SQLITE_READONLY] Attempt to write a"
                            + " readonly database (attempt to write a readonly database). Open the"
                            + " file for writing: without mode=ro and immutable in the URL, and"
                            + " with the right to write to it and to its folder.");
    }

    @Test
    void h2() throws SQLException {
        JdbcDataSource dataSource = new JdbcDataSource();
        dataSource.setURL("jdbc:h2:" + directory.resolve("app"));
        dataSource.getConnection().close();
        dataSource.setURL("jdbc:h2:%s;ACCESS_MODE_DATA=r".formatted(directory.resolve("app")));

        assertThat(failureOfUp(dataSource))
                .isEqualTo(
                        "LG-101 The database is read-only: The database is read only (SQLState"
                            + " 90097). Open it for writing: without ACCESS_MODE_DATA=r in the URL,"
                            + " and with the right to write to its file.");
    }
}
