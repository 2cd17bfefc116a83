package dev.lifeguard.migrate.accounting;

import static dev.lifeguard.migrate.accounting.Journal.period;
import static dev.lifeguard.migrate.accounting.Journal.post;
import static dev.lifeguard.migrate.accounting.Sql.id;
import static dev.lifeguard.migrate.accounting.Sql.sql;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Fiscal periods: what they take, and how they follow one another. */
@OnPostgres
final class PeriodTest {

    private static final String OPEN = "55000 journal_entries_period_open";
    private static final String TRANSITION = "55000 fiscal_periods_transition";

    @AutoClose private final Books books;

    PeriodTest(PostgresServer server) {
        books = Books.on(server);
    }

    @Test
    void onlyAnOpenPeriodTakesPostings() {
        books.sale("january", "2024-01-15", "1");
        books.sale("february", "2024-02-15", "1");
        books.accepts(
                period("2024-01", "CLOSED"),
                period("2024-02", "CLOSED"),
                period("2024-01", "LOCKED"));

        books.refuses(OPEN, post("january"));
        books.refuses(OPEN, post("february"));
        books.accepts(period("2024-02", "OPEN"), post("february"));
        books.refuses(OPEN, post("january"));
    }

    @Test
    void aDateWithoutAPeriodTakesNoPostings() {
        books.sale("before", "2023-12-31", "1");
        books.sale("after", "2025-01-01", "1");

        books.refuses(OPEN, post("before"));
        books.refuses(OPEN, post("after"));
    }

    @Test
    void isClosedAndOpenedAgainUntilItIsLocked() {
        String closedAt =
                "SELECT closed_at IS NULL FROM fiscal_periods WHERE id = '%s'"
                        .formatted(id("ACME", "2024-01"));

        books.accepts(period("2024-01", "CLOSED"));
        assertThat(books.row(closedAt)).isEqualTo("f");
        books.accepts(period("2024-01", "OPEN"));
        assertThat(books.row(closedAt)).isEqualTo("t");
        books.refuses(TRANSITION, period("2024-01", "LOCKED"));
        books.accepts(period("2024-01", "CLOSED"), period("2024-01", "LOCKED"));
        books.refuses(TRANSITION, period("2024-01", "OPEN"));
        books.refuses(TRANSITION, period("2024-01", "CLOSED"));
        books.refuses(
                "55000 fiscal_periods_keep",
                sql("DELETE FROM fiscal_periods WHERE id = ?", id("ACME", "2024-01")));
    }

    @Test
    void formAChainWithoutGapsOrOverlaps() {
        Insert next =
                Insert.into("fiscal_periods")
                        .with("company_id", id("ACME"))
                        .with("name", "2025-01")
                        .with("start_date", "2025-01-01")
                        .with("end_date", "2025-01-31")
                        .with("previous_end_date", "2024-12-31");

        books.refuses(
                "23514 fiscal_periods_gapless_check", next.with("start_date", "2025-01-02").sql());
        books.refuses(
                "23503 fiscal_periods_previous_fkey",
                next.with("start_date", "2025-02-01")
                        .with("end_date", "2025-02-28")
                        .with("previous_end_date", "2025-01-31")
                        .sql());
        books.refuses(
                "23505 fiscal_periods_start_date_key",
                next.with("start_date", "2024-12-01")
                        .with("previous_end_date", "2024-11-30")
                        .sql());
        books.refuses("23505 fiscal_periods_first_key", next.without("previous_end_date").sql());
        books.refuses("55000 fiscal_periods_begin_open", next.with("status", "CLOSED").sql());
        books.accepts(next.sql());
    }

    @Test
    void keepsItsDatesOnceItIsUsed() {
        Sql shorten =
                sql(
                        """
                        UPDATE fiscal_periods SET end_date = '2024-12-30' WHERE id = ?
                        """,
                        id("ACME", "2024-12"));
        books.sale("e", "2024-12-31", "1");
        books.accepts(
                shorten,
                sql(
                        "UPDATE fiscal_periods SET end_date = '2024-12-31' WHERE id = ?",
                        id("ACME", "2024-12")),
                post("e"));

        books.refuses("55000 fiscal_periods_dates_fixed", shorten);
    }

    @Test
    void aBackdatedPostingTouchesOnlyTheBalancesOfItsPeriod() {
        String others =
                "SELECT b::text FROM account_balances b WHERE fiscal_period_id <> '%s' ORDER BY 1"
                        .formatted(id("ACME", "2024-01"));
        books.sale("january", "2024-01-10", "100");
        books.sale("march", "2024-03-10", "100");
        books.accepts(post("january", "march"));
        List<String> before = books.rows(others);

        books.sale("late", "2024-01-15", "7");
        books.accepts(post("late"));

        assertThat(books.rows(others)).isEqualTo(before).hasSize(2);
        assertThat(books.trialBalance("1000", "2024-01-31")).isEqualTo("107");
        assertThat(books.trialBalance("1000", "2024-03-31")).isEqualTo("207");
    }

    @Test
    void isLockedAfterTheOneBefore() {
        books.accepts(
                period("2024-01", "CLOSED"),
                period("2024-02", "CLOSED"),
                period("2024-03", "CLOSED"));
        String order = "55000 fiscal_periods_lock_order";

        books.refuses(order, period("2024-02", "LOCKED"));
        books.accepts(period("2024-01", "OPEN"));
        books.refuses(order, period("2024-02", "LOCKED"));
        books.accepts(period("2024-01", "CLOSED"), period("2024-01", "LOCKED"));
        books.refuses(order, period("2024-03", "LOCKED"));
        books.accepts(period("2024-02", "LOCKED"), period("2024-03", "LOCKED"));
    }

    @Test
    void aStatementThatLocksAllOfThemLocksThemInOrderOrNot() {
        books.accepts(sql("UPDATE fiscal_periods SET status = 'CLOSED'"));
        books.refuses(
                "55000 fiscal_periods_lock_order",
                sql("UPDATE fiscal_periods SET status = 'LOCKED' WHERE start_date > '2024-01-01'"));
    }

    @Test
    void nothingIsPutBeforeALockedOne() {
        books.accepts(period("2024-01", "CLOSED"), period("2024-01", "LOCKED"));
        Insert before =
                Insert.into("fiscal_periods")
                        .with("company_id", id("ACME"))
                        .with("name", "2023-12")
                        .with("start_date", "2023-12-01")
                        .with("end_date", "2023-12-31");
        String chain = "55000 fiscal_periods_locked_chain";

        books.refuses("23505 fiscal_periods_first_key", before.sql());
        books.refuses(
                chain,
                sql(
                        "UPDATE fiscal_periods SET previous_end_date = '2023-12-31' WHERE id = ?",
                        id("ACME", "2024-01")));
        books.refuses(
                chain,
                sql(
                        """
                        WITH first AS (
                            UPDATE fiscal_periods SET previous_end_date = '2023-12-31' WHERE id = ?
                            RETURNING company_id
                        )
                        INSERT INTO fiscal_periods (company_id, name, start_date, end_date)
                        SELECT company_id, '2023-12', '2023-12-01', '2023-12-31' FROM first
                        """,
                        id("ACME", "2024-01")));
    }

    @Test
    void keepsWhenAndByWhomItWasClosed() {
        books.accepts(period("2024-01", "CLOSED"));
        String fixed = "55000 fiscal_periods_closed_fixed";
        Sql earlier =
                sql(
                        "UPDATE fiscal_periods SET closed_at = '2024-02-01' WHERE name = '2024-01'"
                                + " AND company_id = ?",
                        id("ACME"));
        Sql another =
                sql(
                        "UPDATE fiscal_periods SET closed_by = ? WHERE name = '2024-01' AND"
                                + " company_id = ?",
                        id("another"),
                        id("ACME"));

        books.refuses(fixed, earlier);
        books.refuses(fixed, another);
        books.accepts(period("2024-01", "LOCKED"));
        books.refuses(fixed, earlier);
    }
}
