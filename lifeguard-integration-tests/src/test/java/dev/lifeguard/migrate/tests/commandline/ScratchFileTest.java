package dev.lifeguard.migrate.tests.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.commandline.CommandLine.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A migration of SQLite that works on a further file does so in {@code up} alone. */
final class ScratchFileTest {

    @TempDir private Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ATTACH '%s' AS archive; DELETE FROM archive.old; DETACH archive;",
                "CREATE TABLE old (id int); VACUUM INTO '%s2';"
            })
    void isNotWorkedOnFromAScratchDatabase(String script) throws IOException, SQLException {
        Path archive = directory.resolve("archive.db");
        run(archive, "CREATE TABLE old (id int)");
        Path migrations = Files.createDirectory(directory.resolve("migrations"));
        Files.writeString(
                migrations.resolve("20240101000000_archive.sql"),
                "-- Up migration\n-- lifeguard:no-transaction\n%s\n-- Down migration\nSELECT 1;\n"
                        .formatted(script.formatted(archive)));
        CommandLine commandLine =
                CommandLine.in(directory)
                        .with("LIFEGUARD_DATABASE_URL", "sqlite:" + directory.resolve("app.db"))
                        .with("LIFEGUARD_MIGRATIONS_DIR", migrations.toString())
                        .inThisProcess();
        Result up = commandLine.run("up");
        assertThat(up.exit()).as(up.errors()).isZero();
        run(archive, "INSERT INTO old VALUES (1)");

        for (String[] command : new String[][] {{"drift"}, {"verify", "--all"}}) {
            Result refused = commandLine.run(command);

            assertThat(refused.exit()).as(refused.output()).isEqualTo(2);
            assertThat(refused.errors())
                    .contains("20240101000000_archive.sql:3:")
                    .contains(
                            " works on another file than the database's, and would do so from the"
                                    + " scratch database too. It was not run. Take it out of the"
                                    + " file; for an applied migration repair --accept-checksum"
                                    + " takes the edit.");
        }
        assertThat(count(archive)).isEqualTo(1);
    }

    private static void run(Path file, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static int count(Path file) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM old")) {
            row.next();
            return row.getInt(1);
        }
    }
}
