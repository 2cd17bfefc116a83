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

/** What was paid too much, and what a credit note gives, is applied later or paid back. */
@OnPostgres
final class RefundTest {

    private static final String ON = "2024-03-15";
    private static final String TOO_MUCH = "23514 {payments}_applied_amount_check";

    @AutoClose private final Books books;

    RefundTest(PostgresServer server) {
        books = Books.on(server);
    }

    /** An invoice of 100 that a payment of 150 settles. */
    private void overpaid(Subledger ledger) {
        ledger.invoice(books, "I", "100");
        books.accepts(
                ledger.payment("P", "150").sql(),
                ledger.application("P", "I", "100", "2024-03-10").sql());
    }

    @ParameterizedTest
    @EnumSource
    void anOverpaymentIsOwedUntilItIsAppliedOrRefunded(Subledger ledger) {
        overpaid(ledger);
        assertThat(ledger.net(books, "2024-03-10")).containsExactly("0|50|-50");
        ledger.invoice(books, "J", "20");

        books.accepts(
                ledger.application("P", "J", "20", "2024-03-12").sql(),
                ledger.refund("R", "P", "30", ON).sql());

        assertThat(ledger.used(books, "P")).isEqualTo("120|30|0|2024-03-15");
        assertThat(ledger.net(books, "2024-03-11")).containsExactly("20|50|-30");
        assertThat(ledger.net(books, "2024-03-12")).containsExactly("0|30|-30");
        assertThat(ledger.net(books, ON)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void neverPaysBackMoreThanThereIs(Subledger ledger) {
        overpaid(ledger);
        ledger.invoice(books, "J", "20");

        books.refuses(ledger.rule(TOO_MUCH), ledger.refund("R", "P", "50.01", ON).sql());
        books.accepts(ledger.refund("R", "P", "45", ON).sql());
        books.refuses(ledger.rule(TOO_MUCH), ledger.refund("S", "P", "5.01", ON).sql());
        books.refuses(ledger.rule(TOO_MUCH), ledger.application("P", "J", "6", ON).sql());
        books.refuses(
                ledger.rule("23514 {refunds}_refund_amount_check"),
                ledger.refund("S", "P", "0", ON).sql());
        books.refuses(
                ledger.rule("23505 {refunds}_refund_number_key"),
                ledger.refund("R", "P", "1", ON).with("id", id("again")).sql());
    }

    @ParameterizedTest
    @EnumSource
    void aCreditNoteIsPaidBack(Subledger ledger) {
        ledger.invoice(books, "I", "100");
        books.accepts(ledger.approvedNote("N", "30", "2024-03-05", "I"));
        books.accepts(ledger.credit("N").sql(), ledger.refund("R", "N", "30", ON).sql());

        assertThat(ledger.used(books, "N")).isEqualTo("0|30|0|2024-03-15");
        books.refuses(
                ledger.rule("23514 {payments}_status_amount_check"),
                Invoice.status("N", "CANCELLED"));
    }

    @ParameterizedTest
    @EnumSource
    void isVoidedOnceAndNeverChanges(Subledger ledger) {
        overpaid(ledger);
        books.accepts(ledger.refund("R", "P", "50", ON).sql());
        String frozen = ledger.rule("55000 {refunds}_frozen");
        String status = ledger.rule("23514 {payments}_status_amount_check");

        for (String change :
                new String[] {
                    "refund_amount = 5",
                    "refund_date = '2024-03-16'",
                    "refund_number = 'x'",
                    "exchange_rate = 2",
                    "currency_code = 'EUR'"
                }) {
            books.refuses(frozen, ledger.changeRefund("R", change));
        }
        books.refuses(ledger.rule("55000 {refunds}_keep"), sql("DELETE FROM " + ledger.refunds()));
        books.refuses(ledger.rule("55000 {refunds}_truncate"), sql("TRUNCATE " + ledger.refunds()));
        books.refuses(
                ledger.rule("55000 {refunds}_begin_live"),
                ledger.refund("S", "P", "1", ON).with("voided_on", ON).sql());
        books.refuses(
                ledger.rule("23514 {refunds}_voided_on_check"),
                ledger.changeRefund("R", "voided_on = '2024-03-14'"));
        books.accepts(ledger.unapply("P", "I", "'2024-04-02'"));
        books.refuses(status, ledger.paymentStatus("P", ledger.failed()));
        books.accepts(
                ledger.changeRefund("R", "notes = 'x'"),
                ledger.changeRefund("R", "voided_on = '2024-04-01'"));

        assertThat(ledger.used(books, "P")).isEqualTo("0|0|150|null");
        books.refuses(frozen, ledger.changeRefund("R", "voided_on = '2024-05-01'"));
        books.refuses(frozen, ledger.changeRefund("R", "voided_on = NULL"));
        books.refuses(
                ledger.rule("23514 {refunds}_refund_date"),
                ledger.refund("S", "P", "1", "2024-04-01").sql());
        assertThat(ledger.net(books, "2024-03-31")).isEmpty();
        assertThat(ledger.net(books, "2024-04-01")).containsExactly("0|50|-50");
        books.accepts(ledger.paymentStatus("P", ledger.failed()));
        assertThat(ledger.net(books, "2024-04-02")).containsExactly("100|0|100");
    }

    @ParameterizedTest
    @EnumSource
    void hasTheDecimalsRateAndAccountThatItsCurrencyAllows(Subledger ledger) {
        overpaid(ledger);
        books.accepts(
                sql("UPDATE accounts SET is_active = false WHERE id = ?", id("ACME", "5000")));
        Insert refund = ledger.refund("R", "P", "5", ON);

        refuses(ledger, "23514 {refunds}_minor_units", refund.with("refund_amount", "5.005"));
        refuses(ledger, "23514 {refunds}_base_rate", refund.with("exchange_rate", "1.1"));
        refuses(ledger, "23514 {refunds}_base_amount", refund.with("base_refund_amount", "5.01"));
        refuses(
                ledger,
                "23514 {refunds}_account_currency",
                refund.with("bank_account_id", id("ACME", "1010")));
        refuses(
                ledger,
                "55000 {refunds}_active",
                refund.with("bank_account_id", id("ACME", "5000")));
        refuses(
                ledger,
                "23503 {refunds}_bank_account_fkey",
                refund.with("bank_account_id", id("NORD", "1000")));
        refuses(ledger, "23514 {refunds}_refund_date", ledger.refund("R", "P", "5", "2024-02-29"));
        refuses(ledger, "23503 {refunds}_payment_fkey", ledger.ofOther(refund));
    }

    @ParameterizedTest
    @EnumSource
    void onlyMoneyThatHasArrivedIsPaidBack(Subledger ledger) {
        books.accepts(
                ledger.payment("P", "50").with("status", "PENDING").sql(),
                ledger.payment("Q", "50").sql(),
                ledger.paymentStatus("Q", ledger.failed()));

        refuses(ledger, "55000 {refunds}_payment_cleared", ledger.refund("R", "P", "5", ON));
        refuses(ledger, "55000 {refunds}_payment_cleared", ledger.refund("R", "Q", "5", ON));
        books.accepts(ledger.paymentStatus("P", "CLEARED"), ledger.refund("R", "P", "5", ON).sql());
    }

    private void refuses(Subledger ledger, String rule, Insert refund) {
        books.refuses(ledger.rule(rule), refund.sql());
    }

    @ParameterizedTest
    @EnumSource
    void ofAClosedPeriodNeitherComesNorGoes(Subledger ledger) {
        overpaid(ledger);
        books.accepts(ledger.refund("R", "P", "5", ON).sql());
        books.accepts(Journal.period("2024-04", "CLOSED"));
        String open = ledger.rule("55000 {refunds}_period_open");

        books.refuses(open, ledger.refund("S", "P", "5", ON).sql());
        books.refuses(open, ledger.refund("S", "P", "5", "2999-01-01").sql());
        books.refuses(open, ledger.changeRefund("R", "voided_on = '2024-04-30'"));
        books.accepts(ledger.changeRefund("R", "voided_on = '2024-05-01'"));
    }

    @ParameterizedTest
    @EnumSource
    void aRefundAndAnApplicationDoNotUseTheSameMoney(Subledger ledger) {
        overpaid(ledger);
        ledger.invoice(books, "J", "50");
        Session other = books.newSession();
        books.accepts(sql("BEGIN"), ledger.refund("R", "P", "40", ON).sql());

        Background<?> application =
                other.runWaitingFor(books.session(), ledger.application("P", "J", "20", ON).sql());
        books.accepts(sql("COMMIT"));

        Books.isRefused(ledger.rule(TOO_MUCH), application);
    }

    @ParameterizedTest
    @EnumSource
    void anOldSnapshotDoesNotRefundWhatIsUsedSince(Subledger ledger) {
        overpaid(ledger);
        books.accepts(sql("BEGIN ISOLATION LEVEL REPEATABLE READ"), sql("SELECT FROM companies"));
        books.newSession().run(ledger.refund("R", "P", "40", ON).sql());

        assertThat(books.session().refusal(ledger.refund("S", "P", "5", ON).sql()))
                .hasToString("40001");
        books.accepts(sql("ROLLBACK"));
    }
}
