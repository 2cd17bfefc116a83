package dev.lifeguard.migrate.tests.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.commandline.CommandLine.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a database or a script holds is shown, but controls no terminal and tells no secret. */
final class ShownTextTest {

    private static final String VALUE = "hunter2forever";

    @TempDir private Path directory;

    @BeforeEach
    void applyOne() throws IOException {
        Files.createDirectory(directory.resolve("migrations"));
        write("20240101000000_one.sql", "SELECT 1;\n");
        assertThat(run("up").exit()).isZero();
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(directory.resolve("migrations").resolve(name), text);
    }

    private Result run(String... arguments) {
        return CommandLine.in(directory)
                .with("LIFEGUARD_DATABASE_URL", "sqlite:app.db")
                .run(arguments);
    }

    @Test
    void showsWhatWouldControlATerminal() throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("app.db"));
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "UPDATE lifeguard_migrations SET name ="
                            + " 'o' || char(27) || ']0;x' || char(7) || char(8238) || char(155)"
                            + " || char(13) || char(10) || 'n' || char(8203) || char(65279)"
                            + " || char(917569) || 'e'");
        }
        for (List<String> command :
                List.of(
                        List.of("status"),
                        List.of("status", "-v"),
                        List.of("info"),
                        List.of("info", "20240101000000"),
                        List.of("validate"),
                        List.of("down", "--dry-run"),
                        List.of("status", "--output", "json"))) {
            Result result = run(command.toArray(String[]::new));

            assertThat(result.output() + result.errors())
                    .as(command.toString())
                    .doesNotContain(
                            "\033",
                            "\007",
                            "\u202e",
                            "\u009b",
                            "\r",
                            "\u200b",
                            "\ufeff",
                            "\udb40\udc41");
        }
        assertThat(run("status").output())
                .contains(
                        "o\\u001b]0;x\\u0007\\u202e\\u009b\\u000d\\u000an\\u200b\\ufeff\\udb40\\udc41e");
    }

    @Test
    void theTimesOfTheLogSayHowFarTheyAreFromUtc() throws IOException {
        write("20240102000000_two.sql", "SELECT 2;\n");

        assertThat(run("up", "-v").errors())
                .containsPattern(
                        "(?m)^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}(Z|[+-]\\d\\d:\\d\\d)"
                            + " ");
    }

    @Test
    void masksThePlaceholdersThatAreSecrets() throws IOException {
        write("20240102000000_two.sql", "SELECT '${schema}', ${db_password} FROM nothing;\n");
        for (List<String> command :
                List.of(
                        List.of("up"),
                        List.of("up", "--output", "json"),
                        List.of("up", "-v"),
                        List.of("plan"),
                        List.of("plan", "--output", "json"),
                        List.of("up", "--dry-run", "-v"))) {
            Result result =
                    run(
                            Stream.concat(
                                            command.stream(),
                                            Stream.of(
                                                    "--placeholder",
                                                    "db_password=" + VALUE,
                                                    "--placeholder",
                                                    "schema=readable"))
                                    .toArray(String[]::new));

            assertThat(result.output() + result.errors())
                    .as(command.toString())
                    .doesNotContain(VALUE);
        }
    }
}
