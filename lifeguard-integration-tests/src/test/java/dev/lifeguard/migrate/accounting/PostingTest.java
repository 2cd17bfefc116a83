package dev.lifeguard.migrate.accounting;

import static dev.lifeguard.migrate.accounting.Journal.change;
import static dev.lifeguard.migrate.accounting.Journal.changeLine;
import static dev.lifeguard.migrate.accounting.Journal.delete;
import static dev.lifeguard.migrate.accounting.Journal.entry;
import static dev.lifeguard.migrate.accounting.Journal.post;
import static dev.lifeguard.migrate.accounting.Line.credit;
import static dev.lifeguard.migrate.accounting.Line.debit;
import static dev.lifeguard.migrate.accounting.Sql.id;
import static dev.lifeguard.migrate.accounting.Sql.sql;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** From a draft to balances: what can be posted, and what posting does. */
@OnPostgres
final class PostingTest {

    private static final String ENTRY =
            "SELECT status, line_count, total_debit, total_credit FROM journal_entries";

    @AutoClose private final Books books;

    PostingTest(PostgresServer server) {
        books = Books.on(server);
    }

    @Test
    void postsABalancedEntryIntoThePeriodOfItsDate() {
        books.sale("e", "2024-03-10", "100");

        books.accepts(post("e"));

        assertThat(
                        books.row(
                                """
                                SELECT status, posted_at IS NOT NULL, fiscal_period_id,
                                    total_debit, total_credit, line_count
                                FROM journal_entries
                                """))
                .isEqualTo("POSTED|t|%s|100|100|2", id("ACME", "2024-03"));
        assertThat(books.balance("1000")).isEqualTo("100|0");
        assertThat(books.balance("4000")).isEqualTo("0|100");
    }

    @Test
    void refusesAnEntryThatIsOutOfBalanceByACent() {
        books.draft("e", "2024-03-10", debit("1000", "100"), credit("4000", "99.99"));

        books.refuses("23514 journal_entries_balanced", post("e"));
    }

    @Test
    void refusesAnEntryWithoutTwoSides() {
        books.draft("one line", "2024-03-10", debit("1000", "100"));
        books.draft("no line", "2024-03-10");
        books.draft("two debits", "2024-03-10", debit("1000", "50"), debit("1000", "50"));

        books.refuses("23514 journal_entries_balanced", post("one line"));
        books.refuses("23514 journal_entries_balanced", post("no line"));
        books.refuses("23514 journal_entries_balanced", post("two debits"));
    }

    @Test
    void refusesAnEntryThatBalancesInBaseCurrencyOnly() {
        books.draft("e", "2024-03-10", debit("1000", "100").in("EUR", "1"), credit("4000", "100"));

        books.refuses("23514 journal_entries_currency_balanced", post("e"));
    }

    @Test
    void countsForeignLinesThroughEveryChangeOfThem() {
        books.draft("e", "2024-03-10", debit("1000", "100"), credit("4000", "100"));
        books.accepts(
                changeLine("e", 1, "currency_code = 'EUR', exchange_rate = 2, debit_amount = 50"));

        assertThat(books.row("SELECT foreign_lines FROM journal_entries")).isEqualTo("1");
        books.refuses("23514 journal_entries_currency_balanced", post("e"));
        books.refuses("42501 journal_entries_totals_maintained", change("e", "foreign_lines = 0"));

        books.accepts(
                sql("DELETE FROM journal_entry_lines WHERE currency_code = 'EUR'"),
                debit("1000", "100").row("e", 1).sql());
        assertThat(books.row("SELECT foreign_lines FROM journal_entries")).isEqualTo("0");
        books.accepts(post("e"));
    }

    @Test
    void keepsTheTotalsOfADraftThroughEveryChangeOfItsLines() {
        books.draft("e", "2024-03-10");
        IntStream.rangeClosed(1, 50)
                .forEach(n -> books.accepts(debit("1000", String.valueOf(n)).row("e", n).sql()));
        books.accepts(sql("DELETE FROM journal_entry_lines WHERE line_number % 5 = 0"));
        int rest = IntStream.rangeClosed(1, 50).filter(n -> n % 5 != 0).sum();
        books.accepts(
                changeLine("e", 1, "debit_amount = 3, base_debit_amount = 3"),
                changeLine("e", 2, "debit_amount = 0.5, base_debit_amount = 0.5"),
                changeLine("e", 3, "debit_amount = 2.5, base_debit_amount = 2.5"),
                credit("4000", String.valueOf(rest)).row("e", 60).sql());

        assertThat(books.row(ENTRY)).isEqualTo("DRAFT|41|%s|%s", rest, rest);
        books.accepts(post("e"));
        assertThat(books.row(ENTRY)).isEqualTo("POSTED|41|%s|%s", rest, rest);
        assertThat(books.wrongBalances()).isEmpty();
    }

    @Test
    void postsAllEntriesOfAStatementOrNone() {
        makeDraftsOfTenLinesWithOneUnbalanced();
        Sql postAll = sql("UPDATE journal_entries SET status = 'POSTED'");

        books.refuses("23514 journal_entries_balanced", postAll);
        books.accepts(delete("B77"), postAll);

        assertThat(books.row("SELECT count(*), min(status), max(status) FROM journal_entries"))
                .isEqualTo("499|POSTED|POSTED");
        assertThat(books.wrongBalances()).isEmpty();
        assertThat(books.row("SELECT count(DISTINCT fiscal_period_id) FROM account_balances"))
                .isEqualTo("12");
    }

    private void makeDraftsOfTenLinesWithOneUnbalanced() {
        books.accepts(
                sql(
                        """
                        INSERT INTO journal_entries (id, company_id, entry_number, entry_date)
                        SELECT md5('B' || i)::uuid, ?, 'B' || i, date '2024-01-01' + i % 366
                        FROM generate_series(1, 500) i
                        """,
                        id("ACME")),
                sql(
                        """
                        INSERT INTO journal_entry_lines (
                            company_id, journal_entry_id, line_number, account_id, currency_code,
                            exchange_rate, debit_amount, credit_amount,
                            base_debit_amount, base_credit_amount
                        )
                        SELECT ?, md5('B' || i)::uuid, n, a.id, 'USD', 1, d, c, d, c
                        FROM generate_series(1, 500) i
                        CROSS JOIN generate_series(1, 10) n
                        CROSS JOIN LATERAL (
                            SELECT i * 10 + (n + 1) / 2 + (i = 77 AND n = 3)::integer AS amount
                        ) v
                        CROSS JOIN LATERAL (
                            SELECT
                                CASE WHEN n % 2 = 0 THEN amount ELSE 0 END AS d,
                                CASE WHEN n % 2 = 1 THEN amount ELSE 0 END AS c
                        ) s
                        JOIN accounts a
                            ON a.company_id = ?
                            AND a.code = (ARRAY['1000', '1100', '4000', '5000', '2000'])
                                [1 + (i + n) % 5]
                        """,
                        id("ACME"), id("ACME")));
    }

    @Test
    void addsSeveralLinesOnOneAccount() {
        books.draft(
                "e", "2024-03-10", debit("1000", "30"), debit("1000", "70"), credit("4000", "100"));

        books.accepts(post("e"));

        assertThat(books.balance("1000")).isEqualTo("100|0");
    }

    @Test
    void takesAPostingBackWithItsTransaction() {
        books.sale("e", "2024-03-10", "100");

        books.accepts(sql("BEGIN"), post("e"), sql("ROLLBACK"));
        assertThat(books.row(ENTRY)).isEqualTo("DRAFT|2|100|100");
        assertThat(books.balance("1000")).isEqualTo("0|0");

        books.accepts(
                sql("BEGIN"),
                sql("SAVEPOINT before"),
                post("e"),
                sql("ROLLBACK TO before"),
                sql("COMMIT"));
        assertThat(books.row(ENTRY)).isEqualTo("DRAFT|2|100|100");
        assertThat(books.balance("1000")).isEqualTo("0|0");

        books.accepts(post("e"));
        assertThat(books.balance("1000")).isEqualTo("100|0");
    }

    @Test
    void postsByAFunctionThatKnowsTheActor() {
        books.sale("e", "2024-03-10", "100");

        books.accepts(sql("SELECT post_journal_entry(?, ?)", id("e"), id("an actor")));

        assertThat(books.row("SELECT status, posted_by, updated_by FROM journal_entries"))
                .isEqualTo("POSTED|%1$s|%1$s", id("an actor"));
        books.refuses(
                "23503 journal_entries_pkey",
                sql("SELECT post_journal_entry(?, ?)", id("no entry"), id("an actor")));
    }

    @Test
    void anEntryBeginsAsAnEmptyDraft() {
        books.refuses(
                "55000 journal_entries_begin_as_draft",
                entry("e", "2024-03-10").with("status", "POSTED").sql());
        books.refuses(
                "42501 journal_entries_totals_maintained",
                entry("e", "2024-03-10").with("line_count", 2).sql());
        books.refuses(
                "42501 journal_entries_totals_maintained",
                entry("e", "2024-03-10").with("foreign_lines", 1).sql());
        books.refuses(
                "23514 journal_entries_posted_check",
                entry("e", "2024-03-10").with("reversed_at", "2024-03-10").sql());
        books.refuses(
                "42501 journal_entries_totals_maintained",
                entry("e", "2024-03-10").with("total_debit", "5").with("total_credit", "5").sql());
    }

    @Test
    void aSourceDocumentHasOneLivePosting() {
        Insert first =
                entry("e", "2024-03-10")
                        .with("source_type", "INVOICE")
                        .with("source_id", id("a document"));
        books.accepts(first.sql());

        books.refuses(
                "23505 journal_entries_source_key",
                first.with("id", id("f")).with("entry_number", "f").sql());
        books.refuses("23514 journal_entries_source_check", change("e", "source_id = NULL"));
        books.refuses(
                "23514 journal_entries_source_check",
                entry("f", "2024-03-10").with("source_type", "INVOICE").sql());
    }

    @Test
    void aRequestIsTakenOnceByItsKey() {
        books.accepts(entry("e", "2024-03-10").with("idempotency_key", "k").sql());

        books.refuses(
                "23505 journal_entries_idempotency_key",
                entry("f", "2024-03-10").with("idempotency_key", "k").sql());
    }
}
