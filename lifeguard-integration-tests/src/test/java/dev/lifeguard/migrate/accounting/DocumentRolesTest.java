package dev.lifeguard.migrate.accounting;

import static dev.lifeguard.migrate.accounting.Journal.entry;
import static dev.lifeguard.migrate.accounting.Journal.lines;
import static dev.lifeguard.migrate.accounting.Journal.period;
import static dev.lifeguard.migrate.accounting.Journal.post;
import static dev.lifeguard.migrate.accounting.Journal.reverse;
import static dev.lifeguard.migrate.accounting.Line.credit;
import static dev.lifeguard.migrate.accounting.Line.debit;
import static dev.lifeguard.migrate.accounting.Sql.id;
import static dev.lifeguard.migrate.accounting.Sql.sql;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Days of documents: each role of docs/accounting_roles.sql does its part of the work, and is
 * refused the others' for want of a privilege, before any rule is asked.
 */
@OnPostgres
final class DocumentRolesTest {

    private static final Line[] SALE = {debit("1100", "100"), credit("4000", "100")};
    private static final String ON = "2024-03-10";

    @AutoClose private final Books books;
    private final Session clerk;
    private final Session approver;
    private final Session poster;
    private final Session auditor;

    DocumentRolesTest(PostgresServer server) {
        books = Books.on(server);
        books.accepts(sql(Fixture.roles()));
        clerk = as("books_clerk");
        approver = as("books_approver");
        poster = as("books_poster");
        auditor = as("books_auditor");
    }

    private Session as(String role) {
        Session session = books.newSession();
        session.run(sql("SET SESSION AUTHORIZATION " + role));
        return session;
    }

    @ParameterizedTest
    @EnumSource
    void aWholeDay(Subledger ledger) {
        clerkWritesDrafts(ledger);
        approverApproves(ledger);
        posterRecordsAndSettles(ledger);
        approverSetsToPaid();
        posterTakesBack(ledger);
        approverCancels(ledger);
        auditorSeesIt(ledger);
    }

    private void clerkWritesDrafts(Subledger ledger) {
        Sql[] invoice = ledger.approved("I", "100", Invoice.DATE, Invoice.DUE);
        Sql[] note = ledger.approvedNote("N", "30", "2024-03-05", "I");
        clerk.run(invoice[0], invoice[1], note[0], note[1]);
        clerk.run(
                ledger.note("gone", ON).sql(),
                Invoice.line("gone", 1, "5").with("tax_amount", "1").sql(),
                Invoice.change("gone", "notes = 'x', due_date = '2024-04-30'"),
                sql("UPDATE invoice_lines SET unit_price = 6 WHERE unit_price = 5"),
                Invoice.delete("gone"),
                ledger.payment("P", "150").without("status").sql(),
                ledger.payment("gone", "5").without("status").sql(),
                sql("DELETE FROM %s WHERE payment_number = 'gone'".formatted(ledger.payments())),
                ofInvoice("I").sql(),
                lines("entry", SALE));

        assertThat(books.row("SELECT total_amount FROM invoices WHERE invoice_number = 'I'"))
                .isEqualTo("100");
        denied(
                clerk,
                invoice[2],
                Invoice.status("I", "CANCELLED"),
                Invoice.change("I", "total_amount = 1"),
                Invoice.change("I", "discount_amount = 1"),
                Invoice.change("I", "journal_entry_id = NULL"),
                ledger.payment("Q", "5").sql(),
                ledger.paymentStatus("P", "CLEARED"),
                ledger.paymentStatus("P", ledger.failed()),
                post("entry"));
        clerkDoesNotSettle(ledger);
    }

    private void clerkDoesNotSettle(Subledger ledger) {
        denied(
                clerk,
                ledger.document("I", "100", Invoice.DATE, Invoice.DUE).sql(),
                ledger.change("I", "status = 'CANCELLED'"),
                ledger.credit("N").sql(),
                ledger.application("P", "I", "5", ON).sql(),
                ledger.unapply("P", "I", "'2024-03-11'"),
                ledger.refund("R", "P", "5", ON).sql(),
                ledger.changeRefund("R", "voided_on = '2024-03-11'"),
                ledger.takeSnapshot("2024-06-01"));
    }

    private void approverApproves(Subledger ledger) {
        denied(
                approver,
                Invoice.toCustomer("J").sql(),
                Invoice.line("I", 2, "5").sql(),
                Invoice.change("I", "due_date = '2024-04-30'"),
                Invoice.change("I", "total_amount = 1"),
                Invoice.change("I", "journal_entry_id = NULL"),
                ledger.document("I", "100", Invoice.DATE, Invoice.DUE).sql(),
                ledger.payment("Q", "5").sql(),
                ledger.paymentStatus("P", "CLEARED"),
                ledger.application("P", "I", "5", ON).sql(),
                ledger.refund("R", "P", "5", ON).sql(),
                ledger.takeSnapshot("2024-06-01"));
        approver.run(
                Invoice.change("I", "status = 'PENDING_APPROVAL'"),
                Invoice.change("I", "status = 'APPROVED', approved_by = '%s'".formatted(id("a"))),
                Invoice.status("N", "APPROVED"));

        assertThat(books.row("SELECT credited_amount FROM invoices WHERE invoice_number = 'I'"))
                .isEqualTo("30");
    }

    private void posterRecordsAndSettles(Subledger ledger) {
        poster.run(
                ledger.document("I", "100", Invoice.DATE, Invoice.DUE).sql(),
                ledger.credit("N").sql(),
                post("entry"),
                Invoice.change("I", "journal_entry_id = '%s'".formatted(id("entry"))),
                ledger.paymentStatus("P", "CLEARED"),
                ledger.payment("Q", "20").sql(),
                ledger.application("P", "I", "65", ON).with("discount_taken", "5").sql(),
                ledger.application("N", "I", "30", ON).sql(),
                ledger.refund("R", "P", "85", ON).sql());

        assertThat(ledger.paid(books, "I")).isEqualTo("100|0|PAID|2024-03-10");
        assertThat(ledger.used(books, "P")).isEqualTo("65|85|0|2024-03-10");
        assertThat(ledger.used(books, "N")).isEqualTo("30|0|0|2024-03-10");
        posterWritesNoSums(ledger);
    }

    private void posterWritesNoSums(Subledger ledger) {
        Insert document = ledger.document("J", "5", Invoice.DATE, Invoice.DUE);
        denied(
                poster,
                Invoice.toCustomer("J").sql(),
                Invoice.status("I", "PAID"),
                Invoice.status("I", "CANCELLED"),
                Invoice.change("I", "notes = 'x'"),
                sql("DELETE FROM invoice_lines"),
                document.with("paid_amount", "5").sql(),
                document.with("status", "PAID").sql(),
                ledger.change("I", "paid_amount = 5"),
                ledger.change("I", "status = 'CANCELLED'"),
                ledger.payment("S", "5").with("applied_amount", "5").sql(),
                sql("UPDATE %s SET applied_amount = 0".formatted(ledger.payments())),
                sql("UPDATE %s SET refunded_amount = 0".formatted(ledger.payments())),
                sql("UPDATE %s SET applied_amount = 0".formatted(ledger.applications())),
                sql("DELETE FROM " + ledger.applications()),
                sql("DELETE FROM " + ledger.payments()),
                sql("DELETE FROM " + ledger.refunds()),
                sql("UPDATE companies SET is_active = false"),
                sql("UPDATE customers SET is_active = false"));
    }

    private void approverSetsToPaid() {
        approver.run(Invoice.status("I", "SENT"), Invoice.status("I", "PAID"));
    }

    private void posterTakesBack(Subledger ledger) {
        poster.run(
                ledger.takeSnapshot("2024-03-31"),
                ledger.takeSnapshot("2024-03-31"),
                ledger.unapply("P", "I", "'2024-04-02'"),
                ledger.unapply("N", "I", "'2024-04-02'"),
                ledger.changeRefund("R", "voided_on = '2024-04-03'"),
                sql(
                        "UPDATE %s SET status = ?, voided_on = ? WHERE id = ?"
                                .formatted(ledger.payments()),
                        ledger.failed(),
                        "2024-04-04",
                        id("payment", "P")),
                reverse(id("entry"), "R", "2024-04-04"));

        assertThat(books.row("SELECT status FROM invoices WHERE invoice_number = 'I'"))
                .isEqualTo("SENT");
        assertThat(ledger.used(books, "P")).isEqualTo("0|0|150|null");
    }

    private void approverCancels(Subledger ledger) {
        approver.run(
                period("2024-03", "CLOSED"),
                Invoice.status("N", "CANCELLED"),
                ledger.change("I", "status = 'CANCELLED', cancelled_on = '2024-04-05'"),
                Invoice.status("I", "CANCELLED"));
        denied(
                approver,
                ledger.change("I", "paid_amount = 1"),
                ledger.change("I", "settled_on = NULL"),
                ledger.change("I", "total_amount = 1"));
    }

    private void auditorSeesIt(Subledger ledger) {
        assertThat(seen("aging_date, total_outstanding, unapplied_amount", ledger.agings()))
                .containsExactly("2024-03-31|0|20");
        assertThat(seen("document, open_amount", ofDate(ledger, "open_items", "2024-04-02")))
                .containsExactlyInAnyOrder("INVOICE|100", "PAYMENT|-65", "PAYMENT|-20");
        assertThat(seen("total_outstanding", ofDate(ledger, "aging", "2024-04-04")))
                .containsExactly("100");
        assertThat(seen("document, missing", ledger.named("unrecorded_documents")))
                .containsExactly("PAYMENT|entry");
        assertThat(seen("count(*)", ledger.named("gl_reconciliation"))).hasSize(1);
        assertThat(seen("count(*)", ofDate(ledger, "reconciliation", "2024-04-30"))).hasSize(1);
        assertThat(seen("count(*)", ofDate(ledger, "exchange_differences", "2024-04-30")))
                .hasSize(1);
        assertThat(seen("invoice_number", "invoice_overdue('2024-04-03')")).containsExactly("I");
        assertThat(seen("rule", "accounting_integrity_violations")).isEmpty();
        denied(
                auditor,
                Invoice.toCustomer("J").sql(),
                Invoice.status("I", "DRAFT"),
                ledger.payment("S", "5").sql(),
                ledger.application("Q", "I", "5", ON).sql(),
                ledger.refund("S", "Q", "5", ON).sql(),
                ledger.takeSnapshot("2024-06-01"),
                sql("UPDATE customers SET name = 'x'"),
                sql("TRUNCATE " + ledger.agings()));
    }

    private List<String> seen(String columns, String from) {
        return auditor.rows(sql("SELECT %s FROM %s".formatted(columns, from)));
    }

    private static String ofDate(Subledger ledger, String report, String date) {
        return "%s('%s', '%s')".formatted(ledger.named(report), id("ACME"), date);
    }

    private static Insert ofInvoice(String number) {
        return entry("entry", ON)
                .with("source_type", "INVOICE")
                .with("source_id", id("invoice", number));
    }

    private static void denied(Session session, Sql... statements) {
        for (Sql statement : statements) {
            assertThat(session.refusal(statement)).as(statement.text()).hasToString("42501");
        }
    }
}
