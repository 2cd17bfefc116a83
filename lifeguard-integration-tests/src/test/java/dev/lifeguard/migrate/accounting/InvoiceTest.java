package dev.lifeguard.migrate.accounting;

import static dev.lifeguard.migrate.accounting.Invoice.change;
import static dev.lifeguard.migrate.accounting.Invoice.delete;
import static dev.lifeguard.migrate.accounting.Invoice.line;
import static dev.lifeguard.migrate.accounting.Invoice.status;
import static dev.lifeguard.migrate.accounting.Invoice.toCustomer;
import static dev.lifeguard.migrate.accounting.Sql.id;
import static dev.lifeguard.migrate.accounting.Sql.sql;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.server.Background;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Invoices and their lines. */
@OnPostgres
final class InvoiceTest {

    private static final String FROZEN = "55000 invoices_frozen";
    private static final String LINES_FROZEN = "55000 invoice_lines_frozen";

    @AutoClose private final Books books;

    InvoiceTest(PostgresServer server) {
        books = Books.on(server);
        books.accepts(
                toCustomer("I").sql(),
                line("I", 1, "19.99")
                        .with("quantity", 3)
                        .with("tax_rate", 8)
                        .with("tax_amount", "4.80")
                        .sql());
    }

    @Test
    void isTheSumOfItsLines() {
        assertThat(
                        books.row(
                                """
                                SELECT subtotal, tax_amount, total_amount, base_total_amount,
                                    line_count
                                FROM invoices
                                """))
                .isEqualTo("59.97|4.8|64.77|64.77|1");
        books.refuses("42501 invoices_totals_maintained", change("I", "total_amount = 1"));
        books.refuses("42501 invoices_totals_maintained", change("I", "line_count = 1 + 1"));
        books.refuses("42501 invoices_begin_empty", toCustomer("J").with("subtotal", 1).sql());
    }

    @Test
    void followsEveryChangeOfItsLines() {
        books.accepts(
                toCustomer("J").sql(),
                line("J", 1, "10")
                        .with("quantity", 2)
                        .with("discount_percent", 10)
                        .with("discount_amount", 2)
                        .sql(),
                line("J", 2, "5").sql(),
                line("J", 3, "7").sql(),
                sql("UPDATE invoice_lines SET unit_price = 6 WHERE line_number = 2"),
                sql("DELETE FROM invoice_lines WHERE line_number = 3"));

        assertThat(
                        books.row(
                                """
                                SELECT line_count, subtotal, discount_amount, total_amount
                                FROM invoices WHERE invoice_number = 'J'
                                """))
                .isEqualTo("2|26|2|24");
    }

    @Test
    void aLineIsInTheCurrencyOfTheInvoice() {
        Insert line = line("I", 2, "100").with("currency_code", "EUR");

        books.refuses("23503 invoice_lines_invoice_fkey", line.sql());
        books.refuses(
                "23503 invoice_lines_invoice_fkey", line.without("currency_minor_units").sql());
    }

    @Test
    void isApprovedWithLinesOnly() {
        books.accepts(toCustomer("J").sql());

        books.refuses("23514 invoices_line_count_check", status("J", "APPROVED"));
        books.accepts(status("I", "APPROVED"));
        assertThat(
                        books.row(
                                """
                                SELECT approved_at IS NOT NULL FROM invoices
                                WHERE invoice_number = 'I'
                                """))
                .isEqualTo("t");
    }

    @Test
    void isFrozenOnceItIsApproved() {
        books.accepts(status("I", "APPROVED"));

        books.refuses(FROZEN, change("I", "due_date = '2024-05-01'"));
        books.refuses(FROZEN, change("I", "invoice_number = 'Z'"));
        books.refuses(FROZEN, change("I", "exchange_rate = 2"));
        books.refuses(FROZEN, change("I", "customer_id = '%s'".formatted(id("C2"))));
        books.refuses(LINES_FROZEN, line("I", 2, "100").sql());
        books.refuses(LINES_FROZEN, sql("UPDATE invoice_lines SET quantity = 4"));
        books.refuses(LINES_FROZEN, sql("DELETE FROM invoice_lines"));
        books.refuses("55000 invoices_keep", delete("I"));
        books.refuses("55000 invoices_truncate", sql("TRUNCATE invoices CASCADE"));

        books.accepts(change("I", "notes = 'n'"));
    }

    @Test
    void goesThroughItsStatusesInOrder() {
        String transition = "55000 invoices_transition";

        books.refuses(
                "55000 invoices_begin_as_draft", toCustomer("J").with("status", "SENT").sql());
        books.refuses(transition, status("I", "SENT"));
        books.accepts(status("I", "PENDING_APPROVAL"), status("I", "DRAFT"));
        books.accepts(status("I", "APPROVED"));
        books.refuses(transition, status("I", "DRAFT"));
        Subledger ledger = Subledger.RECEIVABLES;
        books.accepts(
                status("I", "SENT"),
                ledger.document("I", "64.77", Invoice.DATE, Invoice.DUE).sql(),
                ledger.payment("P", "64.77").sql(),
                ledger.application("P", "I", "64.77", "2024-03-10").sql(),
                status("I", "PAID"));
        books.refuses(transition, status("I", "CANCELLED"));
        books.refuses(transition, status("I", "SENT"));
    }

    @Test
    void aDeletedDraftTakesItsLinesAlong() {
        books.accepts(delete("I"));

        assertThat(books.row("SELECT count(*) FROM invoice_lines")).isEqualTo("0");
    }

    @Test
    void hasExactlyThePartyOfItsType() {
        String rule = "23514 invoices_party_check";

        books.refuses(rule, toCustomer("X").with("vendor_id", id("V1")).sql());
        books.refuses(rule, toCustomer("X").without("customer_id").sql());
        books.refuses(
                "23503 invoices_customer_fkey",
                toCustomer("X").with("customer_id", id("N1")).sql());
    }

    @Test
    void hasANumberOfItsOwnInItsCompanyOrForItsVendor() {
        Insert second = toCustomer("I").with("id", id("another"));
        Insert vendors = Invoice.of("VENDOR", "I").with("id", id("a third"));

        books.refuses(
                "23505 invoices_customer_invoice_number_key",
                second.with("customer_id", id("C2")).sql());
        books.accepts(
                second.with("company_id", id("NORD"))
                        .with("customer_id", id("N1"))
                        .with("currency_code", "EUR")
                        .sql(),
                vendors.with("vendor_id", id("V1")).sql(),
                vendors.with("vendor_id", id("V2")).with("id", id("a fourth")).sql());
        books.refuses(
                "23505 invoices_vendor_invoice_number_key",
                vendors.with("vendor_id", id("V1")).with("id", id("a fifth")).sql());
    }

    @Test
    void twoSessionsAddLinesToOneDraft() {
        Session other = books.newSession();
        books.accepts(sql("BEGIN"), line("I", 2, "1").sql());

        Background<?> line = other.runWaitingFor(books.session(), line("I", 3, "2").sql());
        books.accepts(line("I", 4, "3").sql(), sql("COMMIT"));
        line.result();

        assertThat(books.row("SELECT line_count, total_amount FROM invoices")).isEqualTo("4|70.77");
    }
}
