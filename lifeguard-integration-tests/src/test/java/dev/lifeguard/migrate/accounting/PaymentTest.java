package dev.lifeguard.migrate.accounting;

import static dev.lifeguard.migrate.accounting.Sql.id;
import static dev.lifeguard.migrate.accounting.Sql.sql;

import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The account that a payment came to or went from, when it is made and when it is corrected. */
@OnPostgres
final class PaymentTest {

    @AutoClose private final Books books;

    PaymentTest(PostgresServer server) {
        books = Books.on(server);
    }

    @ParameterizedTest
    @EnumSource
    void itsAccountTakesItsCurrencyAndIsActive(Subledger ledger) {
        books.accepts(
                ledger.payment("P", "5").with("bank_account_id", id("ACME", "1000")).sql(),
                sql("UPDATE accounts SET is_active = false WHERE id = ?", id("ACME", "5000")));
        String currency = ledger.rule("23514 {payments}_account_currency");
        String active = ledger.rule("55000 {payments}_active");
        String company = ledger.rule("23503 {payments}_bank_account_fkey");

        books.refuses(currency, paidTo(ledger, "ACME", "1010"));
        books.refuses(currency, account(ledger, "ACME", "1010"));
        books.refuses(active, paidTo(ledger, "ACME", "5000"));
        books.refuses(active, account(ledger, "ACME", "5000"));
        books.refuses(company, paidTo(ledger, "NORD", "1000"));
        books.refuses(company, account(ledger, "NORD", "1000"));
    }

    @ParameterizedTest
    @EnumSource
    void itsAccountIsCorrectedThoughItsPartyIsInactiveByNow(Subledger ledger) {
        books.accepts(
                ledger.payment("P", "5").with("bank_account_id", id("ACME", "1000")).sql(),
                sql("UPDATE customers SET is_active = false"),
                sql("UPDATE vendors SET is_active = false"),
                account(ledger, "ACME", "1100"),
                sql("UPDATE accounts SET is_active = false WHERE id = ?", id("ACME", "1100")),
                sql("UPDATE %s SET notes = 'x'".formatted(ledger.payments())),
                sql("UPDATE %s SET bank_account_id = NULL".formatted(ledger.payments())));

        books.refuses(ledger.rule("55000 {payments}_active"), ledger.payment("another", "5").sql());
    }

    @ParameterizedTest
    @EnumSource
    void isDatedInAnOpenPeriodAfterWhichNoneIsClosed(Subledger ledger) {
        books.accepts(
                ledger.payment("P", "5").with("payment_date", "2024-05-10").sql(),
                ledger.payment("D", "5").with("status", "PENDING").sql(),
                Journal.period("2024-01", "CLOSED"),
                Journal.period("2024-01", "LOCKED"),
                Journal.period("2024-02", "CLOSED"),
                Journal.period("2024-03", "CLOSED"));
        String open = ledger.rule("55000 {payments}_period_open");

        for (String date : List.of("2024-01-15", "2024-02-29", "2023-12-31", "2999-01-01")) {
            books.refuses(open, ledger.payment("Q", "5").with("payment_date", date).sql());
        }
        books.refuses(open, delete(ledger, "D"));
        books.accepts(Journal.period("2024-03", "OPEN"), Journal.period("2024-06", "CLOSED"));
        books.refuses(open, delete(ledger, "D"));
        books.refuses(open, ledger.paymentStatus("P", ledger.failed()));
        books.accepts(
                sql(
                        "UPDATE %s SET status = ?, voided_on = '2024-07-01' WHERE id = ?"
                                .formatted(ledger.payments()),
                        ledger.failed(),
                        id("payment", "P")),
                ledger.payment("Q", "5").with("payment_date", "2024-07-01").sql());
        books.refuses(
                ledger.rule("55000 {payments}_frozen"),
                sql(
                        "UPDATE %s SET voided_on = '2024-07-02' WHERE id = ?"
                                .formatted(ledger.payments()),
                        id("payment", "P")));
        books.refuses(
                ledger.rule("23514 {payments}_voided_on_check"),
                sql(
                        "UPDATE %s SET voided_on = '2024-07-02' WHERE status = 'CLEARED'"
                                .formatted(ledger.payments())));
    }

    private static Sql delete(Subledger ledger, String number) {
        return sql(
                "DELETE FROM %s WHERE id = ?".formatted(ledger.payments()), id("payment", number));
    }

    private static Sql paidTo(Subledger ledger, String company, String account) {
        return ledger.payment("Q", "5").with("bank_account_id", id(company, account)).sql();
    }

    private static Sql account(Subledger ledger, String company, String account) {
        return sql(
                "UPDATE %s SET bank_account_id = ? WHERE id = ?".formatted(ledger.payments()),
                id(company, account),
                id("payment", "P"));
    }
}
