package dev.lifeguard.migrate.accounting;

import static dev.lifeguard.migrate.accounting.Sql.id;
import static dev.lifeguard.migrate.accounting.Sql.sql;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.server.Background;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Applying payments to invoices, of customers and of vendors. */
@OnPostgres
final class ApplicationTest {

    private static final String ON = "2024-03-10";
    private static final String TOO_MUCH_OF_THE_PAYMENT = "23514 {payments}_applied_amount_check";
    private static final String TOO_MUCH_OF_THE_INVOICE = "23514 {documents}_paid_amount_check";

    @AutoClose private final Books books;

    ApplicationTest(PostgresServer server) {
        books = Books.on(server);
    }

    @ParameterizedTest
    @EnumSource
    void settlesAnInvoiceInParts(Subledger ledger) {
        ledger.invoice(books, "I", "100");
        books.accepts(ledger.payment("P", "60").sql(), ledger.payment("Q", "90").sql());

        books.accepts(ledger.application("P", "I", "60", ON).sql());
        assertThat(ledger.paid(books, "I")).isEqualTo("60|40|PARTIAL|null");
        assertThat(ledger.applied(books, "P")).isEqualTo("60");

        books.accepts(ledger.application("Q", "I", "40", "2024-03-20").sql());
        assertThat(ledger.paid(books, "I")).isEqualTo("100|0|PAID|2024-03-20");
        assertThat(ledger.applied(books, "Q")).isEqualTo("40");
    }

    @ParameterizedTest
    @EnumSource
    void neverUsesMoreThanThereIs(Subledger ledger) {
        ledger.invoice(books, "I", "100");
        books.accepts(ledger.payment("P", "60").sql(), ledger.payment("Q", "200").sql());
        Insert withDiscount = ledger.application("Q", "I", "95", ON);

        books.refuses(
                ledger.rule(TOO_MUCH_OF_THE_PAYMENT),
                ledger.application("P", "I", "60.01", ON).sql());
        books.refuses(
                ledger.rule(TOO_MUCH_OF_THE_INVOICE),
                ledger.application("Q", "I", "100.01", ON).sql());
        books.refuses(
                ledger.rule(TOO_MUCH_OF_THE_INVOICE),
                withDiscount.with("discount_taken", "5.01").sql());

        books.accepts(withDiscount.with("discount_taken", "5").sql());
        assertThat(ledger.paid(books, "I")).isEqualTo("100|0|PAID|2024-03-10");
        assertThat(ledger.applied(books, "Q")).isEqualTo("95");
    }

    @ParameterizedTest
    @EnumSource
    void hasTheDecimalsOfItsCurrencyAndADateThatBothSidesAllow(Subledger ledger) {
        ledger.invoice(books, "I", "100");
        books.accepts(
                ledger.payment("P", "60").sql(),
                ledger.payment("Q", "60").with("payment_date", "2024-03-20").sql());

        books.refuses(
                ledger.rule("23514 {applications}_minor_units"),
                ledger.application("P", "I", "10.005", ON).sql());
        books.refuses(
                ledger.rule("23514 {applications}_applied_on"),
                ledger.application("P", "I", "10", "2024-02-29").sql());
        books.refuses(
                ledger.rule("23514 {applications}_applied_on"),
                ledger.application("Q", "I", "10", "2024-03-19").sql());
    }

    @ParameterizedTest
    @EnumSource
    void staysWithinCompanyPartyAndCurrency(Subledger ledger) {
        ledger.invoice(books, "I", "100");
        books.accepts(
                ledger.paymentOfOther("other", "50").sql(),
                ledger.payment("euro", "50")
                        .with("currency_code", "EUR")
                        .with("exchange_rate", "1.1")
                        .sql(),
                ledger.paymentOfNord("nord", "50").sql());
        String payment = ledger.rule("23503 {applications}_payment_fkey");
        String invoice = ledger.rule("23503 {applications}_{document}_fkey");
        Insert other = ledger.application("other", "I", "5", ON);
        Insert euro = ledger.application("euro", "I", "5", ON);
        Insert nord = ledger.application("nord", "I", "5", ON);

        books.refuses(payment, other.sql());
        books.refuses(invoice, ledger.ofOther(other).sql());
        books.refuses(payment, euro.sql());
        books.refuses(invoice, euro.with("currency_code", "EUR").sql());
        books.refuses(payment, nord.sql());
        books.refuses(invoice, ledger.ofNord(nord).sql());
    }

    @ParameterizedTest
    @EnumSource
    void crossingSessionsNeitherDeadlockNorUseMoreThanThereIs(Subledger ledger) {
        for (int invoice = 0; invoice < 4; invoice++) {
            ledger.invoice(books, "X" + invoice, "240");
        }
        for (int payment = 0; payment < 8; payment++) {
            books.accepts(ledger.payment("Y" + payment, "140").sql());
        }

        List<Background<Integer>> appliers =
                IntStream.range(0, 12)
                        .mapToObj(n -> Background.start(() -> applyMany(ledger, n)))
                        .toList();

        int applied = appliers.stream().mapToInt(Background::result).sum();
        assertThat(applied).isGreaterThan(200);
        assertThat(
                        books.row(
                                "SELECT sum(paid_amount), max(paid_amount) FROM %s"
                                        .formatted(ledger.documents())))
                .isEqualTo("%s|240", 3 * applied);
    }

    /** Applies from two payments to two invoices at once; returns how many were accepted. */
    private int applyMany(Subledger ledger, int applier) throws SQLException {
        Random random = new Random(applier);
        int accepted = 0;
        try (Session session = books.ownSession()) {
            for (int time = 0; time < 30; time++) {
                String name = applier + "-" + time;
                Sql two =
                        Insert.rows(
                                randomApplication(ledger, random).with("id", id(name, "a")),
                                randomApplication(ledger, random).with("id", id(name, "b")));
                try {
                    session.send(two);
                    accepted += 2;
                } catch (SQLException exhausted) {
                    assertThat(Refusal.of(exhausted).sqlState()).isEqualTo("23514");
                }
            }
        }
        return accepted;
    }

    private static Insert randomApplication(Subledger ledger, Random random) {
        return ledger.application("Y" + random.nextInt(8), "X" + random.nextInt(4), "3", ON);
    }

    @ParameterizedTest
    @EnumSource
    void racesTheCancellationOfItsInvoice(Subledger ledger) {
        ledger.invoice(books, "I", "100");
        books.accepts(ledger.payment("P", "60").sql());
        Session other = books.newSession();
        books.accepts(sql("BEGIN"), ledger.application("P", "I", "5", ON).sql());

        Background<?> cancelling =
                other.runWaitingFor(books.session(), Invoice.status("I", "CANCELLED"));
        books.accepts(sql("COMMIT"));

        Books.isRefused(ledger.rule("23514 {documents}_status_amount_check"), cancelling);
    }
}
