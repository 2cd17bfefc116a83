package dev.lifeguard.migrate.accounting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A dump with rows, restored into an empty database: no rule stands in the way of its own rows. */
@OnPostgres(15)
final class RestoreTest {

    private static final String PSQL = "psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1";

    @AutoClose private final FilledSchema schema;
    @AutoClose private final TestDatabase restored;

    RestoreTest(PostgresServer server) {
        schema = new FilledSchema(server);
        restored = server.createDatabase();
    }

    @Test
    void keepsEveryRowAndFindsNoViolation() throws Exception {
        schema.upAndFill();
        assertThat(schema.emptyTables()).isEmpty();

        String dump = run("pg_dump", schema.database(), "");
        String said = run(PSQL, restored, dump);

        assertThat(said).doesNotContain("ERROR");
        try (Books first = Books.of(schema.database());
                Books second = Books.of(restored)) {
            assertThat(second.state()).isEqualTo(first.state()).hasSizeGreaterThan(19);
            assertThat(second.violations()).isEmpty();
        }
    }

    /** Runs a program on a database with some input, and returns what it writes. */
    private static String run(String program, TestDatabase database, String input)
            throws IOException, InterruptedException {
        String command =
                "%s --username=postgres --host=%s --port=%s --dbname=%s"
                        .formatted(
                                program,
                                database.server().host(),
                                database.server().port(),
                                database.name());
        Process process =
                new ProcessBuilder(List.of(command.split(" ", -1)))
                        .redirectErrorStream(true)
                        .start();
        Thread writer = Thread.ofVirtual().start(() -> write(process, input));
        String output;
        try (InputStream stream = process.getInputStream()) {
            output = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
        writer.join();
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private static void write(Process process, String input) {
        try (OutputStream stream = process.getOutputStream()) {
            stream.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException closed) {
            // The program has ended: its exit code is asserted.
        }
    }
}
