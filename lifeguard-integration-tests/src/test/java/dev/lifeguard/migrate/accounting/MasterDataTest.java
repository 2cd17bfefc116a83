package dev.lifeguard.migrate.accounting;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Currencies, companies, the chart and its accounts. */
@OnPostgres
final class MasterDataTest {

    @AutoClose private final Books books;

    MasterDataTest(PostgresServer server) {
        books = Books.on(server);
    }

    private static Sql account(String code, String assignments) {
        return sql("UPDATE accounts SET %s WHERE id = ?".formatted(assignments), id("ACME", code));
    }

    @Test
    void whatAmountsDependOnNeverChanges() {
        books.refuses(
                "55000 currencies_fixed",
                sql("UPDATE currencies SET minor_units = 3 WHERE code = 'GBP'"));
        books.refuses(
                "55000 companies_fixed",
                sql("UPDATE companies SET base_currency_code = 'GBP' WHERE code = 'NORD'"));
        books.refuses(
                "55000 accounts_fixed",
                account(
                        "7000",
                        "account_type = 'EXPENSE', is_contra = true, chart_of_account_id = '%s'"
                                .formatted(id("ACME", "EXPENSE"))));
        books.refuses("55000 accounts_fixed", account("7000", "currency_code = 'EUR'"));
        books.refuses(
                "55000 accounts_fixed",
                account("7000", "normal_balance = 'DEBIT', is_contra = true"));
    }

    @Test
    void anInactiveAccountTakesNothingNewAndKeepsItsHistory() {
        books.sale("old", "2024-03-10", "100");
        books.accepts(post("old"));
        books.sale("with lines", "2024-03-10", "100");
        books.draft(
                "foreign",
                "2024-03-10",
                inEuro(debit("1000", "100")),
                inEuro(credit("4000", "100")));
        books.draft("elsewhere", "2024-03-10", debit("5000", "1"), credit("4000", "1"));
        books.draft("without", "2024-03-10");
        books.accepts(account("1000", "is_active = false"));

        books.refuses(
                "55000 journal_entry_lines_account_active",
                debit("1000", "5").row("without", 1).sql());
        for (Sql posting :
                List.of(
                        post("with lines"),
                        post("with lines", "elsewhere"),
                        post("elsewhere", "with lines"),
                        post("foreign"))) {
            books.refuses("55000 journal_entries_accounts_active", posting);
        }
        assertThat(books.trialBalance("1000", "2024-03-31")).isEqualTo("100");
    }

    @Test
    void whatStandsOnAnInactiveAccountCanStillBeReversed() {
        books.sale("old", "2024-03-10", "100");
        books.draft(
                "foreign",
                "2024-03-10",
                inEuro(debit("1000", "100")),
                inEuro(credit("4000", "100")));
        books.accepts(post("old", "foreign"), account("1000", "is_active = false"));

        books.accepts(reverse(id("old"), "R", "2024-03-12"));
        books.accepts(reverse(id("foreign"), "R foreign", "2024-03-12"));

        assertThat(books.balance("1000")).isEqualTo("210|210");
    }

    private static Line inEuro(Line line) {
        return line.in("EUR", "1.1").base("110");
    }

    @Test
    void aSystemAccountStaysAndStaysActive() {
        books.accepts(account("5000", "is_system_account = true"));

        books.refuses(
                "55000 accounts_system_keep",
                sql("DELETE FROM accounts WHERE id = ?", id("ACME", "5000")));
        books.refuses("55000 accounts_system_active", account("5000", "is_active = false"));
        books.refuses(
                "55000 accounts_system_active",
                account("5000", "is_active = false, is_system_account = false"));
    }

    @Test
    void onlyAContraAccountHasTheOppositeNormalBalance() {
        String rule = "23514 accounts_contra_check";

        books.refuses(rule, newAccount("ASSET", "CREDIT").with("is_contra", false).sql());
        books.accepts(newAccount("ASSET", "CREDIT").with("is_contra", true).sql());
        books.refuses(rule, newAccount("REVENUE", "CREDIT").with("is_contra", true).sql());
        books.accepts(newAccount("REVENUE", "DEBIT").with("is_contra", true).sql());
    }

    private static Insert newAccount(String type, String normalBalance) {
        return Insert.into("accounts")
                .with("company_id", id("ACME"))
                .with("code", "new " + type)
                .with("name", "a new account")
                .with("chart_of_account_id", id("ACME", type))
                .with("account_type", type)
                .with("normal_balance", normalBalance);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "accounts",
                "companies",
                "fiscal_periods",
                "chart_of_accounts",
                "currencies",
                "customers",
                "vendors"
            })
    void theCreationOfARowIsNeverRewritten(String table) {
        books.refuses(
                "55000 %s_touch".formatted(table),
                sql("UPDATE %s SET created_at = created_at - interval '1 day'".formatted(table)));
        books.refuses(
                "55000 %s_touch".formatted(table),
                sql("UPDATE %s SET created_by = ?".formatted(table), id("someone")));
    }

    @Test
    void theCreationOfADraftIsNeverRewritten() {
        books.sale("e", "2024-03-10", "100");

        books.refuses(
                "55000 journal_entries_fixed",
                Journal.change("e", "created_at = created_at - interval '1 day'"));
        books.refuses(
                "55000 journal_entry_lines_fixed",
                Journal.changeLine("e", 1, "created_at = created_at - interval '1 day'"));
    }

    @Test
    void anUpdateMovesUpdatedAtAndKeepsCreatedAt() {
        String times = "SELECT created_at, updated_at FROM accounts WHERE code = '5000'";
        String before = books.row(times);

        books.accepts(account("5000", "name = 'n'"));

        assertThat(books.row(times))
                .startsWith(before.substring(0, before.indexOf('|')))
                .isGreaterThan(before);
    }

    @Test
    void timesAreInstants() {
        assertThat(
                        books.rows(
                                """
                                SELECT DISTINCT data_type FROM information_schema.columns
                                WHERE table_schema = 'public'
                                AND table_name <> 'lifeguard_migrations'
                                AND column_name IN ('created_at', 'updated_at')
                                """))
                .containsExactly("timestamp with time zone");
    }

    @Test
    void aChildInTheChartIsOneLevelBelowItsParentAndOfItsType() {
        Insert child =
                Insert.into("chart_of_accounts")
                        .with("id", id("child"))
                        .with("company_id", id("ACME"))
                        .with("code", "A1")
                        .with("name", "a child")
                        .with("account_type", "ASSET")
                        .with("parent_id", id("ACME", "ASSET"))
                        .with("parent_level", 0)
                        .with("level", 1);
        String parent = "23503 chart_of_accounts_parent_fkey";

        books.refuses("23514 chart_of_accounts_parent_check", child.with("level", 2).sql());
        books.refuses(parent, child.with("parent_level", 1).with("level", 2).sql());
        books.refuses(parent, child.with("account_type", "EXPENSE").sql());
        books.refuses(parent, child.with("parent_id", id("NORD", "ASSET")).sql());
        books.accepts(child.sql());
        books.refuses(
                parent,
                sql(
                        """
                        UPDATE chart_of_accounts SET parent_id = ?, parent_level = 1, level = 2
                        WHERE id = ?
                        """,
                        id("child"),
                        id("ACME", "ASSET")));
    }

    @Test
    void anExchangeRateHoldsFromItsDateOn() {
        Insert rate =
                Insert.into("exchange_rates")
                        .with("from_currency_code", "EUR")
                        .with("to_currency_code", "USD")
                        .with("rate_date", "2024-01-01")
                        .with("rate", "1.1");
        books.accepts(rate.sql(), rate.with("rate_date", "2024-07-01").with("rate", "1.15").sql());

        assertThat(
                        books.row(
                                """
                                SELECT get_exchange_rate('EUR', 'USD', '2023-12-31'),
                                    get_exchange_rate('EUR', 'USD', '2024-06-30'),
                                    get_exchange_rate('EUR', 'USD', '2024-07-01'),
                                    get_exchange_rate('USD', 'EUR', '2024-07-01'),
                                    get_exchange_rate('USD', 'USD', '2024-07-01')
                                """))
                .isEqualTo("null|1.1|1.15|null|1");
        books.refuses(
                "23514 exchange_rates_rate_check",
                rate.with("rate_date", "2024-08-01").with("rate", "NaN").sql());
        books.refuses("23505 exchange_rates_pair_date_key", rate.sql());
    }
}
