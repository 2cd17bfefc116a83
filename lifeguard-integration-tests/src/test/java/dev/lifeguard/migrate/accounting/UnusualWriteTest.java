package dev.lifeguard.migrate.accounting;

import static dev.lifeguard.migrate.accounting.Journal.change;
import static dev.lifeguard.migrate.accounting.Journal.changeLine;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ways to write that are neither a plain INSERT nor a plain UPDATE, and changes of keys. */
@OnPostgres
final class UnusualWriteTest {

    private static final String LINES =
            """
            COPY journal_entry_lines (
                company_id, journal_entry_id, line_number, account_id, currency_code,
                exchange_rate, debit_amount, credit_amount, base_debit_amount, base_credit_amount
            ) FROM STDIN (FORMAT csv)
            """;

    @AutoClose private final Books books;

    UnusualWriteTest(PostgresServer server) {
        books = Books.on(server);
        books.sale("e", "2024-03-10", "100");
    }

    @Test
    void anInsertThatMeetsItsEntryPostsIt() {
        Sql insert = entry("e", "2024-03-10").sql();

        books.accepts(
                new Sql(
                        insert.text() + " ON CONFLICT (id) DO UPDATE SET status = 'POSTED'",
                        insert.values()));

        assertThat(books.balance("1000")).isEqualTo("100|0");
    }

    @Test
    void anInsertThatMeetsItsLineChangesIt() {
        String onConflict =
                " ON CONFLICT (journal_entry_id, line_number) DO UPDATE"
                        + " SET debit_amount = 40, base_debit_amount = 40";
        Sql insert = Insert.rows(debit("1000", "60").row("e", 3), debit("1000", "7").row("e", 1));

        books.accepts(new Sql(insert.text() + onConflict, insert.values()), post("e"));

        assertThat(books.balance("1000")).isEqualTo("100|0");
        assertThat(books.row("SELECT line_count FROM journal_entries")).isEqualTo("3");
    }

    @Test
    void aCopyOfAPostedEntryIsNotPosted() {
        books.accepts(post("e"));

        books.refuses(
                "55000 journal_entries_begin_as_draft",
                sql(
                        """
                        INSERT INTO journal_entries (
                            company_id, entry_number, entry_date, fiscal_period_id, status,
                            posted_at, line_count, total_debit, total_credit
                        )
                        SELECT company_id, 'f', entry_date, fiscal_period_id, status,
                            posted_at, line_count, total_debit, total_credit
                        FROM journal_entries
                        """));
    }

    @Test
    void linesAreCopiedIntoDraftsOnly() {
        books.draft("d", "2024-03-10");
        String rows = copied("d", 1, "1000", "5,0,5,0") + copied("d", 2, "4000", "0,5,0,5");

        books.session().copy(LINES, rows);
        books.accepts(post("d"));

        assertThat(books.balance("1000")).isEqualTo("5|0");
        assertThat(books.session().copyRefusal(LINES, copied("d", 3, "1000", "5,0,5,0")))
                .hasToString("55000 journal_entry_lines_frozen");
        assertThat(books.session().copyRefusal(LINES, copied("e", 3, "1000", "0.001,0,0,0")))
                .hasToString("23514 journal_entry_lines_minor_units");
    }

    private static String copied(String entry, int number, String account, String amounts) {
        return "%s,%s,%s,%s,USD,1,%s%n"
                .formatted(id("ACME"), id(entry), number, id("ACME", account), amounts);
    }

    @Test
    void aDraftReversesWhatItWasMadeFor() {
        books.draft("d", "2024-03-10");
        books.accepts(
                post("e"),
                entry("r", "2024-03-10").with("reverses_entry_id", id("e")).sql(),
                sql("UPDATE currencies SET is_active = false WHERE code = 'GBP'"),
                debit("1000", "5").in("GBP", "1").row("r", 1).sql());
        String fixed = "55000 journal_entries_fixed";

        books.refuses(fixed, change("r", "reverses_entry_id = NULL"));
        books.refuses(fixed, change("r", "reverses_entry_id = NULL, status = 'POSTED'"));
        books.refuses(fixed, change("d", "reverses_entry_id = '%s'".formatted(id("e"))));
        books.accepts(Journal.delete("r"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "companies", "currencies", "fiscal_periods", "accounts", "chart_of_accounts",
                "journal_entries", "customers", "vendors", "invoices", "customer_invoices",
                "vendor_invoices", "ar_payments", "ap_payments"
            })
    void nothingIsTruncatedFromAbove(String table) {
        books.accepts(post("e"));

        Refusal refusal = books.session().refusal(sql("TRUNCATE %s CASCADE".formatted(table)));

        assertThat(refusal.sqlState()).isIn("55000", "42501");
        assertThat(books.balance("1000")).isEqualTo("100|0");
    }

    @Test
    void whatIsReferredToKeepsItsKey() {
        books.accepts(post("e"));

        books.refuses(
                "23503 fiscal_periods_company_fkey",
                sql("UPDATE companies SET id = gen_random_uuid() WHERE code = 'ACME'"));
        books.refuses(
                "23503 account_balances_fiscal_period_fkey",
                sql(
                        "UPDATE fiscal_periods SET id = ? WHERE id = ?",
                        id("x"),
                        id("ACME", "2024-03")));
        books.refuses(
                "23503 journal_entry_lines_account_fkey",
                sql("UPDATE accounts SET id = ? WHERE id = ?", id("x"), id("ACME", "1000")));
        books.refuses("55000 currencies_fixed", sql("UPDATE currencies SET code = 'XXX'"));
        books.refuses(
                "55000 journal_entry_lines_fixed",
                changeLine("e", 1, "id = '%s'".formatted(id("x"))));
        books.refuses("55000 journal_entries_frozen", change("e", "id = gen_random_uuid()"));
        books.draft("d", "2024-03-10");
        books.refuses("55000 journal_entries_fixed", change("d", "id = gen_random_uuid()"));
        books.refuses(
                "55000 journal_entries_fixed",
                change("d", "company_id = '%s'".formatted(id("NORD"))));
    }

    @Test
    void whatIsDeferredIsSeenAtTheCommit() {
        books.accepts(
                sql("BEGIN"),
                sql("SET CONSTRAINTS ALL DEFERRED"),
                sql(
                        """
                        UPDATE chart_of_accounts SET parent_id = ?, parent_level = 0, level = 1
                        WHERE id = ?
                        """,
                        id("ACME", "EXPENSE"),
                        id("ACME", "ASSET")));

        assertThat(books.session().refusal(sql("COMMIT")))
                .hasToString("23503 chart_of_accounts_parent_fkey");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UPDATE", "NO KEY UPDATE", "SHARE", "KEY SHARE"})
    void aLockedDraftIsPostedByWhoeverLockedIt(String lock) {
        books.accepts(
                sql("BEGIN"),
                sql("SELECT FROM journal_entries FOR " + lock),
                post("e"),
                sql("COMMIT"));

        assertThat(books.balance("1000")).isEqualTo("100|0");
    }
}
