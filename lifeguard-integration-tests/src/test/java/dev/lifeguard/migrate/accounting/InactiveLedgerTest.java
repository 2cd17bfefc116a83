package dev.lifeguard.migrate.accounting;

import static dev.lifeguard.migrate.accounting.Journal.entry;
import static dev.lifeguard.migrate.accounting.Journal.period;
import static dev.lifeguard.migrate.accounting.Journal.post;
import static dev.lifeguard.migrate.accounting.Journal.reverse;
import static dev.lifeguard.migrate.accounting.Line.credit;
import static dev.lifeguard.migrate.accounting.Line.debit;
import static dev.lifeguard.migrate.accounting.Sql.id;
import static dev.lifeguard.migrate.accounting.Sql.sql;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.server.Await;
import dev.lifeguard.migrate.tests.server.Background;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/**
 * A company or a currency that has become inactive takes nothing new, and can still be corrected.
 */
@OnPostgres
final class InactiveLedgerTest {

    private static final Sql CLOSE_ACME =
            sql("UPDATE companies SET is_active = false WHERE id = ?", id("ACME"));

    private static final Sql NEW_NODE =
            Insert.into("chart_of_accounts")
                    .with("company_id", id("ACME"))
                    .with("code", "X")
                    .with("name", "X")
                    .with("account_type", "ASSET")
                    .sql();

    /** The period after the last one of ACME. */
    static final Sql NEW_PERIOD =
            Insert.into("fiscal_periods")
                    .with("company_id", id("ACME"))
                    .with("name", "2025-01")
                    .with("start_date", "2025-01-01")
                    .with("end_date", "2025-01-31")
                    .with("previous_end_date", "2024-12-31")
                    .sql();

    private static final String WAITING =
            """
            SELECT query FROM pg_stat_activity
            WHERE datname = current_database() AND wait_event_type = 'Lock'
            """;

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

        books.refuses("55000 chart_of_accounts_company_active", NEW_NODE);
        books.refuses("55000 accounts_company_active", account("X"));
        books.refuses("55000 fiscal_periods_company_active", NEW_PERIOD);
        books.accepts(period("2024-01", "CLOSED"), period("2024-01", "LOCKED"));
    }

    @Test
    void aCompanyBecomesInactiveBeforeAnAccountAndAPeriod() {
        Map<String, Sql> rows =
                Map.of(
                        "chart_of_accounts", NEW_NODE,
                        "accounts", account("X"),
                        "fiscal_periods", NEW_PERIOD);
        rows.forEach(
                (table, row) -> {
                    Session other = books.newSession();
                    books.accepts(sql("BEGIN"), CLOSE_ACME);

                    Background<?> insert = other.runWaitingFor(books.session(), row);
                    books.accepts(sql("COMMIT"));

                    Books.isRefused("55000 %s_company_active".formatted(table), insert);
                    books.accepts(sql("UPDATE companies SET is_active = true"));
                });
    }

    @Test
    void aPeriodThatIsThereAlreadyWaitsForItsClosing() {
        Session closer = books.newSession();
        Session maker = books.newSession();
        Sql again =
                sql(
                        """
                        INSERT INTO fiscal_periods
                            (company_id, name, start_date, end_date, previous_end_date)
                        SELECT company_id, 'again', start_date, end_date, previous_end_date
                        FROM fiscal_periods WHERE id = ?
                        """,
                        id("ACME", "2024-05"));
        books.accepts(sql("BEGIN"), account("X"));
        Background<?> closing = closer.runWaitingFor(books.session(), period("2024-05", "CLOSED"));

        Background<Refusal> made = Background.start(() -> maker.refusal(again));
        Await.until("both wait", () -> books.rows(WAITING).size() == 2);
        books.accepts(sql("COMMIT"));

        closing.result();
        assertThat(made.result().sqlState()).isEqualTo("23505");
    }

    /** An account of ACME. */
    static Sql account(String code) {
        return Insert.into("accounts")
                .with("company_id", id("ACME"))
                .with("chart_of_account_id", id("ACME", "ASSET"))
                .with("code", code)
                .with("name", "X")
                .with("account_type", "ASSET")
                .with("normal_balance", "DEBIT")
                .sql();
    }
}
