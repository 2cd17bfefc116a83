package dev.lifeguard.migrate.accounting;

import static dev.lifeguard.migrate.accounting.Journal.entry;
import static dev.lifeguard.migrate.accounting.Line.debit;
import static dev.lifeguard.migrate.accounting.Sql.id;

import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When something of the ledger was written down is not for whoever writes it to say. */
@OnPostgres
final class LedgerCreationTest {

    private static final String FORGED = "2020-01-01 00:00:00+00";

    @AutoClose private final Books books;

    LedgerCreationTest(PostgresServer server) {
        books = Books.on(server);
    }

    @ParameterizedTest
    @ValueSource(strings = {"created_at", "updated_at"})
    void isTheDatabases(String column) {
        refused(
                column,
                Insert.into("currencies")
                        .with("code", "NOK")
                        .with("name", "Norwegian Krone")
                        .with("minor_units", 2),
                "currencies");
        refused(
                column,
                Insert.into("companies")
                        .with("code", "X")
                        .with("name", "X")
                        .with("base_currency_code", "USD"),
                "companies");
        refused(
                column,
                Insert.into("exchange_rates")
                        .with("from_currency_code", "EUR")
                        .with("to_currency_code", "USD")
                        .with("rate_date", "2024-01-01")
                        .with("rate", "1.1"),
                "exchange_rates");
        refused(
                column,
                Insert.into("fiscal_periods")
                        .with("company_id", id("ACME"))
                        .with("name", "2025-01")
                        .with("start_date", "2025-01-01")
                        .with("end_date", "2025-01-31")
                        .with("previous_end_date", "2024-12-31"),
                "fiscal_periods");
        refused(
                column,
                Insert.into("chart_of_accounts")
                        .with("company_id", id("ACME"))
                        .with("code", "X")
                        .with("name", "X")
                        .with("account_type", "ASSET"),
                "chart_of_accounts");
        refused(
                column,
                Insert.into("accounts")
                        .with("company_id", id("ACME"))
                        .with("chart_of_account_id", id("ACME", "ASSET"))
                        .with("code", "X")
                        .with("name", "X")
                        .with("account_type", "ASSET")
                        .with("normal_balance", "DEBIT"),
                "accounts");
        refused(column, entry("e", "2024-03-10"), "journal_entries");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void ofALineIsTheDatabasesToo(boolean autoPost) {
        books.accepts(entry("e", "2024-03-10").with("auto_post", autoPost).sql());

        refused("created_at", debit("1000", "5").row("e", 1), "journal_entry_lines");
    }

    private void refused(String column, Insert row, String table) {
        books.refuses("42501 %s_begin_now".formatted(table), row.with(column, FORGED).sql());
    }
}
