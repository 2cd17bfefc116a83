package dev.lifeguard.migrate.accounting;

import static dev.lifeguard.migrate.accounting.Sql.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.plan.Target;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which invoices were past due on a date. */
@OnPostgres
final class OverdueTest {

    private final PostgresServer server;
    @AutoClose private final Books books;

    OverdueTest(PostgresServer server) {
        this.server = server;
        books = Books.on(server);
    }

    private List<String> overdue(String asOf) {
        return books.rows("SELECT invoice_number FROM invoice_overdue(?) ORDER BY 1", asOf);
    }

    @ParameterizedTest
    @EnumSource
    void isPastDueFromItsApprovalUntilItIsPaidThoughNobodySaysPaid(Subledger ledger) {
        Sql[] approved = ledger.approved("I", "100", Invoice.DATE, Invoice.DUE);
        books.accepts(approved[0], approved[1]);
        assertThat(overdue("2024-04-01")).isEmpty();
        books.accepts(approved[2]);
        assertThat(overdue("2024-04-01")).containsExactly("I");
        assertThat(overdue("2024-03-31")).isEmpty();

        books.accepts(
                ledger.document("I", "100", Invoice.DATE, Invoice.DUE).sql(),
                ledger.payment("P", "100").sql(),
                ledger.application("P", "I", "99", "2024-04-10").sql(),
                ledger.application("P", "I", "1", "2024-04-20").with("id", id("rest")).sql());

        assertThat(overdue("2024-04-19")).containsExactly("I");
        assertThat(overdue("2024-04-20")).isEmpty();
        books.accepts(Invoice.status("I", "PAID"));
        assertThat(overdue("2024-04-19")).containsExactly("I");
        assertThat(overdue("2024-04-20")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void wasPaidUntilThePaymentWasTakenBackAndOwedUntilItWasCancelled(Subledger ledger) {
        ledger.invoice(books, "I", "100");
        books.accepts(
                ledger.payment("P", "100").sql(),
                ledger.application("P", "I", "100", "2024-04-10").sql(),
                ledger.unapply("P", "I", "'2024-04-20'"),
                ledger.change("I", "status = 'CANCELLED', cancelled_on = '2024-04-30'"),
                Invoice.status("I", "CANCELLED"));

        assertThat(overdue("2024-04-09")).containsExactly("I");
        assertThat(overdue("2024-04-10")).isEmpty();
        assertThat(overdue("2024-04-20")).containsExactly("I");
        assertThat(overdue("2024-04-30")).isEmpty();
    }

    @Test
    void withoutReceivablesAnInvoiceIsPaidWhenItsStatusSaysSo() {
        try (TestDatabase database = server.createDatabase()) {
            Fixture.migrator(database).up(Target.steps(2));
            database.execute(Fixture.ledger(), Fixture.parties());
            try (Books early = Books.of(database)) {
                early.accepts(
                        Invoice.toCustomer("I").sql(),
                        Invoice.line("I", 1, "5").sql(),
                        Invoice.status("I", "APPROVED"),
                        Invoice.change("I", "status = 'PAID', paid_at = '2024-04-10 12:00'"));
                String overdue = "SELECT invoice_number FROM invoice_overdue(?)";
                assertThat(early.rows(overdue, "2024-04-10")).containsExactly("I");
                assertThat(early.rows(overdue, "2024-04-11")).isEmpty();
            }
        }
    }
}
