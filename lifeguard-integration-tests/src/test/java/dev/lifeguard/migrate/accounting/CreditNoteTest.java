package dev.lifeguard.migrate.accounting;

import static dev.lifeguard.migrate.accounting.Sql.id;
import static dev.lifeguard.migrate.accounting.Sql.sql;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.server.Background;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Credit notes, of the company to customers and of vendors to the company. */
@OnPostgres
final class CreditNoteTest {

    private static final String DATE = "2024-03-05";

    @AutoClose private final Books books;

    CreditNoteTest(PostgresServer server) {
        books = Books.on(server);
    }

    /** An invoice of 100 and a credit note of 30 that takes from it. */
    private void noted(Subledger ledger) {
        ledger.invoice(books, "I", "100");
        books.accepts(ledger.approvedNote("N", "30", DATE, "I"));
        books.accepts(ledger.credit("N").sql());
    }

    @ParameterizedTest
    @EnumSource
    void isAppliedAsAPaymentIs(Subledger ledger) {
        noted(ledger);
        assertThat(ledger.net(books, "2024-03-04")).containsExactly("100|0|100");
        assertThat(ledger.net(books, DATE)).containsExactly("100|30|70");

        books.accepts(ledger.application("N", "I", "30", "2024-03-10").sql());

        assertThat(ledger.paid(books, "I")).isEqualTo("30|70|PARTIAL|null");
        assertThat(ledger.used(books, "N")).isEqualTo("30|0|0|2024-03-10");
        assertThat(ledger.net(books, "2024-03-09")).containsExactly("100|30|70");
        assertThat(ledger.net(books, "2024-03-10")).containsExactly("70|0|70");
        books.refuses(
                ledger.rule("23514 {payments}_applied_amount_check"),
                ledger.application("N", "I", "1", "2024-03-10").with("id", id("more")).sql());
    }

    @ParameterizedTest
    @EnumSource
    void hasWhatItsNoteHas(Subledger ledger) {
        ledger.invoice(books, "I", "100");
        books.accepts(ledger.approvedNote("N", "30", DATE, "I"));
        Insert credit = ledger.credit("N");
        String same = ledger.rule("23514 {payments}_same_as_credit_note");

        books.refuses(same, credit.with("payment_amount", "31").sql());
        books.refuses(same, credit.with("payment_date", "2024-03-06").sql());
        books.refuses(same, credit.with("exchange_rate", "2").sql());
        books.refuses(same, credit.with("currency_code", "EUR").sql());
        books.refuses(same, ledger.ofOther(credit).sql());
        books.refuses(
                ledger.rule("23514 {payments}_credit_note_check"),
                credit.with("bank_account_id", id("ACME", "1000")).sql());
        books.refuses(
                ledger.rule("23514 {payments}_credit_note_check"),
                ledger.payment("P", "5").with("payment_method", "CREDIT_NOTE").sql());
        books.accepts(credit.sql());
        assertThat(
                        books.row(
                                """
                                SELECT payment_number, payment_date, payment_amount, status,
                                    payment_method, base_payment_amount
                                FROM %s
                                """
                                        .formatted(ledger.payments())))
                .isEqualTo("N|2024-03-05|30|CLEARED|CREDIT_NOTE|30");
        books.refuses(
                ledger.rule("23505 {payments}_credit_note_key"),
                credit.with("id", id("again")).with("payment_number", "again").sql());
        books.refuses(
                ledger.rule("55000 {payments}_frozen"),
                sql("UPDATE %s SET credit_note_id = NULL".formatted(ledger.payments())));
    }

    @ParameterizedTest
    @EnumSource
    void onlyAnApprovedNoteOfTheOwnLedgerIsUsed(Subledger ledger) {
        ledger.invoice(books, "I", "100");
        books.accepts(ledger.note("D", DATE).sql(), Invoice.line("D", 1, "5").sql());
        Subledger other =
                ledger == Subledger.RECEIVABLES ? Subledger.PAYABLES : Subledger.RECEIVABLES;
        books.accepts(
                other.note("O", DATE).sql(),
                Invoice.line("O", 1, "5").sql(),
                Invoice.status("O", "APPROVED"));
        String approved = ledger.rule("55000 {payments}_credit_note_approved");

        books.refuses(approved, ledger.credit("D").sql());
        books.refuses(approved, ledger.credit("I").sql());
        books.refuses(approved, ledger.credit("O").sql());
    }

    @ParameterizedTest
    @EnumSource
    void isNeitherOwedNorPaid(Subledger ledger) {
        noted(ledger);

        books.refuses(
                ledger.rule("23514 {documents}_invoice_document"),
                ledger.document("N", "30", DATE, DATE).sql());
        books.refuses("23514 invoices_document_type_check", Invoice.status("N", "PAID"));
        books.refuses(
                "23514 invoices_document_type_check",
                Invoice.toCustomer("X")
                        .with("corrects_invoice_id", id("invoice", "I"))
                        .with("customer_id", id("C1"))
                        .sql());
        books.refuses(
                "55000 invoices_frozen",
                Invoice.change("N", "document_type = 'INVOICE', corrects_invoice_id = NULL"));
        assertThat(books.rows("SELECT invoice_number FROM invoice_overdue('2024-12-31')"))
                .containsExactly("I");
    }

    @ParameterizedTest
    @EnumSource
    void takesNoMoreFromAnInvoiceThanItHas(Subledger ledger) {
        noted(ledger);
        books.accepts(ledger.note("M", DATE).with("corrects_invoice_id", id("invoice", "I")).sql());
        books.accepts(Invoice.line("M", 1, "70.01").sql());

        books.refuses("23514 invoices_credited_amount_check", Invoice.status("M", "APPROVED"));
        books.accepts(
                sql("UPDATE invoice_lines SET unit_price = 70 WHERE unit_price = 70.01"),
                Invoice.status("M", "APPROVED"));
        assertThat(credited()).isEqualTo("100");
        books.refuses("42501 invoices_totals_maintained", Invoice.change("I", "credited_amount=1"));
        books.refuses("23514 invoices_credited_amount_check", Invoice.status("I", "CANCELLED"));
        books.accepts(Invoice.status("M", "CANCELLED"), Invoice.status("N", "CANCELLED"));
        assertThat(credited()).isEqualTo("0");
        books.accepts(Invoice.status("I", "CANCELLED"));
    }

    private String credited() {
        return books.row("SELECT credited_amount FROM invoices WHERE invoice_number = 'I'");
    }

    @ParameterizedTest
    @EnumSource
    void correctsAnApprovedInvoiceOfTheSamePartyAndCurrency(Subledger ledger) {
        books.accepts(ledger.approved("D", "100", Invoice.DATE, Invoice.DUE)[0]);
        ledger.invoice(books, "I", "100");
        Insert note = ledger.note("N", DATE).with("corrects_invoice_id", id("invoice", "I"));
        String sameParty = "23503 invoices_corrects_%s_fkey".formatted(ledger.rule("{receivable}"));

        books.refuses(sameParty, ledger.ofOther(note).sql());
        books.refuses(
                sameParty, note.with("currency_code", "EUR").with("exchange_rate", "1.1").sql());
        books.accepts(
                note.with("corrects_invoice_id", id("invoice", "D")).sql(),
                Invoice.line("N", 1, "5").sql());
        books.refuses("55000 invoices_corrects_approved", Invoice.status("N", "APPROVED"));
        books.accepts(Invoice.change("N", "corrects_invoice_id = '" + id("invoice", "I") + "'"));
        books.accepts(Invoice.status("N", "APPROVED"));
    }

    @ParameterizedTest
    @EnumSource
    void isReversedWithItsNoteUnlessItIsUsed(Subledger ledger) {
        noted(ledger);
        books.accepts(ledger.application("N", "I", "30", "2024-03-10").sql());

        books.refuses(
                ledger.rule("23514 {payments}_status_amount_check"),
                Invoice.status("N", "CANCELLED"));
        books.accepts(ledger.unapply("N", "I", "'2024-03-20'"), Invoice.status("N", "CANCELLED"));

        assertThat(books.row("SELECT status, voided_on FROM %s".formatted(ledger.payments())))
                .isEqualTo("REVERSED|2024-03-20");
        assertThat(ledger.net(books, "2024-03-19")).containsExactly("70|0|70");
        assertThat(ledger.net(books, "2024-03-20")).containsExactly("100|0|100");
    }

    @ParameterizedTest
    @EnumSource
    void twoNotesForOneInvoiceAtTheSameTime(Subledger ledger) {
        ledger.invoice(books, "I", "100");
        for (String number : new String[] {"M", "N"}) {
            books.accepts(
                    ledger.note(number, DATE).with("corrects_invoice_id", id("invoice", "I")).sql(),
                    Invoice.line(number, 1, "60").sql());
        }
        Session other = books.newSession();
        books.accepts(sql("BEGIN"), Invoice.status("M", "APPROVED"));

        Background<?> second =
                other.runWaitingFor(books.session(), Invoice.status("N", "APPROVED"));
        books.accepts(sql("COMMIT"));

        Books.isRefused("23514 invoices_credited_amount_check", second);
    }
}
