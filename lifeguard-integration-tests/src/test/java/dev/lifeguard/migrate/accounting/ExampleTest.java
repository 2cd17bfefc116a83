package dev.lifeguard.migrate.accounting;

import static dev.lifeguard.migrate.accounting.Sql.id;
import static dev.lifeguard.migrate.accounting.Sql.sql;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.documentation.Example;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What the sample's document says how to do. */
@OnPostgres
final class ExampleTest {

    private static final Map<String, UUID> VARIABLES =
            Map.of(
                    ":entry", id("e"),
                    ":company", id("ACME"),
                    ":cash", id("ACME", "1000"),
                    ":revenue", id("ACME", "4000"),
                    ":invoice", id("invoice", "I"),
                    ":note", id("note"),
                    ":credit", id("credit"));

    @AutoClose private final Books books;

    ExampleTest(PostgresServer server) {
        books = Books.on(server);
    }

    @Test
    void eachDoesWhatIsSaidOfIt() {
        List<String> examples = Example.all("migrations/README.md", "sql");
        Subledger.RECEIVABLES.invoice(books, "I", "100");

        examples.forEach(example -> books.accepts(sql(withValues(example))));

        assertThat(books.rows("SELECT entry_number, status FROM journal_entries ORDER BY 1"))
                .containsExactly("GJ-1|POSTED", "GJ-2|POSTED");
        assertThat(books.balance("1000")).isEqualTo("200|0");
        assertThat(Subledger.RECEIVABLES.paid(books, "I")).isEqualTo("20|80|PARTIAL|null");
        assertThat(
                        books.row(
                                """
                                SELECT applied_amount, refunded_amount, unapplied_amount
                                FROM ar_payments
                                """))
                .isEqualTo("20|10|0");
    }

    /** As psql puts its variables in. */
    private static String withValues(String example) {
        String text = example;
        for (Map.Entry<String, UUID> variable : VARIABLES.entrySet()) {
            text = text.replaceAll(variable.getKey() + "\\b", "'" + variable.getValue() + "'");
        }
        return text;
    }
}
