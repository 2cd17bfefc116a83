package dev.lifeguard.migrate.tests.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.commandline.CommandLine.Result;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The diagrams in migrations/SCHEMA_ERD.md are those that {@code make erd} would write. */
@OnPostgres
final class SampleDiagramTest {

    private static final Path SAMPLE = Path.of("..", "migrations").toAbsolutePath().normalize();

    @AutoClose private final TestDatabase database;
    @TempDir private Path folder;

    SampleDiagramTest(PostgresServer server) {
        database = server.createDatabase();
    }

    @Test
    void theDocumentShowsTheSchemaAsItIs() throws IOException {
        Path made = folder.resolve("SCHEMA_ERD.md");
        Result result =
                CommandLine.in(folder)
                        .with("LIFEGUARD_MIGRATIONS_DIR", SAMPLE.toString())
                        .with("LIFEGUARD_SCRATCH_URL", database.url())
                        .inThisProcess()
                        .run("erd", "--file", made.toString());

        assertThat(result.exit()).as(result.errors()).isZero();
        assertThat(SAMPLE.resolve("SCHEMA_ERD.md"))
                .as("Out of date: run make erd")
                .hasContent(Files.readString(made));
        assertThat(made)
                .content()
                .contains("    invoices ||--o| customer_invoices : \"company_id, invoice_id,");
    }
}
