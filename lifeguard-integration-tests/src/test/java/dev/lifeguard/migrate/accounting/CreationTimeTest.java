package dev.lifeguard.migrate.accounting;

import static dev.lifeguard.migrate.accounting.Sql.id;

import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When a document was written down is not for whoever writes it to say. */
@OnPostgres
final class CreationTimeTest {

    private static final String FORGED = "2020-01-01 00:00:00+00";

    @AutoClose private final Books books;

    CreationTimeTest(PostgresServer server) {
        books = Books.on(server);
    }

    @ParameterizedTest
    @ValueSource(strings = {"customers", "vendors"})
    void ofAPartyIsTheDatabases(String table) {
        refused(
                table,
                Insert.into(table)
                        .with("company_id", id("ACME"))
                        .with("code", "X")
                        .with("name", "X")
                        .with("currency_code", "USD"));
    }

    @ParameterizedTest
    @EnumSource
    void ofADocumentIsTheDatabases(Subledger ledger) {
        ledger.invoice(books, "I", "100");
        books.accepts(ledger.payment("P", "100").sql(), Invoice.toCustomer("J").sql());
        books.accepts(ledger.approved("K", "5", Invoice.DATE, Invoice.DUE));
        Insert application = ledger.application("P", "I", "5", "2024-03-10");
        Insert aging =
                Insert.into(ledger.agings())
                        .with("company_id", id("ACME"))
                        .with("aging_date", "2024-06-01")
                        .with(ledger.party() + "_id", ledger.firstParty())
                        .with("currency_code", "USD");

        refused("invoices", Invoice.toCustomer("X"));
        refused("invoice_lines", Invoice.line("J", 1, "5"));
        refused(ledger.documents(), ledger.document("K", "5", Invoice.DATE, Invoice.DUE));
        refused(ledger.payments(), ledger.payment("X", "5"));
        refused(ledger.refunds(), ledger.refund("X", "P", "5", "2024-03-10"));
        refusedAt("created_at", ledger.applications(), application);
        refusedAt("created_at", ledger.agings(), aging);
    }

    private void refused(String table, Insert row) {
        refusedAt("created_at", table, row);
        refusedAt("updated_at", table, row);
    }

    private void refusedAt(String column, String table, Insert row) {
        books.refuses("42501 " + table + "_begin_now", row.with(column, FORGED).sql());
        books.refuses("42501 " + table + "_begin_now", row.with(column, "infinity").sql());
    }
}
