package dev.lifeguard.migrate.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Several JVMs that test at the same time, with a template that none of them has yet. As a program
 * it runs the tests of one of them.
 */
final class ForksTest {

    private static final int FORKS = 3;
    private static final int TESTS = 10;

    @MigratedDatabase(locations = "filesystem:${lifeguard.forks}")
    static final class InOneFork {

        @RepeatedTest(TESTS)
        void hasItsOwn(DataSource database) throws SQLException {
            try (Connection connection = database.getConnection()) {
                DatabaseContract.execute(connection, "INSERT INTO customers VALUES (2, 'Bob')");
            }
            assertThat(DatabaseContract.names(database)).isEqualTo("Ada,Bob");
        }
    }

    @Test
    void doNotGetInEachOthersWay(@TempDir Path directory) throws IOException, InterruptedException {
        Files.writeString(
                directory.resolve("20240101000000_customers.sql"),
                """
                -- %s
                -- Up migration
                CREATE TABLE customers (id integer PRIMARY KEY, name text NOT NULL);
                INSERT INTO customers VALUES (1, 'Ada');
                -- Down migration
                DROP TABLE customers;
                """
                        .formatted(directory));
        List<Process> forks = new ArrayList<>();
        for (int fork = 0; fork < FORKS; fork++) {
            forks.add(start(directory));
        }
        for (Process fork : forks) {
            String said = new String(fork.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(fork.waitFor()).as(said).isZero();
            assertThat(said).endsWith("%s successful, failures: []%n".formatted(TESTS));
        }
    }

    private static Process start(Path directory) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Dlifeguard.forks=" + directory,
                        "-cp",
                        System.getProperty("java.class.path"),
                        ForksTest.class.getName())
                .redirectError(Redirect.INHERIT)
                .start();
    }

    /** Runs the tests of one fork. */
    public static void main(String[] arguments) {
        TestRun run = TestRun.of(InOneFork.class, Map.of());
        System.out.printf(
                Locale.ROOT, "%d successful, failures: %s%n", run.successful(), run.failures());
    }
}
