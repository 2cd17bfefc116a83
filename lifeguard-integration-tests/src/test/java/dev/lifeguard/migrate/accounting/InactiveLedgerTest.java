package dev.lifeguard.migrate.accounting;

import static dev.lifeguard.migrate.accounting.Journal.entry;
import static dev.lifeguard.migrate.accounting.Journal.period;
import static dev.lifeguard.migrate.accounting.Journal.post;
import static dev.lifeguard.migrate.accounting.Journal.reverse;
import static dev.lifeguard.migrate.accounting.Line.credit;
import static dev.lifeguard.migrate.accounting.Line.debit;
import static dev.lifeguard.migrate.accounting.Sql.id;
import static dev.lifeguard.migrate.accounting.Sql.sql;

import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/**
 * A company or a currency that has become inactive takes nothing new, and can still be corrected.
 */
@OnPostgres
final class InactiveLedgerTest {

    private static final Sql CLOSE_ACME =
            sql("UPDATE companies SET is_active = false WHERE id = ?", id("ACME"));

    @AutoClose private final Books books;

    InactiveLedgerTest(PostgresServer server) {
        books = Books.on(server);
        books.sale("posted", "2024-03-10", "100");
        books.sale("draft", "2024-03-10", "100");
        books.accepts(post("posted"));
    }

    @Test
    void aDraftIsNotPostedInACurrencyThatIsInactiveByNow() {
        books.draft(
                "EUR",
                "2024-03-10",
                debit("1000", "100").in("EUR", "1.1").base("110"),
                credit("4000", "100").in("EUR", "1.1").base("110"));
        books.sale("other", "2024-03-10", "5");
        books.accepts(sql("UPDATE currencies SET is_active = false WHERE code IN ('EUR', 'JPY')"));
        String inactive = "55000 journal_entries_currencies_active";

        books.refuses(inactive, post("EUR"));
        books.refuses(inactive, post("EUR", "other"));
        books.accepts(post("other"));
        books.accepts(sql("UPDATE currencies SET is_active = true WHERE code = 'EUR'"));
        books.accepts(post("EUR"), sql("UPDATE currencies SET is_active = false"));
        books.accepts(reverse(id("EUR"), "R", "2024-03-11"));
    }

    @Test
    void aCompanyTakesNoEntries() {
        books.accepts(CLOSE_ACME);
        String inactive = "55000 journal_entries_company_active";

        books.refuses(inactive, entry("e", "2024-03-10").sql());
        books.refuses(inactive, entry("e", "2024-03-10").with("auto_post", true).sql());
        books.refuses(inactive, post("draft"));
        books.refuses(
                "55000 journal_entry_lines_company_active",
                debit("1000", "5").row("draft", 3).sql());
        books.accepts(reverse(id("posted"), "R", "2024-03-11"));
    }

    @Test
    void aCompanyTakesNoAccountsAndNoPeriods() {
        books.accepts(CLOSE_ACME);

        books.refuses(
                "55000 chart_of_accounts_company_active",
                Insert.into("chart_of_accounts")
                        .with("company_id", id("ACME"))
                        .with("code", "X")
                        .with("name", "X")
                        .with("account_type", "ASSET")
                        .sql());
        books.refuses(
                "55000 accounts_company_active",
                Insert.into("accounts")
                        .with("company_id", id("ACME"))
                        .with("chart_of_account_id", id("ACME", "ASSET"))
                        .with("code", "X")
                        .with("name", "X")
                        .with("account_type", "ASSET")
                        .with("normal_balance", "DEBIT")
                        .sql());
        books.refuses(
                "55000 fiscal_periods_company_active",
                Insert.into("fiscal_periods")
                        .with("company_id", id("ACME"))
                        .with("name", "2025-01")
                        .with("start_date", "2025-01-01")
                        .with("end_date", "2025-01-31")
                        .with("previous_end_date", "2024-12-31")
                        .sql());
        books.accepts(period("2024-01", "CLOSED"), period("2024-01", "LOCKED"));
    }
}
