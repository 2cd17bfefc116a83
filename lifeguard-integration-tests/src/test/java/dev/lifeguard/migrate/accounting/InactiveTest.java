package dev.lifeguard.migrate.accounting;

import static dev.lifeguard.migrate.accounting.Sql.id;
import static dev.lifeguard.migrate.accounting.Sql.sql;

import dev.lifeguard.migrate.tests.server.Background;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is inactive takes nothing new; what there is already is settled and taken back. */
@OnPostgres
final class InactiveTest {

    private static final Sql INACTIVE =
            sql("UPDATE companies SET is_active = false WHERE code = 'ACME'");

    @AutoClose private final Books books;

    InactiveTest(PostgresServer server) {
        books = Books.on(server);
    }

    @ParameterizedTest
    @CsvSource({
        "customers SET is_active = false",
        "currencies SET is_active = false WHERE code = 'USD'",
        "accounts SET is_active = false WHERE code = '4000'"
    })
    void anInvoiceWaitingForApprovalIsNotApproved(String becomesInactive) {
        books.accepts(
                Invoice.toCustomer("I").sql(),
                Invoice.line("I", 1, "5").with("account_id", id("ACME", "4000")).sql(),
                Invoice.status("I", "PENDING_APPROVAL"),
                sql("UPDATE " + becomesInactive));

        books.refuses("55000 invoices_active", Invoice.status("I", "APPROVED"));
        books.accepts(Invoice.change("I", "notes = 'x'"), Invoice.status("I", "DRAFT"));
        books.refuses("55000 invoices_active", Invoice.status("I", "PENDING_APPROVAL"));
        books.refuses("55000 invoices_active", Invoice.status("I", "APPROVED"));
        books.accepts(Invoice.status("I", "CANCELLED"));
    }

    @ParameterizedTest
    @EnumSource
    void nothingNewComesIntoAnInactiveCompany(Subledger ledger) {
        ledger.invoice(books, "I", "100");
        books.accepts(ledger.approved("J", "5", Invoice.DATE, Invoice.DUE));
        books.accepts(
                ledger.payment("P", "100").sql(),
                ledger.note("N", Invoice.DATE).sql(),
                Invoice.line("N", 1, "5").sql(),
                INACTIVE);

        refuses("customers_company_active", party("customers"));
        refuses("vendors_company_active", party("vendors"));
        refuses("invoices_company_active", Invoice.toCustomer("K").sql());
        refuses("invoices_company_still_active", Invoice.status("N", "PENDING_APPROVAL"));
        refuses("invoices_company_still_active", Invoice.status("N", "APPROVED"));
        refuses(
                ledger.rule("{documents}_company_active"),
                ledger.document("J", "5", Invoice.DATE, Invoice.DUE).sql());
        refuses(ledger.rule("{payments}_company_active"), ledger.payment("Q", "5").sql());
        refuses(
                ledger.rule("{refunds}_company_active"),
                ledger.refund("R", "P", "5", "2024-03-10").sql());
        refuses(
                ledger.rule("{applications}_company_active"),
                ledger.application("P", "I", "5", "2024-03-10").sql());
    }

    private void refuses(String rule, Sql statement) {
        books.refuses("55000 " + rule, statement);
    }

    private static Sql party(String table) {
        return Insert.into(table)
                .with("company_id", id("ACME"))
                .with("code", "X")
                .with("name", "X")
                .with("currency_code", "USD")
                .sql();
    }

    @ParameterizedTest
    @EnumSource
    void whatThereIsInAnInactiveCompanyIsTakenBack(Subledger ledger) {
        ledger.invoice(books, "I", "100");
        books.accepts(
                ledger.payment("P", "50").sql(),
                ledger.application("P", "I", "40", "2024-03-10").sql(),
                ledger.refund("R", "P", "5", "2024-03-10").sql(),
                INACTIVE);

        books.accepts(
                ledger.unapply("P", "I", "'2024-03-11'"),
                ledger.changeRefund("R", "voided_on = '2024-03-11'"),
                ledger.paymentStatus("P", ledger.failed()),
                Invoice.status("I", "CANCELLED"));
    }

    @ParameterizedTest
    @EnumSource
    void becomesInactiveBeforeAPayment(Subledger ledger) {
        Session other = books.newSession();
        books.accepts(sql("BEGIN"), INACTIVE);

        Background<?> payment =
                other.runWaitingFor(books.session(), ledger.payment("P", "5").sql());
        books.accepts(sql("COMMIT"));

        Books.isRefused(ledger.rule("55000 {payments}_company_active"), payment);
    }

    @Test
    void becomesInactiveAfterAnInvoiceThatIsBeingWritten() {
        Session other = books.newSession();
        books.accepts(sql("BEGIN"), Invoice.toCustomer("I").sql());

        Background<?> inactive = other.runWaitingFor(books.session(), INACTIVE);
        books.accepts(sql("COMMIT"));

        inactive.result();
    }
}
