package dev.lifeguard.migrate.accounting;

import static dev.lifeguard.migrate.accounting.Journal.period;
import static dev.lifeguard.migrate.accounting.Journal.post;
import static dev.lifeguard.migrate.accounting.Sql.id;
import static dev.lifeguard.migrate.accounting.Sql.sql;

import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.util.Locale;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What documents say to whoever is refused: which row, what is wrong, and what to do. */
@OnPostgres
final class DocumentMessageTest {

    private static final String ON = "2024-03-10";

    @AutoClose private final Books books;

    DocumentMessageTest(PostgresServer server) {
        books = Books.on(server);
    }

    @ParameterizedTest
    @EnumSource
    void ofCreditNotes(Subledger ledger) {
        ledger.invoice(books, "I", "100");
        books.accepts(
                ledger.approved("D", "5", Invoice.DATE, Invoice.DUE)[0],
                ledger.note("N", ON).with("corrects_invoice_id", id("invoice", "D")).sql(),
                Invoice.line("N", 1, "30").sql());
        String type = ledger.party().toUpperCase(Locale.ROOT);
        String unusable =
                "%s %s %s (%s) is %s, so it cannot be used as a payment: only an approved credit"
                        + " note %s a %s can";
        String direction = ledger == Subledger.RECEIVABLES ? "to" : "of";

        books.says(
                ledger.credit("N").sql(),
                unusable.formatted(
                        type,
                        "CREDIT_NOTE",
                        "N",
                        id("invoice", "N"),
                        "DRAFT",
                        direction,
                        ledger.party()));
        books.says(
                ledger.credit("I").sql(),
                unusable.formatted(
                        type,
                        "INVOICE",
                        "I",
                        id("invoice", "I"),
                        "APPROVED",
                        direction,
                        ledger.party()));
        books.says(
                Invoice.status("N", "APPROVED"),
                ("Credit note N (%s) cannot be APPROVED, since it corrects %s, which is no approved"
                                + " invoice: approve that first, or correct another one")
                        .formatted(id("invoice", "N"), id("invoice", "D")));
        ofApprovedNotes(ledger);
    }

    private void ofApprovedNotes(Subledger ledger) {
        books.accepts(ledger.approvedNote("M", "30", ON, "I"));
        books.says(
                ledger.document("M", "30", ON, ON).sql(),
                ("Invoice M (%s) is a credit note, so nobody owes it: insert it into %s as"
                                + " credit_note_id instead")
                        .formatted(id("invoice", "M"), ledger.payments()));
        books.says(
                ledger.credit("M").with("payment_amount", "31").sql(),
                ("Payment %1$s has date 2024-03-10, %2$s %3$s, 31.0000 USD at 1.0000000000, but its"
                     + " credit note %4$s has 2024-03-10, %3$s, 30.0000 USD at 1.0000000000: give"
                     + " those, or leave them out")
                        .formatted(
                                id("payment", "M"),
                                ledger.party(),
                                ledger.firstParty(),
                                id("invoice", "M")));
    }

    @ParameterizedTest
    @EnumSource
    void ofRefunds(Subledger ledger) {
        books.accepts(
                ledger.payment("P", "50").with("status", "PENDING").sql(),
                ledger.payment("Q", "50").sql(),
                ledger.refund("R", "Q", "5", ON).sql());

        books.says(
                ledger.refund("S", "P", "5", ON).sql(),
                ("Refund S (%s) is of payment P, which is PENDING: only what has CLEARED is paid"
                                + " back")
                        .formatted(id("refund", "S")));
        books.says(
                ledger.refund("S", "Q", "5", "2024-02-29").sql(),
                ("Refund S (%s) is dated 2024-02-29, but the date of its payment, and of what was"
                     + " taken back from it, allow 2024-03-01 at the earliest: use that or later")
                        .formatted(id("refund", "S")));
        books.says(
                ledger.refund("S", "Q", "5.005", ON).sql(),
                "Refund S (%s) of 5.0050 USD: USD allows 2 decimals".formatted(id("refund", "S")));
        books.says(
                ledger.changeRefund("R", "refund_amount = 6"),
                ("Number, date, payment, amount, currency and rate of refund R (%s) never change,"
                                + " and voided_on is set once: void it and insert another one")
                        .formatted(id("refund", "R")));
        books.says(
                ledger.paymentStatus("Q", ledger.failed()),
                ("Payment Q (%s) cannot be %s while 0.0000 is applied and 5.0000 refunded: take the"
                                + " applications back and void the refunds first")
                        .formatted(id("payment", "Q"), ledger.failed()));
        books.says(
                sql("DELETE FROM " + ledger.refunds()),
                "DELETE on %s %s is refused: a refund stays; set its voided_on"
                        .formatted(ledger.refunds(), id("refund", "R")));
    }

    @ParameterizedTest
    @EnumSource
    void ofWhatIsTooMuch(Subledger ledger) {
        ledger.invoice(books, "I", "100");
        books.accepts(
                ledger.payment("P", "150").sql(),
                ledger.application("P", "I", "60", ON).sql(),
                ledger.refund("R", "P", "50", ON).sql());
        Insert more = ledger.application("P", "I", "40.01", ON).with("id", id("more"));
        String receivable = ledger.rule("{receivable}");

        books.says(
                more.sql(),
                ("Payment P (%s) of 150.0000 USD cannot have 100.0100 applied and 50.0000 refunded,"
                                + " which is 0.0100 too much: use less of it, or another payment")
                        .formatted(id("payment", "P")));
        books.says(
                more.with("applied_amount", "35").with("discount_taken", "6").sql(),
                ("%s I (%s) of 100.0000 USD cannot have 101.0000 paid, which is 1.0000 too much:"
                     + " apply less to it, and the rest to another invoice, or refund it")
                        .formatted(
                                receivable.substring(0, 1).toUpperCase(Locale.ROOT)
                                        + receivable.substring(1),
                                id("document", "I")));
        books.accepts(ledger.approvedNote("M", "30", ON, "I"));
        books.accepts(ledger.note("N", ON).with("corrects_invoice_id", id("invoice", "I")).sql());
        books.accepts(Invoice.line("N", 1, "71").sql());
        books.says(
                Invoice.status("N", "APPROVED"),
                ("Invoice I (%s) of 100.0000 USD cannot have 101.0000 credited, which is 1.0000 too"
                                + " much: change the lines of the credit note")
                        .formatted(id("invoice", "I")));
        books.says(
                Invoice.status("I", "CANCELLED"),
                ("Invoice I (%s) cannot be CANCELLED while approved credit notes take 30.0000 from"
                                + " it: cancel those first")
                        .formatted(id("invoice", "I")));
    }

    @ParameterizedTest
    @EnumSource
    void ofDates(Subledger ledger) {
        books.accepts(period("2024-03", "CLOSED"));

        books.says(
                ledger.payment("P", "5").sql(),
                ("The date 2024-03-01 is not open in company %s, since period 2024-03 (%s) is"
                     + " CLOSED and its aging would change: use a later date, or open the period"
                     + " again")
                        .formatted(id("ACME"), id("ACME", "2024-03")));
        books.says(
                ledger.payment("P", "5").with("payment_date", "2999-01-01").sql(),
                "No fiscal period of company %s contains 2999-01-01: use a date in an OPEN period"
                        .formatted(id("ACME")));
    }

    @ParameterizedTest
    @EnumSource
    void ofInvoicesThatAreNotPaid(Subledger ledger) {
        books.accepts(ledger.approved("I", "100", Invoice.DATE, Invoice.DUE));
        String receivable = ledger.rule("{receivable}");

        books.says(
                Invoice.status("I", "PAID"),
                ("Invoice I (%s) cannot be PAID, since it has no %s that payments are applied to:"
                                + " insert it into %s, and apply payments first")
                        .formatted(id("invoice", "I"), receivable, ledger.documents()));
        books.accepts(ledger.document("I", "100", Invoice.DATE, Invoice.DUE).sql());
        books.says(
                Invoice.status("I", "PAID"),
                ("Invoice I (%s) cannot be PAID, since its %s %s is OPEN with 100.0000 outstanding:"
                                + " apply payments first")
                        .formatted(id("invoice", "I"), receivable, id("document", "I")));
        books.sale("other", ON, "100");
        books.accepts(post("other"));
        books.says(
                Invoice.change("I", "journal_entry_id = '%s'".formatted(id("other"))),
                ("Journal entry other (%1$s) is POSTED with source none, so it does not post %2$s"
                     + " of invoices: name a POSTED one with source_type INVOICE and source_id"
                     + " %2$s")
                        .formatted(id("other"), id("invoice", "I")));
    }

    @ParameterizedTest
    @EnumSource
    void ofApplicationsInAnInactiveCompany(Subledger ledger) {
        ledger.invoice(books, "I", "100");
        books.accepts(
                ledger.payment("P", "100").sql(), sql("UPDATE companies SET is_active = false"));

        books.says(
                ledger.application("P", "I", "5", "2024-03-10").sql(),
                "Company ACME (%s) is inactive, so it takes nothing new: make it active again"
                        .formatted(id("ACME")));
    }

    @ParameterizedTest
    @EnumSource
    void ofWhatIsInactive(Subledger ledger) {
        Sql[] invoice = ledger.approved("I", "100", Invoice.DATE, Invoice.DUE);
        books.accepts(
                invoice[0],
                invoice[1],
                sql("UPDATE %ss SET is_active = false".formatted(ledger.party())));
        String party = ledger.party();
        String code =
                books.row(
                        "SELECT code FROM %ss WHERE id = ?".formatted(party), ledger.firstParty());

        books.says(
                invoice[2],
                ("%s %s of invoice I (%s) is inactive: use another one, or make this one active"
                                + " again")
                        .formatted(
                                party.substring(0, 1).toUpperCase(Locale.ROOT) + party.substring(1),
                                code,
                                id("invoice", "I")));
        books.says(
                ledger.payment("P", "5").sql(),
                ("Payment P (%s) needs an active %s, currency and account, but %s %s is inactive:"
                                + " use another one, or make it active again")
                        .formatted(id("payment", "P"), party, party, code));
        books.accepts(
                sql("UPDATE %ss SET is_active = true".formatted(party)),
                sql("UPDATE companies SET is_active = false"));
        books.says(
                invoice[2],
                "Company ACME (%s) is inactive, so it takes nothing new: make it active again"
                        .formatted(id("ACME")));
    }
}
