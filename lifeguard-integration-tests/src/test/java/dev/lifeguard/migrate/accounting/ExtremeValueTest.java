package dev.lifeguard.migrate.accounting;

import static dev.lifeguard.migrate.accounting.Journal.change;
import static dev.lifeguard.migrate.accounting.Journal.changeLine;
import static dev.lifeguard.migrate.accounting.Journal.entry;
import static dev.lifeguard.migrate.accounting.Journal.post;
import static dev.lifeguard.migrate.accounting.Journal.reverse;
import static dev.lifeguard.migrate.accounting.Line.credit;
import static dev.lifeguard.migrate.accounting.Line.debit;
import static dev.lifeguard.migrate.accounting.Sql.id;
import static dev.lifeguard.migrate.accounting.Sql.sql;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The largest amounts, what is no number, dates without end, and what is missing. */
@OnPostgres
final class ExtremeValueTest {

    private static final String LARGEST = "999999999999999.99";

    @AutoClose private final Books books;

    ExtremeValueTest(PostgresServer server) {
        books = Books.on(server);
    }

    @Test
    void noAmountStandsInTheWayOfTheNextOne() {
        String all = "1999999999999999.98";
        for (String entry : new String[] {"e", "f"}) {
            books.draft(entry, "2024-03-10", debit("1000", LARGEST), credit("4000", LARGEST));
            books.accepts(post(entry));
        }
        books.accepts(
                reverse(id("e"), "R", "2024-03-11"),
                sql("UPDATE accounts SET balance_shards = 16"));
        books.draft(
                "g",
                "2024-03-12",
                debit("1000", LARGEST),
                debit("1000", LARGEST),
                credit("4000", LARGEST),
                credit("4000", LARGEST));
        books.accepts(post("g"));

        assertThat(books.row("SELECT total_debit FROM journal_entries WHERE id = ?", id("g")))
                .isEqualTo(all);
        assertThat(books.balance("1000")).isEqualTo("3999999999999999.96|999999999999999.99");
        assertThat(books.trialBalance("1000", "2024-03-31")).isEqualTo("2999999999999999.97");
    }

    @Test
    void aLargeLineOfADraftChanges() {
        books.sale("e", "2024-03-10", LARGEST);

        books.accepts(
                changeLine("e", 1, "debit_amount = 700000000000000, base_debit_amount = 7e14"));

        assertThat(books.row("SELECT line_count, total_debit, total_credit FROM journal_entries"))
                .isEqualTo("2|700000000000000|" + LARGEST);
    }

    @Test
    void aLargeLineOfAnInvoiceChanges() {
        books.accepts(
                Invoice.toCustomer("I").sql(),
                Invoice.line("I", 1, LARGEST).sql(),
                sql("UPDATE invoice_lines SET unit_price = 700000000000000"));

        assertThat(books.row("SELECT line_count, total_amount FROM invoices"))
                .isEqualTo("1|700000000000000");
    }

    @ParameterizedTest
    @CsvSource({
        "NaN, 23514 journal_entry_lines_exchange_rate_check",
        "0, 23514 journal_entry_lines_exchange_rate_check",
        "-1, 23514 journal_entry_lines_exchange_rate_check",
        "Infinity, 22003",
        "1e10, 22003"
    })
    void aRateIsANumberAboveZero(String rate, String refusal) {
        books.draft("e", "2024-03-10");

        books.refuses(refusal, debit("1000", "5").in("EUR", rate).row("e", 1).sql());
    }

    @ParameterizedTest
    @ValueSource(strings = {"quantity", "unit_price", "discount_amount", "tax_amount", "tax_rate"})
    void anInvoiceLineHasNumbersOnly(String column) {
        books.accepts(Invoice.toCustomer("I").sql());

        assertThat(
                        books.session()
                                .refusal(Invoice.line("I", 1, "5").with(column, "NaN").sql())
                                .sqlState())
                .isEqualTo("23514");
    }

    @ParameterizedTest
    @ValueSource(strings = {"infinity", "-infinity"})
    void nothingIsPostedWithoutADay(String day) {
        books.sale("e", day, "5");

        books.refuses("55000 journal_entries_period_open", post("e"));
    }

    @ParameterizedTest
    @EnumSource
    void documentsAndPaymentsHaveADay(Subledger ledger) {
        String payments = ledger.rule("23514 {payments}_payment_date_check");

        books.refuses(payments, ledger.payment("P", "5").with("payment_date", "infinity").sql());
        books.refuses(payments, ledger.payment("P", "5").with("payment_date", "-infinity").sql());
        books.refuses(
                "23514 invoices_dates_check",
                Invoice.toCustomer("I").with("due_date", "infinity").sql());
        books.refuses(
                "23514 invoices_dates_check",
                Invoice.toCustomer("I").with("invoice_date", "-infinity").sql());
    }

    @ParameterizedTest
    @CsvSource({
        "entry_number, 23502",
        "entry_date, 23502",
        "line_count, 23502",
        "total_debit, 23502",
        "created_at, 23502",
        "status, 55000 journal_entries_frozen"
    })
    void whatAnEntryNeedsIsNotMissing(String column, String refusal) {
        books.draft("e", "2024-03-10");

        books.refuses(refusal, change("e", column + " = NULL"));
        books.refuses(
                "23502",
                sql(
                        """
                        INSERT INTO journal_entries
                        SELECT r.* FROM journal_entries e
                        CROSS JOIN LATERAL jsonb_populate_record(
                            NULL::journal_entries,
                            to_jsonb(e) || jsonb_build_object(
                                'id', ?::uuid, 'created_at', now(), 'updated_at', now(), '%s', NULL
                            )
                        ) r
                        """
                                .formatted(column),
                        id("f")));
    }

    @Test
    void aDraftHasNotBeenPosted() {
        books.draft("e", "2024-03-10");
        String draft = "23514 journal_entries_posted_check";

        books.refuses(draft, change("e", "posted_at = now()"));
        books.refuses(draft, change("e", "posted_by = '%s'".formatted(id("an actor"))));
        books.refuses(draft, entry("f", "2024-03-10").with("posted_at", "2024-03-10").sql());
        books.refuses(
                draft,
                entry("f", "2024-03-10").with("fiscal_period_id", id("ACME", "2024-03")).sql());
    }
}
