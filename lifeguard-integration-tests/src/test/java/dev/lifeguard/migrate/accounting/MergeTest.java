package dev.lifeguard.migrate.accounting;

import static dev.lifeguard.migrate.accounting.Journal.post;
import static dev.lifeguard.migrate.accounting.Sql.id;
import static dev.lifeguard.migrate.accounting.Sql.sql;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** MERGE, which inserts, updates and deletes by one statement. */
@OnPostgres({15, 18})
final class MergeTest {

    /** Halves the first line, deletes the second one, and adds a third. */
    private static final Sql LINES =
            sql(
                    """
                    MERGE INTO journal_entry_lines l
                    USING (VALUES (1, 50, 0), (2, 0, 0), (3, 0, 50)) n (number, debit, credit)
                        ON l.journal_entry_id = ? AND l.line_number = n.number
                    WHEN MATCHED AND n.debit > 0 THEN
                        UPDATE SET debit_amount = n.debit, base_debit_amount = n.debit
                    WHEN MATCHED THEN DELETE
                    WHEN NOT MATCHED THEN
                        INSERT (
                            company_id, journal_entry_id, line_number, account_id, currency_code,
                            exchange_rate, credit_amount, base_credit_amount
                        )
                        VALUES (?, ?, n.number, ?, 'USD', 1, n.credit, n.credit)
                    """,
                    id("e"),
                    id("ACME"),
                    id("e"),
                    id("ACME", "5000"));

    private static final Sql POST =
            sql(
                    """
                    MERGE INTO journal_entries e USING (VALUES (?::uuid)) n (id) ON e.id = n.id
                    WHEN MATCHED THEN UPDATE SET status = 'POSTED'
                    """,
                    id("e"));

    @AutoClose private final Books books;

    MergeTest(PostgresServer server) {
        books = Books.on(server);
        books.sale("e", "2024-03-10", "100");
    }

    @Test
    void keepsTheTotalsAndPosts() {
        books.accepts(LINES);

        assertThat(books.row("SELECT line_count, total_debit, total_credit FROM journal_entries"))
                .isEqualTo("2|50|50");
        books.accepts(POST);
        assertThat(books.balance("1000")).isEqualTo("50|0");
        assertThat(books.balance("5000")).isEqualTo("0|50");
        assertThat(books.wrongBalances()).isEmpty();
    }

    @Test
    void changesNothingThatIsPosted() {
        books.accepts(post("e"));

        books.refuses("55000 journal_entry_lines_frozen", LINES);
        books.refuses("55000 journal_entries_frozen", POST);
    }
}
