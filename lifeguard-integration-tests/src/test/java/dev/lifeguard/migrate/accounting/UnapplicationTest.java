package dev.lifeguard.migrate.accounting;

import static dev.lifeguard.migrate.accounting.Sql.sql;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What was applied is taken back, never changed; payments that fail, invoices cancelled. */
@OnPostgres
final class UnapplicationTest {

    private static final String FROZEN = "55000 {applications}_frozen";

    @AutoClose private final Books books;

    UnapplicationTest(PostgresServer server) {
        books = Books.on(server);
    }

    /** An invoice that one payment settles. */
    private void settle(Subledger ledger) {
        ledger.invoice(books, "I", "100");
        books.accepts(
                ledger.payment("P", "100").sql(),
                ledger.application("P", "I", "100", "2024-03-10").sql());
    }

    @ParameterizedTest
    @EnumSource
    void anApplicationNeverChanges(Subledger ledger) {
        settle(ledger);
        String applications = ledger.applications();

        books.refuses(
                ledger.rule(FROZEN),
                sql("UPDATE %s SET applied_amount = 50".formatted(applications)));
        books.refuses(ledger.rule("55000 {applications}_keep"), sql("DELETE FROM " + applications));
        books.refuses(
                ledger.rule("55000 {applications}_truncate"), sql("TRUNCATE " + applications));
        books.refuses(
                ledger.rule("55000 {applications}_begin_live"),
                ledger.application("P", "I", "1", "2024-03-10")
                        .with("unapplied_on", "2024-03-11")
                        .sql());
    }

    @ParameterizedTest
    @EnumSource
    void takesBackOnceWhatWasApplied(Subledger ledger) {
        settle(ledger);

        books.accepts(ledger.unapply("P", "I", "'2024-04-10'"));

        assertThat(ledger.paid(books, "I")).isEqualTo("0|100|OPEN|null");
        assertThat(ledger.applied(books, "P")).isEqualTo("0");
        books.refuses(ledger.rule(FROZEN), ledger.unapply("P", "I", "'2024-04-11'"));
        books.refuses(ledger.rule(FROZEN), ledger.unapply("P", "I", "NULL"));
        books.refuses(
                ledger.rule("55000 {applications}_keep"),
                sql("DELETE FROM " + ledger.applications()));
    }

    @ParameterizedTest
    @EnumSource
    void leavesTheHistoryOfEveryDate(Subledger ledger) {
        settle(ledger);
        books.accepts(ledger.unapply("P", "I", "'2024-04-10'"));

        books.refuses(
                ledger.rule("23514 {applications}_applied_on"),
                ledger.application("P", "I", "10", "2024-03-20")
                        .with("id", Sql.id("another"))
                        .sql());
        assertThat(ledger.aging(books, "2024-03-09")).containsExactly("100|0|0|0|100");
        assertThat(ledger.aging(books, "2024-03-10")).isEmpty();
        assertThat(ledger.aging(books, "2024-04-09")).isEmpty();
        assertThat(ledger.aging(books, "2024-04-10")).containsExactly("100|0|0|0|100");
    }

    @ParameterizedTest
    @EnumSource
    void aPaymentThatFailedHasNothingApplied(Subledger ledger) {
        settle(ledger);
        String status = ledger.rule("23514 {payments}_status_amount_check");

        books.refuses(status, ledger.paymentStatus("P", ledger.failed()));
        books.accepts(
                ledger.unapply("P", "I", "'2024-04-10'"),
                ledger.paymentStatus("P", ledger.failed()));
        books.refuses(
                status,
                ledger.application("P", "I", "10", "2024-04-10")
                        .with("id", Sql.id("another"))
                        .sql());
        books.refuses(
                ledger.rule("55000 {payments}_transition"), ledger.paymentStatus("P", "CLEARED"));
    }

    @ParameterizedTest
    @EnumSource
    void sumsAndFactsAreNotWrittenByHand(Subledger ledger) {
        settle(ledger);
        String maintained = ledger.rule("42501 {documents}_maintained");

        books.refuses(maintained, ledger.change("I", "paid_amount = 1"));
        books.refuses(maintained, ledger.change("I", "first_applied_on = '2024-03-11'"));
        books.refuses(maintained, ledger.change("I", "last_unapplied_on = '2024-03-11'"));
        books.refuses(
                maintained,
                ledger.change("I", "status = 'OPEN', paid_amount = 0, settled_on = NULL"));
        books.refuses(
                ledger.rule("42501 {payments}_maintained"),
                sql("UPDATE %s SET applied_amount = 1".formatted(ledger.payments())));
        books.refuses(
                ledger.rule("42501 {payments}_maintained"),
                sql("UPDATE %s SET refunded_amount = 1".formatted(ledger.payments())));
        books.refuses(
                ledger.rule("42501 {payments}_maintained"),
                sql("UPDATE %s SET used_up_on = '2024-03-11'".formatted(ledger.payments())));
        books.refuses(
                ledger.rule("42501 {payments}_begin_unapplied"),
                ledger.payment("Q", "5").with("refunded_amount", "5").sql());
        books.refuses(
                ledger.rule("55000 {payments}_frozen"),
                sql("UPDATE %s SET payment_amount = 500".formatted(ledger.payments())));
        books.refuses(
                ledger.rule("55000 {documents}_frozen"),
                ledger.change("I", "due_date = '2024-05-01'"));
        books.refuses(
                ledger.rule("55000 {documents}_keep"), sql("DELETE FROM " + ledger.documents()));
    }

    @ParameterizedTest
    @EnumSource
    void theInvoiceIsPaidWithItsReceivableAndNoLonger(Subledger ledger) {
        ledger.invoice(books, "I", "100");
        books.accepts(ledger.approved("J", "100", Invoice.DATE, Invoice.DUE));
        String paid = ledger.rule("55000 invoices_{receivable}_paid");
        books.refuses(paid, Invoice.status("I", "PAID"));
        books.refuses(paid, Invoice.status("J", "PAID"));
        books.accepts(
                ledger.payment("P", "100").sql(),
                ledger.application("P", "I", "100", "2024-03-10").sql(),
                Invoice.status("I", "PAID"),
                ledger.unapply("P", "I", "'2024-04-10'"));

        assertThat(
                        books.row(
                                """
                                SELECT status, paid_at FROM invoices WHERE invoice_number = 'I'
                                """))
                .isEqualTo("APPROVED|null");
    }

    @ParameterizedTest
    @EnumSource
    void aCancelledInvoiceIsOwedUntilItsCancellationAndStaysCancelled(Subledger ledger) {
        settle(ledger);
        books.accepts(ledger.unapply("P", "I", "'2024-04-10'"), Invoice.status("I", "CANCELLED"));

        assertThat(books.row("SELECT status, cancelled_on FROM %s".formatted(ledger.documents())))
                .isEqualTo("CANCELLED|2024-04-10");
        assertThat(ledger.aging(books, "2024-03-09")).containsExactly("100|0|0|0|100");
        assertThat(ledger.net(books, "2024-04-10")).containsExactly("0|100|-100");
        books.refuses(
                ledger.rule("55000 {documents}_frozen"),
                ledger.change("I", "status = 'OPEN', cancelled_on = NULL"));
        books.refuses(
                ledger.rule("23514 {documents}_status_amount_check"),
                ledger.application("P", "I", "1", "2024-05-01")
                        .with("id", Sql.id("another"))
                        .sql());
    }

    @ParameterizedTest
    @EnumSource
    void isTheSameAsItsApprovedInvoice(Subledger ledger) {
        books.accepts(ledger.approved("I", "100", Invoice.DATE, Invoice.DUE));
        Insert document = ledger.document("I", "100", Invoice.DATE, Invoice.DUE);
        String same = ledger.rule("23514 {documents}_same_as_invoice");

        books.refuses(same, document.with("invoice_number", "Z").sql());
        books.refuses(same, document.with("invoice_date", "2024-03-02").sql());
        books.refuses(same, document.with("due_date", "2024-04-30").sql());
        books.refuses(same, document.with("exchange_rate", "2").sql());
        books.refuses(same, document.with("total_amount", "99").sql());
        books.accepts(
                Insert.into(ledger.documents())
                        .with("company_id", Sql.id("ACME"))
                        .with("invoice_id", Sql.id("invoice", "I"))
                        .sql());
        books.refuses(ledger.rule("23505 {documents}_invoice_key"), document.sql());
    }

    @ParameterizedTest
    @EnumSource
    void aDraftIsNotOwed(Subledger ledger) {
        Sql[] approved = ledger.approved("I", "100", Invoice.DATE, Invoice.DUE);
        books.accepts(approved[0], approved[1]);

        books.refuses(
                ledger.rule("55000 {documents}_invoice_approved"),
                ledger.document("I", "100", Invoice.DATE, Invoice.DUE).sql());
    }
}
