package dev.lifeguard.migrate.accounting;

import static dev.lifeguard.migrate.accounting.Journal.delete;
import static dev.lifeguard.migrate.accounting.Journal.entry;
import static dev.lifeguard.migrate.accounting.Journal.post;
import static dev.lifeguard.migrate.accounting.Journal.reverse;
import static dev.lifeguard.migrate.accounting.Sql.id;
import static dev.lifeguard.migrate.accounting.Sql.sql;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.server.Background;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Two sessions that do to one thing what only one of them may do. */
@OnPostgres
final class LedgerRaceTest {

    @AutoClose private final Books books;
    private final Session other;

    LedgerRaceTest(PostgresServer server) {
        books = Books.on(server);
        other = books.newSession();
    }

    /** The first statement stays, and the second, which waits for its commit, is refused. */
    private void onlyTheFirstCounts(Sql first, Sql second, String refusal) {
        books.accepts(sql("BEGIN"), first);
        Background<?> waiting = other.runWaitingFor(books.session(), second);
        books.accepts(sql("COMMIT"));
        Books.isRefused(refusal, waiting);
    }

    @Test
    void aDraftIsPostedOnce() {
        books.sale("e", "2024-03-10", "100");

        onlyTheFirstCounts(post("e"), post("e"), "55000 journal_entries_frozen");

        assertThat(books.balance("1000")).isEqualTo("100|0");
    }

    @Test
    void aDraftIsPostedOrDeleted() {
        books.sale("e", "2024-03-10", "100");
        books.sale("f", "2024-03-10", "50");

        onlyTheFirstCounts(post("e"), delete("e"), "55000 journal_entries_keep");

        books.accepts(sql("BEGIN"), delete("f"));
        Background<?> posting = other.runWaitingFor(books.session(), post("f"));
        books.accepts(sql("COMMIT"));
        posting.result();
        assertThat(books.balance("1000")).isEqualTo("100|0");
    }

    @Test
    void anEntryIsReversedOnce() {
        books.sale("e", "2024-03-10", "100");
        books.accepts(post("e"));

        onlyTheFirstCounts(
                reverse(id("e"), "R1", "2024-03-11"),
                reverse(id("e"), "R2", "2024-03-11"),
                "55000 journal_entries_reversible");

        assertThat(books.balance("1000")).isEqualTo("100|100");
    }

    @Test
    void aRequestIsTakenOnce() {
        onlyTheFirstCounts(
                entry("e", "2024-03-10").with("idempotency_key", "request 7").sql(),
                entry("f", "2024-03-10").with("idempotency_key", "request 7").sql(),
                "23505 journal_entries_idempotency_key");
    }

    @Test
    void onePeriodFollowsAnother() {
        onlyTheFirstCounts(
                next("2025-01", "2025-01-31"),
                next("2025-Q1", "2025-03-31"),
                "23505 fiscal_periods_start_date_key");
    }

    private static Sql next(String name, String end) {
        return Insert.into("fiscal_periods")
                .with("company_id", id("ACME"))
                .with("name", name)
                .with("start_date", "2025-01-01")
                .with("end_date", end)
                .with("previous_end_date", "2024-12-31")
                .sql();
    }

    @Test
    void nodesDoNotEndUpBelowEachOther() {
        books.accepts(node("one"), node("two"));

        onlyTheFirstCounts(
                moveBelow("one", "two"),
                moveBelow("two", "one"),
                "23503 chart_of_accounts_parent_fkey");
    }

    private static Sql node(String code) {
        return Insert.into("chart_of_accounts")
                .with("id", id(code))
                .with("company_id", id("ACME"))
                .with("code", code)
                .with("name", code)
                .with("account_type", "ASSET")
                .sql();
    }

    private static Sql moveBelow(String node, String parent) {
        return sql(
                """
                UPDATE chart_of_accounts SET parent_id = ?, parent_level = 0, level = 1
                WHERE id = ?
                """,
                id(parent),
                id(node));
    }
}
