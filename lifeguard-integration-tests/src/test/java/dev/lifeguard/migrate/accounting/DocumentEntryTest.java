package dev.lifeguard.migrate.accounting;

import static dev.lifeguard.migrate.accounting.Journal.post;
import static dev.lifeguard.migrate.accounting.Journal.reverse;
import static dev.lifeguard.migrate.accounting.Sql.id;
import static dev.lifeguard.migrate.accounting.Sql.sql;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The entries that documents name as theirs, and which documents have none. */
@OnPostgres
final class DocumentEntryTest {

    @AutoClose private final Books books;

    DocumentEntryTest(PostgresServer server) {
        books = Books.on(server);
    }

    /** A posted entry with a document as its source. */
    private void posted(String number, String type, UUID document) {
        books.accepts(
                Journal.entry(number, Invoice.DATE)
                        .with("source_type", type)
                        .with("source_id", document)
                        .sql(),
                Journal.lines(number, Line.debit("1100", "100"), Line.credit("4000", "100")),
                post(number));
    }

    @ParameterizedTest
    @EnumSource
    void anInvoiceNamesThePostedEntryThatItIsTheSourceOf(Subledger ledger) {
        ledger.invoice(books, "I", "100");
        UUID invoice = id("invoice", "I");
        books.sale("draft", Invoice.DATE, "100");
        books.sale("other", Invoice.DATE, "100");
        books.accepts(post("other"));
        posted("type", ledger.source("PAYMENT"), invoice);
        posted("another", "INVOICE", id("invoice", "J"));
        posted("own", "INVOICE", invoice);

        for (String unrelated : new String[] {"draft", "other", "type", "another"}) {
            books.refuses("23514 invoices_journal_entry", entryOf("invoices", invoice, unrelated));
        }
        books.accepts(entryOf("invoices", invoice, "own"));
        books.accepts(reverse(id("own"), "R", Invoice.DATE));
        posted("corrected", "INVOICE", invoice);
        books.accepts(Invoice.change("I", "notes = 'x'"));
        books.accepts(entryOf("invoices", invoice, "corrected"));
        books.refuses("23514 invoices_journal_entry", entryOf("invoices", invoice, "own"));
    }

    @ParameterizedTest
    @EnumSource
    void soDoPaymentsAndRefunds(Subledger ledger) {
        books.accepts(
                ledger.payment("P", "100").sql(), ledger.refund("R", "P", "5", "2024-03-02").sql());
        posted("payment", ledger.source("PAYMENT"), id("payment", "P"));
        posted("refund", ledger.source("REFUND"), id("refund", "R"));
        String payment = ledger.rule("23514 {payments}_journal_entry");
        String refund = ledger.rule("23514 {refunds}_journal_entry");

        books.refuses(payment, entryOf(ledger.payments(), id("payment", "P"), "refund"));
        books.refuses(refund, entryOf(ledger.refunds(), id("refund", "R"), "payment"));
        books.refuses(
                payment, ledger.payment("Q", "5").with("journal_entry_id", id("payment")).sql());
        books.refuses(
                ledger.rule("23503 {payments}_journal_entry_fkey"),
                entryOf(ledger.payments(), id("payment", "P"), "missing"));
        books.accepts(
                entryOf(ledger.payments(), id("payment", "P"), "payment"),
                entryOf(ledger.refunds(), id("refund", "R"), "refund"));
    }

    private static Sql entryOf(String table, UUID document, String entry) {
        return sql(
                "UPDATE %s SET journal_entry_id = ? WHERE id = ?".formatted(table),
                id(entry),
                document);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNotRecordedIsSeen(Subledger ledger) {
        books.accepts(ledger.approved("I", "100", Invoice.DATE, Invoice.DUE));
        assertThat(unrecorded(ledger))
                .containsExactly("INVOICE|I|100|" + ledger.documents(), "INVOICE|I|100|entry");

        books.accepts(ledger.document("I", "100", Invoice.DATE, Invoice.DUE).sql());
        books.accepts(ledger.approvedNote("N", "30", Invoice.DATE, "I"));
        books.accepts(
                ledger.payment("P", "20").sql(), ledger.refund("R", "P", "5", "2024-03-02").sql());
        assertThat(unrecorded(ledger))
                .containsExactly(
                        "CREDIT_NOTE|N|30|" + ledger.payments(),
                        "CREDIT_NOTE|N|30|entry",
                        "INVOICE|I|100|entry",
                        "PAYMENT|P|20|entry",
                        "REFUND|R|5|entry");

        books.accepts(ledger.credit("N").sql());
        posted("i", "INVOICE", id("invoice", "I"));
        posted("n", "INVOICE", id("invoice", "N"));
        posted("p", ledger.source("PAYMENT"), id("payment", "P"));
        posted("r", ledger.source("REFUND"), id("refund", "R"));
        assertThat(unrecorded(ledger)).isEmpty();

        books.accepts(
                ledger.changeRefund("R", "voided_on = '2024-03-02'"),
                ledger.paymentStatus("P", ledger.failed()),
                Invoice.status("N", "CANCELLED"),
                Invoice.status("I", "CANCELLED"));
        assertThat(unrecorded(ledger))
                .containsExactly(
                        "CREDIT_NOTE|N|30|reversal",
                        "INVOICE|I|100|reversal",
                        "PAYMENT|P|20|reversal",
                        "REFUND|R|5|reversal");
    }

    private List<String> unrecorded(Subledger ledger) {
        return books.rows(
                """
                SELECT document, document_number, amount, missing FROM %s
                ORDER BY document, document_number, missing = 'entry'
                """
                        .formatted(ledger.named("unrecorded_documents")));
    }
}
