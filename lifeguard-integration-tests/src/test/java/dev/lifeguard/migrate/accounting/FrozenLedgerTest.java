package dev.lifeguard.migrate.accounting;

import static dev.lifeguard.migrate.accounting.Journal.change;
import static dev.lifeguard.migrate.accounting.Journal.changeLine;
import static dev.lifeguard.migrate.accounting.Journal.delete;
import static dev.lifeguard.migrate.accounting.Journal.entry;
import static dev.lifeguard.migrate.accounting.Journal.post;
import static dev.lifeguard.migrate.accounting.Line.debit;
import static dev.lifeguard.migrate.accounting.Sql.id;
import static dev.lifeguard.migrate.accounting.Sql.sql;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What nobody can write by hand: posted entries, totals, balances. */
@OnPostgres
final class FrozenLedgerTest {

    private static final String FROZEN = "55000 journal_entries_frozen";
    private static final String LINES_FROZEN = "55000 journal_entry_lines_frozen";
    private static final String TOTALS = "42501 journal_entries_totals_maintained";
    private static final String BALANCES = "42501 account_balances_maintained";

    @AutoClose private final Books books;

    FrozenLedgerTest(PostgresServer server) {
        books = Books.on(server);
        books.sale("e", "2024-03-10", "100");
    }

    @Test
    void aPostedEntryStaysAsItIs() {
        books.accepts(post("e"));

        books.refuses(FROZEN, change("e", "description = 'y'"));
        books.refuses(FROZEN, change("e", "entry_date = '2024-03-11'"));
        books.refuses(FROZEN, change("e", "status = 'DRAFT'"));
        books.refuses(
                FROZEN, change("e", "status = 'DRAFT', posted_at = NULL, fiscal_period_id = NULL"));
        books.refuses(FROZEN, change("e", "total_debit = 1, total_credit = 1"));
        books.refuses(FROZEN, change("e", "updated_at = now()"));
        books.refuses(FROZEN, change("e", "reversed_at = now()"));
        books.refuses("55000 journal_entries_keep", delete("e"));
        books.refuses("55000 journal_entries_truncate", sql("TRUNCATE journal_entries CASCADE"));
        Sql insert = entry("e", "2024-03-10").sql();
        books.refuses(
                FROZEN,
                new Sql(
                        insert.text() + " ON CONFLICT (id) DO UPDATE SET description = 'z'",
                        insert.values()));
    }

    @Test
    void theLinesOfAPostedEntryStayAsTheyAre() {
        books.accepts(post("e"));

        books.refuses(LINES_FROZEN, debit("1000", "5").row("e", 3).sql());
        books.refuses(
                LINES_FROZEN, changeLine("e", 1, "debit_amount = 101, base_debit_amount = 101"));
        books.refuses(
                LINES_FROZEN,
                changeLine("e", 1, "account_id = '%s'".formatted(id("ACME", "5000"))));
        books.refuses(LINES_FROZEN, changeLine("e", 1, "description = 'y'"));
        books.refuses(LINES_FROZEN, sql("DELETE FROM journal_entry_lines WHERE line_number = 1"));
        books.refuses(LINES_FROZEN, sql("DELETE FROM journal_entry_lines"));
        books.refuses("55000 journal_entry_lines_truncate", sql("TRUNCATE journal_entry_lines"));
    }

    @Test
    void aLineStaysInItsEntry() {
        books.draft("d", "2024-03-10");

        books.refuses(
                "55000 journal_entry_lines_fixed",
                changeLine("e", 1, "journal_entry_id = '%s'".formatted(id("d"))));
        books.accepts(post("e"));
        books.refuses(
                "55000 journal_entry_lines_fixed",
                changeLine("e", 1, "journal_entry_id = '%s'".formatted(id("d"))));
    }

    @Test
    void aDeletedDraftTakesItsLinesAlong() {
        books.sale("d", "2024-03-10", "5");

        books.accepts(post("e"), delete("d"));

        assertThat(books.row("SELECT count(*), sum(debit_amount) FROM journal_entry_lines"))
                .isEqualTo("2|100");
    }

    @Test
    void theTotalsOfADraftAreWrittenByItsLinesOnly() {
        books.refuses(TOTALS, change("e", "total_debit = 1"));
        books.refuses(TOTALS, change("e", "line_count = 9"));
        books.refuses(TOTALS, change("e", "status = 'POSTED', total_debit = 1"));

        books.accepts(change("e", "description = 'y'"));
    }

    @Test
    void balancesAreWrittenByPostingOnly() {
        books.accepts(post("e"));

        books.refuses(
                BALANCES,
                Insert.into("account_balances")
                        .with("company_id", id("ACME"))
                        .with("account_id", id("ACME", "5000"))
                        .with("fiscal_period_id", id("ACME", "2024-03"))
                        .with("currency_code", "USD")
                        .sql());
        books.refuses(
                BALANCES, sql("UPDATE account_balances SET debit_balance = debit_balance + 1"));
        books.refuses(BALANCES, sql("DELETE FROM account_balances"));
        books.refuses("42501 account_balances_truncate", sql("TRUNCATE account_balances"));
    }
}
