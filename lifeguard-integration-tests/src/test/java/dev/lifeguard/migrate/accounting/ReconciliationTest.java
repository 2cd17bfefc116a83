package dev.lifeguard.migrate.accounting;

import static dev.lifeguard.migrate.accounting.Journal.post;
import static dev.lifeguard.migrate.accounting.Sql.id;
import static dev.lifeguard.migrate.accounting.Sql.sql;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Receivables and payables against the control accounts, in both currencies, on any date. */
@OnPostgres
final class ReconciliationTest {

    @AutoClose private final Books books;

    ReconciliationTest(PostgresServer server) {
        books = Books.on(server);
        books.accepts(
                sql("UPDATE accounts SET control_type = 'AR' WHERE id = ?", id("ACME", "1100")),
                sql("UPDATE accounts SET control_type = 'AP' WHERE id = ?", id("ACME", "2000")));
    }

    /** EUR 100 at 1.10, paid by EUR 100 at 1.15, both posted at their own rates. */
    private void settled(Subledger ledger) {
        euroInvoice(ledger, "I", "100", "1.10");
        books.accepts(
                ledger.payment("P", "100")
                        .with("currency_code", "EUR")
                        .with("exchange_rate", "1.15")
                        .sql(),
                euro(ledger.application("P", "I", "60", "2024-03-10")).sql(),
                euro(ledger.application("P", "I", "40", "2024-04-10")).with("id", id("b")).sql());
        control(ledger, "i", "2024-03-01", "100", "1.10", "110");
        control(ledger, "p", "2024-03-01", "-100", "1.15", "115");
    }

    private void euroInvoice(Subledger ledger, String number, String amount, String rate) {
        Sql[] approved = ledger.approved(number, amount, Invoice.DATE, Invoice.DUE);
        books.accepts(
                approved[0],
                Invoice.change(number, "currency_code = 'EUR', exchange_rate = " + rate),
                Invoice.line(number, 1, amount).with("currency_code", "EUR").sql(),
                approved[2],
                ledger.document(number, amount, Invoice.DATE, Invoice.DUE)
                        .with("currency_code", "EUR")
                        .with("exchange_rate", rate)
                        .sql());
    }

    private static Insert euro(Insert insert) {
        return insert.with("currency_code", "EUR");
    }

    /** Posts to the control account, on the side where it grows unless the amount is negative. */
    private void control(
            Subledger ledger, String entry, String date, String amount, String rate, String base) {
        boolean takesOff = amount.startsWith("-");
        String units = takesOff ? amount.substring(1) : amount;
        boolean debit = (ledger == Subledger.RECEIVABLES) != takesOff;
        String account = ledger == Subledger.RECEIVABLES ? "1100" : "2000";
        Line there = debit ? Line.debit(account, units) : Line.credit(account, units);
        Line back = debit ? Line.credit("1000", units) : Line.debit("1000", units);
        posted(entry, date, there.in("EUR", rate).base(base), back.in("EUR", rate).base(base));
    }

    /** Posts an exchange gain, or a loss if negative, to the control account. */
    private void gain(Subledger ledger, String entry, String date, String base) {
        boolean debit = !base.startsWith("-");
        String amount = debit ? base : base.substring(1);
        String account = ledger == Subledger.RECEIVABLES ? "1100" : "2000";
        Line there = debit ? Line.debit(account, amount) : Line.credit(account, amount);
        Line back = debit ? Line.credit("7000", amount) : Line.debit("7000", amount);
        posted(entry, date, there.in("EUR", "1").baseOnly(), back.in("EUR", "1").baseOnly());
    }

    private void posted(String entry, String date, Line... lines) {
        books.accepts(
                Journal.entry(entry, date)
                        .with("source_type", "OF_A_TEST")
                        .with("source_id", id(entry))
                        .sql(),
                Journal.lines(entry, lines),
                post(entry));
    }

    /** Amounts of the subledger and the control account in EUR, then in USD, and the gain. */
    private List<String> reconciled(Subledger ledger, String asOf) {
        return books.rows(
                """
                SELECT subledger_balance, control_balance, difference,
                    base_subledger_balance, base_control_balance, base_difference,
                    realised_exchange_gain
                FROM %s(?, ?) WHERE currency_code = 'EUR'
                """
                        .formatted(ledger.named("reconciliation")),
                id("ACME"),
                asOf);
    }

    @ParameterizedTest
    @EnumSource
    void showsTheRealisedDifferenceThatIsNotPosted(Subledger ledger) {
        settled(ledger);
        String gain = ledger == Subledger.RECEIVABLES ? "5" : "-5";
        String early = ledger == Subledger.RECEIVABLES ? "3" : "-3";

        assertThat(reconciled(ledger, "2024-02-29")).isEmpty();
        assertThat(reconciled(ledger, "2024-03-09")).containsExactly("0|0|0|-5|-5|0|0");
        assertThat(reconciled(ledger, "2024-03-31")).containsExactly("0|0|0|-2|-5|3|" + early);
        assertThat(reconciled(ledger, "2024-12-31")).containsExactly("0|0|0|0|-5|5|" + gain);

        gain(ledger, "g", "2024-03-31", early);
        gain(ledger, "h", "2024-04-30", ledger == Subledger.RECEIVABLES ? "2" : "-2");
        assertThat(reconciled(ledger, "2024-03-31")).containsExactly("0|0|0|-2|-2|0|" + early);
        assertThat(reconciled(ledger, "2024-12-31")).containsExactly("0|0|0|0|0|0|" + gain);
        assertThat(
                        books.row(
                                """
                                SELECT difference, base_difference FROM %s
                                WHERE currency_code = 'EUR'
                                """
                                        .formatted(ledger.named("gl_reconciliation"))))
                .isEqualTo("0|0");
    }

    @ParameterizedTest
    @EnumSource
    void takesTheDifferenceBackWithItsApplication(Subledger ledger) {
        settled(ledger);
        books.accepts(ledger.unapply("P", "I", "'2024-05-01'"));

        assertThat(differences(ledger, "2024-04-30")).hasSize(2);
        assertThat(differences(ledger, "2024-05-01"))
                .containsExactly(
                        ledger == Subledger.RECEIVABLES
                                ? "APPLICATION|2024-04-10|44|46|2"
                                : "APPLICATION|2024-04-10|44|46|-2");
    }

    private List<String> differences(Subledger ledger, String asOf) {
        return books.rows(
                """
                SELECT document, used_on, base_settled, base_used, base_gain FROM %s(?, ?)
                """
                        .formatted(ledger.named("exchange_differences")),
                id("ACME"),
                asOf);
    }

    @ParameterizedTest
    @EnumSource
    void aRefundAtAnotherRateHasADifferenceToo(Subledger ledger) {
        books.accepts(
                ledger.payment("P", "100")
                        .with("currency_code", "EUR")
                        .with("exchange_rate", "1.15")
                        .sql(),
                ledger.refund("R", "P", "100", "2024-03-20").with("exchange_rate", "1.25").sql());

        assertThat(differences(ledger, "2024-03-19")).isEmpty();
        assertThat(differences(ledger, "2024-03-20"))
                .containsExactly(
                        ledger == Subledger.RECEIVABLES
                                ? "REFUND|2024-03-20|125|115|-10"
                                : "REFUND|2024-03-20|125|115|10");
    }

    @ParameterizedTest
    @EnumSource
    void partsAreRoundedSoThatNothingRemains(Subledger ledger) {
        euroInvoice(ledger, "I", "1", "1.005");
        books.accepts(
                ledger.payment("P", "1")
                        .with("currency_code", "EUR")
                        .with("exchange_rate", "1.115")
                        .sql());
        for (String part : List.of("0.33", "0.33", "0.34")) {
            String id = "part " + books.row("SELECT count(*) FROM " + ledger.applications());
            books.accepts(
                    euro(ledger.application("P", "I", part, "2024-03-10"))
                            .with("id", id(id))
                            .sql());
        }

        assertThat(
                        books.row(
                                """
                                SELECT sum(base_settled), sum(base_used)
                                FROM %s(?, '2024-12-31')
                                """
                                        .formatted(ledger.named("exchange_differences")),
                                id("ACME")))
                .isEqualTo("1.01|1.12");
    }

    @ParameterizedTest
    @EnumSource
    void anApprovedInvoiceThatIsNotRecordedIsSeen(Subledger ledger) {
        books.accepts(ledger.approved("I", "100", Invoice.DATE, Invoice.DUE));
        books.accepts(ledger.approvedNote("N", "30", Invoice.DATE, "I"));
        String unrecorded =
                "SELECT unrecorded_amount, difference FROM %s(?, ?)"
                        .formatted(ledger.named("reconciliation"));

        assertThat(books.rows(unrecorded, id("ACME"), "2024-02-29")).isEmpty();
        assertThat(books.row(unrecorded, id("ACME"), "2024-03-01")).isEqualTo("70|0");
        assertThat(books.row("SELECT unrecorded_amount FROM " + ledger.named("gl_reconciliation")))
                .isEqualTo("70");
    }
}
