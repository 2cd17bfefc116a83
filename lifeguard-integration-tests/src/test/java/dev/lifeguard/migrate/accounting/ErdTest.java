package dev.lifeguard.migrate.accounting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The diagrams in migrations/SCHEMA_ERD.md; with -Derd.update=true they are written anew. */
@OnPostgres
final class ErdTest {

    private static final Path DOCUMENT = Path.of("..", "migrations", "SCHEMA_ERD.md");

    @AutoClose private final TestDatabase database;

    ErdTest(PostgresServer server) {
        database = server.createDatabase();
    }

    @Test
    void theDocumentShowsTheSchemaAsItIs() throws IOException {
        String document = ErdGenerator.document(database);
        if (Boolean.getBoolean("erd.update")) {
            Files.writeString(DOCUMENT, document);
        }

        assertThat(Files.readString(DOCUMENT))
                .as("Out of date: run make erd")
                .isEqualTo(document)
                .contains("    invoices ||--o| customer_invoices : invoice_id\n");
    }
}
